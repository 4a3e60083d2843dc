import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../base/clock.ts';
import { GqlError } from '../../base/errors.ts';
import { seededRandom } from '../../base/random.ts';
import type { WriteTransaction } from '../../graph/store.ts';
import { openDurableStore } from '../durable-store.ts';
import type { DurableStore } from '../durable-store.ts';
import type { Fault } from '../files/faulty-files.ts';
import { FaultyFiles } from '../files/faulty-files.ts';
import type { MemoryFiles } from '../files/memory-files.ts';
import type { FileSystem } from '../files/file-system.ts';
import { graphText, slotsOf } from '../testing/graph-text.ts';

const FAULTS: readonly Fault[] = ['fails', 'writes short', 'loses', 'tears', 'reorders', 'cuts'];

function open(files: FileSystem): DurableStore {
  const clock = new ManualClock(1_700_000_000_000_000_000n);
  // So small that the workload rotates files and streams transactions.
  return openDurableStore('db', { files, clock, graph: 0, maxFileBytes: 2_000, streamUnits: 400 });
}

/** What a run of the workload saw: the states it committed, in order, and how far they are safe. */
class Workload {
  readonly states: string[][];
  acknowledged = 0;
  /** The highest ids of nodes that anybody was told. */
  highestId = 0;
  #db: DurableStore;
  #next = 1;

  constructor(files: FileSystem) {
    this.#db = open(files);
    this.states = [graphText(this.#db.store.current())];
  }

  static async run(files: FaultyFiles): Promise<Workload | undefined> {
    let workload: Workload | undefined;
    try {
      workload = new Workload(files);
      await workload.#firstSession();
      workload.#db = open(files);
      await workload.#secondSession();
    } catch (error) {
      if (!(error instanceof GqlError)) throw error;
      if (workload !== undefined) workload.#afterFailure(files);
    }
    return workload;
  }

  async #firstSession(): Promise<void> {
    this.#commit((write) => this.#insert(write, 2));
    this.#flush();
    this.#rollBack();
    this.#commit((write) => {
      write.createIndex({
        ...{ name: 'by n', element: 'node', label: 'A' },
        ...{ properties: ['n'], unique: true },
      });
    });
    this.#commit((write) => this.#insert(write, 1));
    await this.#flushed();
    this.#commit((write) => this.#partlyRolledBack(write, 1));
    this.#flush();
    this.#checkpoint();
    this.#commit((write) => this.#change(write));
    this.#flush();
    this.#commit((write) => this.#partlyRolledBack(write, 8));
    this.#rollBack();
    this.#flush();
    this.#commit((write) => this.#delete(write));
    this.#close();
  }

  async #secondSession(): Promise<void> {
    this.#commit((write) => this.#insert(write, 12));
    this.#commit((write) => write.dropIndex('by n'));
    await this.#flushed();
    this.#checkpoint();
    this.#commit((write) => this.#insert(write, 3));
    this.#flush();
    this.#close();
  }

  #commit(change: (write: WriteTransaction) => void): void {
    const write = this.#db.store.begin();
    try {
      change(write);
      const state = graphText(write.reader);
      write.commit();
      this.states.push(state);
    } catch (error) {
      // A write that streams may fail; then it is rolled back as a session would.
      if (this.#db.store.openWrite === write) write.rollback();
      throw error;
    }
  }

  #rollBack(): void {
    const write = this.#db.store.begin();
    try {
      this.#insert(write, 9);
      write.dropIndex('by n');
    } catch (error) {
      // 42002 while there is no such index.
      if (this.#db.poisoned || !(error instanceof GqlError)) throw error;
    } finally {
      write.rollback();
    }
  }

  #flush(): void {
    this.#db.flushSync();
    this.acknowledged = this.states.length - 1;
  }

  async #flushed(): Promise<void> {
    const count = this.states.length - 1;
    await this.#db.flushed();
    this.acknowledged = count;
  }

  /** A failed checkpoint is no reason to stop. */
  #checkpoint(): void {
    try {
      this.#db.checkpoint();
    } catch (error) {
      if (!(error instanceof GqlError) || this.#db.poisoned) throw error;
    }
    this.acknowledged = this.states.length - 1;
  }

  #close(): void {
    this.#db.close();
    this.acknowledged = this.states.length - 1;
  }

  #afterFailure(files: FaultyFiles): void {
    if (!this.#db.poisoned) return;
    // Readers see the last durable commit, and nothing is written any more.
    expect(graphText(this.#db.store.current())).toEqual(this.states[this.acknowledged]);
    const snapshot = this.#db.store.snapshot();
    expect(graphText(snapshot.reader())).toEqual(this.states[this.acknowledged]);
    expect(() => this.#db.store.begin()).toThrow(expect.objectContaining({ gqlstatus: '58030' }));
    expect(() => this.#db.checkpoint()).toThrow(GqlError);
    if (!files.crashed) this.#db.close();
  }

  #insert(write: WriteTransaction, count: number): void {
    for (let i = 0; i < count; i++) {
      const n = this.#next++;
      const slot = write.insertNode(['A'], [{ name: 'n', value: n }]);
      this.highestId = Math.max(this.highestId, write.reader.nodeId(slot));
      const text = { name: 'text', value: `node number ${n} `.repeat(3) };
      write.setNodeProperty(slot, text.name, text.value);
      const [source = slot] = slotsOf(write.reader);
      write.insertEdge({
        ...{ labels: ['R'], directed: i % 2 === 0, source, target: slot },
        properties: [text],
      });
    }
  }

  /** Statements of which every second one fails. */
  #partlyRolledBack(write: WriteTransaction, statements: number): void {
    const start = write.savepoint();
    this.#insert(write, statements);
    write.rollbackTo(start);
    for (let i = 0; i < statements; i++) {
      const savepoint = write.savepoint();
      this.#insert(write, 2);
      if (i % 2 === 1) write.rollbackTo(savepoint);
    }
    this.#insert(write, 1);
  }

  #change(write: WriteTransaction): void {
    const [first = -1, second = -1] = slotsOf(write.reader);
    write.addNodeLabel(first, 'B');
    write.setNodeProperty(second, 'n', null);
    write.setNodeProperty(second, 'big', 2n ** 70n);
    const count = 4;
    const text = Array.from({ length: count }, (_, i) => (i === 1 ? null : `batch ${i}`));
    const columns = [{ name: 'text', values: text }];
    const slots = write.insertNodes({ labels: ['C'], count, columns });
    const targets = slots.slice().reverse();
    write.insertEdges({ labels: ['S'], directed: true, sources: slots, targets, columns });
  }

  #delete(write: WriteTransaction): void {
    const { reader } = write;
    const loner = write.insertNode(['D'], []);
    const buffer = { count: 0, edges: new Float64Array(0) };
    reader.scanEdges(reader.selectEdges(undefined), 0, buffer);
    write.deleteEdge(buffer.edges[1] ?? -1);
    write.deleteNode(loner);
  }
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

