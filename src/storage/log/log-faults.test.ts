import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../base/clock.ts';
import { GqlError } from '../../base/errors.ts';
import { seededRandom } from '../../base/random.ts';
import { FaultyFiles } from '../files/faulty-files.ts';
import type { Fault } from '../files/faulty-files.ts';
import type { FileSystem } from '../files/file-system.ts';
import { readLog } from './log-reader.ts';
import { openLog } from './log-writer.ts';

const FAULTS: readonly Fault[] = ['fails', 'writes short', 'loses', 'tears', 'reorders', 'cuts'];
const TRANSACTIONS = 12;

/** Commits one transaction after the other and returns those acknowledged before a failure. */
function workload(files: FileSystem): bigint[] {
  const acknowledged: bigint[] = [];
  try {
    for (let round = 0; round < 2; round++) {
      const log = openLog('db/wal', { files, clock: new ManualClock(), maxFileBytes: 700 });
      for (let i = 1; i <= TRANSACTIONS / 2; i++) {
        const transactionId = BigInt(round * (TRANSACTIONS / 2) + i);
        log.begin(transactionId);
        const description = `redo of transaction ${transactionId}`;
        log.append({ transactionId, operation: 'insert', sequence: 1n, description });
        log.commit(transactionId);
        log.flush();
        acknowledged.push(transactionId);
      }
      log.close();
    }
  } catch (error) {
    if (!(error instanceof GqlError)) throw error;
  }
  return acknowledged;
}

/** Transactions with a commit mark, in order, each with its operation whole. */
function committed(files: FileSystem): bigint[] {
  const operations = new Map<bigint, string>();
  const found: bigint[] = [];
  for (const entry of readLog('db/wal', { files })) {
    if (entry.type === 'operation') operations.set(entry.transactionId, entry.description);
    if (entry.type !== 'commit') continue;
    const expected = `redo of transaction ${entry.transactionId}`;
    expect(operations.get(entry.transactionId)).toBe(expected);
    found.push(entry.transactionId);
  }
  return found;
}

describe('the log when the disk fails at every call in turn', () => {
  const dry = new FaultyFiles();
  const all = workload(dry);

  it('acknowledges everything where nothing fails', () => {
    expect(all).toHaveLength(TRANSACTIONS);
    expect(committed(dry)).toEqual(all);
  });

  it.each(FAULTS)(
    '%s: what was acknowledged is there, and nothing else is but the next',
    (fault) => {
      for (let atCall = 1; atCall <= dry.calls; atCall++) {
        const random = seededRandom(atCall);
        const files = new FaultyFiles({ fault, atCall, random });
        const acknowledged = workload(files);
        const after = files.imageAfterCrash();
        const found = committed(after);
        const prefix = all.slice(0, found.length);
        expect(found, `${fault} at call ${atCall}`).toEqual(prefix);
        expect(found.length, `${fault} at call ${atCall}`).toBeGreaterThanOrEqual(
          acknowledged.length,
        );
        // The next open repairs what was torn and goes on.
        const log = openLog('db/wal', { files: after, clock: new ManualClock() });
        log.begin(99n);
        log.commit(99n);
        log.close();
        expect(commitMarks(after)).toEqual([...found, 99n]);
      }
    },
  );
});

function commitMarks(files: FileSystem): bigint[] {
  const entries = [...readLog('db/wal', { files })];
  return entries.filter((entry) => entry.type === 'commit').map((entry) => entry.transactionId);
}
