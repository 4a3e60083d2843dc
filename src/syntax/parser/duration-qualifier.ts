import type { Cursor } from './cursor.ts';

/** YEAR TO MONTH or DAY TO SECOND; undefined when neither begins here. */
export function parseDurationQualifier(c: Cursor): 'YEAR TO MONTH' | 'DAY TO SECOND' | undefined {
  if (c.take('YEAR')) {
    c.expect('TO');
    c.expect('MONTH');
    return 'YEAR TO MONTH';
  }
  if (c.take('DAY')) {
    c.expect('TO');
    c.expect('SECOND');
    return 'DAY TO SECOND';
  }
  return undefined;
}
