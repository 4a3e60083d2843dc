import { sameValue } from './equality.ts';
import { combineHashes, hashValue } from './hash.ts';
import type { Value } from './value.ts';

const INITIAL_CAPACITY = 16;

/**
 * Numbers values or tuples of values densely from 0 in the order of their first appearance, by
 * distinctness (`sameValue`). Callers keep what belongs to a key in arrays by that number, which is
 * how grouping, DISTINCT and hash joins use it. Open addressing with linear probing over
 * `hashValue`, at most half full; hashes are kept, so growing compares no keys.
 */
class KeyTable {
  /** Dense number + 1, or 0 for a free place. */
  #places = new Int32Array(INITIAL_CAPACITY * 2);
  #hashes = new Int32Array(INITIAL_CAPACITY);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** The number of the key with the hash for which `isKey` holds, or `~place` where it belongs. */
  protected search(hash: number, isKey: (number: number) => boolean): number {
    const mask = this.#places.length - 1;
    let place = hash & mask;
    for (;;) {
      const occupant = (this.#places[place] ?? 0) - 1;
      if (occupant < 0) return ~place;
      if (this.#hashes[occupant] === hash && isKey(occupant)) return occupant;
      place = (place + 1) & mask;
    }
  }

  /** Takes the free place that `search` gave; the new key's number. */
  protected occupy(place: number, hash: number): number {
    const number = this.#size++;
    this.#places[place] = number + 1;
    if (number === this.#hashes.length) this.#grow();
    this.#hashes[number] = hash;
    if (this.#size * 2 > this.#places.length) this.#rehash();
    return number;
  }

  protected reset(): void {
    this.#places.fill(0);
    this.#size = 0;
  }

  #grow(): void {
    const hashes = new Int32Array(this.#hashes.length * 2);
    hashes.set(this.#hashes);
    this.#hashes = hashes;
  }

  #rehash(): void {
    const places = new Int32Array(this.#places.length * 2);
    const mask = places.length - 1;
    for (let number = 0; number < this.#size; number++) {
      let place = (this.#hashes[number] ?? 0) & mask;
      while (places[place] !== 0) place = (place + 1) & mask;
      places[place] = number + 1;
    }
    this.#places = places;
  }
}

/** Keys that are one value. */
export class ValueMap extends KeyTable {
  readonly #keys: Value[] = [];
  #sought: Value = null;
  readonly #isSought = (number: number): boolean =>
    sameValue(this.#keys[number] ?? null, this.#sought);

  /** The key's number, or −1 when it was not added. */
  find(key: Value): number {
    this.#sought = key;
    const found = this.search(hashValue(key), this.#isSought);
    return found < 0 ? -1 : found;
  }

  has(key: Value): boolean {
    return this.find(key) >= 0;
  }

  /** The key's number; a new key gets the number that `size` was before. */
  add(key: Value): number {
    this.#sought = key;
    const hash = hashValue(key);
    const found = this.search(hash, this.#isSought);
    if (found >= 0) return found;
    this.#keys.push(key);
    return this.occupy(~found, hash);
  }

  key(number: number): Value {
    return this.#keys[number] ?? null;
  }

  clear(): void {
    this.#keys.length = 0;
    this.reset();
  }
}

/** Keys that are tuples of a fixed number of values, kept flat in one array. */
export class TupleMap extends KeyTable {
  readonly arity: number;
  readonly #keys: Value[] = [];
  #sought: readonly Value[] = [];
  readonly #isSought = (number: number): boolean => {
    const start = number * this.arity;
    for (let i = 0; i < this.arity; i++) {
      if (!sameValue(this.#keys[start + i] ?? null, this.#sought[i] ?? null)) return false;
    }
    return true;
  };

  constructor(arity: number) {
    super();
    this.arity = arity;
  }

  /** The tuple's number, or −1 when it was not added. */
  find(tuple: readonly Value[]): number {
    this.#sought = tuple;
    const found = this.search(this.#hash(tuple), this.#isSought);
    return found < 0 ? -1 : found;
  }

  has(tuple: readonly Value[]): boolean {
    return this.find(tuple) >= 0;
  }

  /** The tuple's number; the tuple is copied, so the caller may use its array again. */
  add(tuple: readonly Value[]): number {
    this.#sought = tuple;
    const hash = this.#hash(tuple);
    const found = this.search(hash, this.#isSought);
    if (found >= 0) return found;
    for (let i = 0; i < this.arity; i++) this.#keys.push(tuple[i] ?? null);
    return this.occupy(~found, hash);
  }

  /** The value at a position of the tuple with that number. */
  key(number: number, position: number): Value {
    return this.#keys[number * this.arity + position] ?? null;
  }

  clear(): void {
    this.#keys.length = 0;
    this.reset();
  }

  #hash(tuple: readonly Value[]): number {
    let hash = this.arity;
    for (let i = 0; i < this.arity; i++) hash = combineHashes(hash, hashValue(tuple[i] ?? null));
    return hash;
  }
}
