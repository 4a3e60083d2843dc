import type { Expression, Slice } from '../ast/expression.ts';
import type { Mutable } from '../ast/mutable.ts';
import type { Cursor } from './cursor.ts';
import { parseExpression } from './recursion.ts';

/** Extensions: `list[i]`, `record['name']`, `list[from..to]`. */
export function parseSubscript(c: Cursor, operand: Expression, start: number): Expression {
  const bracket = c.start;
  c.expect('[');
  const from = c.at('..') ? undefined : parseExpression(c);
  const subscript = c.at('..')
    ? parseSlice(c, operand, { start, from })
    : finishSubscript(c, operand, { start, from });
  c.extension(bracket, 'a subscript', 'ISO unnests lists with FOR x IN list WITH OFFSET i.');
  return subscript;
}

interface Begun {
  readonly start: number;
  readonly from: Expression | undefined;
}

function finishSubscript(c: Cursor, operand: Expression, { start, from }: Begun): Expression {
  c.expectHead(']');
  if (from === undefined) return c.fail('an index');
  return { kind: 'subscript', span: c.spanFrom(start), operand, index: from };
}

function parseSlice(c: Cursor, operand: Expression, { start, from }: Begun): Slice {
  c.expect('..');
  const to = atClosingBracket(c) ? undefined : parseExpression(c);
  c.expectHead(']');
  const slice: Mutable<Slice> = { kind: 'slice', span: c.spanFrom(start), operand };
  if (from !== undefined) slice.from = from;
  if (to !== undefined) slice.to = to;
  return slice;
}

function atClosingBracket(c: Cursor): boolean {
  return c.at(']') || c.at(']-') || c.at(']->');
}
