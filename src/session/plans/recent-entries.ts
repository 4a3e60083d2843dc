/**
 * Entries by text, the least recently used dropped first. JavaScript's Map keeps insertion order,
 * so moving an entry to the end is deleting and setting it. Only one hit in sixteen does so, which
 * keeps a hit at one look-up and the order about right.
 */
export class RecentEntries<T> {
  readonly #entries = new Map<string, T>();
  readonly #capacity: number;
  #hits = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: string): T | undefined {
    const found = this.#entries.get(key);
    if (found === undefined) return undefined;
    this.#hits = (this.#hits + 1) & REORDER_MASK;
    if (this.#hits === 0) {
      this.#entries.delete(key);
      this.#entries.set(key, found);
    }
    return found;
  }

  add(key: string, entry: T): void {
    this.#entries.set(key, entry);
    if (this.#entries.size <= this.#capacity) return;
    const oldest = this.#entries.keys().next();
    if (oldest.done !== true) this.#entries.delete(oldest.value);
  }

  clear(): void {
    this.#entries.clear();
  }

  values(): Iterable<T> {
    return this.#entries.values();
  }
}

/** Every 16th hit refreshes the entry's age: enough that what is in use stays. */
const REORDER_MASK = 15;
