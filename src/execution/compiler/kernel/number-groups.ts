/**
 * Numbers keys that are safe integers densely, in the order of their first appearance: open
 * addressing with linear probing, at most half full, about 3 × faster than `Map` in context.
 */
export class NumberGroups {
  #keys = new Float64Array(INITIAL_CAPACITY);
  /** Group + 1 by place, 0 for a free one. */
  #groups = new Int32Array(INITIAL_CAPACITY);
  #mask = INITIAL_CAPACITY - 1;
  size = 0;

  /** The key's number; a new key gets the number that `size` was before. */
  add(key: number): number {
    const mask = this.#mask;
    let place = hash(key) & mask;
    for (;;) {
      const group = this.#groups[place] as number;
      if (group === 0) break;
      if (this.#keys[place] === key) return group - 1;
      place = (place + 1) & mask;
    }
    this.#keys[place] = key;
    this.#groups[place] = ++this.size;
    if (this.size * 2 > mask) this.#grow();
    return this.size - 1;
  }

  #grow(): void {
    const keys = this.#keys;
    const groups = this.#groups;
    const capacity = keys.length * 2;
    this.#keys = new Float64Array(capacity);
    this.#groups = new Int32Array(capacity);
    this.#mask = capacity - 1;
    for (let i = 0; i < keys.length; i++) {
      const group = groups[i] as number;
      if (group === 0) continue;
      let place = hash(keys[i] as number) & this.#mask;
      while (this.#groups[place] !== 0) place = (place + 1) & this.#mask;
      this.#keys[place] = keys[i] as number;
      this.#groups[place] = group;
    }
  }
}

const INITIAL_CAPACITY = 64;

/** Fibonacci hashing over both halves; neighbouring rows must not become neighbouring places. */
function hash(key: number): number {
  const low = key | 0;
  const high = (key / 4294967296) | 0;
  const mixed = Math.imul(low ^ Math.imul(high, 0x85ebca6b), 0x9e3779b1);
  return mixed ^ (mixed >>> 15);
}
