import { exactDecimal } from '../../../values/compare-numbers.ts';
import { divideRounded, ExactDecimal, QUOTIENT_DIGITS } from '../../../values/decimal.ts';
import { checkedInteger, integerOutOfRange, isInt64 } from '../../../values/integer.ts';
import type { Value } from '../../../values/value.ts';

/** What a sum of integers has beyond the double that it is added up in; null: nothing. */
export type Excess = bigint | null;

/**
 * Called where adding `value` took the double `sum` past 2^53: the exact excess to go on with,
 * while the caller starts its double from 0.
 */
export function carry(excess: Excess, before: number, value: number): bigint {
  return (excess ?? 0n) + BigInt(before) + BigInt(value);
}

/** The same for a value that counts `weight` times. */
export function carryWeighted(
  excess: Excess,
  before: number,
  value: number,
  weight: number,
): bigint {
  return (excess ?? 0n) + BigInt(before) + BigInt(value) * BigInt(weight);
}

/** The total of integers within INT64; 22003 beyond it. */
export function integerSum(sum: number, excess: Excess): Value {
  if (excess === null) return sum;
  const total = checkedInteger(excess + BigInt(sum));
  if (!isInt64(total)) throw integerOutOfRange(64);
  return total;
}

/** AVG of exact integers of at most 15 digits, as `AverageAccumulator` has it. */
export function integerAverage(sum: number, excess: Excess, count: number): Value {
  const total = new ExactDecimal(((excess ?? 0n) + BigInt(sum)).toString());
  return divideRounded(total, exactDecimal(count), QUOTIENT_DIGITS);
}

/** A count that was added up in a double, where only the end can tell that it is inexact. */
export function checkedCount(count: number): number {
  if (count > Number.MAX_SAFE_INTEGER) throw integerOutOfRange(64);
  return count;
}
