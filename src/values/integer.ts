import { outOfRange } from './data-error.ts';

/** An exact integer: `number` while safe, `bigint` beyond. */
export type IntegerValue = number | bigint;

export const MIN_INT64 = -(2n ** 63n);
export const MAX_INT64 = 2n ** 63n - 1n;
export const MIN_INT256 = -(2n ** 255n);
/** Of UINT256, the widest type there is. */
export const MAX_UINT256 = 2n ** 256n - 1n;

const MIN_SAFE = BigInt(Number.MIN_SAFE_INTEGER);
const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER);

/** The one representation of an exact integer; see `Value`. */
export function normalizeInteger(value: bigint): IntegerValue {
  return value >= MIN_SAFE && value <= MAX_SAFE ? Number(value) : value;
}

/** An integer within the widest types, else 22003. */
export function checkedInteger(value: bigint): IntegerValue {
  if (value >= MIN_SAFE && value <= MAX_SAFE) return Number(value);
  if (value < MIN_INT256 || value > MAX_UINT256) throw integerOutOfRange(256);
  return value;
}

export function isInt64(value: IntegerValue): boolean {
  return typeof value === 'number' || (value >= MIN_INT64 && value <= MAX_INT64);
}

export function integerOutOfRange(bits: 64 | 256): Error {
  return outOfRange(
    `the result is beyond INT${bits}`,
    bits === 64 ? 'cast an operand to FLOAT or DECIMAL when exactness is not needed' : undefined,
  );
}
