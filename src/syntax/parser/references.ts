import type { Expression } from '../ast/expression.ts';
import type { Mutable } from '../ast/mutable.ts';
import type { Identifier } from '../ast/node.ts';
import type { ObjectReference } from '../ast/reference.ts';
import { isNonReserved, keywordClass } from '../keywords.ts';
import type { TokenKind } from '../token.ts';
import type { Cursor } from './cursor.ts';
import { atObjectName, isObjectNameKind, parameterName, parseName } from './names.ts';
import { parsePrimary } from './recursion.ts';

type Root = ObjectReference['root'];

const PREDEFINED: ReadonlyMap<TokenKind, Root> = new Map<TokenKind, Root>([
  ['HOME_SCHEMA', 'HOME_SCHEMA'],
  ['CURRENT_SCHEMA', 'CURRENT_SCHEMA'],
  ['HOME_GRAPH', 'HOME_GRAPH'],
  ['HOME_PROPERTY_GRAPH', 'HOME_GRAPH'],
  ['CURRENT_GRAPH', 'CURRENT_GRAPH'],
  ['CURRENT_PROPERTY_GRAPH', 'CURRENT_GRAPH'],
]);

/**
 * A reference to a schema by its path (ISO/IEC 39075, 17.1), or to an object where every `/` in
 * front of its name has to stand; `what` is for errors.
 */
export function parsePathReference(c: Cursor, what: string): ObjectReference {
  const start = c.start;
  if (c.at('reference parameter')) return parseParameterReference(c, what);
  if (c.at('/')) {
    c.advance();
    return finish(c, start, 'absolute', atStep(c) ? parsePath(c, what) : []);
  }
  if (c.take('.')) return finish(c, start, 'current', parseRest(c, what));
  if (c.at('..')) return parseParentReference(c, what);
  const root = PREDEFINED.get(c.kind);
  if (root !== undefined) {
    c.advance();
    return finish(c, start, root, parseRest(c, what));
  }
  if (!atObjectName(c)) c.fail(what);
  return finish(c, start, 'bare', parsePath(c, what));
}

/** A word behind the `/` of the root: it clings to it or begins neither clause nor definition. */
function atStep(c: Cursor): boolean {
  if (!atObjectName(c)) return false;
  const mayFollow = DEFINITION_STARTS.has(c.kind) || keywordClass(c.kind) === 'reserved';
  return c.start === c.previousEnd || !mayFollow;
}

/** Words that begin a definition, as in `AT / GRAPH g = …`, and may be names too. */
export const DEFINITION_STARTS: ReadonlySet<TokenKind> = new Set<TokenKind>([
  'GRAPH',
  'PROPERTY',
  'TABLE',
  'BINDING',
  'VALUE',
]);

function atPlainName(c: Cursor): boolean {
  if (c.at('name') || c.at('quoted name') || c.at('quoted text')) return true;
  return isNonReserved(c.kind) && !DEFINITION_STARTS.has(c.kind);
}

/** A reference to an object in a schema (17.2 to 17.6); the `/` behind the schema is optional. */
export function parseReference(c: Cursor, what: string): ObjectReference {
  return withObject(c, parsePathReference(c, what), what);
}

function withObject(c: Cursor, schema: ObjectReference, what: string): ObjectReference {
  if (!SCHEMA_ROOTS.has(schema.root) || !atPlainName(c)) return schema;
  const path = [...schema.path, ...parsePath(c, what)];
  return { ...schema, span: c.spanFrom(schema.span.start), path };
}

const SCHEMA_ROOTS: ReadonlySet<Root> = new Set<Root>([
  'absolute',
  'current',
  'parent',
  'HOME_SCHEMA',
  'CURRENT_SCHEMA',
  'parameter',
]);

/** The name of a graph to create. Behind a whole name a further one is that of the graph's type. */
export function parseNewGraphName(c: Cursor): ObjectReference {
  const what = 'the name of a graph';
  const reference = parsePathReference(c, what);
  return reference.path.length === 0 ? withObject(c, reference, what) : reference;
}

/**
 * Whether a reference begins here that may as well be missing: reserved words and those of the
 * extensions are left to what follows then.
 */
export function atReference(c: Cursor): boolean {
  switch (c.kind) {
    case 'name':
    case 'quoted name':
    case 'quoted text':
    case 'reference parameter':
    case '/':
    case '.':
    case '..':
    case 'HOME_SCHEMA':
    case 'CURRENT_SCHEMA':
      return true;
    default:
      return isNonReserved(c.kind);
  }
}

