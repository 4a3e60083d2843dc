import { Decimal } from 'decimal.js';
import { InternalError } from '../../base/assert.ts';
import { isDuration } from '../../values/temporal/arithmetic.ts';
import { isInstant } from '../../values/temporal/family.ts';
import { formatTemporal } from '../../values/temporal/format.ts';
import type { ValueType } from '../../values/type.ts';
import { Float } from '../../values/value.ts';
import type { Literal } from '../ast/expression.ts';
import { escapeQuoted } from './names.ts';

/** A literal of the same value and type. */
export function printLiteral({ value, type }: Literal): string {
  if (value === null) return type.kind === 'simple' && type.name === 'BOOL' ? 'UNKNOWN' : 'NULL';
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'string') return printString(value);
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (value instanceof Float) return printFloat(value.value);
  if (value instanceof Decimal) return printDecimal(value);
  if (value instanceof Uint8Array) return printBytes(value);
  if (isDuration(value) || isInstant(value)) {
    return `${temporalWord(type)} '${formatTemporal(value)}'`;
  }
  throw new InternalError('no literal has such a value');
}

export function printString(text: string): string {
  return `'${escapeQuoted(text, "'")}'`;
}

function printFloat(value: number): string {
  if (!Number.isFinite(value)) return `CAST('${value}' AS FLOAT)`;
  const text = String(value);
  return text.includes('e') ? text : `${text}F`;
}

/** Past this many digits a number is easier to read with an exponent. */
const LONG = 40;

function printDecimal(value: Decimal): string {
  const digits = value.toFixed();
  if (digits.length > LONG) return `${value.toExponential()}M`;
  return digits.includes('.') ? digits : `${digits}M`;
}

function printBytes(bytes: Uint8Array): string {
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'));
  return `X'${digits.join('').toUpperCase()}'`;
}

/** The word in front of the string; whether it is local or zoned shows in the string. */
function temporalWord(type: ValueType): string {
  const name = type.kind === 'simple' ? type.name : '';
  if (name === 'DATE') return 'DATE';
  if (name.startsWith('DURATION')) return 'DURATION';
  return name.endsWith('DATETIME') ? 'DATETIME' : 'TIME';
}
