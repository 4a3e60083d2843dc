/**
 * Numbers keys that are safe integers densely, in the order of their first appearance: open
 * addressing with linear probing, at most half full. Once there are a few keys, those from 0 to
 * 4095 (ages, years, dictionary entries) are looked up in an array by key.
 */
export class NumberGroups {
  size = 0;
  /** By small key: group + 1, 0 where there is none. Empty until there are a few groups. */
  #small = NOTHING;
  #keys = new Float64Array(INITIAL_CAPACITY);
  /** Group + 1 by place, 0 for a free one. */
  #groups = new Int32Array(INITIAL_CAPACITY);

  /** The key's number; a new key gets the number that `size` was before. */
  add(key: number): number {
    const small = this.#small;
    if (key >= 0 && key < small.length) {
      const group = small[key] as number;
      if (group !== 0) return group - 1;
      small[key] = ++this.size;
      return this.size - 1;
    }
    return this.#addLarge(key);
  }

  #addLarge(key: number): number {
    const keys = this.#keys;
    const groups = this.#groups;
    const mask = keys.length - 1;
    let place = hash(key) & mask;
    for (;;) {
      const group = groups[place] as number;
      if (group === 0) break;
      if (keys[place] === key) return group - 1;
      place = (place + 1) & mask;
    }
    keys[place] = key;
    groups[place] = ++this.size;
    if (this.size === FEW) this.#openSmall();
    if (this.size * 2 > mask) this.#grow();
    return this.size - 1;
  }

  /** The keys that are small stay in the table too, where nobody looks for them any more. */
  #openSmall(): void {
    this.#small = new Int32Array(SMALL_KEYS);
    for (let place = 0; place < this.#keys.length; place++) {
      const key = this.#keys[place] as number;
      const group = this.#groups[place] as number;
      if (group !== 0 && key >= 0 && key < SMALL_KEYS) this.#small[key] = group;
    }
  }

  #grow(): void {
    const keys = this.#keys;
    const groups = this.#groups;
    const capacity = keys.length * 2;
    const mask = capacity - 1;
    this.#keys = new Float64Array(capacity);
    this.#groups = new Int32Array(capacity);
    for (let i = 0; i < keys.length; i++) {
      const group = groups[i] as number;
      if (group === 0) continue;
      let place = hash(keys[i] as number) & mask;
      while (this.#groups[place] !== 0) place = (place + 1) & mask;
      this.#keys[place] = keys[i] as number;
      this.#groups[place] = group;
    }
  }
}

const INITIAL_CAPACITY = 64;
const SMALL_KEYS = 4096;
const FEW = 8;
const NOTHING = new Int32Array(0);

/** Fibonacci hashing over both halves; neighbouring rows must not become neighbouring places. */
function hash(key: number): number {
  const low = key | 0;
  const high = (key / 4294967296) | 0;
  const mixed = Math.imul(low ^ Math.imul(high, 0x85ebca6b), 0x9e3779b1);
  return mixed ^ (mixed >>> 15);
}
