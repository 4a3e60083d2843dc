import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TemporalValue } from '../value.ts';
import { DayTimeDuration, YearMonthDuration } from '../value.ts';
import { formatTemporal } from './format.ts';
import { MAX_DURATION_MONTHS, MAX_DURATION_NS } from './limits.ts';
import { parseDate, parseDatetime, parseDuration, parseTime } from './parse.ts';

describe('formatTemporal', () => {
  it.each<[TemporalValue, string]>([
    [parseDate('0001-01-01'), '0001-01-01'],
    [parseTime('12:34'), '12:34:00'],
    [parseTime('12:34:56.100Z'), '12:34:56.1Z'],
    [parseDatetime('2024-01-01 00:00'), '2024-01-01T00:00:00'],
    [parseDatetime('2024-01-01T00:00+00:00'), '2024-01-01T00:00:00Z'],
    [parseDatetime('2024-01-01T00:00-03:30'), '2024-01-01T00:00:00-03:30'],
    [parseDatetime('2024-07-01T00:00[Europe/Berlin]'), '2024-07-01T00:00:00+02:00[Europe/Berlin]'],
    [parseDuration('P12M'), 'P1Y'],
    [parseDuration('-P18M'), '-P1Y6M'],
    [parseDuration('P0Y'), 'P0M'],
    [parseDuration('P1W'), 'P7D'],
    [parseDuration('PT36H'), 'P1DT12H'],
    [parseDuration('-PT0.5S'), '-PT0.5S'],
    [parseDuration('P0D'), 'PT0S'],
    [parseDuration('PT10S'), 'PT10S'],
  ])('%o is %s', (value, expected) => {
    expect(formatTemporal(value)).toBe(expected);
  });

  it('is read back', () => {
    const months = fc.integer({ min: -MAX_DURATION_MONTHS, max: MAX_DURATION_MONTHS });
    fc.assert(
      fc.property(months, (count) => {
        const value = new YearMonthDuration(count + 0);
        expect(parseDuration(formatTemporal(value))).toEqual(value);
      }),
    );
    const nanoseconds = fc.bigInt({ min: -MAX_DURATION_NS, max: MAX_DURATION_NS });
    fc.assert(
      fc.property(nanoseconds, (count) => {
        const value = new DayTimeDuration(count);
        expect(parseDuration(formatTemporal(value))).toEqual(value);
      }),
    );
  });
});
