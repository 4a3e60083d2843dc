import type { Connection } from '../api/connection.ts';
import { GqlError } from '../base/errors.ts';
import { completionsAt } from '../syntax/completion.ts';
import type { NameKind } from '../syntax/completion.ts';

/**
 * What may stand at the end of a text: keywords, and names of the catalog and of the session's
 * graph; and the word there that they would replace. The form is readline's.
 */
export function completeGql(connection: Connection, text: string): [string[], string] {
  const { from, keywords, names } = completionsAt(text, text.length);
  const word = text.slice(from);
  const labels = names.includes('label') ? namesOf(connection, LABELS) : [];
  const candidates = [...keywords, ...beginningWith(word, labels), ...pathSteps(connection, text)];
  return [candidates.map((candidate) => `${candidate} `), word];
}

const LABELS = 'CALL gql.list_labels() YIELD label RETURN label AS name ORDER BY name';

/** What gives the names of a kind: alone where the session stands, and from the root. */
const PATHS: Partial<Record<NameKind, string>> = {
  graph: `CALL gql.describe_schema() YIELD object_name, object_kind
          FILTER object_kind = 'GRAPH' RETURN object_name AS name
          UNION CALL gql.list_graphs() YIELD graph_path RETURN graph_path AS name`,
  schema: 'CALL gql.list_schemas() YIELD schema_path RETURN schema_path AS name',
  procedure: 'CALL gql.list_procedures() YIELD name RETURN name',
};

/** What is missing of the paths and dotted names that begin as the end of the text does. */
function pathSteps(connection: Connection, text: string): string[] {
  const begun = /[\p{ID_Continue}/.]*$/u.exec(text)?.[0] ?? '';
  const start = text.length - begun.length;
  const kinds = completionsAt(text.slice(0, start), start).names;
  const all = kinds.flatMap((kind) => namesOf(connection, PATHS[kind]));
  // Readline replaces the last step alone.
  const before = begun.search(/[^/.]*$/u);
  return beginningWith(begun, all).map((path) => path.slice(before));
}

function beginningWith(word: string, names: readonly string[]): string[] {
  return names.filter((name) => name.startsWith(word));
}

function namesOf(connection: Connection, query: string | undefined): string[] {
  if (query === undefined) return [];
  try {
    return connection.querySync<{ name: string }>(query).rows.map(({ name }) => name);
  } catch (error) {
    // A session that stands nowhere has nothing to offer.
    if (error instanceof GqlError) return [];
    throw error;
  }
}
