import { notSupported } from '../base/errors.ts';
import { Database } from '../session/database.ts';
import { createGraphStore } from '../storage/columnar-store.ts';

import type { EngineSession } from '../session/session.ts';
import type { ImportCounts, ImportSpecification } from '../transfer/import-specification.ts';
import { Connection } from './connection.ts';
import { importInto } from './import.ts';
import type { Transaction } from './connection.ts';
import { databaseOptions } from './open-options.ts';
import type { OpenOptions } from './open-options.ts';
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

  private constructor(database: Database) {
    super();
    this.#database = database;
    this.engine = database.session();
  }

  /**
   * Opens a database. Without a path (or with '' or ':memory:') it lives in memory.
   *
   * @throws GqlError 0A000 for a path: databases on disk come with the next version.
   */
  static open(path = '', options: OpenOptions = {}): Promise<GraphLite> {
    return new Promise((resolve) => {
      if (path !== '' && path !== ':memory:') {
        throw notSupported(
          'a database on disk',
          undefined,
          'GraphLite.open() opens one in memory.',
        );
      }
      resolve(
        new GraphLite(new Database(databaseOptions(options), createGraphStore({ graph: 0 }))),
      );
    });
  }

  /** A further session with a transaction and parameters of its own. */
  session(): Session {
    return new Session(this.#database.session());
  }

  /** Runs `body` in a transaction on a session of its own; see `Session.transaction`. */
  transaction<T>(
    body: (tx: Transaction) => Promise<T>,
    options: TransactionOptions = {},
  ): Promise<T> {
    return this.session().transaction(body, options);
  }

  /** Files or records into the graph, in one transaction. */
  import(specification: ImportSpecification): Promise<ImportCounts> {
    return importInto(this.#database, specification);
  }

  /** Counts and sizes, for a look at what the database holds. */
  stats(): DatabaseStatistics {
    this.#database.assertOpen();
    const reader = this.#database.store.current();
    return {
      nodes: reader.statistics.nodeCount,
      edges: reader.statistics.edgeCount,
      nodeLabels: reader.nodeLabelNames(),
      edgeLabels: reader.edgeLabelNames(),
      memoryBytes: this.#database.store.memoryUsage(),
      planCache: this.#database.planCacheStatistics(),
    };
  }

  /** Rolls back what is open and closes. Closing twice is fine. */
  close(): Promise<void> {
    if (!this.#database.closed) {
      this.engine.close();
      this.#database.close();
    }
    return Promise.resolve();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}
