import { text as readAll } from 'node:stream/consumers';
import { Command, Option } from 'commander';
import { GqlError } from '../base/errors.ts';
import { parseProgram } from '../syntax/parse.ts';
import { addDataOptions, openData } from './data-options.ts';
import type { DataOptions } from './data-options.ts';
import { FORMATS, formatResult } from './format.ts';
import type { Format } from './format.ts';
import { runCommand } from './run-command.ts';

interface QueryOptions extends DataOptions {
  readonly format: Format;
  readonly param?: readonly string[];
  readonly explain?: boolean;
  readonly ast?: boolean;
}

/** `graphlite query "…"`: one program, its text from the argument or from standard input. */
export function queryCommand(): Command {
  const collect = (value: string, before: readonly string[] = []): string[] => [...before, value];
  const command = new Command('query')
    .description('run one GQL program and print its result')
    .argument('[text]', 'the program; from standard input where it is not given')
    .addOption(new Option('--format <format>', 'how to print').choices(FORMATS).default('table'))
    .option('--param <name=value>', 'a parameter; the value as JSON, else as text', collect)
    .option('--explain', 'print the plan instead of running it')
    .option('--ast', 'print the syntax tree instead of running it');
  return addDataOptions(command).action(runQuery);
}

async function runQuery(argument: string | undefined, options: QueryOptions): Promise<void> {
  const text = argument ?? (await readAll(process.stdin));
  await runCommand(() => answer(text, options), text);
}

async function answer(text: string, options: QueryOptions): Promise<string> {
  if (options.ast === true) return JSON.stringify(parseProgram(text), printable, 2);
  const db = await openData(options);
  try {
    if (options.explain === true) return String(await db.explain(text));
    const result = await db.query(text, parameters(options.param ?? []));
    return formatResult(result, options.format);
  } finally {
    await db.close();
  }
}

function parameters(flags: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(flags.map(parameter));
}

function parameter(flag: string): [string, unknown] {
  const at = flag.indexOf('=');
  if (at <= 0) {
    throw new GqlError('42001', `cannot read "${flag}"`, {
      hint: 'It has the form --param name=value.',
    });
  }
  const value = flag.slice(at + 1);
  return [flag.slice(0, at), jsonOrText(value)];
}

/** Integers beyond 2^53 stay exact; what is no JSON is text. */
function jsonOrText(value: string): unknown {
  if (/^-?[1-9][0-9]{15,}$/u.test(value)) return BigInt(value);
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function printable(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}
