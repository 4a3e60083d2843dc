import type { RequestOptions } from '../session/options.ts';
import { columnsOf } from '../session/outcome.ts';
import type { Outcome, ResultColumn } from '../session/outcome.ts';
import type { EngineSession, Request } from '../session/session.ts';
import type { Parameters } from './connection.ts';
import { QueryResult } from './query-result.ts';

/** A query that was parsed, bound and planned once. */
export class PreparedStatement<Row = Record<string, unknown>> {
  readonly #engine: EngineSession;
  readonly #prepared: Request;

  /** What `prepared` says of parameters, as the template tag `gql` does, stands for every run. */
  constructor(engine: EngineSession, prepared: Request) {
    this.#engine = engine;
    this.#prepared = prepared;
  }

  get text(): string {
    return this.#prepared.query.text;
  }

  get columns(): readonly ResultColumn[] {
    return columnsOf(this.#engine.planOf(this.#prepared.query));
  }

  async query(parameters?: Parameters, options?: RequestOptions): Promise<QueryResult<Row>> {
    const outcome = await this.#engine.run(this.#request(parameters, options));
    return this.#result(outcome);
  }

  querySync(parameters?: Parameters, options?: RequestOptions): QueryResult<Row> {
    return this.#result(this.#engine.runSync(this.#request(parameters, options)));
  }

  stream(parameters?: Parameters, options?: RequestOptions): AsyncIterableIterator<Row> {
    const rows = this.#engine.stream(this.#request(parameters, options));
    return rows as AsyncIterableIterator<Row>;
  }

  #result(outcome: Outcome): QueryResult<Row> {
    return new QueryResult<Row>(outcome, this.text, this.#engine.state.schemaText);
  }

  #request(parameters: Parameters | undefined, options: RequestOptions | undefined): Request {
    const { query, within, parameters: fixed } = this.#prepared;
    const given = fixed === undefined ? parameters : { ...fixed, ...parameters };
    return { query, parameters: given, options, within };
  }
}