function checkRecovered(files: FileSystem, workload: Workload | undefined, at: string): void {
  const db = open(files);
  const found = graphText(db.store.current());
  const { acknowledged, states } = workload ?? { acknowledged: 0, states: [found] };
  const which = states.findIndex((state) => state.join('\n') === found.join('\n'));
  expect(which, `${at} gives a state that was committed`).toBeGreaterThanOrEqual(0);
  expect(which, `${at} keeps what was acknowledged`).toBeGreaterThanOrEqual(acknowledged);
  const write = db.store.begin();
  const slot = write.insertNode([], [{ name: 'after', value: 1 }]);
  const taken = states.slice(0, which + 1).flat();
  const id = write.reader.nodeId(slot);
  expect(taken.some((line) => line.startsWith(`node ${id} `))).toBe(false);
  write.commit();
  db.flushSync();
  const after = graphText(db.store.current());
  // Another crash, and then a clean end.
  const again = open(files);
  expect(graphText(again.store.current()), at).toEqual(after);
  again.close();
  const last = open(files);
  expect(graphText(last.store.current()), at).toEqual(after);
}

describe('a durable store when the disk fails at every call in turn', () => {
  it('acknowledges everything where nothing fails, and gives no id twice', async () => {
    const files = new FaultyFiles();
    const workload = await Workload.run(files);
    expect(workload?.acknowledged).toBe((workload?.states.length ?? 0) - 1);
    const db = open(files);
    expect(graphText(db.store.current())).toEqual(workload?.states.at(-1));
    const write = db.store.begin();
    const id = write.reader.nodeId(write.insertNode([], []));
    expect(id).toBeGreaterThan(workload?.highestId ?? Infinity);
  });

  it.each(FAULTS)(
    '%s: a prefix of the commits with all acknowledged ones',
    async (fault) => {
      const dry = new FaultyFiles();
      await Workload.run(dry);
      expect(dry.calls).toBeGreaterThan(100);
      for (let atCall = 1; atCall <= dry.calls; atCall++) {
        const files = new FaultyFiles({ fault, atCall, random: seededRandom(atCall) });
        const workload = await Workload.run(files);
        checkRecovered(files.imageAfterCrash(), workload, `${fault} at call ${atCall}`);
      }
    },
    120_000,
  );

  it('recovers to the same when recovery itself is cut off', async () => {
    const dry = new FaultyFiles();
    await Workload.run(dry);
    let most = 0;
    for (let atCall = 7; atCall <= dry.calls; atCall += 11) {
      const files = new FaultyFiles({ fault: 'tears', atCall, random: seededRandom(atCall) });
      await Workload.run(files);
      const expected = graphText(open(files.imageAfterCrash()).store.current());
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
          expect(graphText(recovered.store.current()), `${fault} at ${at}`).toEqual(expected);
        }
      }
    }
    expect(most).toBeGreaterThan(2);
  }, 120_000);
});
