import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect } from 'vitest';
import type { GraphLite, ImportSpecification } from '../../src/index.ts';

const project = resolve(import.meta.dirname, '..', '..');
const examples = join(project, 'examples', 'ldbc');
/** Lies beside the project and not in it: where nobody has put it, tests with it do not run. */
export const ldbcData = resolve(project, '..', 'shared', 'data', 'ldbc-snb-tiny');
export const hasLdbcData = existsSync(join(ldbcData, 'answers.json'));

interface Answer {
  readonly params: Record<string, string>;
  readonly rows: readonly Record<string, unknown>[];
}

/** The whole graph, as `db.import` takes it. */
export function ldbcImport(): ImportSpecification {
  const mapping = readJson(join(examples, 'mapping.json')) as ImportSpecification;
  const inData = <T extends { readonly file: unknown }>(entry: T): T => ({
    ...entry,
    file: join(ldbcData, String(entry.file)),
  });
  return {
    ...mapping,
    nodes: (mapping.nodes ?? []).map(inData),
    edges: (mapping.edges ?? []).map(inData),
  };
}

/** By query name: parameter sets with the rows of the benchmark's reference SQL. */
export function ldbcAnswers(): Record<string, readonly Answer[]> {
  return readJson(join(ldbcData, 'answers.json')) as Record<string, Answer[]>;
}

/** Asks one query with all of its parameters. The reference's order is total in all of them. */
export async function expectAnswers(
  db: GraphLite,
  name: string,
  cases: readonly Answer[],
): Promise<void> {
  expect(cases.length).toBeGreaterThan(0);
  const statement = db.prepare(readFileSync(join(examples, `${name.toLowerCase()}.gql`), 'utf8'));
  for (const { params, rows } of cases) {
    const result = await statement.query(typed(params));
    const actual = result.rows.map((row) =>
      result.columns.map((column) => comparable(row[column.name])),
    );
    const expected = rows.map((row) => Object.values(row).map(comparable));
    expect({ name, params, rows: actual }).toEqual({ name, params, rows: expected });
  }
}

/** Asks every query of answers.json; returns how many parameter sets that were. */
export async function expectLdbcAnswers(db: GraphLite): Promise<number> {
  let count = 0;
  for (const [name, cases] of Object.entries(ldbcAnswers())) {
    await expectAnswers(db, name, cases);
    count += cases.length;
  }
  return count;
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** Identities, dates and spans of days are numbers in the data and texts in the answers. */
function typed(params: Record<string, string>): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      /(?:Id|Date|Days)$/u.test(name) ? Number(value) : value,
    ]),
  );
}

/** Times are texts here and milliseconds there, and the order of collected lists is left open. */
function comparable(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value
      .map((item: unknown) => JSON.stringify(item))
      .sort()
      .join(' ');
  }
  const isTime = typeof value === 'string' && /^\d{4}-\d\d-\d\d(?:T[\d:.]+\+00:00)?$/u.test(value);
  return isTime ? Date.parse(value) : value;
}
