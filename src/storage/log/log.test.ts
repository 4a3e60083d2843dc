import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../base/clock.ts';
import { seededRandom } from '../../base/random.ts';
import { FaultyFiles } from '../files/faulty-files.ts';
import { MemoryFiles } from '../files/memory-files.ts';
import type { PlacedEntry } from './entry.ts';
import { readLog, readLogFile } from './log-reader.ts';
import { openLog } from './log-writer.ts';
import type { LogWriter } from './log-writer.ts';

const SAMPLE = '../shared/data/wal-v1';
const sampleIsThere = existsSync(SAMPLE);

function described(entry: PlacedEntry): string {
  const { type, transactionId, globalSequence, sequence, operation, description } = entry;
  const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
  const operationText = operation === 'none' ? 'None' : `Some(${capital(operation)})`;
  return [
    `Transaction${capital(type)}`,
    transactionId,
    globalSequence,
    sequence,
    operationText,
    JSON.stringify(description),
  ].join('\t');
}

describe.runIf(sampleIsThere)('a log that GraphLite wrote', () => {
  it('reads as its listing says, and the last entry too', () => {
    const listing = readFileSync(`${SAMPLE}/wal_000001.entries.tsv`, 'utf8').trimEnd().split('\n');
    const entries = [...readLogFile(SAMPLE, 1)].map(described);
    expect(entries.slice(0, listing.length)).toEqual(listing);
    expect(entries.length).toBe(listing.length + 1);
    expect(entries.at(-1)).toMatch(/Operation\t1700000000000000003\t74\t99\tNone\t""/u);
  });
});

function memoryLog(options = {}) {
  const files = new MemoryFiles();
  const clock = new ManualClock(1_700_000_000_000_000_000n);
  return { files, clock, open: (): LogWriter => openLog('db/wal', { files, clock, ...options }) };
}

function write(log: LogWriter, transactionId: bigint, descriptions: readonly string[]): void {
  log.begin(transactionId);
  descriptions.forEach((description, i) => {
    log.append({ transactionId, operation: 'insert', sequence: BigInt(i + 1), description });
  });
  log.commit(transactionId);
}

describe('writing and reading back', () => {
  it('keeps every field, past 2^53 too, over reopening', () => {
    const { files, open } = memoryLog();
    const first = open();
    write(first, 2n ** 63n + 5n, ['[1,"é😀"]']);
    first.close();
    const second = open();
    expect(second.nextGlobalSequence()).toBe(4n);
    write(second, 2n ** 53n + 1n, ['{}  ']);
    second.close();
    const entries = [...readLog('db/wal', { files })];
    expect(entries.map((entry) => [entry.fileNumber, entry.type, entry.globalSequence])).toEqual([
      [1, 'begin', 1n],
      [1, 'operation', 2n],
      [1, 'commit', 3n],
      [2, 'begin', 4n],
      [2, 'operation', 5n],
      [2, 'commit', 6n],
    ]);
    expect(entries[1]).toMatchObject({ transactionId: 2n ** 63n + 5n, description: '[1,"é😀"]' });
    expect(entries[5]?.description).toBe('{"v":1,"synced":3}');
  });

  it.each([0, 1, 3, 4, 5, 10 * 1024 * 1024])('takes a description of %i bytes', (length) => {
    const { files, open } = memoryLog();
    const log = open();
    write(log, 1n, ['x'.repeat(length)]);
    log.close();
    const operation = [...readLog('db/wal', { files })][1];
    expect(operation?.description).toBe('x'.repeat(length).padEnd(4, ' '));
  });

  it('creates nothing before the first write', () => {
    const { files, open } = memoryLog();
    open().close();
    expect(files.files.size).toBe(0);
  });

  it('starts a new file before the current one would pass its limit', () => {
    const { files, open } = memoryLog({ maxFileBytes: 400 });
    const log = open();
    for (let i = 1n; i <= 10n; i++) {
      write(log, i, ['some redo record']);
      log.flush();
    }
    log.close();
    expect(log.currentFileNumber).toBeGreaterThan(3);
    for (const content of files.files.values()) expect(content.size).toBeLessThanOrEqual(400);
    expect([...readLog('db/wal', { files })]).toHaveLength(30);
  });

  it('cuts the free space off at a clean close', () => {
    const { files, open } = memoryLog();
    const log = open();
    write(log, 1n, ['abcd']);
    log.flush();
    expect(files.files.get('db/wal/wal_000001.log')?.size).toBe(1024 * 1024);
    log.close();
    expect(files.files.get('db/wal/wal_000001.log')?.size).toBe(log.end.offset);
  });
});

