import type { Value } from '../values/value.ts';
import type { ColumnKind, RawColumn } from './raw.ts';
import type { GraphReader, IndexInfo } from './reader.ts';

/** A graph's data. One writer at a time; readers on consistent states. */
export interface GraphStore {
  readonly graph: number;
  /** Counts commits that changed anything; a snapshot is of one version. */
  readonly version: number;
  /**
   * The committed state for use until control returns to the event loop: flat (with `raw`) while
   * no write is open, an overlay of before-images while one is. Costs nothing to get.
   */
  current(): GraphReader;
  /** The committed state, kept readable over later commits until `release`. */
  snapshot(): GraphSnapshot;
  /** Opens the write; throws an assertion when one is open (the session layer queues writers). */
  begin(): WriteTransaction;
  /** Approximate bytes in use, by part. */
  memoryUsage(): Readonly<Record<string, number>>;
}

export interface GraphSnapshot {
  readonly version: number;
  /** Flat as long as nothing was written since; ask again after every return to the event loop. */
  reader(): GraphReader;
  release(): void;
}

export interface PropertyEntry {
  readonly name: string;
  readonly value: Value;
}

/** What a write did, for summaries. */
export interface ChangeCounts {
  nodesInserted: number;
  nodesDeleted: number;
  edgesInserted: number;
  edgesDeleted: number;
  propertiesSet: number;
  propertiesRemoved: number;
  labelsAdded: number;
  labelsRemoved: number;
}

/**
 * The one open write. It changes the store in place, keeping before-images; `reader` sees its own
 * changes at once and is flat. Constraint violations (23505 unique) throw `GqlError`; the caller
 * then rolls back to its savepoint. Null values remove a property.
 */
export interface WriteTransaction {
  readonly reader: GraphReader;
  readonly counts: ChangeCounts;
  /** Whether anything was changed since `begin`. */
  readonly dirty: boolean;

  insertNode(labels: readonly string[], properties: readonly PropertyEntry[]): number;
  insertEdge(edge: NewEdge): number;
  setNodeProperty(slot: number, name: string, value: Value): void;
  setEdgeProperty(edge: number, name: string, value: Value): void;
  addNodeLabel(slot: number, label: string): void;
  removeNodeLabel(slot: number, label: string): void;
  addEdgeLabel(edge: number, label: string): void;
  removeEdgeLabel(edge: number, label: string): void;
  deleteEdge(edge: number): void;
  /** The node must have no live edge (assertion): the executor checks G1001 or deletes them. */
  deleteNode(slot: number): void;

  /** Many nodes of one label set at once, column-wise; returns their slots in order. */
  insertNodes(batch: NodeBatch): Int32Array;
  insertEdges(batch: EdgeBatch): void;

  createIndex(index: Omit<IndexInfo, 'id'>): IndexInfo;
  dropIndex(name: string): void;
  /** Empties the graph. */
  clear(): void;

  /** A mark to go back to; marks nest and die with the transaction. */
  savepoint(): number;
  rollbackTo(savepoint: number): void;
  commit(): void;
  rollback(): void;
}

export interface NewEdge {
  readonly labels: readonly string[];
  readonly directed: boolean;
  /** Slots. */
  readonly source: number;
  readonly target: number;
  readonly properties: readonly PropertyEntry[];
}

/** A column of a batch: typed arrays go in without boxing; `null` stands for absent. */
export interface BatchColumn {
  readonly name: string;
  readonly values:
    | Int32Array
    | {
        readonly kind: 'int53' | 'float64';
        readonly data: Float64Array;
        readonly present?: Uint32Array;
      }
    | readonly Value[];
}

/**
 * A column in the form that a store keeps it in, for loading from a file: no value is built. The
 * table must not have the property yet.
 */
export interface StoredColumn {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly data: RawColumn['data'];
  readonly nanoseconds?: Float64Array | undefined;
  /** One bit a row; bits behind the last row are 0. */
  readonly present: Uint32Array;
  readonly dictionary?: StoredDictionary | undefined;
}

/** The different strings of a column: `code` lies at `offsets[code] … offsets[code + 1] − 1`. */
export interface StoredDictionary {
  readonly size: number;
  /** UTF-8. */
  readonly bytes: Uint8Array;
  readonly offsets: Float64Array;
}

export interface NodeBatch {
  readonly labels: readonly string[];
  readonly count: number;
  readonly columns: readonly BatchColumn[];
  /** Only for loading from a file: the public ids that the elements had, none in use here. */
  readonly ids?: Float64Array;
  /** Only for loading from a file, beside `columns`. */
  readonly stored?: readonly StoredColumn[];
}

export interface EdgeBatch {
  readonly labels: readonly string[];
  readonly directed: boolean;
  /** Slots by edge. */
  readonly sources: Int32Array;
  readonly targets: Int32Array;
  readonly columns: readonly BatchColumn[];
  /** As in `NodeBatch`. */
  readonly ids?: Float64Array;
  readonly stored?: readonly StoredColumn[];
}
