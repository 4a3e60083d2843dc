import type { Orientation } from '../../graph/reader.ts';
import type { EdgeDirection } from '../../syntax/ast/pattern.ts';

/** How an edge pattern may be crossed from its left node to its right one (16.7). */
export function orientationsOf(direction: EdgeDirection): readonly Orientation[] {
  return ORIENTATIONS[direction];
}

/** The direction that says the same read from right to left. */
export function reversedDirection(direction: EdgeDirection): EdgeDirection {
  return REVERSED[direction];
}

const ORIENTATIONS: Readonly<Record<EdgeDirection, readonly Orientation[]>> = {
  right: ['out'],
  left: ['in'],
  undirected: ['undirected'],
  'left or undirected': ['in', 'undirected'],
  'undirected or right': ['out', 'undirected'],
  'left or right': ['out', 'in'],
  any: ['out', 'in', 'undirected'],
};

const REVERSED: Readonly<Record<EdgeDirection, EdgeDirection>> = {
  right: 'left',
  left: 'right',
  undirected: 'undirected',
  'left or undirected': 'undirected or right',
  'undirected or right': 'left or undirected',
  'left or right': 'left or right',
  any: 'any',
};
