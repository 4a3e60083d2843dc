import { GqlError } from '../base/errors.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { DatabaseSnapshot, DatabaseWrite } from '../graph/database-store.ts';
import type { GraphReader } from '../graph/reader.ts';
import type { Database } from './database.ts';
import { IdleTimer } from './idle-timer.ts';

/** The right to write, once taken from the queue. */
export interface Lease {
  release(): void;
}

/**
 * One transaction of a session. It reads a snapshot until its first write, which takes the writer;
 * from then on it reads its own state. A snapshot that is no longer current at the first write is a
 * conflict (40001), raised before anything was changed, so every transaction is serializable.
 */
export class SessionTransaction {
  readonly readOnly: boolean;
  /** Milliseconds since 1970. */
  readonly startedMs: number;
  readonly #database: Database;
  readonly #snapshot: DatabaseSnapshot;
  #lease: Lease | undefined;
  #write: DatabaseWrite | undefined;
  /** The state before the first write, for savepoints that were taken before it. */
  #start = 0;
  #arriving: Promise<void> | undefined;
  #isEnded = false;
  #idle: IdleTimer | undefined;
  #isExpired = false;
  #isCommitted = false;

  constructor(database: Database, readOnly: boolean, lease: Lease | undefined) {
    this.#database = database;
    this.readOnly = readOnly;
    this.startedMs = Number(database.options.clock.nowNs() / 1_000_000n);
    this.#lease = lease;
    this.#snapshot = database.store.snapshot();
  }

  get holdsWriter(): boolean {
    return this.#lease !== undefined;
  }

  get isEnded(): boolean {
    return this.#isEnded;
  }

  /** Whether it was rolled back because nobody used it. */
  get isExpired(): boolean {
    return this.#isExpired;
  }

  /** From now on it is rolled back once nobody has used it for that long. */
  limitIdleTime(timeoutMs: number): void {
    this.#idle = new IdleTimer(this.#database.options.clock, timeoutMs, () => {
      this.#expire();
    });
  }

  /** Something uses it, unless it has stood unused for too long. */
  use(): void {
    if (this.#idle?.isUp === true) this.#expire();
    this.#idle?.touch();
  }

  /** 25000 once it has ended, 40000 where that was for want of use. */
  requireActive(): void {
    if (!this.#isEnded) return;
    throw this.#isExpired ? expired(this.#database.options.idleTransactionTimeoutMs) : hasEnded();
  }

  /** One that waits for the writer is in use. */
  #expire(): void {
    if (this.#isEnded || this.#arriving !== undefined) return;
    this.#isExpired = true;
    this.rollback();
  }

  get isCommitted(): boolean {
    return this.#isCommitted;
  }

  /** Waits for the writer, once for all statements that were started side by side. */
  takeWriter(acquire: () => Promise<Lease>): Promise<void> {
    return (this.#arriving ??= this.#receive(acquire));
  }

  async #receive(acquire: () => Promise<Lease>): Promise<void> {
    try {
      this.#requireWritable();
      const lease = await acquire();
      try {
        this.#requireWritable();
      } catch (error) {
        lease.release();
        throw error;
      }
      this.#lease = lease;
    } finally {
      // Not before the caller has set it.
      queueMicrotask(() => (this.#arriving = undefined));
    }
  }

  /** With the changes of this transaction. */
  get catalog(): Catalog {
    if (this.#write !== undefined) return this.#write.catalog;
    const { store } = this.#database;
    // That of the same version knows of numbers that others were given and rolled back.
    return (this.#snapshot.version === store.version ? store : this.#snapshot).catalog;
  }

  reader(graph: number): GraphReader {
    const write = this.#write;
    return write === undefined ? this.#snapshot.reader(graph) : write.graph(graph).reader;
  }

  /** Runs one writing statement, all of it or nothing; `lease` is called when first needed. */
  statement<T>(body: (write: DatabaseWrite) => T, lease: () => Lease | undefined): T {
    const write = this.#writer(lease);
    const savepoint = write.savepoint();
    try {
      return body(write);
    } catch (error) {
      write.rollbackTo(savepoint);
      throw error;
    }
  }

  savepoint(): number | undefined {
    return this.#write?.savepoint();
  }

  /** Back to a savepoint; `undefined` is one from before the first write. */
  rollbackTo(savepoint: number | undefined): void {
    if (this.#write === undefined) return;
    this.#write.rollbackTo(savepoint ?? this.#start);
  }

  commit(): void {
    this.use();
    this.requireActive();
    try {
      this.#database.assertOpen();
      this.#write?.commit();
      this.#isCommitted = true;
    } finally {
      this.#end();
    }
  }

  rollback(): void {
    if (this.#isEnded) return;
    try {
      // A database that was closed has rolled it back.
      if (!this.#database.closed) this.#write?.rollback();
    } finally {
      this.#end();
    }
  }

  #writer(lease: () => Lease | undefined): DatabaseWrite {
    if (this.#write !== undefined) return this.#write;
    this.#requireWritable();
    this.#lease ??= lease();
    this.#write = this.#database.store.begin();
    this.#start = this.#write.savepoint();
    // From here on its own state is read: the old one need not be kept while it changes.
    this.#snapshot.release();
    return this.#write;
  }

  #requireWritable(): void {
    this.requireActive();
    if (this.#database.options.readOnly) {
      throw new GqlError('25G03', 'the database was opened read-only', {
        hint: 'Open it without readOnly to write.',
      });
    }
    if (this.readOnly) {
      throw new GqlError('25G03', 'the transaction is read-only', {
        hint: 'Start it with START TRANSACTION READ WRITE.',
      });
    }
    if (this.#snapshot.version !== this.#database.store.version) {
      throw new GqlError('40001', 'the data has changed since this transaction began', {
        hint: 'Run the transaction again; transaction(fn) does so by itself.',
      });
    }
  }

  #end(): void {
    this.#isEnded = true;
    this.#idle?.stop();
    this.#write = undefined;
    this.#snapshot.release();
    this.#lease?.release();
    this.#lease = undefined;
  }
}

/** 25000: what `transaction(fn)` handed out is used after its function. */
export function hasEnded(): GqlError {
  return new GqlError('25000', 'the transaction has ended', {
    hint: 'Await everything that uses tx before the function of transaction(…) returns.',
  });
}

/** 40000: it stood unused for so long that it was rolled back. */
function expired(idleMs: number): GqlError {
  return new GqlError(
    '40000',
    `the transaction was rolled back: nothing used it for ${idleMs} ms`,
    {
      hint: 'Run it again, without long pauses; idleTransactionTimeoutMs sets the limit.',
    },
  );
}

/** 2D000: COMMIT or ROLLBACK without a transaction. */
export function noTransaction(command: string): never {
  throw new GqlError('2D000', `${command}: no transaction is open in this session`, {
    hint: 'Open one with START TRANSACTION.',
  });
}