/** `$$p`, and behind it the steps from the schema that it stands for. */
function parseParameterReference(c: Cursor, what: string): ObjectReference {
  const start = c.start;
  const parameter = parameterName(c, 2);
  c.advance();
  return { ...finish(c, start, 'parameter', parseRest(c, what)), parameter };
}

function parseParentReference(c: Cursor, what: string): ObjectReference {
  const start = c.start;
  let up = 0;
  do {
    c.expect('..');
    up++;
  } while (c.at('/') && c.peek(1) === '..' && c.take('/'));
  const path = atPlainName(c) ? parsePath(c, what) : parseRest(c, what);
  return { ...finish(c, start, 'parent', path), up };
}

/** The steps behind a root: each behind `/`, which the first object may do without. */
function parseRest(c: Cursor, what: string): Identifier[] {
  return c.take('/') ? parsePath(c, what) : [];
}

/** `a/b/c.d`: schema steps divided by `/`, names in objects by `.`. */
function parsePath(c: Cursor, what: string): Identifier[] {
  if (!atObjectName(c)) c.fail(what);
  const path = [parseName(c, what)];
  while (c.at('/') || c.at('.')) {
    c.advance();
    path.push(parseName(c, what));
  }
  return path;
}

function finish(c: Cursor, start: number, root: Root, path: Identifier[]): ObjectReference {
  return { kind: 'reference', span: c.spanFrom(start), root, up: 0, path };
}

/** What can only begin a value, in a place that takes a reference or a value that is one. */
const VALUE_STARTS: ReadonlySet<TokenKind> = new Set<TokenKind>([
  'VARIABLE',
  '(',
  '[',
  'parameter',
  'string',
  'integer',
  'number',
  'byte string',
  'VALUE',
  'CASE',
  'CAST',
  'LET',
  'TRUE',
  'FALSE',
  'UNKNOWN',
  'NULL',
  'SESSION_USER',
]);

/** Words that begin a value if the sign behind them says so: `DATE '…'`, `PATH […]`, `SUM(…)`. */
function startsValueWith(word: TokenKind, next: TokenKind): boolean {
  switch (next) {
    case 'string':
    case 'quoted text':
      return TEMPORAL_WORDS.has(word);
    case '[':
      return word === 'PATH' || word === 'LIST' || word === 'ARRAY';
    case '(':
      return CALLED_WORDS.has(word);
    default:
      return false;
  }
}

const TEMPORAL_WORDS: ReadonlySet<TokenKind> = new Set<TokenKind>([
  'DATE',
  'TIME',
  'DATETIME',
  'TIMESTAMP',
  'DURATION',
]);

const CALLED_WORDS: ReadonlySet<TokenKind> = new Set<TokenKind>([
  'AVG',
  'COALESCE',
  'COLLECT_LIST',
  'COUNT',
  'ELEMENT_ID',
  'MAX',
  'MIN',
  'NULLIF',
  'PERCENTILE_CONT',
  'PERCENTILE_DISC',
  'STDDEV_POP',
  'STDDEV_SAMP',
  'SUM',
]);

/** Whether a value that is no reference begins at the token `distance` behind the current one. */
export function startsValue(c: Cursor, distance: number): boolean {
  const kind = distance === 0 ? c.kind : c.peek(distance);
  const next = c.peek(distance + 1);
  if (kind === 'VALUE') return next === '{';
  if (VALUE_STARTS.has(kind)) return c.strict || next !== '.' || keywordClass(kind) === undefined;
  return startsValueWith(kind, next);
}

/** A graph or binding table by reference, variable or value (11.1, 11.2). */
export function parseObjectOrValue(c: Cursor, what: string): ObjectReference {
  if (!startsValue(c, 0)) return parseReference(c, what);
  const start = c.start;
  c.take('VARIABLE');
  return valueReference(c, start, parsePrimary(c));
}

function valueReference(c: Cursor, start: number, expression: Expression): ObjectReference {
  const reference: Mutable<ObjectReference> = finish(c, start, 'expression', []);
  reference.expression = expression;
  return reference;
}

/** `<graph expression>`. Extension: GRAPH in front of the name. */
export function parseGraphExpression(c: Cursor): ObjectReference {
  if (c.at('GRAPH') && isObjectNameKind(c.peek(1), c.strict)) {
    const start = c.start;
    c.advance();
    c.extension(start, 'GRAPH in front of the name', 'ISO writes the name alone.');
  }
  return parseObjectOrValue(c, 'a graph');
}
