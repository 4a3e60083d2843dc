import { GqlError } from '../base/errors.ts';
import { positionAt } from '../base/position.ts';
import { explainPlan } from '../planner/explain.ts';
import type { PlanDescription } from '../planner/explain.ts';
import type { RequestOptions } from '../session/options.ts';
import type { PreparedQuery } from '../session/plans/prepared-query.ts';
import type { EngineSession, Request } from '../session/session.ts';
import type { SessionTransaction } from '../session/session-transaction.ts';
import { splitPrograms } from '../syntax/parse.ts';
import { GqlText } from './gql-tag.ts';
import { PreparedStatement } from './prepared-statement.ts';
import { QueryResult } from './query-result.ts';

/** Parameters of a query: values by name, never part of the text. */
export type Parameters = Readonly<Record<string, unknown>>;
/** A query as text, or as the template tag `gql` makes it. */
export type QueryText = string | GqlText;

/** How many times `transaction(fn)` runs `fn` before it gives up on conflicts. */
const MAX_ATTEMPTS = 10;

/** What GraphLite, Session and Transaction have in common: they run GQL. */
export abstract class Connection {
  /** The engine's side of it; not for use outside. */
  protected abstract readonly engine: EngineSession;
  protected readonly within: SessionTransaction | undefined = undefined;

  /**
   * Runs one GQL program.
   *
   * @throws GqlError for everything that the text, the parameters or the data can cause.
   */
  async query<Row = Record<string, unknown>>(
    text: QueryText,
    parameters?: Parameters,
    options?: RequestOptions,
  ): Promise<QueryResult<Row>> {
    const request = this.request(text, parameters, options);
    const outcome = await this.engine.run(request);
    return new QueryResult<Row>(outcome, request.query.text, this.engine.state.schemaText);
  }

  /** The same, finished before it returns. Never waits for another writer (55006). */
  querySync<Row = Record<string, unknown>>(
    text: QueryText,
    parameters?: Parameters,
    options?: RequestOptions,
  ): QueryResult<Row> {
    const request = this.request(text, parameters, options);
    const outcome = this.engine.runSync(request);
    return new QueryResult<Row>(outcome, request.query.text, this.engine.state.schemaText);
  }

  /** Several programs separated by `;`, one after the other; stops at the first error. */
  async script(text: string): Promise<QueryResult[]> {
    const results: QueryResult[] = [];
    for (const program of splitPrograms(text)) {
      results.push(await this.#scriptStep(program, text));
    }
    return results;
  }

  /** Rows in bounded memory; leaving the loop stops the query. */
  stream<Row = Record<string, unknown>>(
    text: QueryText,
    parameters?: Parameters,
    options?: RequestOptions,
  ): AsyncIterableIterator<Row> {
    const rows = this.engine.stream(this.request(text, parameters, options));
    return rows as AsyncIterableIterator<Row>;
  }

  /** Parses, binds and keeps a query, to be run many times. */
  prepare<Row = Record<string, unknown>>(text: QueryText): PreparedStatement<Row> {
    return new PreparedStatement<Row>(this.engine, this.request(text, undefined, undefined));
  }

  /** The plan: an object, and by `String(plan)` an indented tree. Runs nothing. */
  explain(text: QueryText): Promise<PlanDescription> {
    return promised(() => {
      const { query } = this.request(text, undefined, undefined);
      return explainPlan(this.engine.planOf(query.withoutLifting()));
    });
  }

  protected prepareText(text: string): PreparedQuery {
    this.engine.assertOpen();
    if (typeof text !== 'string') {
      throw new GqlError('22G03', `a query is a string, not ${typeof text}`);
    }
    try {
      const query = this.engine.database.prepare(text);
      this.engine.assertUsable({ query, within: this.within });
      // Errors of names and types come now, not with the first run.
      this.engine.bind(query);
      return query;
    } catch (error) {
      throw this.engine.diagnosed(error, text);
    }
  }

  protected request(
    text: QueryText,
    parameters: Parameters | undefined,
    options: RequestOptions | undefined,
  ): Request {
    const given = text instanceof GqlText ? { ...text.parameters, ...parameters } : parameters;
    return {
      query: this.prepareText(text instanceof GqlText ? text.text : text),
      parameters: given,
      options,
      within: this.within,
    };
  }

  async #scriptStep(program: { text: string; offset: number }, whole: string) {
    try {
      return await this.query(program.text);
    } catch (error) {
      throw error instanceof GqlError ? shifted(error, program.offset, whole) : error;
    }
  }

