import { Decimal } from 'decimal.js';
import { exactDecimal, toDouble } from './compare-numbers.ts';
import { dataError, divisionByZero } from './data-error.ts';
import { checkDecimal, divideDecimals } from './decimal.ts';
import type { NumericValue } from './family.ts';
import { describeFamily, isList, isNumeric } from './family.ts';
import type { IntegerValue } from './integer.ts';
import { checkedInteger, integerOutOfRange, isInt64, MAX_INT64, MIN_INT64 } from './integer.ts';
import {
  addDuration,
  addDurations,
  divideDuration,
  durationBetween,
  isDuration,
  multiplyDuration,
  negateDuration,
  subtractDuration,
} from './temporal/arithmetic.ts';
import { concatenateLists } from './list.ts';
import { concatenateStrings } from './string-length.ts';
import { isInstant } from './temporal/family.ts';
import type { Value } from './value.ts';
import { Float } from './value.ts';

/**
 * `+ - * /`, MOD and the sign on values (ISO/IEC 39075, 20.21 and 20.27). Exact stays exact:
 * integers that leave INT64 are 22003 (INT256 when an operand was beyond INT64 already), INT / INT
 * truncates, decimals keep every digit of sums and products. With a float everything is a float, by
 * IEEE 754 (feature GA01). Null gives null; types that do not fit are 22G12.
 */

export function add(left: Value, right: Value): Value {
  if (typeof left === 'number' && typeof right === 'number') {
    const sum = left + right;
    if (sum <= Number.MAX_SAFE_INTEGER && sum >= Number.MIN_SAFE_INTEGER) return sum;
    return checkedIntegers(BigInt(left) + BigInt(right), left, right);
  }
  if (left === null || right === null) return null;
  if (isNumeric(left) && isNumeric(right)) return combine(ADDITION, left, right);
  return addOthers(left, right);
}

export function subtract(left: Value, right: Value): Value {
  if (typeof left === 'number' && typeof right === 'number') {
    const difference = left - right;
    if (difference <= Number.MAX_SAFE_INTEGER && difference >= Number.MIN_SAFE_INTEGER) {
      return difference;
    }
    return checkedIntegers(BigInt(left) - BigInt(right), left, right);
  }
  if (left === null || right === null) return null;
  if (isNumeric(left) && isNumeric(right)) return combine(SUBTRACTION, left, right);
  return subtractOthers(left, right);
}

export function multiply(left: Value, right: Value): Value {
  if (typeof left === 'number' && typeof right === 'number') {
    const product = left * right;
    // A rounded product this small was not rounded. `+ 0` because −5 * 0 must not be −0.
    if (product <= Number.MAX_SAFE_INTEGER && product >= Number.MIN_SAFE_INTEGER) {
      return product + 0;
    }
    return checkedIntegers(BigInt(left) * BigInt(right), left, right);
  }
  if (left === null || right === null) return null;
  if (isNumeric(left)) {
    if (isNumeric(right)) return combine(MULTIPLICATION, left, right);
    if (isDuration(right)) return multiplyDuration(right, left);
  } else if (isDuration(left) && isNumeric(right)) {
    return multiplyDuration(left, right);
  }
  throw invalidOperands('*', left, right);
}

export function divide(left: Value, right: Value): Value {
  if (typeof left === 'number' && typeof right === 'number') {
    // The quotient of two safe integers never rounds up to the next integer: its distance from that
    // is at least 1/right, half a unit in the last place less than 2^-53 * left/right.
    if (right !== 0) return Math.trunc(left / right) + 0;
    throw divisionByZero();
  }
  if (left === null || right === null) return null;
  if (isNumeric(right)) {
    if (isNumeric(left)) return combineByDivisor(DIVISION, left, right);
    if (isDuration(left)) return divideDuration(left, right);
  }
  throw invalidOperands('/', left, right);
}

/** MOD and `%`: the sign is the dividend's. */
export function modulo(left: Value, right: Value): Value {
  if (typeof left === 'number' && typeof right === 'number') {
    if (right !== 0) return (left % right) + 0;
    throw divisionByZero();
  }
  if (left === null || right === null) return null;
  if (!isNumeric(left) || !isNumeric(right)) throw invalidOperands('MOD', left, right);
  return combineByDivisor(MODULO, left, right);
}

