import type { Command } from 'commander';
import type { Connection } from '../api/connection.ts';
import { GqlError } from '../base/errors.ts';
import { parseCatalogReference } from '../syntax/parse.ts';

/** Where in the catalog a command starts. */
export interface PlaceOptions {
  readonly schema?: string;
  readonly graph?: string;
}

export function addPlaceOptions(command: Command): Command {
  return command
    .option('--schema <path>', 'the schema to start in (default: /default)')
    .option('--graph <path>', 'the graph to start in (default: /default/default)');
}

/** Does what SESSION SET does with what the flags say. */
export async function standAt(connection: Connection, place: PlaceOptions): Promise<void> {
  await stand(connection, 'schema', place.schema);
  await stand(connection, 'graph', place.graph);
}

async function stand(
  connection: Connection,
  what: 'schema' | 'graph',
  path: string | undefined,
): Promise<void> {
  if (path === undefined) return;
  try {
    // It becomes part of a statement, so it must be a path and nothing more.
    parseCatalogReference(path);
    await connection.query(`SESSION SET ${what.toUpperCase()} ${path}`);
  } catch (error) {
    if (!(error instanceof GqlError)) throw error;
    const { gqlstatus, message, hint } = error;
    // The place in the text would be one in a text that nobody has written.
    throw new GqlError(gqlstatus, `--${what} ${path}: ${message}`, { ...(hint && { hint }) });
  }
}

/** Where a session stands, to be shown to a person. */
export interface Standing {
  readonly schema: string;
  /** Undefined where it has been dropped. */
  readonly graph: string | undefined;
  readonly homeSchema: string;
  readonly homeGraph: string;
  readonly inTransaction: boolean;
}

/** @throws GqlError 08000 where the session is closed. */
export function standingOf(connection: Connection): Standing {
  const facts = new Map(
    connection
      .querySync<{ name: string; value: string | null }>(
        `CALL gql.show_session() YIELD property_name AS name, property_value AS value
         RETURN name, value`,
      )
      .rows.map(({ name, value }) => [name, value ?? undefined]),
  );
  return {
    schema: facts.get('current_schema') ?? '/',
    graph: facts.get('current_graph'),
    homeSchema: facts.get('home_schema') ?? '/',
    homeGraph: facts.get('home_graph') ?? '/',
    inTransaction: facts.get('transaction') !== 'none',
  };
}

/** The REPL's prompt: `gql> ` at home, else with the graph; `*` says that a transaction is open. */
export function promptOf(standing: Standing): string {
  return `gql${placeText(standing)}${standing.inTransaction ? '*' : ''}> `;
}

/** The schema as well, where it is neither the home schema nor the one that the graph lies in. */
function placeText({ schema, graph, homeSchema, homeGraph }: Standing): string {
  if (graph === undefined) return ` ${schema} (no graph)`;
  const isExpected = schema === homeSchema || schema === graph.slice(0, graph.lastIndexOf('/'));
  if (!isExpected) return ` ${schema} (${graph})`;
  return graph === homeGraph ? '' : ` ${graph}`;
}
