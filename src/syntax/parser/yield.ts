import type { YieldItem } from '../ast/procedure.ts';
import type { Cursor } from './cursor.ts';
import { parseAlias, parseName } from './names.ts';

/** `YIELD name [AS alias], …`. */
export function parseYield(c: Cursor): YieldItem[] {
  c.expect('YIELD');
  const items: YieldItem[] = [];
  do {
    const name = parseName(c, 'the name of a column');
    items.push(c.take('AS') ? { name, alias: parseAlias(c) } : { name });
  } while (c.take(','));
  return items;
}
