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
 * Sorts entries by row with a counting sort, then each row by neighbour. Fills `offsets`, which
 * must be 0 and reach one past the last row; `room` is the length of the arrays that come back.
 *
 * A second counting sort instead of the sorts by row would touch memory at random twice as often.
 */
export function buildCsr(entries: AdjacencyEntries, offsets: Int32Array, room: number): Csr {
  const { count, rows, neighbours, edgeRows } = entries;
  // Counted one place further on, so that the sums become the starts.
  for (let i = 0; i < count; i++) {
    const at = (rows[i] as number) + 1;
    offsets[at] = (offsets[at] as number) + 1;
  }
  for (let row = 1; row < offsets.length; row++) {
    offsets[row] = (offsets[row] as number) + (offsets[row - 1] as number);
  }
  const places = offsets.slice();
  const into: Csr = { neighbours: new Int32Array(room), edgeRows: new Int32Array(room) };
  const { neighbours: toNeighbours, edgeRows: toEdgeRows } = into;
  for (let i = 0; i < count; i++) {
    const row = rows[i] as number;
    const place = places[row] as number;
    places[row] = place + 1;
    toNeighbours[place] = neighbours[i] as number;
    toEdgeRows[place] = edgeRows[i] as number;
  }
  for (let row = 0; row + 1 < offsets.length; row++) {
    sortRow(into, offsets[row] as number, offsets[row + 1] as number);
  }
  return into;
}

/** Sorts a part of a CSR by neighbour, equal ones left in their order. */
function sortRow(csr: Csr, begin: number, end: number): void {
  if (end - begin > INSERTED_AT_MOST) {
    sortLongRow(csr, begin, end);
    return;
  }
  const { neighbours, edgeRows } = csr;
  for (let at = begin + 1; at < end; at++) {
    const neighbour = neighbours[at] as number;
    if ((neighbours[at - 1] as number) <= neighbour) continue;
    const edge = edgeRows[at] as number;
    let place = at;
    for (; place > begin && (neighbours[place - 1] as number) > neighbour; place--) {
      neighbours[place] = neighbours[place - 1] as number;
      edgeRows[place] = edgeRows[place - 1] as number;
    }
    neighbours[place] = neighbour;
    edgeRows[place] = edge;
  }
}

/** The same by way of an order of positions. */
function sortLongRow(csr: Csr, begin: number, end: number): void {
  const count = end - begin;
  const neighbours = csr.neighbours.slice(begin, end);
  if (neighbours.every((neighbour, i) => i === 0 || (neighbours[i - 1] as number) <= neighbour)) {
    return;
  }
  const edgeRows = csr.edgeRows.slice(begin, end);
  const order = count <= EXACT_POSITIONS ? orderByKeys(neighbours) : orderByComparing(neighbours);
  for (let i = 0; i < count; i++) {
    csr.neighbours[begin + i] = neighbours[order[i] as number] as number;
    csr.edgeRows[begin + i] = edgeRows[order[i] as number] as number;
  }
}

/** Sorts numbers that are made of neighbour and position. */
function orderByKeys(neighbours: Int32Array): Float64Array {
  const count = neighbours.length;
  const keys = new Float64Array(count);
  for (let i = 0; i < count; i++) keys[i] = (neighbours[i] as number) * count + i;
  keys.sort();
  for (let i = 0; i < count; i++) keys[i] = (keys[i] as number) % count;
  return keys;
}

function orderByComparing(neighbours: Int32Array): Int32Array {
  const order = neighbours.map((_neighbour, i) => i);
  return order.sort((a, b) => (neighbours[a] as number) - (neighbours[b] as number) || a - b);
}

/** A slot below 2^31 times this stays below 2^53. */
const EXACT_POSITIONS = 2 ** 22;
/** Longer rows are quicker to sort by keys. */
const INSERTED_AT_MOST = 64;

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
