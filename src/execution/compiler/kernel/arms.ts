import { present } from '../../../base/assert.ts';
import type { RawAdjacency, RawGraph } from '../../../graph/raw.ts';

/**
 * One adjacency among several that an expansion goes over in a loop. The arrays stand in it as
 * fields, so that the loop reads them from one kind of object.
 */
export class Arm {
  readonly adjacency: RawAdjacency;
  readonly offsets: Int32Array;
  readonly neighbours: Int32Array;
  readonly edgeRows: Int32Array;
  readonly head: Int32Array;
  readonly next: Int32Array;
  readonly deltaNeighbours: Int32Array;
  readonly deltaEdgeRows: Int32Array;
  readonly degreeChange: Int32Array;
  /** Live bits of the edge table. */
  readonly live: Uint32Array;
  /** What the row of an edge is added to for its packed number. */
  readonly edgeBase: number;
  readonly skipsLoops: boolean;

  constructor(adjacency: RawAdjacency, live: Uint32Array, skipsLoops: boolean) {
    this.adjacency = adjacency;
    this.offsets = adjacency.offsets;
    this.neighbours = adjacency.neighbours;
    this.edgeRows = adjacency.edgeRows;
    this.head = adjacency.head;
    this.next = adjacency.next;
    this.deltaNeighbours = adjacency.deltaNeighbours;
    this.deltaEdgeRows = adjacency.deltaEdgeRows;
    this.degreeChange = adjacency.degreeChange;
    this.live = live;
    this.edgeBase = adjacency.edgeTable * 4294967296;
    this.skipsLoops = skipsLoops;
  }
}

export function armOf(
  raw: RawGraph,
  key: { readonly skipsLoops: boolean },
  adjacency: RawAdjacency,
): Arm {
  const { live } = present(raw.edgeTables[adjacency.edgeTable], 'the edge table of an arm');
  return new Arm(adjacency, live, key.skipsLoops);
}

/** Number of live edges at a row; counts one by one where self-loops are to be left out. */
export function degreeOf(arm: Arm, row: number, slot: number): number {
  const { adjacency, offsets } = arm;
  let degree = (offsets[row + 1] as number) - (offsets[row] as number);
  if (adjacency.hasDelta || adjacency.hasDeleted) degree += arm.degreeChange[row] as number;
  return arm.skipsLoops ? degree - countOf(arm, row, slot) : degree;
}

/** Number of live edges from a row to a neighbour. */
export function countOf(arm: Arm, row: number, neighbour: number): number {
  let count = 0;
  let at = firstEdge(arm, row, neighbour);
  while (at !== NO_PLACE) {
    count++;
    at = nextEdge(arm, row, at);
  }
  return count;
}

/**
 * Places of edges in an adjacency: positions of the CSR, and `~entry` for entries of the delta.
 * `NO_PLACE` ends a walk.
 */
export const NO_PLACE = 2147483647;

/** The first place at the row whose edge is live and leads to `neighbour`. */
export function firstEdge(arm: Arm, row: number, neighbour: number): number {
  const { offsets, neighbours, adjacency } = arm;
  const end = offsets[row + 1] as number;
  let at = offsets[row] as number;
  if (adjacency.sorted && end - at > LINEAR) {
    let high = end;
    while (at < high) {
      const middle = (at + high) >>> 1;
      if ((neighbours[middle] as number) < neighbour) at = middle + 1;
      else high = middle;
    }
  } else {
    while (at < end && neighbours[at] !== neighbour) at++;
  }
  return settle(arm, { row, neighbour }, at);
}

/** Lists of so many neighbours are searched from the start. */
const LINEAR = 16;

interface Sought {
  readonly row: number;
  readonly neighbour: number;
}

/** The first matching live place from CSR position `from` on, then in the delta. */
function settle(arm: Arm, sought: Sought, from: number): number {
  const { neighbours, adjacency } = arm;
  const end = arm.offsets[sought.row + 1] as number;
  for (let at = from; at < end; at++) {
    const found = neighbours[at] as number;
    if (found === sought.neighbour) {
      if (!adjacency.hasDeleted || isLive(arm, arm.edgeRows[at] as number)) return at;
    } else if (adjacency.sorted) {
      break;
    }
  }
  return adjacency.hasDelta ? settleDelta(arm, sought, arm.head[sought.row] as number) : NO_PLACE;
}

function settleDelta(arm: Arm, sought: Sought, from: number): number {
  for (let entry = from; entry >= 0; entry = arm.next[entry] as number) {
    if (arm.deltaNeighbours[entry] !== sought.neighbour) continue;
    if (isLive(arm, arm.deltaEdgeRows[entry] as number)) return ~entry;
  }
  return NO_PLACE;
}

/** The next place with the same neighbour. */
export function nextEdge(arm: Arm, row: number, at: number): number {
  if (at >= 0) {
    return settle(arm, { row, neighbour: arm.neighbours[at] as number }, at + 1);
  }
  const entry = ~at;
  const neighbour = arm.deltaNeighbours[entry] as number;
  return settleDelta(arm, { row, neighbour }, arm.next[entry] as number);
}

export function edgeRowAt(arm: Arm, at: number): number {
  return (at >= 0 ? arm.edgeRows[at] : arm.deltaEdgeRows[~at]) as number;
}

/** The place of the only live edge at a row of a `single` adjacency that has changes. */
export function onlyEdge(arm: Arm, row: number): number {
  const end = arm.offsets[row + 1] as number;
  for (let at = arm.offsets[row] as number; at < end; at++) {
    if (isLive(arm, arm.edgeRows[at] as number)) return at;
  }
  if (!arm.adjacency.hasDelta) return NO_PLACE;
  for (let entry = arm.head[row] as number; entry >= 0; entry = arm.next[entry] as number) {
    if (isLive(arm, arm.deltaEdgeRows[entry] as number)) return ~entry;
  }
  return NO_PLACE;
}

/** The only neighbour of a row of a `single` adjacency that has changes, −1 where there is none. */
export function onlyNeighbour(arm: Arm, row: number): number {
  const at = onlyEdge(arm, row);
  return at === NO_PLACE ? -1 : neighbourAt(arm, at);
}

export function neighbourAt(arm: Arm, at: number): number {
  return (at >= 0 ? arm.neighbours[at] : arm.deltaNeighbours[~at]) as number;
}

function isLive(arm: Arm, edgeRow: number): boolean {
  return (((arm.live[edgeRow >>> 5] as number) >>> (edgeRow & 31)) & 1) !== 0;
}
