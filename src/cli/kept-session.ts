import { mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import type { Connection } from '../api/connection.ts';
import { GqlError } from '../base/errors.ts';
import { quoteString } from '../values/text.ts';
import { paramValues } from './param-option.ts';
import { standAt } from './place.ts';
import type { PlaceOptions } from './place.ts';

/**
 * What `graphlite session set` keeps for a database directory, for the commands that open it later.
 * A session of GQL ends with its process; this is how the next one begins.
 */
export interface KeptSession extends PlaceOptions {
  readonly timeZone?: string;
  /** Values as the flags had them. */
  readonly parameters?: Readonly<Record<string, string>>;
}

type KeptSessions = Readonly<Record<string, KeptSession>>;

export function keptSession(directory: string): KeptSession {
  return readAll()[keyOf(directory)] ?? {};
}

/** Undefined forgets it. */
export function keepSession(directory: string, session: KeptSession | undefined): void {
  const others = Object.entries(readAll()).filter(([key]) => key !== keyOf(directory));
  const all = session === undefined ? others : [...others, [keyOf(directory), session]];
  const file = stateFile();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(all), undefined, 2)}\n`);
}

/** Begins as the directory's kept session says, but for what the flags say. */
export async function beginAs(
  connection: Connection,
  flags: PlaceOptions & { readonly path?: string },
): Promise<void> {
  const { path, schema, graph } = flags;
  const kept = path === undefined ? {} : keptSession(path);
  try {
    await beginWith(connection, {
      ...kept,
      ...(schema !== undefined && { schema }),
      ...(graph !== undefined && { graph }),
    });
  } catch (error) {
    if (!(error instanceof GqlError) || path === undefined) throw error;
    if (Object.keys(kept).length === 0) throw error;
    throw error.with({ hint: `graphlite session reset --path ${path} forgets what was kept` });
  }
}

export async function beginWith(connection: Connection, session: KeptSession): Promise<void> {
  await standAt(connection, session);
  const { timeZone, parameters = {} } = session;
  if (timeZone !== undefined) {
    await connection.query(`SESSION SET TIME ZONE ${quoteString(timeZone)}`);
  }
  for (const [name, value] of Object.entries(paramValues(parameters))) {
    await connection.query(`SESSION SET VALUE $${name} = $value`, { value });
  }
}

function keyOf(directory: string): string {
  try {
    return realpathSync(directory);
  } catch {
    return directory;
  }
}

/** One file for the user, by the convention of the XDG base directories. */
function stateFile(): string {
  const state = process.env['XDG_STATE_HOME'] ?? join(homedir(), '.local', 'state');
  return join(state, 'graphlite', 'sessions.json');
}

function readAll(): KeptSessions {
  let text: string;
  try {
    text = readFileSync(stateFile(), 'utf8');
  } catch {
    return {};
  }
  try {
    return JSON.parse(text) as KeptSessions;
  } catch {
    throw new GqlError('58030', `${stateFile()} cannot be read as JSON`, { hint: 'Remove it.' });
  }
}
