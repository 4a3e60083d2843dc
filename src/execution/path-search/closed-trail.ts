import type { Run } from '../runtime/run.ts';
import type { FoundPath } from './bidirectional.ts';
import type { Leg } from './leg.ts';
import { LegReader } from './leg.ts';
import type { SearchArrays } from './search-arrays.ts';
import { borrowArrays, returnArrays } from './search-arrays.ts';

/** Two branches of the search tree and the edge between their ends. */
interface Closing {
  readonly from: number;
  readonly edge: number;
  readonly to: number;
  readonly length: number;
}

/**
 * A shortest closed walk from a node that crosses no edge twice, over edges that may be crossed
 * both ways. Breadth first, each node with the edge by which its branch left the start: a shortest
 * one consists of two branches and an edge between them (as in A. Itai, M. Rodeh, "Finding a
 * minimum circuit in a graph", 1978).
 */
export function shortestClosedTrail(run: Run, start: number, leg: Leg): FoundPath | undefined {
  const arrays = borrowArrays();
  try {
    const branches = new Map<number, number>();
    const closing = closestEdge({ run, leg, arrays, branches, start });
    return closing === undefined ? undefined : closedPath(arrays, closing, start);
  } finally {
    returnArrays(arrays);
  }
}

function closestEdge(search: {
  readonly run: Run;
  readonly leg: Leg;
  readonly arrays: SearchArrays;
  readonly branches: Map<number, number>;
  readonly start: number;
}): Closing | undefined {
  const { run, leg, arrays, branches, start } = search;
  const reader = new LegReader(run, leg, 'forward');
  arrays.mark(start, -1, -1, 0);
  let best: Closing | undefined;
  let limit = leg.upper;
  const queue = [start];
  for (let at = 0; at < queue.length; at++) {
    const from = queue[at] as number;
    const depth = arrays.depth[from] as number;
    if (2 * depth + 1 > limit) break;
    const neighbours = reader.load(from);
    for (let i = 0; i < neighbours.count; i++) {
      const to = neighbours.nodes[i] as number;
      const edge = neighbours.edges[i] as number;
      if (edge === arrays.edge[from]) continue;
      const branch = from === start ? edge : branches.get(from);
      if (!arrays.isMarked(to)) {
        arrays.mark(to, from, edge, depth + 1);
        branches.set(to, branch ?? edge);
        queue.push(to);
        continue;
      }
      const length = depth + (arrays.depth[to] as number) + 1;
      // Back at the start, the last edge must not be the first; elsewhere branches must differ.
      const closes = to === start ? from === start || edge !== branch : branches.get(to) !== branch;
      if (closes && length <= limit) {
        best = { from, edge, to, length };
        limit = length - 1;
      }
    }
  }
  return best;
}

function closedPath(arrays: SearchArrays, closing: Closing, start: number): FoundPath {
  const nodes = new Int32Array(closing.length + 1);
  const edges = new Float64Array(closing.length);
  let at = arrays.depth[closing.from] as number;
  edges[at] = closing.edge;
  for (let node = closing.from; at >= 0; at--) {
    nodes[at] = node;
    if (at > 0) edges[at - 1] = arrays.edge[node] as number;
    node = arrays.parent[node] as number;
  }
  at = (arrays.depth[closing.from] as number) + 1;
  for (let node = closing.to; node !== start; at++) {
    nodes[at] = node;
    edges[at] = arrays.edge[node] as number;
    node = arrays.parent[node] as number;
  }
  nodes[closing.length] = start;
  return { nodes, edges };
}