export function negate(value: Value): Value {
  if (typeof value === 'number') return 0 - value;
  if (value === null) return null;
  if (value instanceof Float) return new Float(-value.value);
  if (typeof value === 'bigint') return checkedIntegers(-value, value, 0);
  if (value instanceof Decimal) return checkDecimal(value.neg());
  if (isDuration(value)) return negateDuration(value);
  throw invalidOperand('-', value);
}

/** The sign `+`, which changes nothing but refuses what has no sign. */
export function unaryPlus(value: Value): Value {
  if (value === null || isNumeric(value) || isDuration(value)) return value;
  throw invalidOperand('+', value);
}

/** One operation on pairs of each kind of number. */
interface NumberOperation {
  readonly floats: (left: number, right: number) => number;
  readonly decimals: (left: Decimal, right: Decimal) => Decimal;
  readonly integers: (left: bigint, right: bigint) => bigint;
}

const ADDITION: NumberOperation = {
  floats: (left, right) => left + right,
  decimals: (left, right) => left.plus(right),
  integers: (left, right) => left + right,
};

const SUBTRACTION: NumberOperation = {
  floats: (left, right) => left - right,
  decimals: (left, right) => left.minus(right),
  integers: (left, right) => left - right,
};

const MULTIPLICATION: NumberOperation = {
  floats: (left, right) => left * right,
  decimals: (left, right) => left.times(right),
  integers: (left, right) => left * right,
};

const DIVISION: NumberOperation = {
  floats: (left, right) => left / right,
  decimals: divideDecimals,
  integers: (left, right) => left / right,
};

const MODULO: NumberOperation = {
  floats: (left, right) => left % right,
  decimals: (left, right) => left.mod(right),
  integers: (left, right) => left % right,
};

/** A float makes all floats, else a decimal all decimals. */
function combine(operation: NumberOperation, left: NumericValue, right: NumericValue): Value {
  if (left instanceof Float || right instanceof Float) {
    return new Float(operation.floats(toDouble(left), toDouble(right)));
  }
  if (left instanceof Decimal || right instanceof Decimal) {
    return checkDecimal(operation.decimals(exactDecimal(left), exactDecimal(right)));
  }
  return checkedIntegers(operation.integers(BigInt(left), BigInt(right)), left, right);
}

/** The same where zero as an exact divisor is 22012. */
function combineByDivisor(
  operation: NumberOperation,
  left: NumericValue,
  right: NumericValue,
): Value {
  if (isZero(right) && !(left instanceof Float)) throw divisionByZero();
  return combine(operation, left, right);
}

function isZero(value: NumericValue): boolean {
  return value === 0 || (value instanceof Decimal && value.isZero());
}

function checkedIntegers(result: bigint, left: IntegerValue, right: IntegerValue): IntegerValue {
  const leavesInt64 = result < MIN_INT64 || result > MAX_INT64;
  if (leavesInt64 && isInt64(left) && isInt64(right)) throw integerOutOfRange(64);
  return checkedInteger(result);
}

/** Temporal sums; and strings and lists, whose `+` is an extension for `||`. */
function addOthers(left: Value, right: Value): Value {
  if (typeof left === 'string' && typeof right === 'string') return concatenateStrings(left, right);
  if (isList(left) && isList(right)) return concatenateLists(left, right);
  if (isDuration(right)) {
    if (isDuration(left)) return addDurations(left, right);
    if (isInstant(left)) return addDuration(left, right);
  } else if (isDuration(left) && isInstant(right)) {
    return addDuration(right, left);
  }
  throw invalidOperands('+', left, right);
}

/** Temporal differences; instant − instant is an extension for DURATION_BETWEEN. */
function subtractOthers(left: Value, right: Value): Value {
  if (isDuration(right)) {
    if (isDuration(left)) return addDurations(left, negateDuration(right));
    if (isInstant(left)) return subtractDuration(left, right);
  } else if (isInstant(left) && isInstant(right) && left.constructor === right.constructor) {
    return durationBetween(right, left);
  }
  throw invalidOperands('-', left, right);
}

export function invalidOperands(operator: string, left: Value, right: Value): Error {
  return dataError(
    '22G12',
    `${operator} does not take ${describeFamily(left)} and ${describeFamily(right)}`,
    typeof left === 'string' || typeof right === 'string' ? 'use CAST or ||' : undefined,
  );
}

export function invalidOperand(operator: string, value: Value): Error {
  return dataError('22G12', `${operator} does not take ${describeFamily(value)}`);
}
