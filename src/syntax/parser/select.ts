import type { Mutable } from '../ast/mutable.ts';
import type { SelectClause } from '../ast/statement.ts';
import type { Cursor } from './cursor.ts';
import { parseMatchStatement } from './match.ts';
import { parseOrderByTail } from './order-by.ts';
import { parseGraphExpression } from './references.ts';
import { parseGroupBy, parseProjection } from './return.ts';
import { parseExpression, parseNestedProcedure } from './recursion.ts';

type From = NonNullable<SelectClause['from']>;
type MatchItem = Extract<From, { kind: 'match' }>['items'][number];

/** SELECT (ISO/IEC 39075, 14.12). */
export function parseSelect(c: Cursor): SelectClause {
  const start = c.start;
  c.expect('SELECT');
  const body = parseProjection(c);
  const clause: Mutable<SelectClause> = { kind: 'select', span: c.span(), body };
  if (c.take('FROM')) clause.from = parseFrom(c);
  if (c.take('WHERE')) clause.where = parseExpression(c);
  if (c.at('GROUP')) body.groupBy = parseGroupBy(c);
  if (c.take('HAVING')) body.having = parseExpression(c);
  const orderBy = parseOrderByTail(c);
  if (orderBy !== undefined) body.orderBy = orderBy;
  clause.span = c.spanFrom(start);
  return clause;
}

function parseFrom(c: Cursor): From {
  if (c.at('{')) return { kind: 'query', query: parseNestedProcedure(c) };
  const first = parseMatchItem(c);
  if ('query' in first) return first;
  const items = [first];
  while (c.take(',')) {
    const item = parseMatchItem(c);
    if ('query' in item) c.fail("'MATCH'", 'A query stands alone behind FROM.');
    items.push(item);
  }
  return { kind: 'match', items };
}

/** `graph MATCH …` or `graph { query }`. Extension: MATCH on the current graph. */
function parseMatchItem(c: Cursor): MatchItem | Extract<From, { kind: 'query' }> {
  const start = c.start;
  if (c.at('MATCH') || c.at('OPTIONAL')) {
    const match = parseMatchStatement(c, { amongGraphs: true });
    c.extension(start, 'FROM without a graph', 'ISO writes FROM CURRENT_GRAPH MATCH ….');
    return { match };
  }
  const graph = parseGraphExpression(c);
  if (c.at('{')) return { kind: 'query', graph, query: parseNestedProcedure(c) };
  if (!c.at('MATCH') && !c.at('OPTIONAL')) {
    c.fail("'MATCH'", 'Elements are selected by a pattern: FROM graph MATCH (n:Label).');
  }
  return { graph, match: parseMatchStatement(c, { amongGraphs: true }) };
}
