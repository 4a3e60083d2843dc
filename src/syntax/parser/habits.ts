import type { Place } from './errors.ts';

/**
 * What people write who come from Cypher or SQL, and how GQL says it. Looked at only after a text
 * was refused, so it may be slow, and it must never be a reason to refuse.
 */
export function habitHint(place: Place): string | undefined {
  const { text, start, previousEnd } = place;
  const between = text.slice(previousEnd, start);
  if (/^\s*--\s*[>([]/u.test(between)) {
    return "'--' begins a comment; the edge in any direction is -[]- or -, to the right ->.";
  }
  const rest = text.slice(start, start + 80);
  for (const [pattern, hint] of HABITS) if (pattern.test(rest)) return hint;
  if (text[start] === '=' && text[previousEnd - 1] === '=') return 'GQL compares with a single =.';
  return undefined;
}

const HABITS: readonly (readonly [RegExp, string])[] = [
  [/^==/u, 'GQL compares with a single =.'],
  [/^!=/u, 'GQL writes "not equal" as <>.'],
  [/^=>/u, 'Greater or equal is >=.'],
  [/^&&/u, 'Write AND.'],
  [/^CREATE\s*\(/iu, 'GQL inserts elements with INSERT: INSERT (n:Label {name: value}).'],
  [/^(?:all)?shortestPaths?\(/iu, 'Write MATCH p = ANY SHORTEST (a)-[:LABEL]->*(b).'],
  [/^UPDATE\b/iu, 'GQL changes elements with MATCH … SET …'],
  [/^DESCRIBE\b/iu, 'See CALL gql.list_graphs(), gql.list_schemas() and their kin.'],
  [/^ELSE\s+IF\b/iu, 'A further branch of CASE is WHEN … THEN …'],
  [/^NULLS?\s*=/iu, 'Nothing equals NULL; test with IS NULL.'],
  [/^BETWEEN\b/iu, 'Write a >= low AND a <= high.'],
  [/^ILIKE\b/iu, 'Write LOWER(a) LIKE pattern.'],
  [/^\*\s*\d*\s*(?:\.\.|\])/u, 'A quantifier stands behind the edge: -[:LABEL]->{1,3}.'],
  [/^\|\s*:/u, 'The colon stands once, in front of the label expression: :A|B.'],
  [/^;/u, 'One request holds one program; a script divides programs by ;'],
];
