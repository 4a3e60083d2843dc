import type { Expression, ListComprehension, ListPredicate, Reduce } from '../ast/expression.ts';
import type { Mutable } from '../ast/mutable.ts';
import type { Identifier } from '../ast/node.ts';
import type { Cursor } from './cursor.ts';
import { isVariableKind, parseVariable } from './names.ts';
import { parseExpression } from './recursion.ts';

const ISO_WAY = 'ISO unnests the list: VALUE { FOR x IN list … RETURN COLLECT_LIST(x) }.';

/** Whether `[x IN` or `(x IN` lies ahead, which is no list or argument of ISO GQL. */
export function atComprehension(c: Cursor, distance = 0): boolean {
  return isVariableKind(c.peek(distance + 1), c.strict) && c.peek(distance + 2) === 'IN';
}

/** Extension: `[x IN list WHERE condition | value]`. */
export function parseComprehension(c: Cursor): ListComprehension {
  const start = c.start;
  c.expect('[');
  const { variable, list } = parseMember(c);
  const where = c.take('WHERE') ? parseExpression(c) : undefined;
  const value = c.take('|') ? parseExpression(c) : undefined;
  c.expectHead(']');
  c.extension(start, 'a list comprehension', ISO_WAY);
  const node: Mutable<ListComprehension> = {
    kind: 'listComprehension',
    span: c.spanFrom(start),
    variable,
    list,
  };
  if (where !== undefined) node.where = where;
  if (value !== undefined) node.value = value;
  return node;
}

/** `x IN list`. */
function parseMember(c: Cursor): { readonly variable: Identifier; readonly list: Expression } {
  const variable = parseVariable(c);
  c.expect('IN');
  return { variable, list: parseExpression(c) };
}

/** Extensions: ALL, ANY, NONE, SINGLE `(x IN list WHERE …)` and REDUCE; else undefined. */
export function parseQuantifiedList(c: Cursor): Expression | undefined {
  if (c.peek(1) !== '(') return undefined;
  if (c.at('REDUCE')) return c.peek(3) === '=' ? parseReduce(c) : undefined;
  return atComprehension(c, 1) ? parseListPredicate(c) : undefined;
}

function parseListPredicate(c: Cursor): ListPredicate {
  const start = c.start;
  const quantifier = c.source().toUpperCase() as ListPredicate['quantifier'];
  c.advance();
  c.expect('(');
  const { variable, list } = parseMember(c);
  c.expect('WHERE');
  const where = parseExpression(c);
  c.expect(')');
  c.extension(start, `${quantifier} over a list`, ISO_WAY);
  const span = c.spanFrom(start);
  return { kind: 'listPredicate', span, quantifier, variable, list, where };
}

function parseReduce(c: Cursor): Reduce {
  const start = c.start;
  c.advance();
  c.expect('(');
  const accumulator = parseVariable(c);
  c.expect('=');
  const initial = parseExpression(c);
  c.expect(',');
  const { variable, list } = parseMember(c);
  c.expect('|');
  const value = parseExpression(c);
  c.expect(')');
  c.extension(start, 'REDUCE', 'ISO has aggregates such as SUM and COLLECT_LIST.');
  const span = c.spanFrom(start);
  return { kind: 'reduce', span, accumulator, initial, variable, list, value };
}
