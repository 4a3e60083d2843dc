import type { EdgeSelection, NodeSelection, Orientation } from './reader.ts';

/** What the planner asks. Counts are exact, distinct values estimated. */
export interface GraphStatistics {
  readonly nodeCount: number;
  readonly edgeCount: number;
  countNodes(selection: NodeSelection): number;
  countEdges(selection: EdgeSelection): number;
  /**
   * Edges of the selection that leave (enter, touch) the nodes selected, so that the average degree
   * is this over `countNodes`.
   */
  countIncident(nodes: NodeSelection, edges: EdgeSelection, orientation: Orientation): number;
  /** Of the pairs (source in `from`, target in `to`). */
  countBetween(from: NodeSelection, edges: EdgeSelection, to: NodeSelection): number;
  /** Estimated number of distinct values of a property on the selected nodes; at least 1. */
  distinctValues(nodes: NodeSelection, key: number): number;
  /** Bounds of a numeric property over the selection, undefined where unknown. */
  range(
    nodes: NodeSelection,
    key: number,
  ): { readonly min: number; readonly max: number } | undefined;
  /** The share of selected nodes that have the property, 0 … 1. */
  presence(nodes: NodeSelection, key: number): number;
}
