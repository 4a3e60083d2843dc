import type { CatalogChange } from '../catalog/catalog-change.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { GraphReader } from './reader.ts';
import type { ChangeCounts, WriteTransaction } from './store.ts';

/**
 * The catalog and the data of all its graphs. One writer at a time; readers on consistent states of
 * everything. Graphs go by the number that their entry in the catalog has.
 */
export interface DatabaseStore {
  /** Counts commits that changed anything; a snapshot is of one version. */
  readonly version: number;
  /** The committed state. */
  readonly catalog: Catalog;
  /** The committed state of one graph, as `GraphStore.current`. It must be in the catalog. */
  current(graph: number): GraphReader;
  /** The committed state of everything, readable over later commits until `release`. */
  snapshot(): DatabaseSnapshot;
  /** Opens the write; throws an assertion when one is open (the session layer queues writers). */
  begin(): DatabaseWrite;
  /** Approximate bytes in use, by part. */
  memoryUsage(): Readonly<Record<string, number>>;
}

export interface DatabaseSnapshot {
  readonly version: number;
  readonly catalog: Catalog;
  /** Flat as long as that graph was not written since; ask again after every turn. */
  reader(graph: number): GraphReader;
  release(): void;
}

/**
 * The one open write, of catalog and data. A failed statement goes back to the savepoint before it;
 * nothing is visible to others before the commit.
 */
export interface DatabaseWrite {
  /** With the changes of this write. */
  readonly catalog: Catalog;
  /** Whether anything was changed since `begin`. */
  readonly dirty: boolean;
  /** Over all graphs. */
  readonly counts: ChangeCounts;
  /** The graph's data for reading and changing; a graph that a change has just made is empty. */
  graph(graph: number): GraphWrite;
  change(change: CatalogChange): void;
  /** A mark to go back to; marks nest and die with the transaction. */
  savepoint(): number;
  rollbackTo(savepoint: number): void;
  commit(): void;
  rollback(): void;
}

/** One graph of the open write: marks and the end belong to the whole. */
export type GraphWrite = Omit<
  WriteTransaction,
  'savepoint' | 'rollbackTo' | 'commit' | 'rollback' | 'dirty'
>;
