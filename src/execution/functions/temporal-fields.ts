import { Decimal } from 'decimal.js';
import { Temporal } from 'temporal-polyfill';
import type { GqlError } from '../../base/errors.ts';
import { exactDecimal } from '../../values/compare-numbers.ts';
import { dataError } from '../../values/data-error.ts';
import { ExactDecimal } from '../../values/decimal.ts';
import { isNumeric } from '../../values/family.ts';
import {
  checkMonths,
  checkNanoseconds,
  NS_PER_DAY,
  NS_PER_HOUR,
  NS_PER_MINUTE,
  NS_PER_SECOND,
} from '../../values/temporal/limits.ts';
import { offsetNs, ordinalDate, weekDate } from '../../values/temporal/parse.ts';
import type { RecordValue, Value } from '../../values/value.ts';
import { DayTimeDuration, YearMonthDuration } from '../../values/value.ts';

/**
 * The record forms of the temporal constructors (ISO/IEC 39075, 20.27–20.29): names are 22G05 (of
 * durations 22G07) when they are no field, values 22G06 when no field has them.
 */

type Fields = ReadonlyMap<string, Value>;

const DATE_FIELDS: readonly string[] = [
  'year',
  'month',
  'day',
  'week',
  'dayofweek',
  'ordinalday',
  'quarter',
  'dayofquarter',
];
const TIME_FIELDS: readonly string[] = [
  'hour',
  'minute',
  'second',
  'millisecond',
  'microsecond',
  'nanosecond',
];
const ZONE_FIELDS: readonly string[] = ['timezone'];

/** Which fields a constructor takes. */
export interface FieldGroups {
  readonly date?: boolean;
  readonly time?: boolean;
  readonly zone?: boolean;
}

/** The fields by lower-case name, nulls left out. */
export function readFields(name: string, record: RecordValue, groups: FieldGroups): Fields {
  const allowed = [
    ...(groups.date === true ? DATE_FIELDS : []),
    ...(groups.time === true ? TIME_FIELDS : []),
    ...(groups.zone === true ? ZONE_FIELDS : []),
  ];
  const fields = new Map<string, Value>();
  for (const [i, field] of record.names.entries()) {
    const key = field.toLowerCase().replaceAll('_', '');
    if (!allowed.includes(key)) {
      throw dataError('22G05', `${name} has no field ${field}`, `fields: ${allowed.join(', ')}`);
    }
    fields.set(key, record.values[i] ?? null);
  }
  return fields;
}

/** By calendar, week, quarter or ordinal day, whichever the fields are of. */
export function dateOfFields(name: string, fields: Fields): Temporal.PlainDate {
  const year = integerField(fields, 'year');
  if (year === undefined) throw badField(`${name} needs the field year`);
  if (year < 1 || year > 9999) throw badField(`year ${year} is outside of 1 to 9999`);
  try {
    if (fields.has('week')) {
      return weekDate(
        year,
        integerField(fields, 'week') ?? 1,
        integerField(fields, 'dayofweek') ?? 1,
      );
    }
    if (fields.has('ordinalday')) return ordinalDate(year, integerField(fields, 'ordinalday') ?? 1);
    if (fields.has('quarter')) return quarterDate(year, fields);
    const month = integerField(fields, 'month') ?? 1;
    return new Temporal.PlainDate(year, month, integerField(fields, 'day') ?? 1);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw badField(`${name} was given fields of no date of the calendar`);
  }
}

function quarterDate(year: number, fields: Fields): Temporal.PlainDate {
  const quarter = integerField(fields, 'quarter') ?? 1;
  const day = integerField(fields, 'dayofquarter') ?? 1;
  const date = new Temporal.PlainDate(year, quarter * 3 - 2, 1).add({ days: day - 1 });
  if (day < 1 || Math.ceil(date.month / 3) !== quarter || date.year !== year) {
    throw new RangeError('day of the quarter');
  }
  return date;
}

/** Missing fields are zero; the parts of a second add up. */
export function timeOfFields(name: string, fields: Fields): Temporal.PlainTime {
  const hour = integerField(fields, 'hour') ?? 0;
  const minute = integerField(fields, 'minute') ?? 0;
  const seconds = new ExactDecimal(numberField(fields, 'second') ?? 0)
    .times(1e9)
    .plus((integerField(fields, 'millisecond') ?? 0) * 1e6)
    .plus((integerField(fields, 'microsecond') ?? 0) * 1e3)
    .plus(integerField(fields, 'nanosecond') ?? 0)
    .trunc()
    .toNumber();
  const isTime = hour >= 0 && hour < 24 && minute >= 0 && minute < 60;
  if (!isTime || seconds < 0 || seconds >= 60e9) {
    throw badField(`${name} was given fields of no time of the day`);
  }
  return new Temporal.PlainTime(
    hour,
    minute,
    Math.floor(seconds / 1e9),
    Math.floor(seconds / 1e6) % 1000,
    Math.floor(seconds / 1e3) % 1000,
    seconds % 1000,
  );
}

/** The zone named in the fields, or undefined. */
export function zoneOfFields(fields: Fields): string | undefined {
  const zone = fields.get('timezone');
  if (zone === undefined || zone === null) return undefined;
  if (typeof zone !== 'string') throw badField('timezone must be a string');
  return checkZone(zone);
}

