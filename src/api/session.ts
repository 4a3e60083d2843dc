import type { EngineSession } from '../session/session.ts';
import { Connection } from './connection.ts';
import type { Transaction } from './connection.ts';

export interface TransactionOptions {
  readonly readOnly?: boolean;
}

/** A session: its own transaction and parameters on a shared database. */
export class Session extends Connection {
  protected override readonly engine: EngineSession;

  constructor(engine: EngineSession) {
    super();
    this.engine = engine;
  }

  /**
   * Runs `body` in a transaction: commits when it resolves, rolls back when it throws, runs it
   * again when another transaction came between (40001).
   */
  transaction<T>(
    body: (tx: Transaction) => Promise<T>,
    options: TransactionOptions = {},
  ): Promise<T> {
    return this.runTransaction(body, options.readOnly === true);
  }

  /** Rolls back what is open. */
  close(): void {
    this.engine.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}
