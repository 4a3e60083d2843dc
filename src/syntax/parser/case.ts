import type { Expression, SearchedCase, SimpleCase, WhenOperand } from '../ast/expression.ts';
import type { Mutable } from '../ast/mutable.ts';
import type { Cursor } from './cursor.ts';
import { parseExpression, parseWhenOperand } from './recursion.ts';

/** CASE in both forms (ISO/IEC 39075, 20.7). */
export function parseCase(c: Cursor): Expression {
  return c.peek(1) === 'WHEN' ? parseSearched(c) : parseSimple(c);
}

function parseSearched(c: Cursor): SearchedCase {
  const start = c.start;
  c.expect('CASE');
  const branches: { when: Expression; then: Expression }[] = [];
  while (c.take('WHEN')) {
    const when = parseExpression(c);
    c.expect('THEN');
    branches.push({ when, then: parseExpression(c) });
  }
  const otherwise = parseOtherwise(c);
  const node: Mutable<SearchedCase> = { kind: 'searchedCase', span: c.spanFrom(start), branches };
  if (otherwise !== undefined) node.otherwise = otherwise;
  return node;
}

function parseSimple(c: Cursor): SimpleCase {
  const start = c.start;
  c.expect('CASE');
  const operand = parseExpression(c);
  if (!c.at('WHEN')) c.fail("'WHEN'");
  const branches: { when: WhenOperand[]; then: Expression }[] = [];
  while (c.take('WHEN')) {
    const when: WhenOperand[] = [];
    do when.push(parseWhenOperand(c, operand));
    while (c.take(','));
    c.expect('THEN');
    branches.push({ when, then: parseExpression(c) });
  }
  const otherwise = parseOtherwise(c);
  const node: Mutable<SimpleCase> = {
    kind: 'simpleCase',
    span: c.spanFrom(start),
    operand,
    branches,
  };
  if (otherwise !== undefined) node.otherwise = otherwise;
  return node;
}

function parseOtherwise(c: Cursor): Expression | undefined {
  const otherwise = c.take('ELSE') ? parseExpression(c) : undefined;
  if (!c.take('END')) c.fail(otherwise === undefined ? "'WHEN', 'ELSE' or 'END'" : "'END'");
  return otherwise;
}
