import type {
  EdgeBuffer,
  EdgeSelection,
  GraphReader,
  NodeBuffer,
  NodeSelection,
} from '../graph/reader.ts';

/** Visits the nodes of the selection, all without one. The graph must not change meanwhile. */
export function visitNodes(
  reader: GraphReader,
  visit: (slot: number) => void,
  selection: NodeSelection = reader.selectNodes(undefined),
): void {
  const buffer: NodeBuffer = { count: 0, nodes: new Int32Array(BATCH) };
  for (let cursor = 0; cursor >= 0;) {
    buffer.count = 0;
    cursor = reader.scanNodes(selection, cursor, buffer);
    for (let i = 0; i < buffer.count; i++) visit(buffer.nodes[i] as number);
  }
}

/** Visits the edges of the selection, all without one. The graph must not change meanwhile. */
export function visitEdges(
  reader: GraphReader,
  visit: (edge: number) => void,
  selection: EdgeSelection = reader.selectEdges(undefined),
): void {
  const buffer: EdgeBuffer = { count: 0, edges: new Float64Array(BATCH) };
  for (let cursor = 0; cursor >= 0;) {
    buffer.count = 0;
    cursor = reader.scanEdges(selection, cursor, buffer);
    for (let i = 0; i < buffer.count; i++) visit(buffer.edges[i] as number);
  }
}

const BATCH = 1_024;
