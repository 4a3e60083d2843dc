import { Decimal } from 'decimal.js';
import { badText, beyondType, noCast } from './cast-error.ts';
import { exactDecimal, toDouble } from './compare-numbers.ts';
import { checkDecimal, decimal, ExactDecimal } from './decimal.ts';
import { isNumeric } from './family.ts';
import type { IntegerValue } from './integer.ts';
import { normalizeInteger } from './integer.ts';
import { roundFloat } from './round-float.ts';
import { fitsDecimal, fitsInteger } from './type-of.ts';
import type { DecimalType, FloatType, IntegerType } from './type.ts';
import type { Value } from './value.ts';
import { Float } from './value.ts';

const INTEGER_TEXT = /^[+-]?\d+$/;
const NUMBER_TEXT = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const SPECIAL_FLOATS: ReadonlyMap<string, number> = new Map([
  ['nan', Number.NaN],
  ['inf', Number.POSITIVE_INFINITY],
  ['+inf', Number.POSITIVE_INFINITY],
  ['-inf', Number.NEGATIVE_INFINITY],
  ['infinity', Number.POSITIVE_INFINITY],
  ['+infinity', Number.POSITIVE_INFINITY],
  ['-infinity', Number.NEGATIVE_INFINITY],
]);

/** Fractions are cut off. */
export function castToInteger(value: Value, type: IntegerType): IntegerValue {
  const integer = toInteger(value, type);
  if (!fitsInteger(integer, type)) throw beyondType(type);
  return integer;
}

function toInteger(value: Value, type: IntegerType): IntegerValue {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'string') {
    const text = value.trim();
    if (!INTEGER_TEXT.test(text)) throw badText(value, type);
    // No integer type holds more digits; without this a long text would take long to read.
    if (text.length > MAX_INTEGER_TEXT) throw beyondType(type);
    return normalizeInteger(BigInt(text.startsWith('+') ? text.slice(1) : text));
  }
  if (value instanceof Float) {
    if (!Number.isFinite(value.value)) throw beyondType(type);
    return normalizeInteger(BigInt(Math.trunc(value.value)));
  }
  if (value instanceof Decimal) {
    if (value.e > MAX_INTEGER_TEXT) throw beyondType(type);
    return normalizeInteger(BigInt(value.trunc().toFixed()));
  }
  throw noCast(value, type);
}

const MAX_INTEGER_TEXT = 400;

/** Rounds half up to the scale (IA005); digits lost before the point are 22003. */
export function castToDecimal(value: Value, type: DecimalType): Decimal {
  const exact = toDecimal(value, type);
  if (type.precision === undefined) return exact;
  const rounded = checkDecimal(exact.toDecimalPlaces(type.scale ?? 0, Decimal.ROUND_HALF_UP));
  if (!fitsDecimal(rounded, type)) throw beyondType(type);
  return rounded;
}

function toDecimal(value: Value, type: DecimalType): Decimal {
  if (typeof value === 'boolean') return decimal(value ? 1 : 0);
  if (typeof value === 'string') {
    const text = value.trim();
    if (!NUMBER_TEXT.test(text)) throw badText(value, type);
    return decimal(text);
  }
  if (!isNumeric(value)) throw noCast(value, type);
  if (value instanceof Float && !Number.isFinite(value.value)) throw beyondType(type);
  return checkDecimal(new ExactDecimal(exactDecimal(value)));
}

/** To the nearest; 22003 when a finite number overflows. */
export function castToFloat(value: Value, type: FloatType): Float {
  const finite = toFloat(value, type);
  const rounded = roundFloat(finite, type.bits);
  const overflows = Number.isFinite(finite) && !Number.isFinite(rounded);
  if (overflows || (!Number.isFinite(finite) && !isSpecial(value))) throw beyondType(type);
  return value instanceof Float && value.value === rounded ? value : new Float(rounded);
}

function toFloat(value: Value, type: FloatType): number {
  if (isNumeric(value)) return toDouble(value);
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value !== 'string') throw noCast(value, type);
  const text = value.trim();
  if (NUMBER_TEXT.test(text)) return Number(text);
  const special = SPECIAL_FLOATS.get(text.toLowerCase());
  if (special === undefined) throw badText(value, type);
  return special;
}

/** Whether an infinity or NaN was there from the start, in contrast to an overflow. */
function isSpecial(value: Value): boolean {
  if (value instanceof Float) return true;
  return typeof value === 'string' && !NUMBER_TEXT.test(value.trim());
}
