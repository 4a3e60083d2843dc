import type { ObjectExpression } from '../ast/expression.ts';
import type { Procedure } from '../ast/procedure.ts';
import type { ObjectReference } from '../ast/reference.ts';
import { isNonReserved } from '../keywords.ts';
import type { TokenKind } from '../token.ts';
import type { Cursor } from './cursor.ts';
import {
  DEFINITION_STARTS,
  parseGraphExpression,
  parseObjectOrValue,
  parseReference,
  startsValue,
} from './references.ts';
import { parseNestedProcedure } from './recursion.ts';

/** What begins a reference behind GRAPH or TABLE when the word is not the name of a variable. */
const REFERENCE_STARTS: ReadonlySet<TokenKind> = new Set<TokenKind>([
  'name',
  'quoted name',
  'quoted text',
  'reference parameter',
  'HOME_GRAPH',
  'HOME_PROPERTY_GRAPH',
  'HOME_SCHEMA',
  'CURRENT_GRAPH',
  'CURRENT_PROPERTY_GRAPH',
  'CURRENT_SCHEMA',
  '..',
]);

/**
 * A graph or binding table where a value stands (GE01, GE02): `[PROPERTY] GRAPH g`,
 * `[BINDING] TABLE t`. Undefined where the word is a variable's name.
 */
export function parseObjectExpression(c: Cursor): ObjectExpression | undefined {
  const start = c.start;
  switch (c.kind) {
    case 'CURRENT_GRAPH':
    case 'CURRENT_PROPERTY_GRAPH':
    case 'HOME_GRAPH':
    case 'HOME_PROPERTY_GRAPH': {
      const value = parseReference(c, 'a graph');
      c.extension(start, 'a graph where a value stands', 'ISO writes GRAPH CURRENT_GRAPH.');
      return { kind: 'object', span: c.spanFrom(start), object: 'graph', value };
    }
    case 'GRAPH':
    case 'PROPERTY': {
      if (!takeWords(c, 'PROPERTY', 'GRAPH', false)) return undefined;
      const value = parseGraphExpression(c);
      return { kind: 'object', span: c.spanFrom(start), object: 'graph', value };
    }
    default: {
      if (!takeWords(c, 'BINDING', 'TABLE', true)) return undefined;
      const value = parseTableExpression(c);
      return { kind: 'object', span: c.spanFrom(start), object: 'table', value };
    }
  }
}

/** Goes past `[first] second` when an object follows it. */
function takeWords(c: Cursor, first: TokenKind, second: TokenKind, braces: boolean): boolean {
  const words = c.at(first) ? 2 : 1;
  const word = words === 2 ? c.peek(1) : c.kind;
  if (word !== second || !(atObject(c, words) || (braces && c.peek(words) === '{'))) return false;
  for (let i = 0; i < words; i++) c.advance();
  return true;
}

/** Two words are no variable, so that even `.` or `[` behind them begins an object. */
function atObject(c: Cursor, words: number): boolean {
  const next = c.peek(words);
  if (REFERENCE_STARTS.has(next) || atRootedPath(c, words)) return true;
  if (next === '.' || next === '[') return words === 2;
  return startsValue(c, words) || (isNonReserved(next) && !DEFINITION_STARTS.has(next));
}

/** `GRAPH /a/b`: a solidus that clings to a name and not to the word before is no division. */
function atRootedPath(c: Cursor, distance: number): boolean {
  if (c.peek(distance) !== '/') return false;
  const solidus = c.peekStart(distance);
  return c.text.charAt(solidus - 1) === ' ' && c.peekStart(distance + 1) === solidus + 1;
}

/** `<binding table expression>`: a query in braces, a reference or a value. */
export function parseTableExpression(c: Cursor): ObjectReference | Procedure {
  return c.at('{') ? parseNestedProcedure(c) : parseObjectOrValue(c, 'a binding table');
}
