import { hasBit } from './bit-set.ts';

/** Entries of an adjacency in any order: at `rows[i]` the edge `edgeRows[i]` to `neighbours[i]`. */
export interface AdjacencyEntries {
  readonly count: number;
  readonly rows: Int32Array;
  readonly neighbours: Int32Array;
  readonly edgeRows: Int32Array;
}

export interface Csr {
  readonly neighbours: Int32Array;
  readonly edgeRows: Int32Array;
}

/**
 * Sorts entries by row, then by neighbour, with two stable counting sorts. Fills `offsets`, which
 * must be 0 and reach one past the last row; `room` is the length of the arrays that come back.
 */
export function buildCsr(entries: AdjacencyEntries, offsets: Int32Array, room: number): Csr {
  const { count, rows } = entries;
  const order = orderByNeighbour(entries.neighbours, count);
  // Counted one place further on, so that the sums become the starts.
  for (let i = 0; i < count; i++) {
    const at = (rows[i] as number) + 1;
    offsets[at] = (offsets[at] as number) + 1;
  }
  for (let row = 1; row < offsets.length; row++) {
    offsets[row] = (offsets[row] as number) + (offsets[row - 1] as number);
  }
  const neighbours = new Int32Array(room);
  const edgeRows = new Int32Array(room);
  distribute(entries, order, offsets.slice(), { neighbours, edgeRows });
  return { neighbours, edgeRows };
}

/** Puts each entry at its row's next place; `places` are advanced. */
function distribute(
  entries: AdjacencyEntries,
  order: Int32Array | undefined,
  places: Int32Array,
  into: Csr,
): void {
  const { count, rows, neighbours, edgeRows } = entries;
  const { neighbours: toNeighbours, edgeRows: toEdgeRows } = into;
  for (let i = 0; i < count; i++) {
    const entry = order === undefined ? i : (order[i] as number);
    const row = rows[entry] as number;
    const place = places[row] as number;
    places[row] = place + 1;
    toNeighbours[place] = neighbours[entry] as number;
    toEdgeRows[place] = edgeRows[entry] as number;
  }
}

/** The entries in ascending order of neighbours; undefined where they already are. */
function orderByNeighbour(neighbours: Int32Array, count: number): Int32Array | undefined {
  let isSorted = true;
  let lowest = count === 0 ? 0 : (neighbours[0] as number);
  let highest = lowest;
  for (let i = 1; i < count; i++) {
    const neighbour = neighbours[i] as number;
    if (neighbour < (neighbours[i - 1] as number)) isSorted = false;
    if (neighbour < lowest) lowest = neighbour;
    if (neighbour > highest) highest = neighbour;
  }
  if (isSorted) return undefined;
  const span = highest - lowest + 1;
  // A table over a span of slots far wider than the batch would cost more than comparing.
  if (span > count * 8) return orderByKeys(neighbours, count);
  const places = new Int32Array(span + 1);
  for (let i = 0; i < count; i++) {
    const at = (neighbours[i] as number) - lowest + 1;
    places[at] = (places[at] as number) + 1;
  }
  for (let at = 1; at < span; at++)
    places[at] = (places[at] as number) + (places[at - 1] as number);
  const order = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    const at = (neighbours[i] as number) - lowest;
    const place = places[at] as number;
    places[at] = place + 1;
    order[place] = i;
  }
  return order;
}

/** Sorts numbers that hold neighbour and position, exact below 2^53. */
function orderByKeys(neighbours: Int32Array, count: number): Int32Array {
  const keys = new Float64Array(count);
  for (let i = 0; i < count; i++) keys[i] = (neighbours[i] as number) * count + i;
  keys.sort();
  const order = new Int32Array(count);
  for (let i = 0; i < count; i++) order[i] = (keys[i] as number) % count;
  return order;
}

/** A CSR with its delta: what `RawAdjacency` describes. */
export interface CsrWithDelta extends Csr {
  readonly offsets: Int32Array;
  readonly head: Int32Array;
  readonly next: Int32Array;
  readonly deltaNeighbours: Int32Array;
  readonly deltaEdgeRows: Int32Array;
  readonly degreeChange: Int32Array;
}

/**
 * Merges the delta into the CSR and leaves edges that are not in `live` out. Overwrites `offsets`
 * and empties `head` and `degreeChange`; rows without a change are copied in stretches.
 */
export function mergeDelta(csr: CsrWithDelta, live: Uint32Array, room: number): Csr {
  const { offsets, neighbours, edgeRows, head, degreeChange } = csr;
  const into: Csr = { neighbours: new Int32Array(room), edgeRows: new Int32Array(room) };
  const rows = offsets.length - 1;
  let out = 0;
  let begin = 0;
  let stretch = 0;
  const copyStretch = (end: number): void => {
    if (end === stretch) return;
    into.neighbours.set(neighbours.subarray(stretch, end), out);
    into.edgeRows.set(edgeRows.subarray(stretch, end), out);
    out += end - stretch;
  };
  for (let row = 0; row < rows; row++) {
    const end = offsets[row + 1] as number;
    offsets[row] = out + begin - stretch;
    if ((head[row] as number) >= 0 || degreeChange[row] !== 0) {
      copyStretch(begin);
      out = mergeRow(csr, { row, begin, end, live }, into, out);
      stretch = end;
      head[row] = -1;
      degreeChange[row] = 0;
    }
    begin = end;
  }
  copyStretch(begin);
  offsets[rows] = out;
  return into;
}

interface RowToMerge {
  readonly row: number;
  readonly begin: number;
  readonly end: number;
  readonly live: Uint32Array;
}

/** Writes one row from `start` on, both parts merged in order; returns the end. */
function mergeRow(csr: CsrWithDelta, part: RowToMerge, into: Csr, start: number): number {
  const { neighbours: toNeighbours, edgeRows: toEdgeRows } = into;
  const added = sortedDelta(csr, part);
  let out = start;
  let next = 0;
  for (let at = part.begin; at < part.end; at++) {
    const edge = csr.edgeRows[at] as number;
    if (!hasBit(part.live, edge)) continue;
    const neighbour = csr.neighbours[at] as number;
    while (
      next < added.length &&
      (csr.deltaNeighbours[added[next] as number] as number) < neighbour
    ) {
      const entry = added[next++] as number;
      toNeighbours[out] = csr.deltaNeighbours[entry] as number;
      toEdgeRows[out++] = csr.deltaEdgeRows[entry] as number;
    }
    toNeighbours[out] = neighbour;
    toEdgeRows[out++] = edge;
  }
  for (; next < added.length; next++) {
    const entry = added[next] as number;
    toNeighbours[out] = csr.deltaNeighbours[entry] as number;
    toEdgeRows[out++] = csr.deltaEdgeRows[entry] as number;
  }
  return out;
}

/** The live delta entries of a row by neighbour, then by age. */
function sortedDelta(csr: CsrWithDelta, { row, live }: RowToMerge): readonly number[] {
  const entries: number[] = [];
  for (let d = csr.head[row] as number; d >= 0; d = csr.next[d] as number) {
    if (hasBit(live, csr.deltaEdgeRows[d] as number)) entries.push(d);
  }
  const { deltaNeighbours } = csr;
  return entries.sort(
    (a, b) => (deltaNeighbours[a] as number) - (deltaNeighbours[b] as number) || a - b,
  );
}
