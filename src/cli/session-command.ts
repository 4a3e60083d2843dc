import { Command } from 'commander';
import { GraphLite } from '../api/graph-lite.ts';
import { beginWith, keepSession, keptSession } from './kept-session.ts';
import type { KeptSession } from './kept-session.ts';
import { addParamOption, splitParams } from './param-option.ts';
import { addPlaceOptions, standingOf } from './place.ts';
import type { PlaceOptions } from './place.ts';
import { runCommand } from './run-command.ts';

interface SetOptions extends PlaceOptions {
  readonly path: string;
  readonly timeZone?: string;
  readonly param?: readonly string[];
}

interface ResetOptions {
  readonly path: string;
  readonly schema?: boolean;
  readonly graph?: boolean;
  readonly timeZone?: boolean;
  readonly param?: readonly string[];
}

/** `graphlite session set|reset|show|close`: how `gql`, `query` and `import` begin. */
export function sessionCommand(): Command {
  return new Command('session')
    .description('where gql, query and import begin in a database, kept for you')
    .addCommand(setCommand())
    .addCommand(resetCommand())
    .addCommand(
      onDirectory('show', 'show how they begin').action(({ path }: { readonly path: string }) =>
        runCommand(() => shown(path, keptSession(path))),
      ),
    )
    .addCommand(
      onDirectory('close', 'forget all of it').action(({ path }: { readonly path: string }) =>
        runCommand(() => closed(path)),
      ),
    );
}

function setCommand(): Command {
  const command = onDirectory('set', 'begin there, in that time zone, with those parameters');
  return addParamOption(addPlaceOptions(command))
    .option('--time-zone <zone>', 'an IANA name or an offset (default: UTC)')
    .action((options: SetOptions) => runCommand(() => set(options)));
}

function resetCommand(): Command {
  return onDirectory('reset', 'forget what the flags name; without any, all of it')
    .option('--schema', 'the schema')
    .option('--graph', 'the graph')
    .option('--time-zone', 'the time zone')
    .option('--param <name...>', 'these parameters')
    .action((options: ResetOptions) => runCommand(() => reset(options)));
}

function onDirectory(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .requiredOption('--path <dir>', 'the database directory');
}

/** What the names mean is looked up now, and kept as paths from the root. */
async function set({ path, schema, graph, timeZone, param = [] }: SetOptions): Promise<string> {
  const kept = keptSession(path);
  const wanted: KeptSession = {
    ...kept,
    ...(schema !== undefined && { schema }),
    ...(graph !== undefined && { graph }),
    ...(timeZone !== undefined && { timeZone }),
    parameters: { ...kept.parameters, ...splitParams(param) },
  };
  return withSession(path, wanted, async (db) => {
    const standing = standingOf(db);
    keepSession(path, {
      ...wanted,
      ...(wanted.schema !== undefined && { schema: standing.schema }),
      ...(wanted.graph !== undefined && standing.graph !== undefined && { graph: standing.graph }),
    });
    return factsOf(db);
  });
}

function reset(options: ResetOptions): Promise<string> {
  const { path, param = [] } = options;
  const { schema, graph, timeZone, parameters = {} } = keptSession(path);
  const isAll =
    options.schema !== true &&
    options.graph !== true &&
    options.timeZone !== true &&
    param.length === 0;
  if (isAll) return closed(path);
  const left = Object.entries(parameters).filter(([name]) => !param.includes(name));
  const rest: KeptSession = {
    ...(schema !== undefined && options.schema !== true && { schema }),
    ...(graph !== undefined && options.graph !== true && { graph }),
    ...(timeZone !== undefined && options.timeZone !== true && { timeZone }),
    parameters: Object.fromEntries(left),
  };
  keepSession(path, rest);
  return shown(path, rest);
}

function closed(path: string): Promise<string> {
  keepSession(path, undefined);
  return Promise.resolve(`nothing is kept for ${path}`);
}

function shown(path: string, session: KeptSession): Promise<string> {
  return withSession(path, session, factsOf);
}

async function factsOf(db: GraphLite): Promise<string> {
  return String(await db.query('CALL gql.show_session()'));
}

async function withSession(
  path: string,
  session: KeptSession,
  answer: (db: GraphLite) => Promise<string>,
): Promise<string> {
  const db = await GraphLite.open(path, { readOnly: true });
  try {
    await beginWith(db, session);
    return await answer(db);
  } finally {
    await db.close();
  }
}
