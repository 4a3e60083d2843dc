import { Decimal } from 'decimal.js';
import { ExactDecimal } from './decimal.ts';
import type { NumericValue } from './family.ts';
import { Float } from './value.ts';

/**
 * Numbers of all types on one line, without rounding, so that equality stays transitive and hashes
 * can follow it. A float stands for the shortest decimal that reads back as it (what JavaScript and
 * JSON print), and from 2^53 on for the integer it is. That map is injective and monotone, because
 * each float's image lies in its own rounding interval; and `0.1` from a JavaScript program equals
 * the exact decimal `0.1` of a query text, which the binary expansion would not.
 *
 * Negative, 0 or positive; NaN (for which `<`, `=` and `>` are all false) when an operand is NaN.
 */
export function compareNumbers(left: NumericValue, right: NumericValue): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (left instanceof Decimal || right instanceof Decimal) return compareDecimals(left, right);
  const a = left instanceof Float ? left.value : left;
  const b = right instanceof Float ? right.value : right;
  // JavaScript compares number and bigint by their exact values.
  if (a < b) return -1;
  if (a > b) return 1;
  return a == b ? 0 : Number.NaN; // eslint-disable-line eqeqeq
}

function compareDecimals(left: NumericValue, right: NumericValue): number {
  if (left instanceof Float && !Number.isFinite(left.value)) return left.value - 0;
  if (right instanceof Float && !Number.isFinite(right.value)) return 0 - right.value;
  return exactDecimal(left).cmp(exactDecimal(right));
}

/** The decimal that a finite number stands for; see `compareNumbers`. */
export function exactDecimal(value: NumericValue): Decimal {
  if (value instanceof Decimal) return value;
  if (typeof value === 'bigint') return new ExactDecimal(value.toString());
  const number = typeof value === 'number' ? value : value.value;
  const isLarge = Math.abs(number) > Number.MAX_SAFE_INTEGER && Number.isFinite(number);
  return new ExactDecimal(isLarge ? BigInt(number).toString() : number);
}

/** The nearest double. */
export function toDouble(value: NumericValue): number {
  if (typeof value === 'number') return value;
  if (value instanceof Float) return value.value;
  return typeof value === 'bigint' ? Number(value) : value.toNumber();
}
