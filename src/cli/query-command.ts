import { text as readAll } from 'node:stream/consumers';
import { Command, Option } from 'commander';
import { parseProgram } from '../syntax/parse.ts';
import { addDataOptions, openData } from './data-options.ts';
import type { DataOptions } from './data-options.ts';
import { FORMATS, formatResult } from './format.ts';
import type { Format } from './format.ts';
import { addParamOption, paramValues, splitParams } from './param-option.ts';
import { runCommand } from './run-command.ts';

interface QueryOptions extends DataOptions {
  readonly format: Format;
  readonly param?: readonly string[];
  readonly explain?: boolean;
  readonly ast?: boolean;
}

/** `graphlite query "…"`: one program, its text from the argument or from standard input. */
export function queryCommand(): Command {
  const command = new Command('query')
    .description('run one GQL program and print its result')
    .argument('[text]', 'the program; from standard input where it is not given')
    .addOption(new Option('--format <format>', 'how to print').choices(FORMATS).default('table'))
    .option('--explain', 'print the plan instead of running it')
    .option('--ast', 'print the syntax tree instead of running it');
  return addDataOptions(addParamOption(command)).action(runQuery);
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
    const result = await db.query(text, paramValues(splitParams(options.param ?? [])));
    return formatResult(result, options.format);
  } finally {
    await db.close();
  }
}

function printable(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}
