import { Decimal } from 'decimal.js';
import { modulo, negate } from '../../values/arithmetic.ts';
import { compareNumbers, exactDecimal, toDouble } from '../../values/compare-numbers.ts';
import { compareValues } from '../../values/comparison.ts';
import { dataError, divisionByZero, outOfRange } from '../../values/data-error.ts';
import { checkDecimal } from '../../values/decimal.ts';
import { normalizeInteger } from '../../values/integer.ts';
import { absoluteDuration, isDuration } from '../../values/temporal/arithmetic.ts';
import type { Value } from '../../values/value.ts';
import { Float } from '../../values/value.ts';
import { integerArgument, numberArgument, wrongType } from './arguments.ts';
import type { Present, ScalarFunction } from './scalar.ts';
import { binary, strict, unary } from './scalar.ts';

/** Numeric functions (ISO/IEC 39075, 20.22). Trigonometry is in `trigonometric.ts`. */
export const NUMERIC_FUNCTIONS: readonly ScalarFunction[] = [
  unary('ABS', absolute),
  binary('MOD', modulo),
  unary('FLOOR', (value) => roundNumber('FLOOR', value, { mode: Decimal.ROUND_FLOOR })),
  unary('CEIL', (value) => roundNumber('CEIL', value, { mode: Decimal.ROUND_CEIL })),
  strict('ROUND', ([value = 0, digits]) =>
    roundNumber('ROUND', value, { mode: Decimal.ROUND_HALF_UP, digits }),
  ),
  strict('TRUNCATE', ([value = 0, digits]) =>
    roundNumber('TRUNCATE', value, { mode: Decimal.ROUND_DOWN, digits }),
  ),
  unary('SIGN', (value) => {
    const order = compareNumbers(numberArgument('SIGN', value), 0);
    return Number.isNaN(order) ? new Float(Number.NaN) : Math.sign(order) + 0;
  }),
  unary('SQRT', (value) => {
    const number = toDouble(numberArgument('SQRT', value));
    if (number < 0) throw dataError('2201F', 'SQRT takes no negative number');
    return new Float(Math.sqrt(number));
  }),
  binary('POWER', (base, exponent) => power('POWER', base, exponent)),
  binary('^', (base, exponent) => power('^', base, exponent)),
  unary('EXP', (value) => finite('EXP', value, Math.exp(toDouble(numberArgument('EXP', value))))),
  unary('LN', (value) => new Float(Math.log(logarithmArgument('LN', value)))),
  unary('LOG10', (value) => new Float(Math.log10(logarithmArgument('LOG10', value)))),
  unary('LOG2', (value) => new Float(Math.log2(logarithmArgument('LOG2', value)))),
  strict('LOG', ([base = 0, value]) => logarithm(base, value)),
  strict('GREATEST', (values) => extreme('GREATEST', values)),
  strict('LEAST', (values) => extreme('LEAST', values)),
  {
    name: 'RANDOM',
    apply: (_args, context) => new Float(context.random.next()),
  },
];

function absolute(value: Present): Value {
  if (typeof value === 'number') return Math.abs(value);
  if (isDuration(value)) return absoluteDuration(value);
  const number = numberArgument('ABS', value);
  if (number instanceof Float) return new Float(Math.abs(number.value));
  return compareNumbers(number, 0) < 0 ? negate(number) : number;
}

interface Rounding {
  readonly mode: Decimal.Rounding;
  readonly digits?: Present | undefined;
}

/**
 * Keeps the type. A float is rounded as the shortest decimal that stands for it, so that
 * ROUND(2.345e0, 2) is 2.35 although the double is a little less than 2.345.
 */
function roundNumber(name: string, value: Present, rounding: Rounding): Value {
  const { mode } = rounding;
  const digits = rounding.digits === undefined ? 0 : integerArgument(name, rounding.digits);
  const number = numberArgument(name, value);
  if (digits >= 0 && (typeof number === 'number' || typeof number === 'bigint')) return number;
  if (number instanceof Float && !Number.isFinite(number.value)) return number;
  const rounded = roundDecimal(exactDecimal(number), digits, mode);
  if (number instanceof Float) return new Float(rounded.toNumber());
  return number instanceof Decimal ? rounded : normalizeInteger(BigInt(rounded.toFixed()));
}

/** Digits below zero count tens, hundreds … */
function roundDecimal(value: Decimal, digits: number, mode: Decimal.Rounding): Decimal {
  // No decimal is longer; decimal.js refuses counts past its own bounds.
  const bounded = Math.max(-MAX_DIGITS, Math.min(MAX_DIGITS, digits));
  if (bounded >= 0) return checkDecimal(value.toDecimalPlaces(bounded, mode));
  const unit = exactDecimal(10).pow(-bounded);
  return checkDecimal(value.div(unit).toDecimalPlaces(0, mode).times(unit));
}

const MAX_DIGITS = 6000;

/** 2201F for zero to a negative exponent and for roots of negative numbers. */
function power(name: string, base: Present, exponent: Present): Value {
  const b = toDouble(numberArgument(name, base));
  const e = toDouble(numberArgument(name, exponent));
  if (b === 0 && e < 0) throw dataError('2201F', 'zero has no power of a negative exponent');
  if (b < 0 && Number.isFinite(e) && !Number.isInteger(e)) {
    throw dataError('2201F', 'a negative number has no power of a fractional exponent');
  }
  const result = b ** e;
  if (!Number.isFinite(result) && Number.isFinite(b) && Number.isFinite(e)) {
    if (base instanceof Float || exponent instanceof Float) return new Float(result);
    throw outOfRange(`the result of ${name} is out of range`);
  }
  return new Float(result);
}

/** Overflow of exact arguments is 22003; of floats it is an infinity (GA01). */
export function finite(name: string, argument: Value, result: number): Float {
  if (!Number.isFinite(result) && !(argument instanceof Float)) {
    throw outOfRange(`the result of ${name} is out of range`);
  }
  return new Float(result);
}

function logarithmArgument(name: string, value: Present | undefined): number {
  const number = toDouble(numberArgument(name, value));
  if (number <= 0) throw dataError('2201E', `${name} takes positive numbers only`);
  return number;
}

/** LOG(base, number); LOG(number) is the natural logarithm. */
function logarithm(base: Present, value: Present | undefined): Value {
  if (value === undefined) return new Float(Math.log(logarithmArgument('LOG', base)));
  const b = logarithmArgument('LOG', base);
  const number = logarithmArgument('LOG', value);
  if (b === 1) throw divisionByZero();
  // The bases with a function of their own give exact results for exact powers.
  if (b === 2) return new Float(Math.log2(number));
  if (b === 10) return new Float(Math.log10(number));
  return new Float(Math.log(number) / Math.log(b));
}

function extreme(name: 'GREATEST' | 'LEAST', values: readonly Present[]): Value {
  const sign = name === 'GREATEST' ? 1 : -1;
  let best: Present | undefined;
  for (const value of values) {
    if (best === undefined || (compareValues(value, best) ?? 0) * sign > 0) best = value;
  }
  if (best === undefined) throw wrongType(name, 'values', null);
  return best;
}
