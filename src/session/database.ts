import { GqlError } from '../base/errors.ts';
import type { GraphStore } from '../graph/store.ts';
import { createGraphStore } from '../storage/columnar-store.ts';
import type { DatabaseOptions } from './options.ts';
import { PlanCache } from './plan-cache.ts';
import type { PlanCacheStatistics } from './plan-cache.ts';
import { PreparedQuery } from './prepared-query.ts';
import { EngineSession } from './session.ts';
import { TransactionScope } from './transaction-scope.ts';
import { WriterQueue } from './writer-queue.ts';

const PLAN_CACHE_ENTRIES = 1_000;

/** The parts of one open database, put together. Everything in it is shared by its sessions. */
export class Database {
  readonly options: DatabaseOptions;
  readonly store: GraphStore;
  readonly writers = new WriterQueue();
  readonly scope = new TransactionScope();
  readonly #plans = new PlanCache(PLAN_CACHE_ENTRIES);
  #closed = false;

  constructor(options: DatabaseOptions) {
    this.options = options;
    this.store = createGraphStore({ graph: 0 });
  }

  session(): EngineSession {
    this.assertOpen();
    return new EngineSession(this);
  }

  /** The prepared form of a text, from the cache where it has been seen. */
  prepare(text: string): PreparedQuery {
    const known = this.#plans.get(text);
    if (known !== undefined) return known;
    const prepared = new PreparedQuery(text, this.options);
    this.#plans.add(text, prepared);
    return prepared;
  }

  planCacheStatistics(): PlanCacheStatistics {
    return this.#plans.statistics();
  }

  assertOpen(): void {
    if (this.#closed) {
      throw new GqlError('08000', 'the database is closed', {
        hint: 'Open it again with GraphLite.open.',
      });
    }
  }

  get closed(): boolean {
    return this.#closed;
  }

  close(): void {
    this.#closed = true;
    this.#plans.clear();
  }
}
