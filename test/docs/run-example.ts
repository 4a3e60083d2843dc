import { format } from 'node:util';
import ts from 'typescript';
import { formatResult } from '../../src/cli/format.ts';
import { errorText } from '../../src/cli/report-error.ts';
import { gql, GqlError, GraphLite } from '../../src/index.ts';
import { splitPrograms } from '../../src/syntax/parse.ts';
import type { Block } from './page.ts';

/** What the last program of a block answers, as the REPL prints it; those before must succeed. */
export async function runGql(db: GraphLite, { text }: Block): Promise<string> {
  const programs = splitPrograms(text).map((program) => program.text);
  const last = programs.pop() ?? '';
  for (const program of programs) await db.query(program);
  try {
    return trimmed(formatResult(await db.query(last), 'table'));
  } catch (error) {
    if (error instanceof GqlError) return trimmed(errorText(error, last));
    throw error;
  }
}

const AsyncFunction = (async () => Promise.resolve()).constructor as new (
  ...parametersAndBody: string[]
) => (...values: unknown[]) => Promise<void>;

/** What a block in TypeScript logs, call by call. It sees the page's database as `db`. */
export async function runTypeScript(db: GraphLite, { text }: Block): Promise<string[]> {
  const logged: string[] = [];
  const log = (...values: unknown[]): void => {
    logged.push(trimmed(format(...values)));
  };
  // In braces, so that an example may declare a `db` of its own.
  const body = `{\n${javaScript(text.replaceAll(/^import .* from 'graphlite';$/gmu, ''))}\n}`;
  const run = new AsyncFunction('GraphLite', 'gql', 'GqlError', 'db', 'console', body);
  await run(GraphLite, gql, GqlError, db, { log });
  return logged;
}

/** What the comments behind calls of `console.log` say that they log. */
export function loggedInComments({ text }: Block): string[] {
  return [...text.matchAll(/console\.log\(.*\);\s*\}?\s*\/\/ (?<said>.+)$/gmu)].map(
    ({ groups }) => groups?.['said'] ?? '',
  );
}

function javaScript(text: string): string {
  return ts.transpileModule(text, {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023 },
  }).outputText;
}

function trimmed(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}
