/**
 * Arrays by slot for breadth-first searches. A slot is marked when its stamp is the search's own,
 * so that nothing has to be cleared between searches. They are lent out and given back, so that a
 * search inside another has its own and all plans share a few.
 */
export class SearchArrays {
  stamp = new Int32Array(0);
  parent = new Int32Array(0);
  edge = new Float64Array(0);
  depth = new Int32Array(0);
  current = 0;

  /** Makes room for a slot. */
  reach(slot: number): void {
    if (slot < this.stamp.length) return;
    const capacity = Math.max(1_024, 2 ** Math.ceil(Math.log2(slot + 1)));
    this.stamp = copied(this.stamp, new Int32Array(capacity));
    this.parent = copied(this.parent, new Int32Array(capacity));
    this.depth = copied(this.depth, new Int32Array(capacity));
    const edge = new Float64Array(capacity);
    edge.set(this.edge);
    this.edge = edge;
  }

  isMarked(slot: number): boolean {
    return this.stamp[slot] === this.current;
  }

  mark(slot: number, parent: number, edge: number, depth: number): void {
    this.reach(slot);
    this.stamp[slot] = this.current;
    this.parent[slot] = parent;
    this.edge[slot] = edge;
    this.depth[slot] = depth;
  }
}

function copied(from: Int32Array, to: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  to.set(from);
  return to;
}

const idle: SearchArrays[] = [];

export function borrowArrays(): SearchArrays {
  const arrays = idle.pop() ?? new SearchArrays();
  if (arrays.current === MAX_STAMP) {
    arrays.stamp.fill(0);
    arrays.current = 0;
  }
  arrays.current++;
  return arrays;
}

export function returnArrays(arrays: SearchArrays): void {
  if (idle.length < 4) idle.push(arrays);
}

const MAX_STAMP = 2_147_483_647;
