import type { OrderByAndPage, ReturnBody, ReturnItem, SortKey } from '../ast/statement.ts';
import { printExpression } from './recursion.ts';
import { printName } from './names.ts';
import { printAll } from './recursion.ts';

/** What stands behind RETURN, SELECT and WITH. */
export function printReturnBody(body: ReturnBody): string {
  const items = [...(body.star ? ['*'] : []), ...body.items.map(printItem)];
  const parts = [`${body.distinct ? 'DISTINCT ' : ''}${items.join(', ')}`];
  if (body.groupBy !== undefined) {
    parts.push(`GROUP BY ${body.groupBy.length === 0 ? '()' : printAll(body.groupBy)}`);
  }
  if (body.having !== undefined) parts.push(`HAVING ${printExpression(body.having)}`);
  if (body.orderBy !== undefined) parts.push(printOrderBy(body.orderBy));
  return parts.filter((part) => part !== '').join(' ');
}

function printItem({ expression, alias }: ReturnItem): string {
  const value = printExpression(expression);
  return alias === undefined ? value : `${value} AS ${printName(alias)}`;
}

export function printOrderBy({ keys, offset, limit }: OrderByAndPage): string {
  const parts: string[] = [];
  if (keys.length > 0) parts.push(`ORDER BY ${keys.map(printKey).join(', ')}`);
  if (offset !== undefined) parts.push(`OFFSET ${printExpression(offset)}`);
  if (limit !== undefined) parts.push(`LIMIT ${printExpression(limit)}`);
  return parts.join(' ');
}

function printKey({ expression, descending, nulls }: SortKey): string {
  const direction = descending ? ' DESC' : '';
  const order = nulls === undefined ? '' : ` NULLS ${nulls.toUpperCase()}`;
  return printExpression(expression) + direction + order;
}
