/**
 * A hash table of number keys with number payloads ≥ 0 that may hold a key more than once: open
 * addressing with linear probing, key and payload side by side so that a hit costs one cache line.
 * Three times as fast as a `Map` inside a query and about half its size.
 */
export class KeyTable {
  /** Key at 2 × position, payload after it. */
  #cells = emptyCells(SMALLEST);
  #mask = SMALLEST - 1;
  #shift = 32 - Math.log2(SMALLEST);
  #size = 0;
  /** Positions that are not empty, removed ones included. */
  #used = 0;

  get size(): number {
    return this.#size;
  }

  get byteLength(): number {
    return this.#cells.byteLength;
  }

  /** The payload of a key, of any one where it has several; −1 where the key does not occur. */
  get(key: number): number {
    const cells = this.#cells;
    const mask = this.#mask;
    let at = hashKey(key) >>> this.#shift;
    for (;;) {
      const payload = cells[2 * at + 1] as number;
      if (payload === EMPTY) return -1;
      if (payload >= 0 && cells[2 * at] === key) return payload;
      at = (at + 1) & mask;
    }
  }

  /** The first position of the key, −1 at the end. Valid until the next change. */
  first(key: number): number {
    return this.#seek(key, hashKey(key) >>> this.#shift);
  }

  /** The next position of the same key after one of them. */
  next(key: number, position: number): number {
    return this.#seek(key, (position + 1) & this.#mask);
  }

  payloadAt(position: number): number {
    return this.#cells[2 * position + 1] as number;
  }

  setPayload(position: number, payload: number): void {
    this.#cells[2 * position + 1] = payload;
  }

  add(key: number, payload: number): void {
    if ((this.#used + 1) * 3 > this.#mask * 2) this.#rehash();
    const cells = this.#cells;
    const mask = this.#mask;
    let at = hashKey(key) >>> this.#shift;
    while ((cells[2 * at + 1] as number) >= 0) at = (at + 1) & mask;
    if (cells[2 * at + 1] === EMPTY) this.#used++;
    cells[2 * at] = key;
    cells[2 * at + 1] = payload;
    this.#size++;
  }

  removeAt(position: number): void {
    const cells = this.#cells;
    const after = (position + 1) & this.#mask;
    // Where nothing follows, nothing was ever pushed past this position.
    const isLast = cells[2 * after + 1] === EMPTY;
    cells[2 * position + 1] = isLast ? EMPTY : REMOVED;
    if (isLast) this.#used--;
    this.#size--;
  }

  clear(): void {
    this.#allocate(SMALLEST);
  }

  #seek(key: number, start: number): number {
    const cells = this.#cells;
    const mask = this.#mask;
    for (let at = start; ; at = (at + 1) & mask) {
      const payload = cells[2 * at + 1] as number;
      if (payload === EMPTY) return -1;
      if (payload >= 0 && cells[2 * at] === key) return at;
    }
  }

  #rehash(): void {
    const old = this.#cells;
    let capacity = SMALLEST;
    while (capacity < (this.#size + 1) * 2.5) capacity *= 2;
    this.#allocate(capacity);
    for (let at = 0; at < old.length; at += 2) {
      if ((old[at + 1] as number) >= 0) this.add(old[at] as number, old[at + 1] as number);
    }
  }

  #allocate(capacity: number): void {
    this.#cells = emptyCells(capacity);
    this.#mask = capacity - 1;
    this.#shift = 32 - Math.log2(capacity);
    this.#size = 0;
    this.#used = 0;
  }
}

function emptyCells(capacity: number): Float64Array {
  return new Float64Array(capacity * 2).fill(EMPTY);
}

/** Fibonacci hashing (D. E. Knuth, TAOCP 3, 6.4): the high bits are the position. */
function hashKey(key: number): number {
  const high = Math.floor(key / 4_294_967_296);
  return Math.imul((key | 0) ^ Math.imul(high, 0x85ebca6b), 0x9e3779b1) >>> 0;
}

const SMALLEST = 16;
const EMPTY = -1;
const REMOVED = -2;
