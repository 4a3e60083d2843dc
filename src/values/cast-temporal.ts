import { Temporal } from 'temporal-polyfill';
import { unreachable } from '../base/assert.ts';
import { noCast } from './cast-error.ts';
import { dataError } from './data-error.ts';
import { isDuration } from './temporal/arithmetic.ts';
import { isInstant } from './temporal/family.ts';
import { checkYear } from './temporal/limits.ts';
import { parseDate, parseDatetime, parseDuration, parseTime } from './temporal/parse.ts';
import type { SimpleTypeName, ValueType } from './type.ts';
import type { TemporalValue, Value } from './value.ts';
import { DayTimeDuration, YearMonthDuration, ZonedTime } from './value.ts';

type TemporalTypeName = Exclude<SimpleTypeName, 'BOOL' | 'PATH' | 'NULL' | 'NOTHING'>;

interface Target {
  readonly name: TemporalTypeName;
  /** For messages. */
  readonly type: ValueType;
}

/**
 * Casts to the temporal types. What lacks a zone takes the session's; what lacks a time of the day
 * midnight. A time has no date to take.
 */
export function castToTemporal(value: Value, target: Target, timeZone: string): TemporalValue {
  const source = typeof value === 'string' ? readText(value.trim(), target.name) : value;
  if (!isInstant(source) && !isDuration(source)) throw noCast(value, target.type);
  const result = convert(source, target.name, timeZone);
  if (result === undefined) throw noCast(value, target.type);
  return result;
}

/** Text goes by the target; where local or zoned is asked for, by what the text says. */
function readText(text: string, name: TemporalTypeName): TemporalValue {
  switch (name) {
    case 'DATE':
      return text.length > 10 ? parseDatetime(text) : parseDate(text);
    case 'LOCAL TIME':
    case 'ZONED TIME':
      return text.length > 10 && /^\d{4}-/u.test(text) ? parseDatetime(text) : parseTime(text);
    case 'LOCAL DATETIME':
    case 'ZONED DATETIME':
      return text.length <= 10 ? parseDate(text) : parseDatetime(text);
    case 'DURATION YEAR TO MONTH':
    case 'DURATION DAY TO SECOND':
      return readDuration(text, name);
    default:
      return unreachable(name);
  }
}

function readDuration(text: string, name: TemporalTypeName): TemporalValue {
  const duration = parseDuration(text);
  const isMonths = duration instanceof YearMonthDuration;
  if (isMonths !== (name === 'DURATION YEAR TO MONTH')) {
    throw dataError('22G0H', `'${text}' is a duration of the other kind, not of ${name.slice(9)}`);
  }
  return duration;
}

/* The switch is the table of ISO/IEC 39075, 20.8, for instants: undefined where no cast is. */
function convert(
  value: TemporalValue,
  name: TemporalTypeName,
  timeZone: string,
): TemporalValue | undefined {
  switch (name) {
    case 'DATE':
      return toDate(value);
    case 'LOCAL TIME':
      return toLocalTime(value);
    case 'ZONED TIME':
      return toZonedTime(value, timeZone);
    case 'LOCAL DATETIME':
      return toLocalDatetime(value);
    case 'ZONED DATETIME':
      return toZonedDatetime(value, timeZone);
    case 'DURATION YEAR TO MONTH':
      return value instanceof YearMonthDuration ? value : undefined;
    case 'DURATION DAY TO SECOND':
      return value instanceof DayTimeDuration ? value : undefined;
    default:
      return unreachable(name);
  }
}

function toDate(value: TemporalValue): TemporalValue | undefined {
  if (value instanceof Temporal.PlainDate) return value;
  return hasDateAndTime(value) ? value.toPlainDate() : undefined;
}

function toLocalTime(value: TemporalValue): TemporalValue | undefined {
  if (value instanceof Temporal.PlainTime) return value;
  if (value instanceof ZonedTime) return value.time;
  return hasDateAndTime(value) ? value.toPlainTime() : undefined;
}

function toZonedTime(value: TemporalValue, timeZone: string): TemporalValue | undefined {
  if (value instanceof ZonedTime) return value;
  if (value instanceof Temporal.ZonedDateTime) {
    return new ZonedTime(value.toPlainTime(), value.offsetNanoseconds);
  }
  const zoned = value instanceof Temporal.PlainDateTime ? value.toZonedDateTime(timeZone) : value;
  if (zoned instanceof Temporal.ZonedDateTime) {
    return new ZonedTime(zoned.toPlainTime(), zoned.offsetNanoseconds);
  }
  if (value instanceof Temporal.PlainTime) {
    return new ZonedTime(value, offsetWithoutDate(timeZone));
  }
  return undefined;
}

/** A time has no date to tell summer from winter: a named zone stands for its offset in 1970. */
function offsetWithoutDate(timeZone: string): number {
  return new Temporal.ZonedDateTime(0n, timeZone).offsetNanoseconds;
}

function toLocalDatetime(value: TemporalValue): TemporalValue | undefined {
  if (value instanceof Temporal.PlainDateTime) return value;
  if (value instanceof Temporal.PlainDate) return value.toPlainDateTime();
  return value instanceof Temporal.ZonedDateTime ? value.toPlainDateTime() : undefined;
}

function toZonedDatetime(value: TemporalValue, timeZone: string): TemporalValue | undefined {
  if (value instanceof Temporal.ZonedDateTime) return value;
  if (value instanceof Temporal.PlainDateTime || value instanceof Temporal.PlainDate) {
    const zoned = value.toZonedDateTime(timeZone);
    checkYear(zoned.year);
    return zoned;
  }
  return undefined;
}

function hasDateAndTime(
  value: TemporalValue,
): value is Temporal.PlainDateTime | Temporal.ZonedDateTime {
  return value instanceof Temporal.PlainDateTime || value instanceof Temporal.ZonedDateTime;
}
