import type { BatchColumn } from '../graph/store.ts';
import type { GraphReader, NodeBuffer } from '../graph/reader.ts';
import { NO_NODE } from '../graph/ids.ts';
import { formatValue } from '../values/text.ts';
import type { Value } from '../values/value.ts';

/**
 * From a key to the slot of its node, among the nodes of one label: those of this import first,
 * then, where an index says so, those that the graph had before.
 */
export class NodeKeys {
  readonly #integers = new Map<number, number>();
  readonly #texts = new Map<string, number>();
  /** Slots by key − `#base`, where the keys are integers close together: no hashing at all. */
  #dense: Int32Array | undefined;
  #base = 0;
  readonly #reader: GraphReader;
  readonly #index: number;
  readonly #found: NodeBuffer = { count: 0, nodes: new Int32Array(1) };

  /** `index` is the id of a unique index on (label, key), −1 where there is none. */
  constructor(reader: GraphReader, index: number) {
    this.#reader = reader;
    this.#index = index;
  }

  add(keys: BatchColumn['values'], slots: Int32Array): void {
    const data = completeData(keys);
    if (data !== undefined && this.#addDense(data, slots)) return;
    for (let i = 0; i < slots.length; i++) {
      const key = keyAt(keys, i);
      const slot = slots[i] as number;
      if (typeof key === 'number') this.#integers.set(key, slot);
      else if (key !== null) this.#texts.set(textOf(key), slot);
    }
  }

  find(key: Value): number {
    const known = typeof key === 'number' ? this.#findInteger(key) : undefined;
    const slot = known ?? (typeof key === 'number' ? undefined : this.#texts.get(textOf(key)));
    if (slot !== undefined) return slot;
    if (this.#index < 0 || key === null) return NO_NODE;
    this.#found.count = 0;
    this.#reader.lookupNodes(this.#index, [key], this.#found);
    return this.#found.count > 0 ? (this.#found.nodes[0] as number) : NO_NODE;
  }

  #findInteger(key: number): number | undefined {
    const dense = this.#dense;
    if (dense !== undefined) {
      const at = key - this.#base;
      if (at >= 0 && at < dense.length && dense[at] !== NO_NODE) return dense[at];
    }
    return this.#integers.get(key);
  }

  #addDense(keys: Int32Array | Float64Array, slots: Int32Array): boolean {
    if (this.#dense !== undefined || keys.length === 0) return false;
    let low = Infinity;
    let high = -Infinity;
    for (const key of keys) {
      if (key < low) low = key;
      if (key > high) high = key;
    }
    if (high - low >= 4 * keys.length + DENSE_SLACK) return false;
    const dense = new Int32Array(high - low + 1).fill(NO_NODE);
    for (let i = 0; i < keys.length; i++) dense[(keys[i] as number) - low] = slots[i] as number;
    this.#dense = dense;
    this.#base = low;
    return true;
  }
}

const DENSE_SLACK = 1_024;

/** The numbers of a column in which every row has one. */
function completeData(keys: BatchColumn['values']): Int32Array | Float64Array | undefined {
  if (keys instanceof Int32Array) return keys;
  return 'data' in keys && keys.present === undefined ? keys.data : undefined;
}

export function keyAt(keys: BatchColumn['values'], row: number): Value {
  if (keys instanceof Int32Array) return keys[row] as number;
  if (!('data' in keys)) return keys[row] as Value;
  const { present } = keys;
  if (present !== undefined && (((present[row >>> 5] as number) >>> (row & 31)) & 1) === 0) {
    return null;
  }
  return keys.data[row] as number;
}

/** Keys of other types are told apart by type and text; `1` and `'1'` are two keys. */
function textOf(key: Value): string {
  return typeof key === 'string' ? key : `${typeof key}:${formatValue(key)}`;
}
