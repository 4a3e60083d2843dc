import { Temporal } from 'temporal-polyfill';
import { dataError } from '../../values/data-error.ts';
import { ExactDecimal } from '../../values/decimal.ts';
import { normalizeInteger } from '../../values/integer.ts';
import {
  NS_PER_DAY,
  NS_PER_HOUR,
  NS_PER_MINUTE,
  NS_PER_SECOND,
} from '../../values/temporal/limits.ts';
import { offsetName } from '../../values/temporal/parse.ts';
import type { TemporalValue, Value } from '../../values/value.ts';
import { DayTimeDuration, YearMonthDuration, ZonedTime } from '../../values/value.ts';
import { stringArgument } from './arguments.ts';
import type { ScalarFunction } from './scalar.ts';
import { binary, unary } from './scalar.ts';
import { temporalArgument } from './temporal.ts';

/** EXTRACT and the functions named after its units; extensions, ISO has none of them. */
export const EXTRACTION_FUNCTIONS: readonly ScalarFunction[] = [
  binary('EXTRACT', (unit, value) => {
    const word = stringArgument('EXTRACT', unit).trim().toUpperCase();
    return extract(word, temporalArgument('EXTRACT', value));
  }),
  binary('EXTRACT_TIMEZONE', (unit, value) => {
    const word = stringArgument('EXTRACT_TIMEZONE', unit).trim().toUpperCase();
    if (!word.startsWith('TIMEZONE')) throw noUnit(word);
    return extract(word, temporalArgument('EXTRACT_TIMEZONE', value));
  }),
  ...['YEAR', 'MONTH', 'DAY', 'HOUR', 'MINUTE', 'SECOND'].map((unit) =>
    unary(unit, (value) => extract(unit, temporalArgument(unit, value))),
  ),
];

type DatePart = Temporal.PlainDate | Temporal.PlainDateTime | Temporal.ZonedDateTime;
type TimePart = Temporal.PlainTime | Temporal.PlainDateTime | Temporal.ZonedDateTime;

const DATE_UNITS: ReadonlyMap<string, (date: DatePart) => Value> = new Map<
  string,
  (date: DatePart) => Value
>([
  ['YEAR', (date) => date.year],
  ['QUARTER', (date) => Math.ceil(date.month / 3)],
  ['MONTH', (date) => date.month],
  ['WEEK', (date) => date.weekOfYear ?? null],
  ['WEEK_YEAR', (date) => date.yearOfWeek ?? null],
  ['DAY', (date) => date.day],
  // Sunday 0, as SQL systems have DOW; ISODOW has Sunday 7.
  ['DOW', (date) => date.dayOfWeek % 7],
  ['ISODOW', (date) => date.dayOfWeek],
  ['DOY', (date) => date.dayOfYear],
]);

const TIME_UNITS: ReadonlyMap<string, (time: TimePart) => Value> = new Map<
  string,
  (time: TimePart) => Value
>([
  ['HOUR', (time) => time.hour],
  ['MINUTE', (time) => time.minute],
  ['SECOND', secondOf],
  ['MILLISECOND', (time) => time.millisecond],
  ['MICROSECOND', (time) => time.millisecond * 1e3 + time.microsecond],
  ['NANOSECOND', (time) => time.millisecond * 1e6 + time.microsecond * 1e3 + time.nanosecond],
]);

/** Whole seconds as an integer, else an exact decimal. */
function secondOf(time: TimePart): Value {
  const fraction = time.millisecond * 1e6 + time.microsecond * 1e3 + time.nanosecond;
  return secondsOf(BigInt(time.second) * NS_PER_SECOND + BigInt(fraction));
}

function secondsOf(nanoseconds: bigint): Value {
  if (nanoseconds % NS_PER_SECOND === 0n) return normalizeInteger(nanoseconds / NS_PER_SECOND);
  return new ExactDecimal(nanoseconds.toString()).div(1e9);
}

/** 22G06 for a unit that the value does not have. */
function extract(unit: string, value: TemporalValue): Value {
  if (value instanceof YearMonthDuration) return extractMonths(unit, value.months);
  if (value instanceof DayTimeDuration) return extractTime(unit, value.nanoseconds);
  const ofDate = DATE_UNITS.get(unit);
  if (ofDate !== undefined && hasDate(value)) return ofDate(value);
  const ofTime = TIME_UNITS.get(unit);
  if (ofTime !== undefined && !(value instanceof Temporal.PlainDate)) {
    return ofTime(value instanceof ZonedTime ? value.time : value);
  }
  if (unit.startsWith('TIMEZONE')) return extractZone(unit, value);
  if (unit === 'EPOCH' && hasDate(value)) return secondsOf(epochNanoseconds(value));
  throw noUnit(unit);
}

function hasDate(value: TemporalValue): value is DatePart {
  return (
    value instanceof Temporal.PlainDate ||
    value instanceof Temporal.PlainDateTime ||
    value instanceof Temporal.ZonedDateTime
  );
}

/** Local values count as if in UTC. */
export function epochNanoseconds(value: DatePart): bigint {
  return value instanceof Temporal.ZonedDateTime
    ? value.epochNanoseconds
    : value.toZonedDateTime('UTC').epochNanoseconds;
}

function extractMonths(unit: string, months: number): Value {
  if (unit === 'YEAR') return Math.trunc(months / 12) + 0;
  if (unit === 'MONTH') return (months % 12) + 0;
  throw noUnit(unit);
}

function extractTime(unit: string, nanoseconds: bigint): Value {
  switch (unit) {
    case 'DAY':
      return normalizeInteger(nanoseconds / NS_PER_DAY);
    case 'HOUR':
      return Number((nanoseconds % NS_PER_DAY) / NS_PER_HOUR);
    case 'MINUTE':
      return Number((nanoseconds % NS_PER_HOUR) / NS_PER_MINUTE);
    case 'SECOND':
      return secondsOf(nanoseconds % NS_PER_MINUTE);
    case 'EPOCH':
      return secondsOf(nanoseconds);
    default:
      throw noUnit(unit);
  }
}

function extractZone(unit: string, value: TemporalValue): Value {
  const zoned = value instanceof Temporal.ZonedDateTime ? value : undefined;
  const offset = value instanceof ZonedTime ? value.offsetNs : zoned?.offsetNanoseconds;
  if (offset === undefined) throw noUnit(unit);
  const minutes = Math.trunc(offset / Number(NS_PER_MINUTE));
  if (unit === 'TIMEZONE_HOUR') return Math.trunc(minutes / 60) + 0;
  if (unit === 'TIMEZONE_MINUTE') return (minutes % 60) + 0;
  if (unit !== 'TIMEZONE') throw noUnit(unit);
  return zoned?.timeZoneId ?? offsetName(minutes);
}

function noUnit(unit: string): Error {
  return dataError('22G06', `the value has no field ${unit}`);
}
