import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { dateOfDay, dateTimeOf, dayNumber, nanosecondOfDay } from './day-number.ts';

const EPOCH = new Temporal.PlainDate(1970, 1, 1);
/** What Temporal can represent, −271821-04-19 … +275760-09-13. */
const day = fc.integer({ min: -100_000_001, max: 100_000_000 });

describe('day numbers', () => {
  it('are the days that Temporal counts since 1970', () => {
    fc.assert(
      fc.property(day, (days) => {
        const date = dateOfDay(days);
        expect(date.since(EPOCH, { largestUnit: 'day' }).days).toBe(days);
        expect(dayNumber(date)).toBe(days);
      }),
    );
  });

  it.each([
    ['0000-02-29', -719_469],
    ['1900-03-01', -25_508],
    ['1969-12-31', -1],
    ['2000-02-29', 11_016],
  ])('say that %s is %i', (text, days) => {
    expect(dayNumber(Temporal.PlainDate.from(text))).toBe(days);
    expect(dateOfDay(days).toString()).toBe(text);
  });

  it('with a nanosecond of the day give every datetime back', () => {
    const nanosecond = fc.integer({ min: 0, max: 86_400_000_000_000 - 1 });
    fc.assert(
      fc.property(fc.integer({ min: -99_999_999, max: 99_999_999 }), nanosecond, (days, rest) => {
        const dateTime = dateTimeOf(days, rest);
        expect([dayNumber(dateTime), nanosecondOfDay(dateTime)]).toEqual([days, rest]);
      }),
    );
  });
});
