import { describe, expect, it } from 'vitest';
import { present } from '../../base/assert.ts';
import { GqlError } from '../../base/errors.ts';
import { decimal } from '../../values/decimal.ts';
import { parseDate, parseDatetime, parseDuration, parseTime } from '../../values/temporal/parse.ts';
import { formatValue } from '../../values/text.ts';
import type { Value } from '../../values/value.ts';
import { RecordValue } from '../../values/value.ts';
import { findImplementation } from './registry.ts';
import { testContext } from './testing.ts';

/** The text of the result with its class, or the code of the error. */
function outcome(name: string, args: readonly Value[]): string {
  try {
    const value = present(findImplementation(name), name).apply(args, testContext);
    return formatValue(value);
  } catch (error) {
    if (error instanceof GqlError) return error.gqlstatus;
    throw error;
  }
}

const record = (fields: Readonly<Record<string, Value>>): RecordValue =>
  new RecordValue(Object.keys(fields), Object.values(fields));

type Case = readonly [name: string, args: readonly Value[], expected: string];

function check(cases: readonly Case[]): void {
  it.each(cases.map(([name, args, expected]) => ({ name, args, expected })))(
    '$name gives $expected',
    ({ name, args, expected }) => {
      expect(outcome(name, args)).toBe(expected);
    },
  );
}

describe('the clock', () => {
  check([
    ['CURRENT_DATE', [], '2024-02-29'],
    ['CURRENT_TIME', [], '13:34:56.789+01:00'],
    ['CURRENT_TIMESTAMP', [], '2024-02-29T13:34:56.789+01:00[Europe/Berlin]'],
    ['LOCAL_TIMESTAMP', [], '2024-02-29T13:34:56.789'],
    ['LOCAL_TIME', [], '13:34:56.789'],
    ['DATE', [], '2024-02-29'],
    ['ZONED_DATETIME', [], '2024-02-29T13:34:56.789+01:00[Europe/Berlin]'],
    ['DATETIME', [], '2024-02-29T13:34:56.789+01:00[Europe/Berlin]'],
  ]);
});

describe('constructors', () => {
  check([
    ['DATE', ['2024-01-15'], '2024-01-15'],
    ['DATE', ['10:00:00'], '22007'],
    ['DATE', [null], 'null'],
    ['DATE', [1], '22G03'],
    ['DATE', [record({ year: 2024, month: 2, day: 29 })], '2024-02-29'],
    ['DATE', [record({ year: 2024 })], '2024-01-01'],
    ['DATE', [record({ year: 2024, week: 9, dayOfWeek: 4 })], '2024-02-29'],
    ['DATE', [record({ year: 2024, ordinalDay: 60 })], '2024-02-29'],
    ['DATE', [record({ year: 2024, quarter: 2, dayOfQuarter: 1 })], '2024-04-01'],
    ['DATE', [record({ yer: 2024 })], '22G05'],
    ['DATE', [record({ year: 2024, hour: 1 })], '22G05'],
    ['DATE', [record({ year: 2024, month: 13 })], '22G06'],
    ['DATE', [record({ year: 0 })], '22G06'],
    ['DATE', [record({ month: 1 })], '22G06'],
    ['DATE', [record({ year: '2024' })], '22G06'],
    ['LOCAL_TIME', ['10:00:00'], '10:00:00'],
    ['LOCAL_TIME', [record({ hour: 1, second: decimal('2.5') })], '01:00:02.5'],
    ['LOCAL_TIME', [record({ hour: 1, millisecond: 7, nanosecond: 9 })], '01:00:00.007000009'],
    ['LOCAL_TIME', [record({ hour: 24 })], '22G06'],
    ['ZONED_TIME', [record({ hour: 1, timezone: '+02:00' })], '01:00:00+02:00'],
    ['ZONED_TIME', [parseTime('10:00')], '10:00:00+01:00'],
    ['LOCAL_DATETIME', ['2024-01-15T10:00:00'], '2024-01-15T10:00:00'],
    ['LOCAL_DATETIME', [parseDate('9999-12-31')], '9999-12-31T00:00:00'],
    ['LOCAL_DATETIME', [record({ year: 2024, hour: 3 })], '2024-01-01T03:00:00'],
    ['ZONED_DATETIME', ['2024-01-15T10:00:00Z'], '2024-01-15T10:00:00Z'],
    ['ZONED_DATETIME', [record({ year: 2024, time_zone: 'UTC' })], '2024-01-01T00:00:00Z'],
    ['ZONED_DATETIME', [record({ year: 2024, timezone: 'Nowhere' })], '22G06'],
    ['TIME', ['10:00Z'], '10:00:00Z'],
    ['TIME', ['10:00'], '10:00:00'],
    ['DATETIME', ['2024-01-15T10:00:00'], '2024-01-15T10:00:00'],
    ['DATETIME', ['2024-01-15T10:00:00+01:00'], '2024-01-15T10:00:00+01:00'],
    ['DURATION', ['P1Y6M'], 'P1Y6M'],
    ['DURATION', ['junk'], '22G0H'],
    ['DURATION', [record({ years: 1, months: 6 })], 'P1Y6M'],
    ['DURATION', [record({ days: 1, hours: decimal('1.5') })], 'P1DT1H30M'],
    ['DURATION', [record({ yeas: 1 })], '22G07'],
    ['DURATION', [record({ years: 1, days: 1 })], '22G0H'],
    ['DURATION', [record({})], '22G0H'],
    ['DURATION', [30, 'MINUTES'], 'PT30M'],
    ['DURATION_NUMERIC', [2, 'weeks'], 'P14D'],
    ['DURATION_NUMERIC', [2, 'fortnights'], '22G07'],
    ['DURATION_BETWEEN', [parseDate('2024-03-01'), parseDate('2024-01-31')], '-P30D'],
    [
      'DURATION_BETWEEN',
      [parseDate('2024-01-31'), parseDate('2025-03-01'), 'YEAR TO MONTH'],
      'P1Y1M',
    ],
    [
      'DURATION_BETWEEN',
      [parseDatetime('2024-01-01T00:00+07:00'), parseDatetime('2024-01-01T00:00Z')],
      'PT7H',
    ],
    ['DURATION_BETWEEN', [parseDate('2024-01-31'), parseTime('10:00')], '22G03'],
    ['DURATION_BETWEEN', [parseTime('10:00'), parseTime('11:00'), 'YEAR TO MONTH'], '22G14'],
  ]);
});

