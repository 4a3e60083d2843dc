import type { Cursor } from './cursor.ts';

/** `IF NOT EXISTS`, which OR REPLACE excludes. */
export function takeIfNotExists(c: Cursor, orReplace = false): boolean {
  const start = c.start;
  if (!c.take('IF')) return false;
  c.expect('NOT');
  c.expect('EXISTS');
  if (orReplace) {
    c.failAt(c.spanFrom(start), 'OR REPLACE and IF NOT EXISTS exclude each other');
  }
  return true;
}

export function takeIfExists(c: Cursor): boolean {
  if (!c.take('IF')) return false;
  c.expect('EXISTS');
  return true;
}
