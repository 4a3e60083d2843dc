import { describe, expect, it } from 'vitest';
import { GqlError } from '../../base/errors.ts';
import { seededRandom } from '../../base/random.ts';
import type { Fault } from '../files/faulty-files.ts';
import { FaultyFiles } from '../files/faulty-files.ts';
import type { FileSystem } from '../files/file-system.ts';
import type { MemoryFiles } from '../files/memory-files.ts';
import { CatalogWorkload } from '../testing/catalog-workload.ts';
import { databaseText } from '../testing/database-text.ts';
import {
  FaultWorkload,
  openForFaults as open,
  textOfAll as textOf,
} from '../testing/fault-workload.ts';
import { OneGraphWorkload } from '../testing/one-graph-workload.ts';

const FAULTS: readonly Fault[] = ['fails', 'writes short', 'loses', 'tears', 'reorders', 'cuts'];

const WORKLOADS: readonly (readonly [string, Make])[] = [
  ['one graph', (files) => new OneGraphWorkload(files)],
  ['many graphs', (files) => new CatalogWorkload(files)],
];

type Make = (files: FileSystem) => FaultWorkload;

function run(make: Make, files: FaultyFiles): Promise<FaultWorkload | undefined> {
  return FaultWorkload.run(make, files, (workload) => {
    if (workload.db.poisoned) checkPoisoned(workload, files);
  });
}

function checkPoisoned({ db, states, acknowledged }: FaultWorkload, files: FaultyFiles): void {
  // Readers see the last durable commit, and nothing is written any more.
  try {
    expect(textOf(db)).toEqual(states[acknowledged]);
    const snapshot = db.store.snapshot();
    const text = databaseText(snapshot.catalog, (graph) => snapshot.reader(graph));
    expect(text).toEqual(states[acknowledged]);
  } catch (error) {
    // A graph that nobody had touched before the power went off.
    if (!files.crashed || !(error instanceof GqlError)) throw error;
  }
  expect(() => db.store.begin()).toThrow(expect.objectContaining({ gqlstatus: '58030' }));
  expect(() => {
    db.checkpoint();
  }).toThrow(GqlError);
  if (!files.crashed) db.close();
}

/** The image on files that fail at the `atCall`-th call from here on. */
function faulty(image: MemoryFiles, fault: Fault, atCall: number): FaultyFiles {
  const copy = (files: FaultyFiles): FaultyFiles => {
    for (const [path, content] of image.files) {
      const directory = path.slice(0, path.lastIndexOf('/'));
      if (!files.exists(directory)) files.makeDirectory(directory);
      const file = files.open(path, 'create');
      file.write(0, content.copy());
      file.sync();
      files.syncDirectory(directory);
    }
    return files;
  };
  const { calls } = copy(new FaultyFiles());
  return copy(new FaultyFiles({ fault, atCall: calls + atCall, random: seededRandom(atCall) }));
}

function checkRecovered(files: FileSystem, workload: FaultWorkload | undefined, at: string): void {
  const db = open(files);
  const found = textOf(db);
  const { acknowledged, states } = workload ?? { acknowledged: 0, states: [found] };
  const which = states.findIndex((state) => state.join('\n') === found.join('\n'));
  expect(which, `${at} gives a state that was committed`).toBeGreaterThanOrEqual(0);
  expect(which, `${at} keeps what was acknowledged`).toBeGreaterThanOrEqual(acknowledged);
  const write = db.store.begin();
  const home = write.graph(0);
  const id = home.reader.nodeId(home.insertNode([], [{ name: 'after', value: 1 }]));
  const taken = states.slice(0, which + 1).flat();
  expect(taken.some((line) => line.startsWith(`0: node ${id} `))).toBe(false);
  const number = write.catalog.nextGraph;
  expect(taken.some((line) => line.includes(`"number":${number},`))).toBe(false);
  const object = { kind: 'graph', number, createdMs: 0, modifiedMs: 0 } as const;
  write.change({ change: 'put', path: ['default', 'after'], object });
  write.commit();
  db.flushSync();
  const after = textOf(db);
  // Another crash, and then a clean end.
  const again = open(files);
  expect(textOf(again), at).toEqual(after);
  again.close();
  const last = open(files);
  expect(textOf(last), at).toEqual(after);
}

describe.each(WORKLOADS)('a database of %s when the disk fails at every call', (_, make) => {
  it('acknowledges everything where nothing fails, and gives no id twice', async () => {
    const files = new FaultyFiles();
    const workload = await run(make, files);
    expect(workload?.acknowledged).toBe((workload?.states.length ?? 0) - 1);
    const db = open(files);
    expect(textOf(db)).toEqual(workload?.states.at(-1));
    const home = db.store.begin().graph(0);
    const id = home.reader.nodeId(home.insertNode([], []));
    expect(id).toBeGreaterThan(workload?.highestId ?? Infinity);
  });

  it.each(FAULTS)(
    '%s: a prefix of the commits with all acknowledged ones',
    async (fault) => {
      const dry = new FaultyFiles();
      await run(make, dry);
      expect(dry.calls).toBeGreaterThan(100);
      for (let atCall = 1; atCall <= dry.calls; atCall++) {
        const files = new FaultyFiles({ fault, atCall, random: seededRandom(atCall) });
        const workload = await run(make, files);
        checkRecovered(files.imageAfterCrash(), workload, `${fault} at call ${atCall}`);
      }
    },
    120_000,
  );

  it('recovers to the same when recovery itself is cut off', async () => {
    const dry = new FaultyFiles();
    await run(make, dry);
    let most = 0;
    for (let atCall = 7; atCall <= dry.calls; atCall += 11) {
      const files = new FaultyFiles({ fault: 'tears', atCall, random: seededRandom(atCall) });
      await run(make, files);
      const expected = textOf(open(files.imageAfterCrash()));
      for (const fault of FAULTS) {
        for (let at = 1; ; at++) {
          const again = faulty(files.imageAfterCrash(), fault, at);
          try {
            open(again);
            most = Math.max(most, at);
            break;
          } catch (error) {
            if (!(error instanceof GqlError)) throw error;
          }
          const recovered = open(again.imageAfterCrash());
          expect(textOf(recovered), `${fault} at ${at}`).toEqual(expected);
        }
      }
    }
    expect(most).toBeGreaterThan(2);
  }, 120_000);
});
