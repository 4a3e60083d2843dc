import type { Expression } from '../ast/expression.ts';
import type { Mutable } from '../ast/mutable.ts';
import type { OrderByAndPage, SortKey } from '../ast/statement.ts';
import type { Cursor } from './cursor.ts';
import { parseCount } from './path-prefix.ts';
import { parseExpression } from './recursion.ts';

/** `[ORDER BY keys] [OFFSET n] [LIMIT n]` (ISO/IEC 39075, 14.9); undefined where none begins. */
export function parseOrderByTail(c: Cursor): OrderByAndPage | undefined {
  const begins = c.at('ORDER') || c.at('OFFSET') || c.at('SKIP') || c.at('LIMIT') || c.at('FETCH');
  return begins ? parseOrderByAndPage(c, true) : undefined;
}

/** As a statement of its own, where OFFSET behind LIMIT begins the next statement. */
export function parseOrderByStatement(c: Cursor): OrderByAndPage {
  return parseOrderByAndPage(c, false);
}

function parseOrderByAndPage(c: Cursor, isTail: boolean): OrderByAndPage {
  const start = c.start;
  const keys = c.take('ORDER') ? parseSortKeys(c) : [];
  const page: Mutable<OrderByAndPage> = { kind: 'orderBy', span: c.span(), keys };
  while ((isTail || page.limit === undefined) && parsePagePart(c, page));
  page.span = c.spanFrom(start);
  return page;
}

function parseSortKeys(c: Cursor): SortKey[] {
  c.expect('BY');
  const keys: SortKey[] = [];
  do {
    const expression = parseExpression(c);
    const descending = takeDirection(c);
    const key: Mutable<SortKey> = { expression, descending };
    if (c.take('NULLS')) {
      key.nulls = c.take('FIRST') ? 'first' : 'last';
      if (key.nulls === 'last' && !c.take('LAST')) c.fail("'FIRST' or 'LAST'");
    }
    keys.push(key);
  } while (c.take(','));
  return keys;
}

function takeDirection(c: Cursor): boolean {
  if (c.take('DESC') || c.take('DESCENDING')) return true;
  if (!c.take('ASC')) c.take('ASCENDING');
  return false;
}

/** OFFSET or LIMIT, once each; ISO wants OFFSET first. */
function parsePagePart(c: Cursor, page: Mutable<OrderByAndPage>): boolean {
  const start = c.start;
  if (page.offset === undefined && (c.take('OFFSET') || c.take('SKIP'))) {
    page.offset = parseRowCount(c);
    if (page.limit !== undefined) {
      c.extension(start, 'OFFSET behind LIMIT', 'ISO writes OFFSET n LIMIT m.');
    }
    return true;
  }
  if (page.limit !== undefined) return false;
  if (c.take('LIMIT')) page.limit = parseRowCount(c);
  else if (c.at('FETCH')) page.limit = parseFetch(c);
  else return false;
  return true;
}

/** ISO takes a literal or a parameter here; the lenient mode any value, which the binder checks. */
function parseRowCount(c: Cursor): Expression {
  const start = c.start;
  const count = parseExpression(c);
  if (!isCount(count)) {
    c.extension(
      start,
      'a computed number of rows',
      'ISO takes an unsigned integer or a parameter.',
    );
  }
  return count;
}

/** An unsigned integer or a parameter. */
function isCount(e: Expression): boolean {
  return e.kind === 'parameter' || (e.kind === 'literal' && e.type.kind === 'integer');
}

/** Extension: SQL's `FETCH FIRST n ROWS ONLY`. */
function parseFetch(c: Cursor): Expression {
  const start = c.start;
  c.expect('FETCH');
  if (!c.take('FIRST')) c.expect('NEXT');
  const count = parseCount(c);
  if (count === undefined) c.fail('the number of rows');
  if (!c.take('ROWS')) c.expect('ROW');
  c.expect('ONLY');
  c.extension(start, 'FETCH FIRST', 'ISO writes LIMIT n.');
  return count;
}
