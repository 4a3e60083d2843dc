import type { Value } from '../values/value.ts';

/**
 * The columnar store's arrays, for generated code and kernels. Valid while the reader's
 * `layoutVersion` stays the same; flags and counts may change under it and are read at each run.
 * Bit sets: bit `i` is `(words[i >>> 5] >>> (i & 31)) & 1`.
 */
export interface RawGraph {
  readonly nodeTables: readonly RawNodeTable[];
  readonly edgeTables: readonly RawEdgeTable[];
  /** By `slot >>> SLOT_PAGE_BITS`: the node table of the page, and row − slot in it. */
  readonly pageTable: Int32Array;
  readonly pageDelta: Int32Array;
  readonly indexes: readonly RawIndex[];
}

export interface RawTable {
  readonly id: number;
  readonly labels: readonly string[];
  /** Rows 0 … rowCount − 1 are or were in use. */
  readonly rowCount: number;
  readonly liveCount: number;
  /** One bit per row; all set for rows < rowCount while `liveCount === rowCount`. */
  readonly live: Uint32Array;
  /** True once an element's labels differ from the table's; then ask the reader. */
  readonly hasExceptions: boolean;
  /** By property key; undefined where no row ever had it. */
  readonly columns: readonly (RawColumn | undefined)[];
  /** Public ids by row. */
  readonly ids: Float64Array;
}

export interface RawNodeTable extends RawTable {
  /** slot − row, where one range of slots serves the whole table; otherwise undefined. */
  readonly slotBase: number | undefined;
  /** Adjacencies whose rows are this table's. */
  readonly adjacencies: readonly RawAdjacency[];
}

export interface RawEdgeTable extends RawTable {
  readonly directed: boolean;
  /** Slots by edge row; for undirected edges the two ends in the order of insertion. */
  readonly sources: Int32Array;
  readonly targets: Int32Array;
  /** Pairs of node tables that occur, exact. */
  readonly pairs: readonly { readonly source: number; readonly target: number }[];
  /** Exact number of live edges whose two ends are one node. */
  readonly selfLoops: number;
  readonly adjacencies: readonly RawAdjacency[];
}

/**
 * The edges of one edge table at the nodes of one node table in one orientation.
 *
 * CSR part of a row: positions `offsets[row] … offsets[row + 1] − 1` of `neighbours` (slots) and
 * `edgeRows`; `offsets` reaches as far as the node table's capacity. With `hasDelta`, a linked list
 * follows: `for (let d = head[row]; d >= 0; d = next[d])` with `deltaNeighbours[d]`,
 * `deltaEdgeRows[d]`. With `hasDeleted`, an edge counts only when its bit in the edge table's
 * `live` is set. `degree` = offsets difference + (hasDelta || hasDeleted ? degreeChange[row] : 0).
 */
export interface RawAdjacency {
  readonly edgeTable: number;
  readonly nodeTable: number;
  readonly orientation: 'out' | 'in' | 'undirected';
  readonly offsets: Int32Array;
  readonly neighbours: Int32Array;
  readonly edgeRows: Int32Array;
  readonly hasDelta: boolean;
  readonly hasDeleted: boolean;
  readonly head: Int32Array;
  readonly next: Int32Array;
  readonly deltaNeighbours: Int32Array;
  readonly deltaEdgeRows: Int32Array;
  readonly degreeChange: Int32Array;
  /** The node table of every neighbour where it is only one, otherwise −1. */
  readonly neighbourTable: number;
  /** Whether the neighbours of each row are sorted (ascending slots) in the CSR part. */
  readonly sorted: boolean;
  /** At most one edge per row, delta included (an n:1 edge). */
  readonly single: boolean;
}

/**
 * A column has one element kind:
 * `bool` Uint8Array; `int32` Int32Array; `int53` Float64Array of integers |v| ≤ 2^53 − 1; `int64`
 * BigInt64Array; `float64` Float64Array of FLOAT values; `string` Int32Array of dictionary codes;
 * `date` Int32Array of days since 1970-01-01; `datetime` (LOCAL DATETIME) days in `data` and
 * nanoseconds of the day in `nanoseconds`; `tagged` any `Value` per row.
 */
export type ColumnKind =
  'bool' | 'int32' | 'int53' | 'int64' | 'float64' | 'string' | 'date' | 'datetime' | 'tagged';

export interface RawColumn {
  readonly key: number;
  readonly kind: ColumnKind;
  readonly data: Uint8Array | Int32Array | Float64Array | BigInt64Array | (Value | undefined)[];
  readonly nanoseconds: Float64Array | undefined;
  /** One bit per row: present (not null). All live rows have it while `nullCount` is 0. */
  readonly present: Uint32Array;
  /** Live rows without a value. */
  readonly nullCount: number;
  readonly dictionary: StringDictionary | undefined;
  /** Bounds of the numbers ever stored, NaN where unknown; never too narrow. */
  readonly minimum: number;
  readonly maximum: number;
  get(row: number): Value;
}

/** The distinct strings of a column by code, 0 … size − 1. Codes are never reused. */
export interface StringDictionary {
  readonly size: number;
  decode(code: number): string;
  /** −1 where the string does not occur. */
  codeOf(text: string): number;
}

export interface RawIndex {
  readonly id: number;
  readonly unique: boolean;
  /**
   * For an index on one property: the first live element with that value (slot or packed edge), −1
   * where there is none. In a unique index it is the only one.
   */
  find(value: Value): number;
}
