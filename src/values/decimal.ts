import { Decimal } from 'decimal.js';
import { outOfRange } from './data-error.ts';

/**
 * Exact decimals. Sums and products are exact up to 1,000 significant digits, after which they are
 * rounded half up (ID064–ID066); powers of ten past ±6,144 are out of range. The constructor shares
 * its prototype with decimal.js's own, so `instanceof Decimal` holds for values of either.
 */
export const ExactDecimal: Decimal.Constructor = Decimal.clone({
  defaults: true,
  precision: 1000,
  rounding: Decimal.ROUND_HALF_UP,
  maxE: 6144,
  minE: -6176,
  toExpNeg: -6200,
  toExpPos: 6200,
});

/** What quotients and averages are rounded to unless an operand has more: it fits a double. */
export const QUOTIENT_DIGITS = 15;

/** From the digits of a literal, or exactly from an integer. */
export function decimal(value: string | number | bigint): Decimal {
  return checkDecimal(new ExactDecimal(typeof value === 'bigint' ? value.toString() : value));
}

/** Overflow shows as an infinity in decimal.js, and is 22003 here. Exact numbers have no −0. */
export function checkDecimal(value: Decimal): Decimal {
  if (!value.isFinite()) throw outOfRange('the decimal number is out of range');
  return value.isZero() && value.isNegative() ? value.abs() : value;
}

/** The quotient, rounded to 15 significant digits or as many as the longer operand has. */
export function divideDecimals(left: Decimal, right: Decimal): Decimal {
  const digits = Math.max(QUOTIENT_DIGITS, left.precision(), right.precision());
  return divideRounded(left, right, digits);
}

/** The quotient, rounded once to so many significant digits. */
export function divideRounded(left: Decimal, right: Decimal, digits: number): Decimal {
  const Rounding = roundingTo(digits);
  // Back to the common constructor, or later sums would round like this quotient.
  return checkDecimal(new ExactDecimal(new Rounding(left).div(right)));
}

const roundingConstructors = new Map<number, Decimal.Constructor>();

function roundingTo(precision: number): Decimal.Constructor {
  let constructor = roundingConstructors.get(precision);
  if (constructor === undefined) {
    constructor = ExactDecimal.clone({ precision });
    roundingConstructors.set(precision, constructor);
  }
  return constructor;
}
