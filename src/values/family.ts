import { Decimal } from 'decimal.js';
import { Temporal } from 'temporal-polyfill';
import { InternalError } from '../base/assert.ts';
import type { Value } from './value.ts';
import {
  DayTimeDuration,
  EdgeValue,
  Float,
  GraphValue,
  NodeValue,
  PathValue,
  RecordValue,
  YearMonthDuration,
  ZonedTime,
} from './value.ts';

/**
 * The families of values that compare with each other (ISO/IEC 39075, 4.15 and 22.x): all numbers
 * are one, and each temporal type is its own.
 */
export type Family =
  | 'null'
  | 'boolean'
  | 'number'
  | 'string'
  | 'bytes'
  | 'date'
  | 'local time'
  | 'zoned time'
  | 'local datetime'
  | 'zoned datetime'
  | 'year-month duration'
  | 'day-time duration'
  | 'list'
  | 'record'
  | 'node'
  | 'edge'
  | 'path'
  | 'graph';

export function familyOf(value: Value): Family {
  switch (typeof value) {
    case 'number':
    case 'bigint':
      return 'number';
    case 'string':
      return 'string';
    case 'boolean':
      return 'boolean';
    default:
      return value === null ? 'null' : familyOfObject(value);
  }
}

/** In the order of how often they come up. */
function familyOfObject(value: object): Family {
  if (value instanceof NodeValue) return 'node';
  if (value instanceof EdgeValue) return 'edge';
  if (value instanceof Float || value instanceof Decimal) return 'number';
  if (Array.isArray(value)) return 'list';
  if (value instanceof Temporal.PlainDate) return 'date';
  if (value instanceof Temporal.ZonedDateTime) return 'zoned datetime';
  if (value instanceof Temporal.PlainDateTime) return 'local datetime';
  if (value instanceof DayTimeDuration) return 'day-time duration';
  if (value instanceof YearMonthDuration) return 'year-month duration';
  if (value instanceof Temporal.PlainTime) return 'local time';
  if (value instanceof ZonedTime) return 'zoned time';
  if (value instanceof RecordValue) return 'record';
  if (value instanceof PathValue) return 'path';
  if (value instanceof Uint8Array) return 'bytes';
  if (value instanceof GraphValue) return 'graph';
  throw new InternalError('not a value');
}

/** For messages: the family with an article. */
export function describeFamily(value: Value): string {
  const family = familyOf(value);
  if (family === 'null') return 'null';
  return `${family === 'edge' ? 'an' : 'a'} ${family === 'bytes' ? 'byte string' : family}`;
}

export type NumericValue = number | bigint | Float | Decimal;

export function isNumeric(value: Value): value is NumericValue {
  return (
    typeof value === 'number' ||
    typeof value === 'bigint' ||
    value instanceof Float ||
    value instanceof Decimal
  );
}

/** A `readonly` array does not narrow by `Array.isArray` alone. */
export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}
