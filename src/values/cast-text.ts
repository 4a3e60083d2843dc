import { noCast } from './cast-error.ts';
import { codePointLength, sliceCodePoints } from './code-points.ts';
import { dataError } from './data-error.ts';
import { familyOf } from './family.ts';
import { checkStringLength } from './string-length.ts';
import { formatValue } from './text.ts';
import { typeName } from './type-name.ts';
import type { BytesType, StringType, ValueType } from './type.ts';
import type { Value } from './value.ts';

interface Warnings {
  readonly warn?: (gqlstatus: string) => void;
}

/** Scalars as `formatValue` shows them; too long is 22001, or 01004 when only spaces are lost. */
export function castToString(value: Value, type: StringType, context: Warnings): string {
  const text = typeof value === 'string' ? value : scalarText(value, type);
  if (type.maxLength === undefined && type.minLength === undefined) return text;
  const length = codePointLength(text);
  const minimum = type.fixed === true ? (type.maxLength ?? 0) : (type.minLength ?? 0);
  if (length < minimum) {
    checkStringLength(text.length + minimum - length);
    return text + ' '.repeat(minimum - length);
  }
  if (type.maxLength === undefined || length <= type.maxLength) return text;
  const lost = sliceCodePoints(text, type.maxLength, length);
  if (/[^ ]/u.test(lost)) throw tooLong(`a string of ${length} characters`, type);
  context.warn?.('01004');
  return sliceCodePoints(text, 0, type.maxLength);
}

function scalarText(value: Value, type: ValueType): string {
  switch (familyOf(value)) {
    case 'list':
    case 'record':
    case 'node':
    case 'edge':
    case 'path':
    case 'bytes':
      throw noCast(value, type);
    default:
      return formatValue(value);
  }
}

/** Zero bytes play the part of the spaces. */
export function castToBytes(value: Value, type: BytesType, context: Warnings): Uint8Array {
  if (!(value instanceof Uint8Array)) throw noCast(value, type);
  const minimum = type.fixed === true ? (type.maxLength ?? 0) : (type.minLength ?? 0);
  if (value.length < minimum) {
    const padded = new Uint8Array(minimum);
    padded.set(value);
    return padded;
  }
  if (type.maxLength === undefined || value.length <= type.maxLength) return value;
  if (value.subarray(type.maxLength).some((byte) => byte !== 0)) {
    throw tooLong(`a byte string of ${value.length} bytes`, type);
  }
  context.warn?.('01004');
  return value.slice(0, type.maxLength);
}

function tooLong(what: string, type: ValueType): Error {
  return dataError('22001', `${what} does not fit ${typeName(type)}`);
}