const datetime = parseDatetime('2024-02-29T12:34:56.75+05:30');

describe('EXTRACT', () => {
  check([
    ['EXTRACT', ['year', datetime], '2024'],
    ['EXTRACT', ['QUARTER', datetime], '1'],
    ['EXTRACT', ['WEEK', datetime], '9'],
    ['EXTRACT', ['DOW', datetime], '4'],
    ['EXTRACT', ['DOY', datetime], '60'],
    ['EXTRACT', ['SECOND', datetime], '56.75'],
    ['EXTRACT', ['EPOCH', datetime], '1709190296.75'],
    ['EXTRACT', ['TIMEZONE', datetime], '+05:30'],
    ['EXTRACT', ['HOUR', parseDate('2024-01-01')], '22G06'],
    ['EXTRACT', ['EPOCH', parseDate('1970-01-02')], '86400'],
    ['EXTRACT', ['NONSENSE', datetime], '22G06'],
    ['EXTRACT', ['YEAR', parseDuration('-P1Y6M')], '-1'],
    ['EXTRACT', ['MONTH', parseDuration('-P1Y6M')], '-6'],
    ['EXTRACT', ['HOUR', parseDuration('P2DT3H')], '3'],
    ['EXTRACT', ['EPOCH', parseDuration('PT1.5S')], '1.5'],
    ['EXTRACT_TIMEZONE', ['TIMEZONE_HOUR', datetime], '5'],
    ['EXTRACT_TIMEZONE', ['TIMEZONE_MINUTE', datetime], '30'],
    ['EXTRACT_TIMEZONE', ['YEAR', datetime], '22G06'],
    ['YEAR', [parseDate('2024-03-15')], '2024'],
    ['HOUR', [parseTime('14:30:45')], '14'],
    ['SECOND', [parseDatetime('2024-03-15T14:30:45Z')], '45'],
    ['DAY', ['2024-03-15'], '22G03'],
  ]);
});

describe('zones and moves', () => {
  check([
    [
      'AT_TIME_ZONE',
      [datetime, 'America/New_York'],
      '2024-02-29T02:04:56.75-05:00[America/New_York]',
    ],
    ['TIMEZONE', ['UTC', datetime], '2024-02-29T07:04:56.75Z'],
    ['AT_TIME_ZONE', [parseDatetime('2024-02-29T12:00'), '+00:00'], '2024-02-29T11:00:00Z'],
    ['AT_TIME_ZONE', [datetime, 'Nowhere'], '22G06'],
    [
      'CONVERT_TZ',
      [parseDatetime('2024-07-01T12:00'), 'UTC', 'Europe/Berlin'],
      '2024-07-01T14:00:00+02:00[Europe/Berlin]',
    ],
    ['GET_TIMEZONE_NAME', [], 'Europe/Berlin'],
    ['GET_TIMEZONE_NAME', [datetime], '+05:30'],
    ['GET_TIMEZONE_OFFSET', ['Asia/Kolkata'], '+05:30'],
    ['GET_TIMEZONE_OFFSET', [parseTime('10:00-02:00')], '-02:00'],
    ['GET_TIMEZONE_ABBREVIATION', [parseDatetime('2024-01-01T00:00[America/New_York]')], 'EST'],
    ['DATE_ADD', [parseDate('2024-01-31'), 1, 'MONTH'], '2024-02-29'],
    ['DATE_SUB', [parseDate('2024-03-01'), 1, 'days'], '2024-02-29'],
    ['DATE_ADD', [parseDate('2024-03-01'), 1, 'HOUR'], '22G14'],
    ['DATE_ADD', [parseDate('9999-12-31'), 1, 'DAY'], '22008'],
    [
      'TIME_WINDOW',
      [parseDate('2024-01-01'), parseDate('2024-01-03')],
      '{start: 2024-01-01, end: 2024-01-03, duration: P2D}',
    ],
    ['EPOCH_MILLIS', [parseDatetime('1970-01-01T00:00:01.5Z')], '1500'],
    ['EPOCH_MILLIS', [parseDatetime('1969-12-31T23:59:59.9995Z')], '-1'],
    ['FROM_EPOCH_MILLIS', [1500], '1970-01-01T00:00:01.5Z'],
    ['FROM_EPOCH_MILLIS', [9e15], '22008'],
  ]);
});
