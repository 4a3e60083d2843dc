import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GraphLite } from '../src/index.ts';

/**
 * The texts in examples/ldbc against the answers of the benchmark's reference SQL. The data lies
 * beside the project and not in it, so that the test runs only where somebody has put it there.
 */
const project = resolve(import.meta.dirname, '..');
const examples = join(project, 'examples', 'ldbc');
const data = resolve(project, '..', 'shared', 'data', 'ldbc-snb-tiny');
const answersFile = join(data, 'answers.json');

type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

interface Answer {
  readonly params: Record<string, string>;
  readonly rows: readonly Record<string, Json>[];
}

interface Mapping {
  readonly separator: string;
  readonly listSeparator: string;
  readonly types: Record<string, string>;
  readonly nodes: readonly { readonly labels: string[]; readonly file: string }[];
  readonly edges: readonly {
    readonly label: string;
    readonly file: string;
    readonly source: string;
    readonly target: string;
  }[];
}

if (existsSync(answersFile)) {
  describe('the LDBC queries', againstReference);
} else {
  describe.skip(`the LDBC queries: no data in ${data}`, () => {
    it('give the answers of the reference', () => undefined);
  });
}

function againstReference(): void {
  const answers = readJson(answersFile) as Record<string, Answer[]>;
  let db: GraphLite;

  beforeAll(async () => {
    db = await GraphLite.open();
    await importData(db);
  });

  afterAll(async () => {
    await db.close();
  });

  it.each(Object.entries(answers))('%s gives the answers of the reference', async (name, cases) => {
    const statement = db.prepare(readFileSync(join(examples, `${name.toLowerCase()}.gql`), 'utf8'));
    expect(cases.length).toBeGreaterThan(0);
    for (const { params, rows } of cases) {
      const result = await statement.query(typed(params));
      const actual = result.rows.map((row) =>
        result.columns.map((column) => comparable(row[column.name])),
      );
      // The reference's order is total in every query of these.
      const expected = rows.map((row) => Object.values(row).map(comparable));
      expect({ params, rows: actual }).toEqual({ params, rows: expected });
    }
  });
}

async function importData(db: GraphLite): Promise<void> {
  const mapping = readJson(join(examples, 'mapping.json')) as Mapping;
  await db.import({
    ...mapping,
    nodes: mapping.nodes.map((entry) => ({ ...entry, file: join(data, entry.file) })),
    edges: mapping.edges.map((entry) => ({ ...entry, file: join(data, entry.file) })),
  });
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

/**
 * Times are ISO texts in the answers and milliseconds in the data, and the order in which a list
 * was collected is left open.
 */
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
