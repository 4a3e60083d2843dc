import { Temporal } from 'temporal-polyfill';
import { timeOfDayNs } from '../values/temporal/compare.ts';

/**
 * Dates as days since 1970-01-01 in the proleptic Gregorian calendar, after H. Hinnant,
 * "chrono-compatible low-level date algorithms": years start in March, so that leap days come last.
 */
export function dayNumber(date: Temporal.PlainDate | Temporal.PlainDateTime): number {
  const { month } = date;
  const year = month <= 2 ? date.year - 1 : date.year;
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + date.day - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_PER_ERA + dayOfEra - DAYS_TO_1970;
}

export function dateOfDay(days: number): Temporal.PlainDate {
  const { year, month, day } = civil(days);
  return new Temporal.PlainDate(year, month, day);
}

/** The nanosecond of the day lies below 8.64e13, which a double holds exactly. */
export function nanosecondOfDay(dateTime: Temporal.PlainDateTime): number {
  return timeOfDayNs(dateTime);
}

export function dateTimeOf(days: number, nanosecond: number): Temporal.PlainDateTime {
  const { year, month, day } = civil(days);
  const second = Math.floor(nanosecond / 1e9);
  const rest = nanosecond - second * 1e9;
  return new Temporal.PlainDateTime(
    year,
    month,
    day,
    Math.floor(second / 3600),
    Math.floor(second / 60) % 60,
    second % 60,
    Math.floor(rest / 1e6),
    Math.floor(rest / 1e3) % 1000,
    rest % 1000,
  );
}

interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

function civil(days: number): CivilDate {
  const shifted = days + DAYS_TO_1970;
  const era = Math.floor(shifted / DAYS_PER_ERA);
  const dayOfEra = shifted - era * DAYS_PER_ERA;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9);
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

const DAYS_PER_ERA = 146_097;
const DAYS_TO_1970 = 719_468;
