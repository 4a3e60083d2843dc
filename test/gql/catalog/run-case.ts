import { expect } from 'vitest';
import { cellText } from '../../../src/api/text-table.ts';
import type { OpenOptions, QueryResult, Session } from '../../../src/index.ts';
import { GqlError, GraphLite } from '../../../src/index.ts';
import { quoteString } from '../../../src/values/text.ts';
import { withSortedRows } from '../transcript-suite.ts';
import type { TranscriptCase } from '../transcript.ts';

const EXECUTORS = ['interpreter', 'compiler'] as const;

/** Runs a case in a database of its own on each executor; what both gave. */
export async function runCase(test: TranscriptCase): Promise<string[]> {
  const [first = [], second] = await Promise.all(
    EXECUTORS.map((executor) => runOn(test, { ...optionsOf(test.settings), executor })),
  );
  expect(second).toEqual(first);
  return first;
}

export function optionsOf(settings: ReadonlyMap<string, string>): OpenOptions {
  return Object.fromEntries(
    [...settings].map(([name, value]) => [name, name === 'strict' ? value === 'true' : value]),
  );
}

/** What the case gives with those options. */
export async function runOn(test: TranscriptCase, options: OpenOptions): Promise<string[]> {
  await using db = await GraphLite.open('', options);
  const sessions = new Map<string, Session>();
  const sessionOf = (name: string): Session => {
    const session = sessions.get(name) ?? db.session();
    sessions.set(name, session);
    return session;
  };
  for (const program of test.setup) await sessionOf('s1').query(program);
  const parameters: Record<string, unknown> = {};
  for (const { name, text } of test.parameters) {
    const { rows } = await db.query(`RETURN ${text} AS value`);
    parameters[name] = rows[0]?.['value'];
  }
  let lines: string[] = [];
  for (const program of test.programs) {
    const step = parseStep(program);
    lines = await answer(sessionOf(step.session), step.text, parameters);
    if (step.failsWith !== undefined) expect(lines, program).toEqual([`error ${step.failsWith}`]);
    else if (lines[0]?.startsWith('error ') === true) break;
  }
  return test.ordered ? lines : withSortedRows(lines);
}

interface Step {
  readonly session: string;
  /** The GQLSTATUS that it must fail with for the case to go on. */
  readonly failsWith: string | undefined;
  readonly text: string;
}

/** `on s2: fails 42002: USE g MATCH …` */
function parseStep(program: string): Step {
  const [, session = 's1', failsWith, text = ''] =
    /^(?:on (\w+):\s*)?(?:fails (\w{5}):\s*)?(.*)$/su.exec(program) ?? [];
  return { session, failsWith, text };
}

async function answer(
  session: Session,
  text: string,
  parameters: Readonly<Record<string, unknown>>,
): Promise<string[]> {
  try {
    const result = await session.query(text, parameters);
    const warnings = result.statuses.map(({ gqlstatus }) => `warning ${gqlstatus}`);
    return [...format(result), ...warnings];
  } catch (error) {
    if (error instanceof GqlError) return [`error ${error.gqlstatus}`];
    throw error;
  }
}

function format(result: QueryResult): string[] {
  const { columns, rows } = result;
  const isOmitted = columns.length === 0 && rows.length === 0 && result.gqlstatus !== '02000';
  if (isOmitted) return ['(no result)'];
  const header = columns.map(({ name }) => name).join(' | ');
  const lines = rows.map((row) =>
    header === '' ? '(row)' : columns.map(({ name }) => show(row[name])).join(' | '),
  );
  return [header === '' ? '(no columns)' : header, ...(rows.length === 0 ? ['(no rows)'] : lines)];
}

function show(value: unknown): string {
  return typeof value === 'string' ? quoteString(value) : cellText(value);
}
