import { unreachable } from '../../../src/base/assert.ts';
import type { EdgeDirection, PathMode } from '../../../src/syntax/ast/pattern.ts';
import type { ReferenceEdge } from '../graph.ts';

/** A stretch of a walk: `nodes` has one more than `edges`. */
export interface Walk {
  readonly nodes: readonly number[];
  readonly edges: readonly number[];
}

/** Whether a walk, or the beginning of one, keeps to a path mode (16.6; B.4 point 1). */
export function keepsMode({ nodes, edges }: Walk, mode: PathMode): boolean {
  switch (mode) {
    case 'WALK':
      return true;
    case 'TRAIL':
      return allDistinct(edges);
    case 'ACYCLIC':
      return allDistinct(nodes);
    case 'SIMPLE':
      // The last node may be the first.
      return allDistinct(nodes.slice(0, -1)) && !nodes.slice(1, -1).includes(nodes.at(-1) ?? -1);
    default:
      return unreachable(mode);
  }
}

export function allDistinct(numbers: readonly number[]): boolean {
  return new Set(numbers).size === numbers.length;
}

/**
 * The nodes to which an edge leads from a node in the directions of an edge pattern (16.7). A set,
 * so that a self-loop leads to its node once, whatever the directions (B.4 point 12).
 */
export function endsFrom(
  edge: ReferenceEdge,
  from: number,
  direction: EdgeDirection,
): ReadonlySet<number> {
  const { right, left, undirected } = DIRECTIONS[direction];
  const ends = new Set<number>();
  const forward = edge.directed ? right : undirected;
  const backward = edge.directed ? left : undirected;
  if (forward && edge.source === from) ends.add(edge.target);
  if (backward && edge.target === from) ends.add(edge.source);
  return ends;
}

const DIRECTIONS: Readonly<
  Record<EdgeDirection, { right: boolean; left: boolean; undirected: boolean }>
> = {
  left: { left: true, right: false, undirected: false },
  right: { left: false, right: true, undirected: false },
  undirected: { left: false, right: false, undirected: true },
  'left or undirected': { left: true, right: false, undirected: true },
  'undirected or right': { left: false, right: true, undirected: true },
  'left or right': { left: true, right: true, undirected: false },
  any: { left: true, right: true, undirected: true },
};
