import { Decimal } from 'decimal.js';
import { GqlError } from '../../base/errors.ts';
import { castValue } from '../../values/cast.ts';
import { dataError } from '../../values/data-error.ts';
import { equalValues } from '../../values/equality.ts';
import { describeFamily, isList, isNumeric } from '../../values/family.ts';
import { limitedString } from '../../values/string-length.ts';
import { formatValue } from '../../values/text.ts';
import { typeName } from '../../values/type-name.ts';
import { typeOf } from '../../values/type-of.ts';
import type { ValueType } from '../../values/type.ts';
import { BOOL, FLOAT, INT } from '../../values/type.ts';
import type { Value } from '../../values/value.ts';
import type { Present, ScalarFunction } from './scalar.ts';
import { lenient, unary } from './scalar.ts';

/** Conversions in the manner of Cypher, null handling and what fits nowhere else. */
export const CONVERSION_FUNCTIONS: readonly ScalarFunction[] = [
  unary('TO_STRING', (value) => limitedString(() => formatValue(value))),
  unary('TO_INTEGER', toInteger),
  unary('TO_FLOAT', (value) => castOrNull(value, FLOAT)),
  unary('TO_BOOLEAN', (value) => castOrNull(value, BOOL)),
  lenient('VALUE_TYPE', ([value = null]) => typeName(typeOf(value))),
  { name: 'RANDOM_UUID', apply: (_args, { random }) => formatUuid(random.bytes(16)) },
  unary('ADDEND', (value) => {
    if (typeof value !== 'string' && !isList(value)) return value;
    const message = `${describeFamily(value)} is no operand of +`;
    throw dataError('22G12', message, 'ISO joins strings and lists by ||');
  }),
  unary('TRUTH', (value) => {
    if (!isNumeric(value)) return value;
    throw dataError('22G03', 'a number does not cast to BOOL', 'ISO compares it: x <> 0');
  }),
  // The executors evaluate these two lazily; these forms serve where the arguments are values.
  lenient('COALESCE', (values) => values.find((value) => value !== null) ?? null),
  lenient('NULLIF', ([value = null, other = null]) =>
    equalValues(value, other) === true ? null : value,
  ),
];

/** A text with a fraction gives its whole part, as in Cypher. */
function toInteger(value: Present): Value {
  const whole = castOrNull(value, INT);
  if (whole !== null || typeof value !== 'string') return whole;
  const number = castOrNull(value, { kind: 'decimal' });
  return number instanceof Decimal ? castOrNull(number, INT) : null;
}

function castOrNull(value: Present, type: ValueType): Value {
  try {
    return castValue(value, type);
  } catch (error) {
    if (error instanceof GqlError) return null;
    throw error;
  }
}

/** Version 4, variant 1 (RFC 9562, 5.4). */
function formatUuid(bytes: Uint8Array): string {
  const hex = Array.from(bytes, (byte, i) => {
    const fixed = i === 6 ? (byte & 0x0f) | 0x40 : i === 8 ? (byte & 0x3f) | 0x80 : byte;
    return fixed.toString(16).padStart(2, '0');
  }).join('');
  const cuts = [0, 8, 12, 16, 20, 32];
  return cuts
    .slice(1)
    .map((end, i) => hex.slice(cuts[i], end))
    .join('-');
}
