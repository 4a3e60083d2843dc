import type { RequestOptions } from '../session/options.ts';
import { columnsOf } from '../session/outcome.ts';
import type { ResultColumn } from '../session/outcome.ts';
import type { PreparedQuery } from '../session/prepared-query.ts';
import type { EngineSession } from '../session/session.ts';
import type { Parameters } from './connection.ts';
import { QueryResult } from './query-result.ts';

/** A query that was parsed, bound and planned once. */
export class PreparedStatement<Row = Record<string, unknown>> {
  readonly #engine: EngineSession;
  readonly #query: PreparedQuery;
  readonly #inTransactionFunction: boolean;

  constructor(
    engine: EngineSession,
    query: PreparedQuery,
    flags: { readonly inTransactionFunction: boolean },
  ) {
    this.#engine = engine;
    this.#query = query;
    this.#inTransactionFunction = flags.inTransactionFunction;
  }

  get text(): string {
    return this.#query.text;
  }

  get columns(): readonly ResultColumn[] {
    return columnsOf(this.#engine.planOf(this.#query));
  }

  async query(parameters?: Parameters, options?: RequestOptions): Promise<QueryResult<Row>> {
    return new QueryResult<Row>(await this.#engine.run(this.#request(parameters, options)));
  }

  querySync(parameters?: Parameters, options?: RequestOptions): QueryResult<Row> {
    return new QueryResult<Row>(this.#engine.runSync(this.#request(parameters, options)));
  }

  stream(parameters?: Parameters, options?: RequestOptions): AsyncIterableIterator<Row> {
    const rows = this.#engine.stream(this.#request(parameters, options));
    return rows as AsyncIterableIterator<Row>;
  }

  #request(parameters: Parameters | undefined, options: RequestOptions | undefined) {
    return {
      query: this.#query,
      parameters,
      options,
      inTransactionFunction: this.#inTransactionFunction,
    };
  }
}
