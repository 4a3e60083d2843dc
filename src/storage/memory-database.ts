import { invariant } from '../base/assert.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { initialCatalog } from '../catalog/home.ts';
import type { DatabaseSnapshot, DatabaseStore, DatabaseWrite } from '../graph/database-store.ts';
import type { GraphReader } from '../graph/reader.ts';
import type { ColumnarStore } from './columnar-store.ts';
import { createGraphStore } from './columnar-store.ts';
import { HeldStates } from './held-states.ts';
import type { StateHolder } from './held-states.ts';
import type { EndedWrite, MemoryWriteHost } from './memory-write.ts';
import { MemoryWrite } from './memory-write.ts';

/** A new database in memory. */
export function createMemoryDatabase(): DatabaseStore {
  return new MemoryDatabase({
    catalog: initialCatalog,
    make: (graph) => createGraphStore({ graph }),
  });
}

export interface MemoryDatabaseOptions {
  readonly catalog: Catalog;
  /**
   * Makes the store of a graph as it is while nobody has written to it. Called where one is first
   * touched, and once more for a snapshot that reads a graph only after it has left the catalog.
   */
  readonly make: (graph: number) => ColumnarStore;
}

/**
 * Many graphs and their catalog. A graph's store is made when the graph is first touched, so that a
 * thousand untouched graphs cost a thousand entries of the catalog and no more.
 *
 * A snapshot holds the state of a graph no sooner than it must: when it is read, or right before
 * the first write to that graph since the snapshot was taken. So it costs nothing to take one.
 */
export class MemoryDatabase implements DatabaseStore {
  readonly #make: (graph: number) => ColumnarStore;
  #catalog: Catalog;
  #version = 0;
  readonly #stores = new Map<number, ColumnarStore>();
  readonly #snapshots = new Set<HeldStates>();
  #write: MemoryWrite | undefined;

  // Made once and not for every snapshot and write, of which there are many in a second.
  readonly #holder: StateHolder = {
    store: (graph) => this.#stores.get(graph) ?? this.#storeToRead(graph),
    released: (snapshot) => {
      this.#snapshots.delete(snapshot);
    },
  };
  readonly #writeHost: MemoryWriteHost = {
    open: (graph) => {
      const store = this.#storeOf(graph);
      for (const snapshot of this.#snapshots) snapshot.hold(graph);
      return store.begin();
    },
    end: (ended) => {
      this.#end(ended);
    },
  };

  constructor(options: MemoryDatabaseOptions) {
    this.#catalog = options.catalog;
    this.#make = options.make;
  }

  get version(): number {
    return this.#version;
  }

  get catalog(): Catalog {
    return this.#catalog;
  }

  current(graph: number): GraphReader {
    return (this.#stores.get(graph) ?? this.store(graph)).current();
  }

  snapshot(): DatabaseSnapshot {
    const snapshot = new HeldStates(this.#version, this.#catalog, this.#holder);
    for (const graph of this.#write?.written() ?? []) snapshot.hold(graph);
    this.#snapshots.add(snapshot);
    return snapshot;
  }

  begin(): DatabaseWrite {
    invariant(this.#write === undefined, 'a write is open already');
    this.#write = new MemoryWrite(this.#catalog, this.#writeHost);
    return this.#write;
  }

  memoryUsage(): Readonly<Record<string, number>> {
    const total: Record<string, number> = {};
    for (const store of this.#stores.values()) {
      for (const [part, bytes] of Object.entries(store.memoryUsage())) {
        total[part] = (total[part] ?? 0) + bytes;
      }
    }
    return total;
  }

  /** The store of a graph of the catalog, made where it is touched for the first time. */
  store(graph: number): ColumnarStore {
    invariant(this.#catalog.graph(graph) !== undefined, 'the graph is not in the catalog');
    return this.#storeOf(graph);
  }

  /** The store where the graph was touched. */
  touched(graph: number): ColumnarStore | undefined {
    return this.#stores.get(graph);
  }

  touchedGraphs(): Iterable<readonly [number, ColumnarStore]> {
    return this.#stores;
  }

  /** Graphs never get numbers below from now on. */
  raiseNextGraph(least: number): void {
    this.#catalog = this.#catalog.raiseNextGraph(least);
  }

  /**
   * Makes the stores of graphs that have left the catalog and that a snapshot may still read, while
   * `make` can.
   */
  settle(): void {
    for (const snapshot of this.#snapshots) snapshot.settle();
  }

  #storeOf(graph: number): ColumnarStore {
    let store = this.#stores.get(graph);
    if (store === undefined) {
      store = this.#make(graph);
      this.#stores.set(graph, store);
    }
    return store;
  }

  /** A graph that has left the catalog is none that others may find here. */
  #storeToRead(graph: number): ColumnarStore {
    const isThere = this.#catalog.graph(graph) !== undefined;
    return isThere ? this.#storeOf(graph) : this.#make(graph);
  }

  #end({ catalog, isCommitted, left }: EndedWrite): void {
    this.#write = undefined;
    const { nextGraph } = this.#catalog;
    if (isCommitted) {
      this.#version++;
      this.#catalog = catalog.raiseNextGraph(nextGraph);
    } else {
      // What was rolled back has taken numbers all the same.
      this.#catalog = this.#catalog.raiseNextGraph(catalog.nextGraph);
    }
    for (const graph of left) {
      if (this.#catalog.graph(graph) !== undefined) continue;
      for (const snapshot of this.#snapshots) snapshot.leave(graph, this.#stores.has(graph));
      this.#stores.delete(graph);
    }
  }
}