/** `UTC`, an IANA name or an offset; as the Temporal API knows it. 22G06 when it is none. */
export function checkZone(zone: string): string {
  const name = zone.trim();
  if (/^z$/iu.test(name)) return 'UTC';
  if (/^[+-]\d{1,2}(?::?\d{2})?$/u.test(name)) return fixedOffset(name);
  try {
    return new Temporal.ZonedDateTime(0n, name).timeZoneId;
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw badField(`'${zone}' is not a time zone`);
  }
}

function fixedOffset(name: string): string {
  const [, sign = '+', hours = '', minutes = '00'] =
    /^([+-])(\d{1,2}):?(\d{2})?$/u.exec(name) ?? [];
  const offset = `${sign}${hours.padStart(2, '0')}:${minutes}`;
  // For its check of the range.
  offsetNs(offset, name);
  return offset;
}

const MONTH_UNITS: ReadonlyMap<string, bigint> = new Map([
  ['year', 12n],
  ['quarter', 3n],
  ['month', 1n],
]);
const NANOSECOND_UNITS: ReadonlyMap<string, bigint> = new Map([
  ['week', 7n * NS_PER_DAY],
  ['day', NS_PER_DAY],
  ['hour', NS_PER_HOUR],
  ['minute', NS_PER_MINUTE],
  ['second', NS_PER_SECOND],
  ['millisecond', 1_000_000n],
  ['microsecond', 1_000n],
  ['nanosecond', 1n],
]);

/** `{years: 1, months: 6}` or `{days: 3, hours: 4}`: 22G0H when both families have a field. */
export function durationOfFields(record: RecordValue): YearMonthDuration | DayTimeDuration {
  let months: Decimal | undefined;
  let nanoseconds: Decimal | undefined;
  for (const [i, field] of record.names.entries()) {
    const unit = singular(field);
    const value = record.values[i] ?? null;
    const monthUnit = MONTH_UNITS.get(unit);
    const timeUnit = NANOSECOND_UNITS.get(unit);
    if (monthUnit !== undefined) months = addUnits(months, value, { field, size: monthUnit });
    else if (timeUnit !== undefined) {
      nanoseconds = addUnits(nanoseconds, value, { field, size: timeUnit });
    } else throw dataError('22G07', `DURATION has no field ${field}`);
  }
  if (months !== undefined && nanoseconds !== undefined) {
    throw dataError('22G0H', 'a duration has years and months or days and times, not both');
  }
  if (months !== undefined) return monthDuration(months);
  if (nanoseconds !== undefined) return timeDuration(nanoseconds);
  throw dataError('22G0H', 'a duration needs at least one field');
}

/** So many of a unit such as `'DAYS'` or `'month'`. 22G07 for a word that is no unit. */
export function durationOfUnits(count: Value, unit: string): YearMonthDuration | DayTimeDuration {
  const word = singular(unit);
  const monthUnit = MONTH_UNITS.get(word);
  if (monthUnit !== undefined) {
    return monthDuration(addUnits(undefined, count, { field: unit, size: monthUnit }));
  }
  const timeUnit = NANOSECOND_UNITS.get(word);
  if (timeUnit === undefined) throw dataError('22G07', `'${unit}' is not a unit of time`);
  return timeDuration(addUnits(undefined, count, { field: unit, size: timeUnit }));
}

function singular(unit: string): string {
  const word = unit.trim().toLowerCase();
  return word.endsWith('s') ? word.slice(0, -1) : word;
}

function addUnits(
  sum: Decimal | undefined,
  value: Value,
  unit: { readonly field: string; readonly size: bigint },
): Decimal {
  if (!isNumeric(value)) throw dataError('22G0H', `${unit.field} must be a number`);
  const number = exactDecimal(value);
  if (!number.isFinite()) throw dataError('22G0H', `${unit.field} must be finite`);
  const product = number.times(unit.size.toString());
  return sum === undefined ? product : sum.plus(product);
}

function monthDuration(months: Decimal): YearMonthDuration {
  if (!months.isInteger()) throw dataError('22G0H', 'a duration has whole months');
  return new YearMonthDuration(checkMonths(months.toNumber() + 0));
}

function timeDuration(nanoseconds: Decimal): DayTimeDuration {
  // Past any bound, before a number of thousands of digits is written out.
  if (nanoseconds.e > 40) checkNanoseconds(10n ** 40n);
  return new DayTimeDuration(checkNanoseconds(BigInt(nanoseconds.trunc().toFixed())));
}

function integerField(fields: Fields, name: string): number | undefined {
  const value = fields.get(name);
  if (value === undefined) return undefined;
  if (typeof value === 'number') return value;
  if (value instanceof Decimal && value.isInteger()) return value.toNumber();
  throw badField(`${name} must be an integer`);
}

/** Seconds may have a fraction. */
function numberField(fields: Fields, name: string): Decimal | undefined {
  const value = fields.get(name);
  if (value === undefined) return undefined;
  if (!isNumeric(value)) throw badField(`${name} must be a number`);
  const number = exactDecimal(value);
  if (!number.isFinite()) throw badField(`${name} must be finite`);
  return number;
}

function badField(message: string): GqlError {
  return dataError('22G06', message);
}
