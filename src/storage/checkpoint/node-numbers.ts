import type { GraphReader } from '../../graph/reader.ts';

/**
 * Finds nodes by public id while a graph is loaded: by a table over the ids where they lie close
 * together, which they do unless most nodes were deleted, and by the store's directory elsewhere.
 */
export class NodeNumbers {
  readonly #reader: GraphReader;
  #ids: Float64Array[] = [];
  #slots: Int32Array[] = [];
  #first = 0;
  /** Slot + 1 by id − `#first`. */
  #table: Int32Array | undefined;

  constructor(reader: GraphReader) {
    this.#reader = reader;
  }

  add(ids: Float64Array, slots: Int32Array): void {
    this.#ids.push(ids);
    this.#slots.push(slots);
  }

  /** After the last node was added. */
  finish(): void {
    let [first, last, count] = [Infinity, -Infinity, 0];
    for (const ids of this.#ids) {
      count += ids.length;
      for (const id of ids) {
        if (id < first) first = id;
        if (id > last) last = id;
      }
    }
    if (count === 0 || last - first >= count * SPARSE + SMALL) return;
    const table = new Int32Array(last - first + 1);
    for (const [t, ids] of this.#ids.entries()) {
      const slots = this.#slots[t] as Int32Array;
      for (let i = 0; i < ids.length; i++) {
        table[(ids[i] as number) - first] = (slots[i] as number) + 1;
      }
    }
    this.#first = first;
    this.#table = table;
    this.#ids = [];
    this.#slots = [];
  }

  /** The slots of nodes; −1 for the position of the first id that no node has, in `missing`. */
  slotsOf(ids: Float64Array): { readonly slots: Int32Array; readonly missing: number } {
    const slots = new Int32Array(ids.length);
    let missing = -1;
    const table = this.#table;
    for (let i = ids.length - 1; i >= 0; i--) {
      const id = ids[i] as number;
      const slot = table === undefined ? this.#reader.nodeById(id) : this.#look(table, id);
      if (slot < 0) missing = i;
      slots[i] = slot;
    }
    return { slots, missing };
  }

  #look(table: Int32Array, id: number): number {
    const at = id - this.#first;
    return at >= 0 && at < table.length ? (table[at] as number) - 1 : -1;
  }
}

/** The table may have this many places a node, and some more in a small graph. */
const SPARSE = 8;
const SMALL = 65_536;
