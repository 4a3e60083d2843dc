import { completionStatus } from '../base/diagnostic-record.ts';
import type { GqlStatus } from '../base/diagnostic-record.ts';
import { operationAt } from '../session/operation.ts';
import { primaryStatus } from '../session/outcome.ts';
import type { Outcome, ResultColumn } from '../session/outcome.ts';
import { jsonOf } from './json.ts';
import { textTable } from './text-table.ts';

/** What a statement did. */
export interface Summary {
  readonly nodesInserted: number;
  readonly nodesDeleted: number;
  readonly edgesInserted: number;
  readonly edgesDeleted: number;
  readonly propertiesSet: number;
  readonly propertiesRemoved: number;
  readonly labelsAdded: number;
  readonly labelsRemoved: number;
  readonly rows: number;
  readonly elapsedMs: number;
}

/**
 * The rows of a query and the conditions it completed with.
 *
 * Iterating gives the rows, plain objects by column name; `String(result)` is a table for people,
 * `toJSON()` what the command line prints with `--format json`.
 */
export class QueryResult<Row = Record<string, unknown>> implements Iterable<Row> {
  readonly #outcome: Outcome;
  readonly #text: string;
  readonly #schema: string;

  /** `text` and `schema` are what ran and where, for the diagnostic records. */
  constructor(outcome: Outcome, text: string, schema: string) {
    this.#outcome = outcome;
    this.#text = text;
    this.#schema = schema;
  }

  get rows(): Row[] {
    return this.#outcome.rows as Row[];
  }

  get columns(): readonly ResultColumn[] {
    return this.#outcome.columns;
  }

  /** The primary GQLSTATUS: 00000, 00001 (omitted result), 02000 (no data) or a warning. */
  get gqlstatus(): string {
    return primaryStatus(this.#outcome);
  }

  /** The primary status as an object, with its description and diagnostic record. */
  get status(): GqlStatus {
    return this.#statusObject(this.gqlstatus);
  }

  /** All completion conditions beyond success, such as 01G11. */
  get statuses(): readonly GqlStatus[] {
    return this.#outcome.statuses.map((gqlstatus) => this.#statusObject(gqlstatus));
  }

  get summary(): Summary {
    const { changes, rows, elapsedMs } = this.#outcome;
    return { ...changes, rows: rows.length, elapsedMs };
  }

  [Symbol.iterator](): Iterator<Row> {
    return this.rows[Symbol.iterator]();
  }

  #statusObject(gqlstatus: string): GqlStatus {
    const operation = operationAt(this.#text);
    return completionStatus(gqlstatus, { operation, schema: this.#schema });
  }

  toJSON(): { columns: string[]; rows: unknown[]; gqlstatus: string } {
    return {
      columns: this.columns.map((column) => column.name),
      rows: this.rows.map((row) => jsonOf(row)),
      gqlstatus: this.gqlstatus,
    };
  }

  toString(): string {
    const names = this.columns.map((column) => column.name);
    return textTable(names, this.#outcome.rows);
  }
}
