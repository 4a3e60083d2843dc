type Bucket<T> = ReadonlyMap<string, T>;

/**
 * An immutable map with names for keys. A change copies one of 256 buckets, so that a catalog of
 * ten thousand graphs is changed in microseconds while older snapshots go on being read. A small
 * map, which a catalog has many of, is one bucket.
 */
export class PersistentMap<T> {
  readonly size: number;
  /** One or all of them. */
  readonly #buckets: readonly Bucket<T>[];
  /** Once somebody has asked for them; sorting ten thousand names takes milliseconds. */
  #sorted: readonly [string, T][] | undefined;

  private constructor(buckets: readonly Bucket<T>[], size: number) {
    this.#buckets = buckets;
    this.size = size;
  }

  static empty<T>(): PersistentMap<T> {
    return new PersistentMap<T>(NO_ENTRIES, 0);
  }

  /** Of many entries at once, which is far cheaper than one by one. They must not change. */
  static from<T>(entries: Bucket<T>): PersistentMap<T> {
    if (entries.size <= MOST_OF_ONE) return new PersistentMap([entries], entries.size);
    const buckets = Array.from({ length: BUCKETS }, () => new Map<string, T>());
    for (const [key, value] of entries) buckets[bucketOf(key, BUCKETS)]?.set(key, value);
    return new PersistentMap(buckets, entries.size);
  }

  get(key: string): T | undefined {
    return this.#bucket(key)?.get(key);
  }

  has(key: string): boolean {
    return this.#bucket(key)?.has(key) === true;
  }

  with(key: string, value: T): PersistentMap<T> {
    const bucket = new Map(this.#bucket(key)).set(key, value);
    const size = this.size + (this.has(key) ? 0 : 1);
    const isOutgrown = this.#buckets.length === 1 && size > MOST_OF_ONE;
    return isOutgrown ? PersistentMap.from(bucket) : this.#replaced(key, bucket, size);
  }

  without(key: string): PersistentMap<T> {
    if (!this.has(key)) return this;
    const bucket = new Map(this.#bucket(key));
    bucket.delete(key);
    return this.#replaced(key, bucket, this.size - 1);
  }

  /** By key, in the order of code units. */
  entries(): readonly [string, T][] {
    this.#sorted ??= this.#buckets
      .flatMap((bucket) => [...bucket])
      .sort(([left], [right]) => (left < right ? -1 : 1));
    return this.#sorted;
  }

  keys(): string[] {
    return this.entries().map(([key]) => key);
  }

  /** The first key that passes, in no order: without the sorting that `keys` does. */
  findKey(test: (key: string) => boolean): string | undefined {
    for (const bucket of this.#buckets) {
      for (const key of bucket.keys()) if (test(key)) return key;
    }
    return undefined;
  }

  #bucket(key: string): Bucket<T> | undefined {
    return this.#buckets[bucketOf(key, this.#buckets.length)];
  }

  #replaced(key: string, bucket: Bucket<T>, size: number): PersistentMap<T> {
    const buckets = this.#buckets.slice();
    buckets[bucketOf(key, buckets.length)] = bucket;
    return new PersistentMap(buckets, size);
  }
}

const BUCKETS = 256;
const MOST_OF_ONE = 16;
const NO_ENTRIES: readonly Bucket<never>[] = [new Map<string, never>()];

/** FNV-1a over the code units. */
function bucketOf(key: string, buckets: number): number {
  if (buckets === 1) return 0;
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  return (hash >>> 8) % buckets;
}
