import type { Leg } from './leg.ts';
import { LegReader } from './leg.ts';
import type { Run } from '../runtime/run.ts';
import type { SearchArrays } from './search-arrays.ts';
import { borrowArrays, returnArrays } from './search-arrays.ts';

export interface FoundPath {
  readonly nodes: Int32Array;
  readonly edges: Float64Array;
}

/**
 * One shortest path between two different nodes over edges of one kind, from both ends at once,
 * level by level, always from the side with the smaller frontier (I. Pohl, 1971). The levels that
 * meet first hold a shortest path, since all shorter ones would have met before.
 */
export class BidirectionalSearch {
  readonly #run: Run;
  readonly #leg: Leg;
  readonly #forward: LegReader;
  readonly #backward: LegReader;

  constructor(run: Run, leg: Leg) {
    this.#run = run;
    this.#leg = leg;
    this.#forward = new LegReader(run, leg, 'forward');
    this.#backward = new LegReader(run, leg, 'backward');
  }

  find(start: number, end: number): FoundPath | undefined {
    const forward = new Side(borrowArrays(), start);
    const backward = new Side(borrowArrays(), end);
    try {
      while (forward.frontier.length > 0 && backward.frontier.length > 0) {
        if (forward.depth + backward.depth >= this.#leg.upper) return undefined;
        const fromStart = forward.frontier.length <= backward.frontier.length;
        const meeting = fromStart
          ? this.#advance(forward, backward, this.#forward)
          : this.#advance(backward, forward, this.#backward);
        if (meeting >= 0) return pathThrough(meeting, forward, backward);
      }
      return undefined;
    } finally {
      returnArrays(forward.arrays);
      returnArrays(backward.arrays);
    }
  }

  /** Goes one level on; the node where the shortest meeting path crosses over, or −1. */
  #advance(side: Side, other: Side, reader: LegReader): number {
    const next: number[] = [];
    const { arrays } = side;
    side.depth++;
    let meeting = -1;
    for (const from of side.frontier) {
      const { nodes, edges, count } = reader.load(from);
      for (let i = 0; i < count; i++) {
        const to = nodes[i] as number;
        if (arrays.isMarked(to)) continue;
        arrays.mark(to, from, edges[i] as number, side.depth);
        next.push(to);
        if (!other.arrays.isMarked(to)) continue;
        const distance = other.arrays.depth[to] as number;
        const best = meeting < 0 ? Infinity : (other.arrays.depth[meeting] as number);
        if (distance < best) meeting = to;
      }
    }
    this.#run.memory.charge(8 * next.length);
    side.frontier = next;
    return meeting;
  }
}

class Side {
  readonly arrays: SearchArrays;
  frontier: number[];
  depth = 0;

  constructor(arrays: SearchArrays, root: number) {
    this.arrays = arrays;
    this.frontier = [root];
    arrays.mark(root, -1, -1, 0);
  }
}

function pathThrough(meeting: number, forward: Side, backward: Side): FoundPath {
  const before = forward.arrays.depth[meeting] as number;
  const after = backward.arrays.depth[meeting] as number;
  const nodes = new Int32Array(before + after + 1);
  const edges = new Float64Array(before + after);
  let node = meeting;
  for (let i = before; i > 0; i--) {
    nodes[i] = node;
    edges[i - 1] = forward.arrays.edge[node] as number;
    node = forward.arrays.parent[node] as number;
  }
  nodes[0] = node;
  node = meeting;
  for (let i = before; i < before + after; i++) {
    nodes[i] = node;
    edges[i] = backward.arrays.edge[node] as number;
    node = backward.arrays.parent[node] as number;
  }
  nodes[before + after] = node;
  return { nodes, edges };
}
