import type { PhysicalOperator, Sort, TopK } from '../../../planner/plan/operator.ts';
import type { BoundSortKey } from '../../../semantics/bound/statement.ts';
import { orderValues } from '../../../values/comparison.ts';
import type { Value } from '../../../values/value.ts';
import { heapBytes, Holding } from '../../runtime/memory.ts';
import { RowBuffer } from '../../runtime/row-buffer.ts';
import type { Build, Cursor, Evaluate } from '../build.ts';
import { evaluator } from '../expressions/evaluator.ts';
import { liveOutputs } from '../live.ts';
import { breaker } from './breaker.ts';
import { pageCount } from './page.ts';

/** Compares the tuples of sort keys that start at those places of flat arrays. */
type KeyOrder = (
  left: readonly Value[],
  leftAt: number,
  right: readonly Value[],
  rightAt: number,
) => number;

type Key = BoundSortKey<PhysicalOperator>;

/** Nulls go where the key says, whatever its direction (ISO/IEC 39075, 16.17 and GA03). */
function orderOf(key: Key): (left: Value, right: Value) => number {
  const nullOrder = key.nullsFirst ? -1 : 1;
  const sign = key.descending ? -1 : 1;
  return (left, right) => {
    if (left === null) return right === null ? 0 : nullOrder;
    if (right === null) return -nullOrder;
    return sign * orderValues(left, right);
  };
}

export function sort(build: Build, op: Sort<PhysicalOperator>): Cursor {
  const { run } = build;
  const rows = new RowBuffer(run, liveOutputs(build, op.input));
  const holding = new Holding(run.memory);
  const evaluators = op.keys.map((key) => evaluator(build, key.value));
  const order = keyOrder(op.keys);
  const width = op.keys.length;
  let keys: Value[] = [];
  let sequence: Uint32Array = new Uint32Array(0);
  const compare = (left: number, right: number): number => {
    const result = order(keys, left * width, keys, right * width);
    // Rows that tie keep the order they came in.
    return result !== 0 ? result : left - right;
  };
  return breaker(build, op.input, {
    clear() {
      rows.clear();
      holding.clear();
      keys = [];
    },
    take() {
      for (const evaluate of evaluators) {
        const key = evaluate();
        keys.push(key);
        holding.charge(12 + heapBytes(key));
      }
      rows.push();
    },
    finish() {
      sequence = Uint32Array.from({ length: rows.count }, (_, i) => i).sort(compare);
      run.count(rows.count);
      return rows.count;
    },
    give(row) {
      rows.restore(sequence[row] as number);
    },
  });
}

/**
 * Keeps the best rows in a binary heap with the worst on top, so that a row that is no better than
 * it costs one comparison and no memory.
 */
export function topK(build: Build, op: TopK<PhysicalOperator>): Cursor {
  const { run } = build;
  const offsetOf = op.offset === undefined ? () => 0 : pageCount(build, op.offset);
  const limitOf = pageCount(build, op.limit);
  const evaluators = op.keys.map((key) => evaluator(build, key.value));
  const heap = new RowHeap(build, op);
  let offset = 0;
  let capacity = 0;
  return breaker(build, op.input, {
    clear() {
      offset = offsetOf();
      capacity = offset + limitOf();
      heap.clear();
    },
    take() {
      heap.offer(evaluators, capacity);
    },
    finish() {
      run.count(heap.count);
      return Math.max(0, heap.sorted() - offset);
    },
    give(row) {
      heap.restore(row + offset);
    },
  });
}

class RowHeap {
  readonly #rows: RowBuffer;
  readonly #order: KeyOrder;
  readonly #width: number;
  readonly #holding: Holding;
  readonly #candidate: Value[] = [];
  #keys: Value[] = [];
  /** When each kept row came, which breaks ties. */
  #arrivals: number[] = [];
  #arrived = 0;
  /** Numbers of kept rows, the worst first in heap order. */
  #heap: number[] = [];

  constructor(build: Build, op: TopK<PhysicalOperator>) {
    this.#rows = new RowBuffer(build.run, liveOutputs(build, op.input));
    this.#holding = new Holding(build.run.memory);
    this.#width = op.keys.length;
    this.#order = keyOrder(op.keys);
  }

  get count(): number {
    return this.#heap.length;
  }

  clear(): void {
    this.#rows.clear();
    this.#holding.clear();
    this.#keys = [];
    this.#arrivals = [];
    this.#arrived = 0;
    this.#heap = [];
  }

  offer(evaluators: readonly Evaluate[], capacity: number): void {
    const candidate = this.#candidate;
    for (let i = 0; i < evaluators.length; i++) candidate[i] = evaluators[i]?.() ?? null;
    const arrival = this.#arrived++;
    if (this.#heap.length < capacity) {
      this.#add(arrival);
      return;
    }
    const worst = this.#heap[0];
    // A row that ties with the worst came later, so it is no better.
    if (worst === undefined) return;
    if (this.#order(this.#keys, worst * this.#width, candidate, 0) <= 0) return;
    this.#keep(worst, arrival);
    this.#rows.replace(worst);
    this.#sink(0);
  }

  /** Brings the kept rows into their final order; their number. */
  sorted(): number {
    this.#heap.sort((left, right) => this.#compare(left, right));
    return this.#heap.length;
  }

  restore(position: number): void {
    this.#rows.restore(this.#heap[position] as number);
  }

  #add(arrival: number): void {
    const row = this.#rows.count;
    this.#rows.push();
    this.#keep(row, arrival);
    for (const key of this.#candidate) this.#holding.charge(12 + heapBytes(key));
    this.#heap.push(row);
    this.#rise(this.#heap.length - 1);
  }

  #keep(row: number, arrival: number): void {
    for (let i = 0; i < this.#width; i++) {
      this.#keys[row * this.#width + i] = this.#candidate[i] as Value;
    }
    this.#arrivals[row] = arrival;
  }

  #compare(left: number, right: number): number {
    const width = this.#width;
    const order = this.#order(this.#keys, left * width, this.#keys, right * width);
    if (order !== 0) return order;
    return (this.#arrivals[left] as number) - (this.#arrivals[right] as number);
  }

  #rise(from: number): void {
    const heap = this.#heap;
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.#compare(heap[parent] as number, heap[at] as number) >= 0) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  #sink(from: number): void {
    const heap = this.#heap;
    let at = from;
    for (;;) {
      let worst = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child >= heap.length) continue;
        if (this.#compare(heap[child] as number, heap[worst] as number) > 0) worst = child;
      }
      if (worst === at) return;
      this.#swap(at, worst);
      at = worst;
    }
  }

  #swap(left: number, right: number): void {
    const heap = this.#heap;
    const moved = heap[left] as number;
    heap[left] = heap[right] as number;
    heap[right] = moved;
  }
}

function keyOrder(keys: readonly Key[]): KeyOrder {
  const orders = keys.map(orderOf);
  const [only] = orders;
  if (only !== undefined && orders.length === 1) {
    return (left, leftAt, right, rightAt) => only(left[leftAt] as Value, right[rightAt] as Value);
  }
  return (left, leftAt, right, rightAt) => {
    for (let i = 0; i < orders.length; i++) {
      const order = orders[i]?.(left[leftAt + i] as Value, right[rightAt + i] as Value);
      if (order !== undefined && order !== 0) return order;
    }
    return 0;
  };
}
