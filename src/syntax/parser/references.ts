import type { Expression } from '../ast/expression.ts';
import type { Mutable } from '../ast/mutable.ts';
import type { Identifier } from '../ast/node.ts';
import type { ObjectReference } from '../ast/reference.ts';
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

/** A reference to a catalog object by its path (ISO/IEC 39075, clause 17); `what` is for errors. */
export function parseReference(c: Cursor, what: string): ObjectReference {
  const start = c.start;
  if (c.at('reference parameter')) return parseParameterReference(c);
  if (c.at('/')) {
    c.advance();
    return finish(c, start, 'absolute', atObjectName(c) ? parsePath(c, what) : []);
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

function parseParameterReference(c: Cursor): ObjectReference {
  const span = c.span();
  const parameter = parameterName(c, 2);
  c.advance();
  return { kind: 'reference', span, root: 'parameter', up: 0, path: [], parameter };
}

function parseParentReference(c: Cursor, what: string): ObjectReference {
  const start = c.start;
  let up = 0;
  do {
    c.expect('..');
    up++;
  } while (c.at('/') && c.peek(1) === '..' && c.take('/'));
  const path = parseRest(c, what);
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
  'parameter',
  'VALUE',
  'CASE',
  'CAST',
  'LET',
]);

/** A graph or binding table by reference, variable or value (11.1, 11.2). */
export function parseObjectOrValue(c: Cursor, what: string): ObjectReference {
  const isValue = VALUE_STARTS.has(c.kind) && (c.peek(1) !== '.' || c.at('parameter'));
  if (!isValue || (c.at('VALUE') && c.peek(1) !== '{')) return parseReference(c, what);
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
