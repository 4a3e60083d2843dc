import type { Arm } from './arms.ts';
import { countOf } from './arms.ts';

/** Numbers by slot or row: those that equal the current stamp are marked. */
export interface Marks {
  stamps: Int32Array;
  stamp: number;
}

/**
 * Mark arrays of one operator, kept from run to run: a new stamp unmarks everything, so that a run
 * over few rows does not pay for clearing an array of all nodes. Simultaneous runs get one each; a
 * run that fails keeps its own, which is then garbage.
 */
export class MarkPool {
  readonly #free: Marks[] = [];

  take(size: number): Marks {
    const marks = this.#free.pop();
    if (marks === undefined || marks.stamps.length < size) {
      return { stamps: new Int32Array(size + (size >>> 3)), stamp: 0 };
    }
    if (marks.stamp > MOST_STAMPS) {
      marks.stamps.fill(0);
      marks.stamp = 0;
    }
    return marks;
  }

  give(marks: Marks, stamp: number): void {
    marks.stamp = stamp;
    this.#free.push(marks);
  }
}

/**
 * A run stamps at most once per row of its outermost loops, so that half the range is left to it.
 */
const MOST_STAMPS = 1073741824;

/**
 * Marks the neighbours of a row at `slot − base`. True when a neighbour came up twice, by parallel
 * edges: then being marked says nothing about how often.
 */
export function markNeighbours(
  arms: readonly Arm[],
  row: number,
  base: number,
  marks: { readonly stamps: Int32Array; readonly stamp: number },
): boolean {
  const { stamps, stamp } = marks;
  let twice = false;
  for (const arm of arms) {
    const { neighbours, edgeRows, adjacency } = arm;
    const { hasDeleted } = adjacency;
    const end = arm.offsets[row + 1] as number;
    for (let at = arm.offsets[row] as number; at < end; at++) {
      if (hasDeleted && !isLive(arm, edgeRows[at] as number)) continue;
      const index = (neighbours[at] as number) - base;
      if (stamps[index] === stamp) twice = true;
      stamps[index] = stamp;
    }
    if (!adjacency.hasDelta) continue;
    for (let entry = arm.head[row] as number; entry >= 0; entry = arm.next[entry] as number) {
      if (hasDeleted && !isLive(arm, arm.deltaEdgeRows[entry] as number)) continue;
      const index = (arm.deltaNeighbours[entry] as number) - base;
      if (stamps[index] === stamp) twice = true;
      stamps[index] = stamp;
    }
  }
  return twice;
}

/** Number of edges from the node at `row` and `slot` to `neighbour` over all arms. */
export function countEdges(
  arms: readonly Arm[],
  row: number,
  slot: number,
  neighbour: number,
): number {
  let count = 0;
  for (const arm of arms) {
    if (!(arm.skipsLoops && slot === neighbour)) count += countOf(arm, row, neighbour);
  }
  return count;
}

function isLive(arm: Arm, edgeRow: number): boolean {
  return (((arm.live[edgeRow >>> 5] as number) >>> (edgeRow & 31)) & 1) !== 0;
}
