/**
 * Typed arrays with reserved capacity. Reserving is nearly free and growable buffers are not
 * (1.7 to 20 times slower to read), so an array is replaced by a larger one when it is full.
 *
 * Reads in hot loops are written `array[i] as number`: `noUncheckedIndexedAccess` cannot see that
 * the index is in bounds, and a check per element would cost more than the read.
 */
export type TypedArray = Uint8Array | Int32Array | Uint32Array | Float64Array | BigInt64Array;

/** A copy of the array that has `length` elements, new ones 0. */
export function resized<T extends TypedArray>(array: T, length: number): T {
  const result = new (array.constructor as new (length: number) => T)(length);
  const kept = array.length <= length ? array : array.subarray(0, length);
  // `set` of the union of array types has no call signature that takes the same union.
  (result as { set(from: TypedArray): void }).set(kept);
  return result;
}

/** The array itself where it holds `needed` elements, otherwise a larger copy. */
export function withRoomFor<T extends TypedArray>(array: T, needed: number): T {
  return needed <= array.length ? array : resized(array, capacityFor(array.length, needed));
}

/** Small arrays grow fourfold, so that a young table replaces its arrays only a few times. */
export function capacityFor(current: number, needed: number): number {
  let capacity = Math.max(current, SMALLEST_CAPACITY);
  while (capacity < needed) capacity *= capacity < FOURFOLD_BELOW ? 4 : 2;
  return capacity;
}

const SMALLEST_CAPACITY = 64;
const FOURFOLD_BELOW = 4096;

/** A stack of 32-bit numbers. */
export class IntStack {
  #items = new Int32Array(0);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  get byteLength(): number {
    return this.#items.byteLength;
  }

  push(item: number): void {
    this.#items = withRoomFor(this.#items, this.#length + 1);
    this.#items[this.#length++] = item;
  }

  /** The last item; −1 when there is none. */
  pop(): number {
    return this.#length === 0 ? -1 : (this.#items[--this.#length] as number);
  }

  at(index: number): number {
    return this.#items[index] as number;
  }

  /** A copy of the items; the stack is empty afterwards. */
  takeAll(): Int32Array {
    const items = this.#items.slice(0, this.#length);
    this.#length = 0;
    return items;
  }
}
