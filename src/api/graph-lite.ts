import { GqlError } from '../base/errors.ts';
import type { Database } from '../session/database.ts';
import { openDatabase } from '../session/open-database.ts';

import { configureSession } from '../session/session-options.ts';
import type { SessionOptions } from '../session/session-options.ts';
import type { EngineSession } from '../session/session.ts';
import type { ImportCounts, ImportSpecification } from '../transfer/import-specification.ts';
import { Connection } from './connection.ts';
import { importInto } from './import.ts';
import type { Transaction } from './connection.ts';
import { databaseOptions, milliseconds } from './open-options.ts';
import type { OpenOptions } from './open-options.ts';
import { routineOf } from './register.ts';
import type { Registration } from './register.ts';
import { Session } from './session.ts';

import type { TransactionOptions } from './session.ts';

export interface DatabaseStatistics {
  readonly nodes: number;
  readonly edges: number;
  /** Labels in use, nodes' and edges'. */
  readonly nodeLabels: readonly string[];
  readonly edgeLabels: readonly string[];
  /** Approximate bytes in use, by part of the store. */
  readonly memoryBytes: Readonly<Record<string, number>>;
  readonly planCache: { readonly entries: number; readonly hits: number; readonly misses: number };
}

/**
 * An open database. Its own query methods run on a default session; `session()` gives further ones.
 *
 * ```ts
 * const db = await GraphLite.open();
 * await db.query("INSERT (:Person {name: 'Ada'})");
 * const result = await db.query('MATCH (p:Person) RETURN p.name AS name');
 * for (const row of result) console.log(row.name);
 * await db.close();
 * ```
 */
export class GraphLite extends Connection {
  protected override readonly engine: EngineSession;
  readonly #database: Database;
  #isClosed = false;

  readonly #user: string | undefined;

  private constructor(database: Database, user: string | undefined) {
    super();
    this.#database = database;
    this.#user = user;
    this.engine = database.session({ user });
  }

  /**
   * Opens the database in a directory, which is created where there is none. Without a path (or
   * with '' or ':memory:') it lives in memory.
   *
   * @throws GqlError 55006 where another process writes it, naming that process; XX001 where it is
   *   damaged, naming file and offset; 22023 where the directory holds something else.
   */
  static async open(path = '', options: OpenOptions = {}): Promise<GraphLite> {
    if (typeof path !== 'string') {
      throw new GqlError('22G03', `the path of a database is a string, not ${typeof path}`);
    }
    const { user } = options;
    if (user !== undefined && typeof user !== 'string') {
      throw new GqlError('22G03', 'option user: the name of a user is a string');
    }
    return new GraphLite(await openDatabase(path, databaseOptions(options)), user);
  }

  /**
   * A further session with a transaction and parameters of its own. `options` say where it stands.
   *
   * @throws GqlError 42002 where the schema or graph is not there.
   */
  session(options: SessionOptions = {}): Session {
    this.#assertOpen();
    const timeoutMs = milliseconds('timeoutMs', options);
    const engine = this.#database.session({ timeoutMs, user: this.#user });
    configureSession(engine, options);
    return new Session(engine);
  }

  /** Runs `body` in a transaction on a session of its own; see `Session.transaction`. */
  async transaction<T>(
    body: (tx: Transaction) => Promise<T>,
    options: TransactionOptions = {},
  ): Promise<T> {
    return this.session().transaction(body, options);
  }

  /** Files or records into the current graph, in one transaction. */
  async import(specification: ImportSpecification): Promise<ImportCounts> {
    this.#assertOpen();
    return importInto(this.#database, () => this.engine.currentGraph(), specification);
  }

  /**
   * Makes a procedure (`columns`) or a function (`returns`) written in JavaScript callable in GQL.
   *
   * ```ts
   * db.register({ name: 'double', parameters: { x: 'INT' }, returns: 'INT', run: (x) => 2 * x });
   * ```
   *
   * @throws GqlError 42002 where the name is taken.
   */
  register(registration: Registration): void {
    this.#assertOpen();
    this.#database.registry.register(routineOf(registration), registration.replace === true);
  }

  /** Counts and sizes, for a look at what the database holds. */
  stats(): DatabaseStatistics {
    this.#assertOpen();
    const reader = this.#database.store.current(this.engine.currentGraph());
    return {
      nodes: reader.statistics.nodeCount,
      edges: reader.statistics.edgeCount,
      nodeLabels: reader.nodeLabelNames(),
      edgeLabels: reader.edgeLabelNames(),
      memoryBytes: this.#database.store.memoryUsage(),
      planCache: this.#database.planCacheStatistics(),
    };
  }

  /** Writes the whole state out, so that the next open has no log to replay. Waits for its turn. */
  async checkpoint(): Promise<void> {
    this.#assertOpen();
    return this.#database.checkpoint();
  }

  /** Rolls back what is open and closes. Closing twice is fine. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      if (!this.#isClosed) {
        this.#isClosed = true;
        try {
          this.engine.close();
        } finally {
          this.#database.release();
        }
      }
      resolve();
    });
  }

  /** SESSION CLOSE ends the default session alone. */
  #assertOpen(): void {
    if (this.#isClosed) this.engine.assertOpen();
    this.#database.assertOpen();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}
