import { GqlError } from '../base/errors.ts';
import type { DatabaseStore } from '../graph/database-store.ts';
import type { DatabaseOptions } from './options.ts';
import type { Routines } from '../semantics/routines.ts';
import { Logins } from './logins.ts';
import { PlanCache } from './plans/plan-cache.ts';
import type { PlanCacheStatistics } from './plans/plan-cache.ts';
import type { PreparedQuery } from './plans/prepared-query.ts';
import { RoutineRegistry } from './procedures/routine-registry.ts';
import { EngineSession } from './session.ts';
import type { SessionSettings } from './session.ts';
import { TransactionScope } from './transaction-scope.ts';
import { WriterQueue } from './writer-queue.ts';

const PLAN_CACHE_ENTRIES = 1_000;

/** What keeps commits over a crash; `storage/durable-database.ts` for a directory. */
export interface Durability {
  readonly hasUnsynced: boolean;
  /** Returns when every commit so far is durable. */
  flushSync(): void;
  /** The same, sharing one sync with all commits of this turn of the event loop. */
  flushed(): Promise<void>;
  checkpoint(): void;
  close(): void;
}

export interface DatabaseParts {
  readonly store: DatabaseStore;
  /** Absent in memory. */
  readonly durable?: Durability;
  readonly closed?: () => void;
}

/** The parts of one open database, put together. Everything in it is shared by its sessions. */
export class Database {
  readonly options: DatabaseOptions;
  readonly store: DatabaseStore;
  readonly writers = new WriterQueue();
  readonly scope = new TransactionScope();
  readonly registry = new RoutineRegistry();
  readonly logins: Logins;
  readonly #sessions = new Set<WeakRef<EngineSession>>();
  #lastSession = 0;
  readonly #plans: PlanCache;
  #closed = false;

  readonly #durable: Durability | undefined;
  readonly #whenClosed: (() => void) | undefined;
  #users = 1;

  constructor(options: DatabaseOptions, parts: DatabaseParts) {
    this.options = options;
    this.#plans = new PlanCache(PLAN_CACHE_ENTRIES, options);
    this.store = parts.store;
    this.logins = new Logins(options.clock);
    this.#durable = parts.durable;
    this.#whenClosed = parts.closed;
  }

  /** One user more; false where the last one has closed it already. */
  retain(): boolean {
    if (this.#closed) return false;
    this.#users++;
    return true;
  }

  session(settings?: SessionSettings): EngineSession {
    this.assertOpen();
    const session = new EngineSession(this, ++this.#lastSession, settings);
    this.#sessions.add(new WeakRef(session));
    return session;
  }

  /** Those that are open; one that nobody has any more is forgotten without being closed. */
  get sessions(): readonly EngineSession[] {
    const open: EngineSession[] = [];
    for (const reference of this.#sessions) {
      const session = reference.deref();
      if (session === undefined || session.isClosed) this.#sessions.delete(reference);
      else open.push(session);
    }
    return open;
  }

  /** Procedures and functions that can be called. */
  get routines(): Routines {
    return this.registry.routines;
  }

  /** The prepared form of a text, from the cache where it has been seen. */
  prepare(text: string): PreparedQuery {
    return this.#plans.prepare(text);
  }

  planCacheStatistics(): PlanCacheStatistics {
    return this.#plans.statistics();
  }

  clearPlans(): void {
    this.#plans.clear();
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

  /**
   * Whether there are commits that a crash could still undo. Nothing that saw them is handed out
   * before they are durable, unless the database was opened with relaxed durability.
   */
  get owesSync(): boolean {
    return this.#durable !== undefined && this.#durable.hasUnsynced && !this.#isRelaxed;
  }

  flushSync(): void {
    this.#durable?.flushSync();
  }

  async flushed(): Promise<void> {
    await this.#durable?.flushed();
  }

  /**
   * Writes the whole state out, so that the next open has no log to replay. An open write is not
   * part of that state, so this waits for its turn as a writer does.
   */
  async checkpoint(): Promise<void> {
    this.assertOpen();
    const lease = await this.writers.acquire({ timeoutMs: this.options.lockTimeoutMs });
    try {
      this.assertOpen();
      this.#durable?.checkpoint();
    } finally {
      lease.release();
    }
  }

  /** One user less; the last one closes it. */
  release(): void {
    if (this.#closed || --this.#users > 0) return;
    this.#closed = true;
    this.#plans.clear();
    this.#whenClosed?.();
    this.#durable?.close();
  }

  get #isRelaxed(): boolean {
    return this.options.durability === 'relaxed';
  }
}
