import type { PreparedQuery } from './prepared-query.ts';

export interface PlanCacheStatistics {
  readonly entries: number;
  readonly hits: number;
  readonly misses: number;
  /** Approximate. */
  readonly memoryBytes: number;
}

/**
 * Prepared queries by text, the least recently used dropped first. JavaScript's Map keeps insertion
 * order, so moving an entry to the end is deleting and setting it. Only one hit in sixteen does so,
 * which keeps a hit at one look-up and the order about right.
 */
export class PlanCache {
  readonly #entries = new Map<string, PreparedQuery>();
  readonly #capacity: number;
  #hits = 0;
  #misses = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get(text: string): PreparedQuery | undefined {
    const found = this.#entries.get(text);
    if (found === undefined) {
      this.#misses++;
      return undefined;
    }
    this.#hits++;
    if ((this.#hits & REORDER_MASK) === 0) {
      this.#entries.delete(text);
      this.#entries.set(text, found);
    }
    return found;
  }

  add(text: string, query: PreparedQuery): void {
    this.#entries.set(text, query);
    if (this.#entries.size <= this.#capacity) return;
    const oldest = this.#entries.keys().next();
    if (oldest.done !== true) this.#entries.delete(oldest.value);
  }

  clear(): void {
    this.#entries.clear();
  }

  statistics(): PlanCacheStatistics {
    let memoryBytes = 0;
    for (const query of this.#entries.values()) memoryBytes += query.approximateBytes;
    const entries = this.#entries.size;
    return { entries, hits: this.#hits, misses: this.#misses, memoryBytes };
  }
}

/** Every 16th hit refreshes the entry's age: enough that what is in use stays. */
const REORDER_MASK = 15;
