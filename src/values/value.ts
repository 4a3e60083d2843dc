import type { Decimal } from 'decimal.js';
import type { Temporal } from 'temporal-polyfill';

/**
 * A GQL value inside the engine.
 *
 * Exact integers are by far the most frequent numbers, so they stay bare: a JavaScript `number`
 * is always an exact integer with |v| ≤ 2^53 − 1, a `bigint` an exact integer beyond that (never
 * within). Approximate numbers are boxed as `Float`, so that `1` and `1.0e0` stay two types
 * (ISO/IEC 39075, 4.17). Compiled code keeps floats unboxed where a column's kind proves the type.
 * Exact decimals are `Decimal`. Lists are arrays that nobody changes after they were built.
 */
export type Value =
  | null
  | boolean
  | string
  | number
  | bigint
  | Float
  | Decimal
  | Uint8Array
  | TemporalValue
  | readonly Value[]
  | RecordValue
  | NodeValue
  | EdgeValue
  | PathValue
  | GraphValue;

export type TemporalValue =
  | Temporal.PlainDate
  | Temporal.PlainTime
  | Temporal.PlainDateTime
  | Temporal.ZonedDateTime
  | ZonedTime
  | YearMonthDuration
  | DayTimeDuration;

/** An approximate number (FLOAT64 unless the type says less). */
export class Float {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
}

/** ZONED TIME, which the Temporal API lacks. */
export class ZonedTime {
  readonly time: Temporal.PlainTime;
  /** Offset from UTC in nanoseconds. */
  readonly offsetNs: number;
  constructor(time: Temporal.PlainTime, offsetNs: number) {
    this.time = time;
    this.offsetNs = offsetNs;
  }
}

/** DURATION (YEAR TO MONTH): whole months, signed. */
export class YearMonthDuration {
  readonly months: number;
  constructor(months: number) {
    this.months = months;
  }
}

/** DURATION (DAY TO SECOND): nanoseconds, signed. A day is 24 hours. */
export class DayTimeDuration {
  readonly nanoseconds: bigint;
  constructor(nanoseconds: bigint) {
    this.nanoseconds = nanoseconds;
  }
}

/** A record. Field order is kept for display and means nothing to comparison. */
export class RecordValue {
  readonly names: readonly string[];
  readonly values: readonly Value[];
  constructor(names: readonly string[], values: readonly Value[]) {
    this.names = names;
    this.values = values;
  }
  /** The field's value, `undefined` when there is no such field. */
  get(name: string): Value | undefined {
    const at = this.names.indexOf(name);
    return at < 0 ? undefined : this.values[at];
  }
}

/** A reference to a node: the graph's number and the node's slot in it. */
export class NodeValue {
  readonly graph: number;
  readonly slot: number;
  constructor(graph: number, slot: number) {
    this.graph = graph;
    this.slot = slot;
  }
}

/** A reference to an edge; `edge` is the packed number of table and row, see `graph/ids.ts`. */
export class EdgeValue {
  readonly graph: number;
  readonly edge: number;
  constructor(graph: number, edge: number) {
    this.graph = graph;
    this.edge = edge;
  }
}

/** A path: `nodes.length === edges.length + 1`, alternating as in ISO/IEC 39075, 4.4.4. */
export class PathValue {
  readonly graph: number;
  /** Slots. */
  readonly nodes: readonly number[];
  /** Packed edge numbers. */
  readonly edges: readonly number[];
  constructor(graph: number, nodes: readonly number[], edges: readonly number[]) {
    this.graph = graph;
    this.nodes = nodes;
    this.edges = edges;
  }
}

/** A reference to a graph (GE01) by the number that the database gave it. */
export class GraphValue {
  readonly id: number;
  constructor(id: number) {
    this.id = id;
  }
}
