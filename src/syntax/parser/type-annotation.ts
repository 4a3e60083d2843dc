import type { TypeSyntax } from '../ast/type.ts';
import type { Cursor } from './cursor.ts';
import { parseType } from './recursion.ts';

/** `::` or TYPED. */
export function takeTyped(c: Cursor): boolean {
  return c.take('::') || c.take('TYPED');
}

/** `[:: | TYPED] type` in front of `=`; undefined where `=` follows at once. */
export function parseOptionalType(c: Cursor): TypeSyntax | undefined {
  if (c.at('=')) return undefined;
  takeTyped(c);
  return parseType(c);
}
