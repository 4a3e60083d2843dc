import type { Value } from '../values/value.ts';
import type { LabelTest } from './label-test.ts';
import type { RawGraph } from './raw.ts';
import type { GraphStatistics } from './statistics.ts';

/** Which way an edge is crossed, seen from the node it is expanded from. */
export type Orientation =
  /** From source to target of a directed edge. */
  | 'out'
  /** From target to source of a directed edge. */
  | 'in'
  /** Along an undirected edge. */
  | 'undirected';

/** A set of tables that a label test selects, resolved once per layout (`selectNodes`). */
export interface NodeSelection {
  readonly test: LabelTest | undefined;
  /** Tables whose own label set passes. Nodes that became exceptions of a table need `accepts`. */
  readonly tables: readonly number[];
  /** True when no table has exceptions that the selection could be wrong about. */
  readonly exact: boolean;
}

export interface EdgeSelection {
  readonly test: LabelTest | undefined;
  readonly tables: readonly number[];
  readonly exact: boolean;
}

/** What `expand` fills; the arrays grow by replacement, so read them after the call. */
export interface ExpandBuffer {
  count: number;
  /** Slots of the neighbours. */
  nodes: Int32Array;
  /** Packed numbers of the edges crossed. */
  edges: Float64Array;
}

/** What `scanNodes` and `lookup` fill. */
export interface NodeBuffer {
  count: number;
  nodes: Int32Array;
}

export interface EdgeBuffer {
  count: number;
  edges: Float64Array;
}

/** An index as plans see it; on one label and its properties in order. */
export interface IndexInfo {
  readonly id: number;
  readonly name: string;
  readonly element: 'node' | 'edge';
  readonly label: string;
  readonly properties: readonly string[];
  readonly unique: boolean;
}

/**
 * One consistent state of a graph, to read. Every method is right in every mode: for the flat
 * current state and for a snapshot that a later write has passed (overlay). Code that wants the
 * bare arrays asks for `raw`.
 *
 * Label and property names are resolved to numbers once (`propertyKey`), −1 where unknown: reading
 * key −1 gives null. Numbers stay valid as long as `layoutVersion` does.
 */
export interface GraphReader {
  /** The graph's number, as in `NodeValue.graph`. */
  readonly graph: number;
  /**
   * Changes whenever something that compiled code may have bound changes: a table, column, label,
   * key or index came or went, a column changed kind, an array was replaced, a first exception.
   */
  readonly layoutVersion: number;
  /** The arrays, where this reader sees exactly what they hold; undefined in overlay mode. */
  readonly raw: RawGraph | undefined;
  readonly statistics: GraphStatistics;

  propertyKey(name: string): number;
  propertyName(key: number): string;
  /** All label names in use on nodes and on edges. */
  nodeLabelNames(): readonly string[];
  edgeLabelNames(): readonly string[];

  selectNodes(test: LabelTest | undefined): NodeSelection;
  selectEdges(test: LabelTest | undefined): EdgeSelection;
  /** Whether the node (edge) passes the selection's test, exceptions included. */
  acceptsNode(selection: NodeSelection, slot: number): boolean;
  acceptsEdge(selection: EdgeSelection, edge: number): boolean;

  /**
   * Appends up to a bounded number of live nodes of the selection to the buffer, from `cursor` (0
   * at first), and returns the next cursor, −1 at the end. The order is by table and row.
   */
  scanNodes(selection: NodeSelection, cursor: number, into: NodeBuffer): number;
  scanEdges(selection: EdgeSelection, cursor: number, into: EdgeBuffer): number;
  /** Fills `into` with the live edges at `slot` in that orientation and their other ends. */
  expand(
    slot: number,
    selection: EdgeSelection,
    orientation: Orientation,
    into: ExpandBuffer,
  ): void;
  degree(slot: number, selection: EdgeSelection, orientation: Orientation): number;

  isNode(slot: number): boolean;
  isEdge(edge: number): boolean;
  nodeProperty(slot: number, key: number): Value;
  edgeProperty(edge: number, key: number): Value;
  /** Keys of the properties that are present, in order of first use in the table. */
  nodeKeys(slot: number): readonly number[];
  edgeKeys(edge: number): readonly number[];
  nodeLabels(slot: number): readonly string[];
  edgeLabels(edge: number): readonly string[];
  edgeSource(edge: number): number;
  edgeTarget(edge: number): number;
  edgeIsDirected(edge: number): boolean;
  /** Public ids, which count up for ever and are never reused. */
  nodeId(slot: number): number;
  edgeId(edge: number): number;
  /** −1 where no live element has the id. */
  nodeById(id: number): number;
  edgeById(id: number): number;

  indexes(): readonly IndexInfo[];
  /** Live nodes whose indexed properties equal `values` (nulls match nothing). */
  lookupNodes(index: number, values: readonly Value[], into: NodeBuffer): void;
  lookupEdges(index: number, values: readonly Value[], into: EdgeBuffer): void;
}
