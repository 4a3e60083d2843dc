import { Decimal } from 'decimal.js';
import { Float } from '../../values/value.ts';
import type { Value } from '../../values/value.ts';

/**
 * The value of `-literal` for numbers, so that the sign of a literal costs nothing at run time and
 * the smallest INT64, whose absolute value is none, can be written.
 */
export function negatedLiteral(value: Value): Value | undefined {
  if (typeof value === 'number') return 0 - value;
  if (typeof value === 'bigint') return narrow(-value);
  if (value instanceof Float) return new Float(-value.value);
  return value instanceof Decimal ? value.negated() : undefined;
}

/** Integers within 2^53 are numbers, never bigints (see `values/value.ts`). */
function narrow(value: bigint): number | bigint {
  const small = Number(value);
  return Number.isSafeInteger(small) ? small : value;
}
