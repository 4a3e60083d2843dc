import { dataError } from '../data-error.ts';

/** The years of the calendar: ISO/IEC 39075, 4.17.6, after SQL. */
export const MIN_YEAR = 1;
export const MAX_YEAR = 9999;

export const NS_PER_SECOND = 1_000_000_000n;
export const NS_PER_MINUTE = 60n * NS_PER_SECOND;
export const NS_PER_HOUR = 60n * NS_PER_MINUTE;
export const NS_PER_DAY = 24n * NS_PER_HOUR;

/** Nine digits of years, and of days: enough for any difference of instants (IL024 and beyond). */
export const MAX_DURATION_MONTHS = 999_999_999 * 12 + 11;
export const MAX_DURATION_NS = 1_000_000_000n * NS_PER_DAY - 1n;

/** Refuses years outside of 1 to 9999 with 22008. */
export function checkYear(year: number): void {
  if (year < MIN_YEAR || year > MAX_YEAR) {
    throw dataError('22008', `year ${year} is outside of ${MIN_YEAR} to ${MAX_YEAR}`);
  }
}

/** Refuses month counts past the bound with 22015. */
export function checkMonths(months: number): number {
  // Not `>`: NaN and infinities, which scaling by a float can give, must fail as well.
  if (!(Math.abs(months) <= MAX_DURATION_MONTHS)) {
    throw dataError('22015', 'the duration has more than 999,999,999 years');
  }
  return months;
}

/** Refuses nanosecond counts past the bound with 22015. */
export function checkNanoseconds(nanoseconds: bigint): bigint {
  if (nanoseconds > MAX_DURATION_NS || nanoseconds < -MAX_DURATION_NS) {
    throw dataError('22015', 'the duration has more than 999,999,999 days');
  }
  return nanoseconds;
}