describe('what the disk refuses', () => {
  it('is an input/output error with the code of the failure, and poisons', () => {
    const random = seededRandom(1);
    const files = new FaultyFiles({ fault: 'fails', atCall: 4, random });
    const log = openLog('db/wal', { files, clock: new ManualClock() });
    const refused = expect.objectContaining({ kind: 'input/output', gqlstatus: '58030' });
    write(log, 1n, ['redo']);
    expect(() => {
      log.flush();
    }).toThrow(refused);
    expect(() => log.begin(2n)).toThrow(refused);
  });
});

describe('a torn tail against damage', () => {
  function logOfThree() {
    const made = memoryLog();
    const log = made.open();
    for (let i = 1n; i <= 3n; i++) {
      write(log, i, ['redo']);
      log.flush();
    }
    log.close();
    const content = made.files.files.get('db/wal/wal_000001.log');
    if (content === undefined) throw new Error('no log was written');
    return { ...made, content, entries: [...readLog('db/wal', { files: made.files })] };
  }

  it('ends the log at a cut in its last transaction, at every byte', () => {
    const { files, content, entries } = logOfThree();
    const whole = content.copy();
    for (let cut = entries[6]?.offset ?? 0; cut < whole.length; cut++) {
      content.truncate(cut);
      const read = [...readLog('db/wal', { files })];
      expect(read).toEqual(entries.slice(0, read.length));
      expect(read.length).toBeGreaterThanOrEqual(6);
      content.write(cut, whole.subarray(cut));
    }
  });

  it('goes on writing behind a torn tail once that is cut off', () => {
    const { files, content, open } = logOfThree();
    content.truncate(content.size - 3);
    const log = open();
    write(log, 9n, ['more']);
    log.close();
    const sequences = [...readLog('db/wal', { files })].map((entry) => entry.globalSequence);
    expect(sequences).toEqual(sequences.map((_, i) => BigInt(i + 1)));
    expect(sequences).toHaveLength(11);
  });

  it('takes a last file without a header away', () => {
    const { files, open } = logOfThree();
    files.open('db/wal/wal_000002.log', 'create').write(0, new Uint8Array(10));
    const log = open();
    write(log, 9n, ['more']);
    log.close();
    expect(log.currentFileNumber).toBe(2);
    expect([...readLog('db/wal', { files })]).toHaveLength(12);
  });

  it('calls a flipped byte damage where a later commit proves that it was durable', () => {
    const { files, content, entries } = logOfThree();
    const offset = (entries[1]?.offset ?? 0) + 45;
    const byte = new Uint8Array(1);
    content.read(offset, byte);
    content.write(offset, Uint8Array.of((byte[0] ?? 0) ^ 1));
    expect(() => [...readLog('db/wal', { files })]).toThrow(
      expect.objectContaining({
        kind: 'corruption',
        gqlstatus: 'XX001',
        offset: entries[1]?.offset,
      }),
    );
  });

  it('calls a short log damage when a clean close said where it ends', () => {
    const { files, content, entries } = logOfThree();
    content.truncate(content.size - 3);
    const knownEnd = { fileNumber: 1, offset: 0, globalSequence: 9n };
    expect(entries).toHaveLength(9);
    expect(() => [...readLog('db/wal', { files, knownEnd })]).toThrow(/closed at 9/u);
  });

  it('refuses a missing file, a newer version and a foreign file', () => {
    const { files, content, open } = logOfThree();
    const log = open();
    write(log, 9n, ['more']);
    log.close();
    const kept = content.copy();
    content.write(4, Uint8Array.of(2));
    expect(() => [...readLog('db/wal', { files })]).toThrow(/version is 2/u);
    content.write(0, new TextEncoder().encode('SQLite'));
    expect(() => [...readLog('db/wal', { files })]).toThrow(/not a log file/u);
    content.write(0, kept);
    files.rename('db/wal/wal_000002.log', 'db/wal/wal_000003.log');
    expect(() => [...readLog('db/wal', { files })]).toThrow(/log file 2 is missing/u);
  });
});
