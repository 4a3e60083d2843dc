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
  const before = text.slice(Math.max(0, start - 200), start);
  const inPlace = HABITS_IN_PLACE.find(([left, right]) => left.test(before) && right.test(rest));
  return inPlace?.[2] ?? HABITS.find(([pattern]) => pattern.test(rest))?.[1];
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
  [/^\.\.\s*\d/u, 'A comma divides the bounds of a quantifier: {1,3}.'],
  [/^!/u, 'Write NOT.'],
  [/^:\s*=/u, 'GQL defines and assigns with =.'],
  [/^(?:\+\+|\+=|--)/u, 'Write n.x = n.x + 1.'],
  [/^\{\s*\./u, 'GQL has no map projection; write a record: {name: n.name}.'],
  [/^IF\s*\(/iu, 'Write CASE WHEN condition THEN a ELSE b END.'],
  [/^MOD\b/iu, 'Write MOD(a, b).'],
  [/^(?:DSC|DES)\b/iu, 'Did you mean DESC?'],
  [/^FOREACH\b/iu, 'FOR x IN list goes on once for each element: FOR x IN list INSERT (…).'],
  [/^LOAD\s+CSV\b/iu, 'Files are read by graphlite import, or db.import in a program.'],
];

/** What shows only together with the text in front: left of the place, right of it, the way out. */
const HABITS_IN_PLACE: readonly (readonly [RegExp, RegExp, string])[] = [
  [/=$/u, /^=/u, 'GQL compares with a single =.'],
  [/;\s*$/u, /^\w/u, 'One request holds one program; db.script and graphlite gql take several.'],
  [/\bORDER\s+$/iu, /^/u, 'Write ORDER BY.'],
  [/\bGROUP\s+$/iu, /^/u, 'Write GROUP BY.'],
  [/\bTOP\s+$/iu, /^\d/u, 'LIMIT stands at the end: RETURN … ORDER BY … LIMIT 5.'],
  [
    /\bRETURN\b[^{}]*$/iu,
    /^WHERE\b/iu,
    'WHERE stands in front of RETURN; groups are chosen by HAVING.',
  ],
  [/\bMATCH\s+$/iu, /^(?!(?:all)?shortestPath)\w/iu, 'A node stands in parentheses: MATCH (n).'],
  [/[:&|]\s*$/u, /^['"]/u, 'A label has no quotes, or backquotes: :Label, :`a label`.'],
  [/[{,]\s*$/u, /^['"][^'"]*['"]\s*:/u, 'A property name has no quotes: {name: value}.'],
  [
    /\{\s*(?:\w+\s*:[^{}]*,\s*)?\w+\s*$/u,
    /^=/u,
    'Properties are given with a colon: {name: value}.',
  ],
  [
    /[(:]\s*\w+\s*$/u,
    /^,\s*\{/u,
    'No comma stands in front of properties: (n:Label {name: value}).',
  ],
  [/:\s*\w+\s+$/u, /^\w+\s*:/u, 'Properties stand in braces: (n:Label {name: value}).'],
  [
    /\bAS\s+\w+$/iu,
    /^\./u,
    'An alias is one name; with other signs in it, in backquotes: AS `n.x`.',
  ],
  [/\bAS\s+$/iu, /^'/u, 'An alias is a name: AS name, or in backquotes AS `full name`.'],
  [/\bLET\b[^{}]*=[^{}]*$/iu, /^\w+\s*=/u, 'Commas divide definitions: LET x = 1, y = 2.'],
  [/\bLET\s+\w+\s+$/iu, /^\w+[\w\s]*=/u, 'A type needs the word VALUE: LET VALUE x INT = 1.'],
  [/\bIN\s*\([^()]*$/iu, /^,/u, 'A list stands in brackets: IN [a, b].'],
  [
    /\bREMOVE\s+\w+\s*$/iu,
    /^/u,
    'REMOVE takes properties and labels away; DELETE the element itself.',
  ],
  [/\bDROP\s+$/iu, /^\(/u, 'Elements are removed by MATCH … DELETE.'],
  [/\bYIELD\s+$/iu, /^\*/u, 'YIELD names what it keeps; without YIELD everything stays.'],
  [
    /\)\s*\{\s*$/u,
    /^[A-Z]/iu,
    'Braces behind a pattern are a quantifier; a subquery is CALL { … }.',
  ],
  [
    /\bCREATE\s+(?:UNIQUE\s+)?INDEX\s+(?:ON|FOR)\s*$/iu,
    /^[\w:(]/u,
    'Write CREATE INDEX name FOR (n:Label) ON (n.property).',
  ],
  [
    /\bCREATE\s+$/iu,
    /^(?:TABLE|NODE|EDGE|VERTEX|CLASS)\b/iu,
    'Nodes and edges need no declaration; what may be in a graph says CREATE GRAPH TYPE t { … }.',
  ],
  [/\bSHOW\s+$/iu, /^TABLES\b/iu, 'SHOW LABELS lists what nodes and edges there are.'],
  [/\bSHOW\s+$/iu, /^DATABASES\b/iu, 'SHOW GRAPHS and SHOW SCHEMAS list what is in this one.'],
  [
    /shortestPaths?\([^;]*$/iu,
    /^\*/u,
    'GQL chooses paths in MATCH: MATCH p = ANY SHORTEST (a)-[:LABEL]->*(b).',
  ],
  [
    /[(:[]\s*\w*\s*[:&|]\s*$/u,
    /^\$/u,
    'A parameter is a value, so it is no label; a condition can ask for one: $label IN LABELS(n).',
  ],
];
