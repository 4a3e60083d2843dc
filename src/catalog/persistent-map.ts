/**
 * An immutable map with names for keys. A change copies one of 256 buckets, so that a catalog of
 * ten thousand graphs is changed in microseconds while older snapshots go on being read.
 */
export class PersistentMap<T> {
  readonly size: number;
  readonly #buckets: readonly (ReadonlyMap<string, T> | undefined)[];

  private constructor(buckets: readonly (ReadonlyMap<string, T> | undefined)[], size: number) {
    this.#buckets = buckets;
    this.size = size;
  }

  static empty<T>(): PersistentMap<T> {
    return new PersistentMap<T>([], 0);
  }

  get(key: string): T | undefined {
    return this.#buckets[bucketOf(key)]?.get(key);
  }

  has(key: string): boolean {
    return this.#buckets[bucketOf(key)]?.has(key) === true;
  }

  with(key: string, value: T): PersistentMap<T> {
    const number = bucketOf(key);
    const bucket = new Map(this.#buckets[number]);
    const size = this.size + (bucket.has(key) ? 0 : 1);
    bucket.set(key, value);
    return new PersistentMap(replaced(this.#buckets, number, bucket), size);
  }

  without(key: string): PersistentMap<T> {
    if (!this.has(key)) return this;
    const number = bucketOf(key);
    const bucket = new Map(this.#buckets[number]);
    bucket.delete(key);
    return new PersistentMap(replaced(this.#buckets, number, bucket), this.size - 1);
  }

  /** By key, in the order of code units. */
  entries(): [string, T][] {
    const all = this.#buckets.flatMap((bucket) => (bucket === undefined ? [] : [...bucket]));
    return all.sort(([left], [right]) => (left < right ? -1 : 1));
  }

  keys(): string[] {
    return this.entries().map(([key]) => key);
  }
}

const BUCKETS = 256;

/** FNV-1a over the code units. */
function bucketOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  return (hash >>> 8) % BUCKETS;
}

function replaced<T>(buckets: readonly T[], number: number, bucket: T): T[] {
  const copy = buckets.slice();
  while (copy.length < number) copy.push(undefined as T);
  copy[number] = bucket;
  return copy;
}