  protected async runTransaction<T>(
    body: (tx: Transaction) => Promise<T>,
    readOnly: boolean,
  ): Promise<T> {
    const engine = this.engine;
    engine.assertOpen();
    if (engine.functionTransaction || (!readOnly && engine.database.scope.isInside)) {
      throw new GqlError('25000', 'another transaction function is running here', {
        hint: 'Inside of it nest with tx.transaction(…); side by side use a session for each.',
      });
    }
    if (engine.transaction !== undefined) return this.nested(engine.transaction, body);
    for (let attempt = 1; ; attempt++) {
      // A second try takes the writer first, so that nobody can come between again.
      const lease =
        attempt === 1 || readOnly
          ? undefined
          : await engine.database.writers.acquire({
              timeoutMs: engine.database.options.lockTimeoutMs,
            });
      try {
        return await this.#attempt(body, readOnly, lease);
      } catch (error) {
        const conflict = error instanceof GqlError && error.gqlstatus === '40001';
        if (!conflict || attempt >= MAX_ATTEMPTS) throw error;
      }
    }
  }

  async #attempt<T>(
    body: (tx: Transaction) => Promise<T>,
    readOnly: boolean,
    lease: { release(): void } | undefined,
  ): Promise<T> {
    const engine = this.engine;
    const open = begun(engine, readOnly, lease);
    engine.functionTransaction = true;
    try {
      const result = await engine.database.scope.run(open, () =>
        body(new Transaction(engine, open)),
      );
      // A function that has caught the error of a transaction without use must not seem to succeed.
      if (open.isExpired) open.requireActive();
      if (engine.transaction === open) engine.commit();
      // So must one that has closed its session, which rolled back.
      else if (!open.isCommitted) engine.assertOpen();
      if (engine.database.owesSync) await engine.database.flushed();
      return result;
    } catch (error) {
      if (engine.transaction === open) engine.rollback();
      throw error;
    } finally {
      engine.functionTransaction = false;
    }
  }

  protected async nested<T>(
    open: SessionTransaction,
    body: (tx: Transaction) => Promise<T>,
  ): Promise<T> {
    open.requireActive();
    const savepoint = open.savepoint();
    try {
      return await body(new Transaction(this.engine, open));
    } catch (error) {
      open.rollbackTo(savepoint);
      throw error;
    }
  }
}

/** What `transaction(async (tx) => …)` hands out: all that goes through it is part of it. */
export class Transaction extends Connection {
  protected override readonly engine: EngineSession;
  protected override readonly within: SessionTransaction;

  constructor(engine: EngineSession, within: SessionTransaction) {
    super();
    this.engine = engine;
    this.within = within;
  }

  /** A savepoint: what `body` wrote is undone when it throws, and the rest stays. */
  transaction<T>(body: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.nested(this.within, body);
  }
}

/** Begins; the lease goes back where that fails. */
function begun(
  engine: EngineSession,
  readOnly: boolean,
  lease: { release(): void } | undefined,
): SessionTransaction {
  try {
    engine.assertOpen();
    return engine.begin(readOnly, lease);
  } catch (error) {
    lease?.release();
    throw error;
  }
}

function promised<T>(make: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(make());
  });
}

/** An error of one program of a script, placed in the script. */
function shifted(error: GqlError, offset: number, whole: string): GqlError {
  if (error.position === undefined) return error;
  return error.with({ position: positionAt(whole, error.position.offset + offset) });
}
