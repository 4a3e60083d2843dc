import type { Clock } from '../../base/clock.ts';

/** What commits are made durable by. */
export interface GroupCommitHost {
  readonly clock: Clock;
  /** Whether there are commits that no sync has made durable yet. */
  readonly hasUnsynced: boolean;
  /** Why nothing can be made durable any more. */
  readonly failure: Error | undefined;
  /** Makes all durable that is committed now; throws after a failure, which it has noted. */
  flush(): void;
  /** The same with the sync on another thread. */
  flushInBackground(): Promise<void>;
  /** After a turn's commits, when nothing is on its way to the disk. */
  idle(): void;
}

interface Waiter {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/**
 * Lets the commits of one turn of the event loop share a write and a sync. The sync blocks the
 * thread, which is fastest while it takes a tenth of a millisecond; a slow one goes to another
 * thread, where it costs a turn more and stops nobody.
 */
export class GroupCommit {
  readonly #host: GroupCommitHost;
  #waiting: Waiter[] = [];
  #isScheduled = false;
  #isSyncing = false;
  #lastSyncMs = 0;

  constructor(host: GroupCommitHost) {
    this.#host = host;
  }

  /** Something was committed: it is flushed when the turn is over. */
  schedule(): void {
    if (this.#isScheduled || this.#isSyncing) return;
    this.#isScheduled = true;
    atEndOfTurn(() => {
      this.#isScheduled = false;
      this.#run();
      if (!this.#isSyncing) this.#host.idle();
    });
  }

  /** Resolves when all that is committed now is durable. */
  flushed(): Promise<void> {
    const { failure, hasUnsynced } = this.#host;
    if (failure !== undefined) return Promise.reject(failure);
    if (!hasUnsynced) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.schedule();
    });
  }

  flushSync(): void {
    const { clock, failure } = this.#host;
    if (failure !== undefined) throw failure;
    if (!this.#host.hasUnsynced) return;
    const startMs = clock.monotonicMs();
    this.#host.flush();
    this.#lastSyncMs = clock.monotonicMs() - startMs;
    const waiters = this.#waiting;
    this.#waiting = [];
    for (const { resolve } of waiters) resolve();
  }

  /** Nobody who waits will see it durable. */
  rejectAll(error: Error): void {
    const waiters = this.#waiting;
    this.#waiting = [];
    for (const { reject } of waiters) reject(error);
  }

  #run(): void {
    const { failure, hasUnsynced } = this.#host;
    if (failure !== undefined || !hasUnsynced || this.#isSyncing) return;
    if (this.#lastSyncMs > SLOW_SYNC_MS) {
      void this.#runInBackground();
      return;
    }
    try {
      this.flushSync();
    } catch (error) {
      // The host has noted it and told those who wait.
      if (this.#host.failure === undefined) throw error;
    }
  }

  async #runInBackground(): Promise<void> {
    const { clock } = this.#host;
    const waiters = this.#waiting;
    this.#waiting = [];
    this.#isSyncing = true;
    const startMs = clock.monotonicMs();
    try {
      await this.#host.flushInBackground();
      this.#lastSyncMs = clock.monotonicMs() - startMs;
      for (const { resolve } of waiters) resolve();
    } catch (error) {
      const failure = this.#host.failure ?? (error as Error);
      for (const { reject } of waiters) reject(failure);
    } finally {
      this.#isSyncing = false;
      this.#host.idle();
      if (this.#host.hasUnsynced) this.schedule();
    }
  }
}

const SLOW_SYNC_MS = 2;

interface HostTimers {
  setImmediate?: (action: () => void) => unknown;
  setTimeout: (action: () => void, ms: number) => unknown;
}

/** Node's `setImmediate` comes after the input of the turn; other hosts have timers alone. */
function atEndOfTurn(action: () => void): void {
  const timers = globalThis as unknown as HostTimers;
  if (timers.setImmediate === undefined) timers.setTimeout(action, 0);
  else timers.setImmediate(action);
}
