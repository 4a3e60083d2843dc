/** The numbers 0 … count − 1 in the order of the comparison. */
export function sortedRows(
  count: number,
  compare: (left: number, right: number) => number,
): Uint32Array {
  const order = new Uint32Array(count);
  for (let i = 0; i < count; i++) order[i] = i;
  return order.sort(compare);
}

/** Moves the row at the end of a heap up; the row that comes last stands at place 0. */
export function risen(heap: number[], compare: (left: number, right: number) => number): void {
  let at = heap.length - 1;
  const row = heap[at] as number;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    const other = heap[parent] as number;
    if (compare(other, row) >= 0) break;
    heap[at] = other;
    at = parent;
  }
  heap[at] = row;
}

/** Moves the row at place 0 down to where it belongs. */
export function sunk(heap: number[], compare: (left: number, right: number) => number): void {
  const row = heap[0] as number;
  const { length } = heap;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= length) break;
    if (child + 1 < length && compare(heap[child + 1] as number, heap[child] as number) > 0) {
      child++;
    }
    if (compare(heap[child] as number, row) <= 0) break;
    heap[at] = heap[child] as number;
    at = child;
  }
  heap[at] = row;
}
