import { invariant, present } from '../base/assert.ts';
import type { CatalogChange } from '../catalog/catalog-change.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { initialCatalog } from '../catalog/home.ts';
import type {
  DatabaseSnapshot,
  DatabaseStore,
  DatabaseWrite,
  GraphWrite,
} from '../graph/database-store.ts';
import type { GraphReader } from '../graph/reader.ts';
import type { ChangeCounts, GraphSnapshot, WriteTransaction } from '../graph/store.ts';
import type { ColumnarStore } from './columnar-store.ts';
import { createGraphStore } from './columnar-store.ts';

/** A new database in memory. */
export function createMemoryDatabase(): DatabaseStore {
  return new MemoryDatabase();
}

/**
 * Many graphs and their catalog. A graph's store is made when the graph is first touched, so that a
 * thousand empty graphs cost a thousand entries of the catalog and no more.
 *
 * A snapshot holds the state of a graph no sooner than it must: when it is read, or right before the
 * first write to that graph since the snapshot was taken. So it costs nothing to take one.
 */
export class MemoryDatabase implements DatabaseStore {
  #catalog: Catalog = initialCatalog;
  #version = 0;
  readonly #stores: (ColumnarStore | undefined)[] = [];
  readonly #snapshots = new Set<Snapshot>();
  #write: Write | undefined;

  get version(): number {
    return this.#version;
  }

  get catalog(): Catalog {
    return this.#catalog;
  }

  current(graph: number): GraphReader {
    return (this.#stores[graph] ?? this.store(graph)).current();
  }

  snapshot(): DatabaseSnapshot {
    const snapshot: Snapshot = new Snapshot({
      version: this.#version,
      catalog: this.#catalog,
      store: (graph) => this.store(graph),
      released: () => this.#snapshots.delete(snapshot),
    });
    this.#snapshots.add(snapshot);
    return snapshot;
  }

  begin(): DatabaseWrite {
    invariant(this.#write === undefined, 'a write is open already');
    this.#write = new Write({
      catalog: this.#catalog,
      open: (graph) => this.#open(graph),
      leave: (graph) => {
        this.#hold(graph);
      },
      end: (write) => {
        this.#end(write);
      },
    });
    return this.#write;
  }

  memoryUsage(): Readonly<Record<string, number>> {
    const total: Record<string, number> = {};
    for (const store of this.#stores) {
      for (const [part, bytes] of Object.entries(store?.memoryUsage() ?? {})) {
        total[part] = (total[part] ?? 0) + bytes;
      }
    }
    return total;
  }

  /** The store of one graph, made where it is touched for the first time. */
  store(graph: number): ColumnarStore {
    return (this.#stores[graph] ??= createGraphStore({ graph }));
  }

  #open(graph: number): WriteTransaction {
    this.#hold(graph);
    return this.store(graph).begin();
  }

  /** Keeps the state of the graph for those who look at it as it is now. */
  #hold(graph: number): void {
    for (const snapshot of this.#snapshots) snapshot.hold(graph);
  }

  #end(write: Write): void {
    this.#write = undefined;
    if (write.isCommitted && write.dirty) {
      this.#version++;
      this.#catalog = write.catalog;
    }
    for (const graph of write.touched) {
      if (this.#catalog.graph(graph) === undefined) this.#stores[graph] = undefined;
    }
  }
}

interface SnapshotHost {
  readonly version: number;
  readonly catalog: Catalog;
  readonly store: (graph: number) => ColumnarStore;
  readonly released: () => void;
}

class Snapshot implements DatabaseSnapshot {
  readonly #host: SnapshotHost;
  readonly #held = new Map<number, GraphSnapshot>();

  constructor(host: SnapshotHost) {
    this.#host = host;
  }

  get version(): number {
    return this.#host.version;
  }

  get catalog(): Catalog {
    return this.#host.catalog;
  }

  reader(graph: number): GraphReader {
    return this.#hold(graph).reader();
  }

  /** Only of a graph that it could be asked for. */
  hold(graph: number): void {
    if (this.catalog.graph(graph) !== undefined) this.#hold(graph);
  }

  release(): void {
    this.#host.released();
    for (const held of this.#held.values()) held.release();
    this.#held.clear();
  }

  #hold(graph: number): GraphSnapshot {
    let held = this.#held.get(graph);
    if (held === undefined) {
      held = this.#host.store(graph).snapshot();
      this.#held.set(graph, held);
    }
    return held;
  }
}

