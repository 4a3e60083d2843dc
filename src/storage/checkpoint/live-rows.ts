import type { StoredColumn } from '../../graph/store.ts';
import { countBits, forEachBit, hasBit, setBit, wordsFor } from '../bit-set.ts';

/**
 * The rows of a table that are in use. What is loaded has no holes, so the rows of a table that had
 * some get new numbers; where there are none, every array is passed on as it is.
 */
export class LiveRows {
  readonly count: number;
  /** The old number of each row; undefined where nothing moves. */
  readonly #rows: Int32Array | undefined;

  constructor(live: Uint32Array, rows: number) {
    this.count = countBits(live, 0, rows);
    if (this.count === rows) return;
    const kept = new Int32Array(this.count);
    let next = 0;
    forEachBit(live, rows, (row) => {
      kept[next++] = row;
    });
    this.#rows = kept;
  }

  numbers<T extends Int32Array | Float64Array>(array: T): T {
    const rows = this.#rows;
    if (rows === undefined) return array;
    const kept = new (array.constructor as new (length: number) => T)(rows.length);
    for (const [i, row] of rows.entries()) kept[i] = array[row] as number;
    return kept;
  }

  column(column: StoredColumn): StoredColumn {
    if (this.#rows === undefined) return column;
    const { nanoseconds } = column;
    return {
      ...column,
      present: this.#bits(this.#rows, column.present),
      data: this.#data(this.#rows, column.data),
      nanoseconds: nanoseconds && this.numbers(nanoseconds),
    };
  }

  #bits(rows: Int32Array, bits: Uint32Array): Uint32Array {
    const kept = new Uint32Array(wordsFor(rows.length));
    for (const [i, row] of rows.entries()) if (hasBit(bits, row)) setBit(kept, i);
    return kept;
  }

  #data(rows: Int32Array, data: StoredColumn['data']): StoredColumn['data'] {
    if (data instanceof Int32Array || data instanceof Float64Array) return this.numbers(data);
    if (data instanceof Uint8Array) return Uint8Array.from(rows, (row) => data[row] as number);
    if (data instanceof BigInt64Array) {
      return BigInt64Array.from(
        { length: rows.length },
        (_, i) => data[rows[i] as number] as bigint,
      );
    }
    return Array.from(rows, (row) => data[row]);
  }
}
