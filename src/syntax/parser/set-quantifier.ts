import type { Cursor } from './cursor.ts';

/**
 * DISTINCT or ALL. In front of an opening parenthesis ALL may begin the extension
 * `ALL (x IN list WHERE …)`.
 */
export function takeSetQuantifier(c: Cursor): 'DISTINCT' | 'ALL' | undefined {
  if (c.take('DISTINCT')) return 'DISTINCT';
  if (c.at('ALL') && !(c.peek(1) === '(' && c.peek(3) === 'IN')) {
    c.advance();
    return 'ALL';
  }
  return undefined;
}