interface WriteHost {
  readonly catalog: Catalog;
  readonly open: (graph: number) => WriteTransaction;
  /** The graph leaves the catalog; older states may still be read. */
  readonly leave: (graph: number) => void;
  readonly end: (write: Write) => void;
}

interface OpenGraph {
  readonly write: WriteTransaction;
  readonly start: number;
}

interface Mark {
  readonly catalog: Catalog;
  readonly graphs: ReadonlyMap<number, number>;
}

class Write implements DatabaseWrite {
  readonly #host: WriteHost;
  readonly #graphs = new Map<number, OpenGraph>();
  /** Graphs that came, went or were written. */
  readonly touched = new Set<number>();
  #marks: Mark[] = [];
  #isCommitted = false;
  #catalog: Catalog;

  constructor(host: WriteHost) {
    this.#host = host;
    this.#catalog = host.catalog;
  }

  get catalog(): Catalog {
    return this.#catalog;
  }

  get isCommitted(): boolean {
    return this.#isCommitted;
  }

  get dirty(): boolean {
    if (this.#catalog !== this.#host.catalog) return true;
    for (const { write } of this.#graphs.values()) if (write.dirty) return true;
    return false;
  }

  get counts(): ChangeCounts {
    const [first, ...others] = [...this.#graphs.values()];
    if (first === undefined) return noChanges();
    return others.reduce((sum, { write }) => added(sum, write.counts), first.write.counts);
  }

  graph(graph: number): GraphWrite {
    const open = this.#graphs.get(graph);
    if (open !== undefined) return open.write;
    invariant(this.#catalog.graph(graph) !== undefined, 'the graph is not in the catalog');
    const write = this.#host.open(graph);
    this.touched.add(graph);
    this.#graphs.set(graph, { write, start: write.savepoint() });
    return write;
  }

  change(change: CatalogChange): void {
    const before = this.#catalog;
    this.#catalog = before.apply(change);
    for (const graph of graphsOf(change, before)) {
      this.touched.add(graph);
      if (this.#host.catalog.graph(graph) !== undefined) this.#host.leave(graph);
    }
  }

  savepoint(): number {
    const graphs = new Map([...this.#graphs].map(([graph, { write }]) => [graph, write.savepoint()]));
    return this.#marks.push({ catalog: this.#catalog, graphs }) - 1;
  }

  rollbackTo(savepoint: number): void {
    const mark = present(this.#marks[savepoint], 'the savepoint');
    this.#marks.length = savepoint + 1;
    this.#catalog = mark.catalog;
    for (const [graph, { write, start }] of this.#graphs) {
      write.rollbackTo(mark.graphs.get(graph) ?? start);
    }
  }

  commit(): void {
    this.#isCommitted = true;
    this.#end((write) => {
      write.commit();
    });
  }

  rollback(): void {
    this.#end((write) => {
      write.rollback();
    });
  }

  #end(end: (write: WriteTransaction) => void): void {
    // What `dirty` asks for is gone once the graphs have ended.
    const graphs = [...this.#graphs.values()];
    try {
      this.#host.end(this);
    } finally {
      for (const { write } of graphs) end(write);
    }
  }
}

/** Graphs that the change takes from the catalog or puts there. */
function graphsOf(change: CatalogChange, before: Catalog): number[] {
  switch (change.change) {
    case 'put': {
      const replaced = before.find('graph', change.path)?.number;
      if (change.object.kind !== 'graph') return [];
      return replaced === undefined ? [change.object.number] : [replaced, change.object.number];
    }
    case 'remove': {
      const graph = before.find('graph', change.path)?.number;
      return change.kind === 'graph' && graph !== undefined ? [graph] : [];
    }
    case 'removeSchema':
      return (before.schema(change.path)?.objects.graph.entries() ?? []).flatMap(([, object]) =>
        object.kind === 'graph' ? [object.number] : [],
      );
    case 'putSchema':
      return [];
  }
}

function noChanges(): ChangeCounts {
  return {
    nodesInserted: 0,
    nodesDeleted: 0,
    edgesInserted: 0,
    edgesDeleted: 0,
    propertiesSet: 0,
    propertiesRemoved: 0,
    labelsAdded: 0,
    labelsRemoved: 0,
  };
}

function added(left: ChangeCounts, right: ChangeCounts): ChangeCounts {
  const sum = { ...left };
  for (const key of Object.keys(right) as (keyof ChangeCounts)[]) sum[key] += right[key];
  return sum;
}
