import type { Mutable } from '../ast/mutable.ts';
import type { FilterClause, ForClause, LetClause, UseClause } from '../ast/statement.ts';
import type { Cursor } from './cursor.ts';
import { parseLetDefinitions } from './let-expression.ts';
import { parseDeclaredVariable, parseVariable } from './names.ts';
import { parseGraphExpression } from './references.ts';
import { parseExpression } from './recursion.ts';

/** `USE graph`. */
export function parseUse(c: Cursor): UseClause {
  const start = c.start;
  c.expect('USE');
  const graph = parseGraphExpression(c);
  return { kind: 'use', span: c.spanFrom(start), graph };
}

/** `LET x = 1, VALUE y :: INT = 2` (ISO/IEC 39075, 14.7). */
export function parseLet(c: Cursor): LetClause {
  const start = c.start;
  c.expect('LET');
  const definitions = parseLetDefinitions(c, parseExpression);
  return { kind: 'let', span: c.spanFrom(start), definitions };
}

/** `FILTER [WHERE] condition` (14.6). */
export function parseFilter(c: Cursor): FilterClause {
  const start = c.start;
  c.expect('FILTER');
  c.take('WHERE');
  const condition = parseExpression(c);
  return { kind: 'filter', span: c.spanFrom(start), condition };
}

/** Extension: WHERE behind a clause other than MATCH is FILTER. */
export function parseWhere(c: Cursor): FilterClause {
  const start = c.start;
  c.expect('WHERE');
  c.extension(start, 'WHERE behind a clause other than MATCH', 'ISO writes FILTER.');
  const condition = parseExpression(c);
  return { kind: 'filter', span: c.spanFrom(start), condition };
}

/** `FOR x IN list [WITH ORDINALITY|OFFSET i]` (14.8). */
export function parseFor(c: Cursor): ForClause {
  const start = c.start;
  c.expect('FOR');
  const variable = parseVariable(c);
  c.expect('IN');
  const source = parseExpression(c);
  const clause: Mutable<ForClause> = { kind: 'for', span: c.span(), variable, source };
  const next = c.peek(1);
  if (c.at('WITH') && (next === 'ORDINALITY' || next === 'OFFSET')) {
    c.advance();
    c.advance();
    const from = next === 'ORDINALITY' ? 'ordinality' : 'offset';
    clause.position = { from, variable: parseDeclaredVariable(c) };
  }
  clause.span = c.spanFrom(start);
  return clause;
}

/** Extension: `UNWIND list AS x`. */
export function parseUnwind(c: Cursor): ForClause {
  const start = c.start;
  c.expect('UNWIND');
  c.extension(start, 'UNWIND', 'ISO writes FOR x IN list.');
  const source = parseExpression(c);
  c.expect('AS');
  const variable = parseVariable(c);
  return { kind: 'for', span: c.spanFrom(start), variable, source };
}
