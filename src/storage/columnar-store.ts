import { invariant } from '../base/assert.ts';
import type { GraphReader } from '../graph/reader.ts';
import type { GraphSnapshot, GraphStore, WriteTransaction } from '../graph/store.ts';
import { FlatReader } from './flat-reader.ts';
import { GraphData } from './graph-data.ts';
import type { Epoch } from './history.ts';
import { Journal } from './journal.ts';
import { measureMemory } from './memory-usage.ts';
import type { CommittedState } from './snapshot-reader.ts';
import { SnapshotReader } from './snapshot-reader.ts';
import { StoreTransaction } from './write-transaction.ts';

/** A graph store with what only the columnar one offers. */
export interface ColumnarStore extends GraphStore {
  /** The public ids that the next elements get. */
  nextIds(): NextIds;
  /** Gives no ids below these from now on: ids that a log or an image names never come back. */
  raiseIds(next: NextIds): void;
  /** Puts all deltas into the CSRs, as far as no snapshot is in the way. For idle moments. */
  compact(): void;
}

export interface NextIds {
  readonly node: number;
  readonly edge: number;
}

/** An empty graph in memory. `graph` is its number in values. */
export function createGraphStore(options: { readonly graph: number }): ColumnarStore {
  return new MemoryStore(options.graph);
}

/**
 * The state lies flat in typed arrays, and the one writer changes it in place. Who reads an older
 * state while it changes holds an epoch, which before-images are kept for.
 */
class MemoryStore implements ColumnarStore {
  readonly graph: number;
  readonly #journal = new Journal();
  #data: GraphData;
  #version = 0;
  readonly #flat: FlatReader;
  readonly #readers = new Map<Epoch, SnapshotReader>();
  #write: StoreTransaction | undefined;
  /** What the open write started from. */
  #committed: CommittedState | undefined;
  /** For those who ask for the committed state during a write. */
  #writeEpoch: Epoch | undefined;

  constructor(graph: number) {
    this.graph = graph;
    this.#data = new GraphData(this.#journal);
    this.#flat = new FlatReader(graph, this.#data);
  }

  get version(): number {
    return this.#version;
  }

  current(): GraphReader {
    if (!this.#isWriting) return this.#flat;
    this.#writeEpoch ??= this.#hold();
    return this.#readerOf(this.#writeEpoch);
  }

  snapshot(): GraphSnapshot {
    const version = this.#version;
    const epoch = this.#hold();
    let isHeld = true;
    return {
      version,
      reader: () => {
        invariant(isHeld, 'a snapshot is read after its release');
        const isPresent = version === this.#version && !this.#isWriting;
        return isPresent ? this.#flat : this.#readerOf(epoch);
      },
      release: () => {
        if (!isHeld) return;
        isHeld = false;
        this.#release(epoch);
      },
    };
  }

  begin(): WriteTransaction {
    invariant(this.#write === undefined, 'a write is open already');
    this.#committed = { data: this.#data, indexes: this.#data.indexes };
    const write = new StoreTransaction({
      reader: this.#flat,
      data: this.#data,
      follow: (data) => {
        this.#data = data;
        this.#flat.follow(data);
      },
      end: (changed) => this.#endWrite(changed),
    });
    this.#write = write;
    return write;
  }

  nextIds(): NextIds {
    return { node: this.#data.nodeIds.next, edge: this.#data.edgeIds.next };
  }

  raiseIds(next: NextIds): void {
    this.#data.nodeIds.raise(next.node);
    this.#data.edgeIds.raise(next.edge);
  }

  compact(): void {
    invariant(this.#write === undefined, 'a store is compacted between writes');
    this.#journal.tidy();
    if (this.#journal.history.newest === undefined) this.#data.compact();
  }

  memoryUsage(): Readonly<Record<string, number>> {
    return measureMemory(this.#data);
  }

  /** A write that has changed nothing leaves the present state the committed one. */
  get #isWriting(): boolean {
    return this.#write?.dirty === true;
  }

  #endWrite(changed: boolean): void {
    if (changed) {
      this.#version++;
      for (const table of this.#journal.retiring) table.retireDeleted(this.#version);
    }
    this.#write = undefined;
    this.#committed = undefined;
    const epoch = this.#writeEpoch;
    this.#writeEpoch = undefined;
    if (epoch !== undefined) this.#release(epoch);
    else this.#journal.tidy();
  }

  /** Holds the committed state. */
  #hold(): Epoch {
    const { history, undo } = this.#journal;
    const { epoch, isNew } = history.hold(this.#version);
    if (isNew) {
      const state = this.#committed ?? { data: this.#data, indexes: this.#data.indexes };
      this.#readers.set(epoch, new SnapshotReader(this.graph, state, epoch));
      undo.revealTo(epoch);
    }
    return epoch;
  }

  #release(epoch: Epoch): void {
    this.#journal.history.release(epoch);
    if (epoch.holders === 0) this.#readers.delete(epoch);
    if (this.#write === undefined) this.#journal.tidy();
  }

  #readerOf(epoch: Epoch): SnapshotReader {
    const reader = this.#readers.get(epoch);
    invariant(reader !== undefined, 'an epoch is read after its release');
    return reader;
  }
}
