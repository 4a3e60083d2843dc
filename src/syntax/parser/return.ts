import type { Expression } from '../ast/expression.ts';
import type { Mutable } from '../ast/mutable.ts';
import type {
  FinishClause,
  ReturnBody,
  ReturnClause,
  ReturnItem,
  WithClause,
} from '../ast/statement.ts';
import type { Cursor } from './cursor.ts';
import { parseAlias } from './names.ts';
import { parseOrderByTail } from './order-by.ts';
import { takeSetQuantifier } from './set-quantifier.ts';
import { parseExpression } from './recursion.ts';

/** RETURN with its grouping, order and page (ISO/IEC 39075, 14.10 and 14.11). */
export function parseReturn(c: Cursor): ReturnClause {
  const start = c.start;
  c.expect('RETURN');
  if (c.atBoth('NO', 'BINDINGS')) {
    c.advance();
    c.advance();
    const page = parseOrderByTail(c);
    const span = c.spanFrom(start);
    return page === undefined ? { kind: 'return', span } : { kind: 'return', span, orderBy: page };
  }
  const body = parseProjection(c);
  if (c.at('GROUP')) body.groupBy = parseGroupBy(c);
  if (c.at('HAVING')) parseHavingExtension(c, body);
  const orderBy = parseOrderByTail(c);
  if (orderBy !== undefined) body.orderBy = orderBy;
  if (c.at('HAVING') && body.having === undefined) parseHavingExtension(c, body);
  return { kind: 'return', span: c.spanFrom(start), body };
}

/** Extension: HAVING is SELECT's. */
function parseHavingExtension(c: Cursor, body: Mutable<ReturnBody>): void {
  const start = c.start;
  c.expect('HAVING');
  c.extension(start, 'HAVING behind RETURN', 'ISO writes RETURN … NEXT FILTER ….');
  body.having = parseExpression(c);
}

export function parseFinish(c: Cursor): FinishClause {
  const span = c.span();
  c.expect('FINISH');
  return { kind: 'finish', span };
}

/** Extension: Cypher's WITH. */
export function parseWith(c: Cursor): WithClause {
  const start = c.start;
  c.expect('WITH');
  c.extension(start, 'WITH', 'ISO writes RETURN … NEXT.');
  const body = parseProjection(c);
  const orderBy = parseOrderByTail(c);
  if (orderBy !== undefined) body.orderBy = orderBy;
  const clause: Mutable<WithClause> = { kind: 'with', span: c.span(), body };
  if (c.take('WHERE')) clause.where = parseExpression(c);
  clause.span = c.spanFrom(start);
  return clause;
}

/** `[DISTINCT|ALL] *` or items; `*, item` is an extension. */
export function parseProjection(c: Cursor): Mutable<ReturnBody> {
  const distinct = takeSetQuantifier(c) === 'DISTINCT';
  const star = c.take('*');
  const items: ReturnItem[] = [];
  const comma = c.start;
  if (!star || c.take(',')) {
    do items.push(parseItem(c));
    while (c.take(','));
  }
  if (star && items.length > 0) {
    c.extension(comma, 'an item behind *', 'ISO names all columns, or writes LET … RETURN *.');
  }
  return { distinct, star, items };
}

function parseItem(c: Cursor): ReturnItem {
  const start = c.start;
  const expression = parseExpression(c);
  const text = c.text.slice(start, c.previousEnd);
  return c.take('AS') ? { expression, alias: parseAlias(c), text } : { expression, text };
}

/** `GROUP BY v, …` or `GROUP BY ()` (16.15). Extension: any expression. */
export function parseGroupBy(c: Cursor): Expression[] {
  c.expect('GROUP');
  c.expect('BY');
  if (c.atBoth('(', ')')) {
    c.advance();
    c.advance();
    return [];
  }
  const elements: Expression[] = [];
  do elements.push(parseGroupingElement(c));
  while (c.take(','));
  return elements;
}

function parseGroupingElement(c: Cursor): Expression {
  const start = c.start;
  const element = parseExpression(c);
  if (element.kind !== 'variable' || element.span.start !== start) {
    c.extension(start, 'GROUP BY a value', 'ISO groups by variables only; name the value by AS.');
  }
  return element;
}
