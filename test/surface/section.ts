import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { GqlError, GraphLite } from '../../src/index.ts';

/** What a row of the surface must do; `gives` are the rows in any order, or that there are some. */
interface SurfaceCheck {
  readonly setup?: readonly string[];
  readonly query: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly gives?: readonly (readonly unknown[])[] | 'rows';
  /** The GQLSTATUS that it must fail with. */
  readonly fails?: string;
}

/** One row of the surface that GraphLite's forerunner, written in Rust, offers or claims. */
export interface SurfaceRow {
  readonly row: string;
  /** Absent: it works, as the checks show. */
  readonly status?: 'in part' | 'not yet';
  /** What is missing. */
  readonly because?: string;
  readonly checks?: readonly SurfaceCheck[];
  /** The file that tests it, where that is not this folder. */
  readonly test?: string;
}

export interface SurfaceSection {
  readonly section: string;
  readonly rows: readonly SurfaceRow[];
}

export function readSection(name: string): SurfaceSection {
  const file = path.join(import.meta.dirname, `${name}.json`);
  return JSON.parse(readFileSync(file, 'utf8')) as SurfaceSection;
}

/** Declares the rows of a section as tests that have their names. */
export function declareSection(name: string): void {
  const { section, rows } = readSection(name);
  describe(section, () => {
    for (const { row, status, because, checks = [] } of rows) {
      if (status === 'not yet') {
        it.todo(`${row}: ${because ?? ''}`);
        continue;
      }
      it(row, async () => {
        expect(checks).not.toEqual([]);
        for (const check of checks) await run(check);
      });
    }
  });
}

async function run(check: SurfaceCheck): Promise<void> {
  await using db = await GraphLite.open();
  for (const program of check.setup ?? []) await db.query(program);
  const { query, gives, fails } = check;
  if (fails !== undefined) {
    const error: unknown = await db.query(query, check.parameters).catch((found: unknown) => found);
    expect(error, query).toBeInstanceOf(GqlError);
    expect((error as GqlError).gqlstatus, query).toBe(fails);
    return;
  }
  const { columns, rows } = (await db.query(query, check.parameters)).toJSON();
  const found = rows.map((row) =>
    columns.map((column) => (row as Record<string, unknown>)[column]),
  );
  if (gives === 'rows') expect(found, query).not.toEqual([]);
  else expect(inOrder(found), query).toEqual(inOrder(gives ?? []));
}

function inOrder(rows: readonly (readonly unknown[])[]): readonly (readonly unknown[])[] {
  return [...rows].sort((left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1));
}
