import { Temporal } from 'temporal-polyfill';
import { InternalError } from '../../base/assert.ts';
import type { GqlError } from '../../base/errors.ts';
import { exactDecimal, toDouble } from '../compare-numbers.ts';
import { dataError, divisionByZero } from '../data-error.ts';
import { ExactDecimal } from '../decimal.ts';
import type { NumericValue } from '../family.ts';
import type { TemporalValue } from '../value.ts';
import { DayTimeDuration, Float, YearMonthDuration, ZonedTime } from '../value.ts';
import { timeOfDayNs } from './compare.ts';
import { checkMonths, checkNanoseconds, checkYear, NS_PER_DAY } from './limits.ts';

export type DurationValue = YearMonthDuration | DayTimeDuration;
export type InstantValue = Exclude<TemporalValue, DurationValue>;

export function isDuration(value: unknown): value is DurationValue {
  return value instanceof DayTimeDuration || value instanceof YearMonthDuration;
}

/**
 * `instant + duration` (ISO/IEC 39075, 20.27): 22G14 when the instant has no such fields, 22008
 * beyond the years 1 to 9999. Months keep the day of the month where there is one and take the last
 * day of the month otherwise. Times of the day wrap around midnight.
 */
export function addDuration(instant: InstantValue, duration: DurationValue): InstantValue {
  return duration instanceof YearMonthDuration
    ? addMonths(instant, duration.months)
    : addNanoseconds(instant, duration.nanoseconds);
}

/** `instant - duration`. */
export function subtractDuration(instant: InstantValue, duration: DurationValue): InstantValue {
  return addDuration(instant, negateDuration(duration));
}

function addMonths(instant: InstantValue, months: number): InstantValue {
  if (instant instanceof Temporal.PlainTime || instant instanceof ZonedTime) {
    throw incompatibleUnits('a time of the day', 'years and months');
  }
  const added = inRange(() => instant.add({ months }, { overflow: 'constrain' }));
  checkYear(added.year);
  return added;
}

function addNanoseconds(instant: InstantValue, nanoseconds: bigint): InstantValue {
  if (instant instanceof Temporal.PlainDate) {
    if (nanoseconds % NS_PER_DAY !== 0n) throw incompatibleUnits('a date', 'hours or less');
    const days = Number(nanoseconds / NS_PER_DAY);
    const added = inRange(() => instant.add({ days }));
    checkYear(added.year);
    return added;
  }
  if (instant instanceof Temporal.PlainTime) return addToTime(instant, nanoseconds);
  if (instant instanceof ZonedTime) {
    return new ZonedTime(addToTime(instant.time, nanoseconds), instant.offsetNs);
  }
  // In hours of 24 to the day, also across a change of the clocks: the duration is exact time.
  const part = temporalDuration(nanoseconds);
  const added = inRange(() => instant.add(part));
  checkYear(added.year);
  return added;
}

function addToTime(time: Temporal.PlainTime, nanoseconds: bigint): Temporal.PlainTime {
  const total = (BigInt(timeOfDayNs(time)) + nanoseconds) % NS_PER_DAY;
  return timeOfDay(total < 0n ? total + NS_PER_DAY : total);
}

/** The time that is so many nanoseconds after midnight. */
export function timeOfDay(nanoseconds: bigint): Temporal.PlainTime {
  return new Temporal.PlainTime().add(temporalDuration(nanoseconds));
}

/** For the Temporal API: hours at most, so that no calendar enters. */
function temporalDuration(nanoseconds: bigint): Temporal.DurationLike {
  return {
    seconds: Number(nanoseconds / 1_000_000_000n),
    nanoseconds: Number(nanoseconds % 1_000_000_000n),
  };
}

/** The Temporal API throws RangeError past its own, wider range. */
function inRange<T>(compute: () => T): T {
  try {
    return compute();
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw dataError('22008', 'the result is outside of the years 1 to 9999');
  }
}

function incompatibleUnits(instant: string, units: string): GqlError {
  return dataError('22G14', `${instant} cannot be moved by a duration of ${units}`);
}

/** `left + right` within one family, else 22G14. */
export function addDurations(left: DurationValue, right: DurationValue): DurationValue {
  if (left instanceof YearMonthDuration && right instanceof YearMonthDuration) {
    return new YearMonthDuration(checkMonths(left.months + right.months));
  }
  if (left instanceof DayTimeDuration && right instanceof DayTimeDuration) {
    return new DayTimeDuration(checkNanoseconds(left.nanoseconds + right.nanoseconds));
  }
  throw dataError('22G14', 'durations of years and months and of days and times do not add up');
}

export function negateDuration(duration: DurationValue): DurationValue {
  return duration instanceof YearMonthDuration
    ? new YearMonthDuration(0 - duration.months)
    : new DayTimeDuration(-duration.nanoseconds);
}

export function absoluteDuration(duration: DurationValue): DurationValue {
  const negative =
    duration instanceof YearMonthDuration ? duration.months < 0 : duration.nanoseconds < 0n;
  return negative ? negateDuration(duration) : duration;
}

/** `duration * number`; what is less than a month or a nanosecond is cut off. */
export function multiplyDuration(duration: DurationValue, factor: NumericValue): DurationValue {
  const whole = wholeNumber(factor);
  if (whole === undefined) return scaleDuration(duration, factor, 'times');
  return duration instanceof YearMonthDuration
    ? new YearMonthDuration(checkMonths(Number(BigInt(duration.months) * whole)))
    : new DayTimeDuration(checkNanoseconds(duration.nanoseconds * whole));
}

/** `duration / number`; 22012 for zero. */
export function divideDuration(duration: DurationValue, divisor: NumericValue): DurationValue {
  if (toDouble(divisor) === 0) throw divisionByZero();
  const whole = wholeNumber(divisor);
  if (whole === undefined) return scaleDuration(duration, divisor, 'dividedBy');
  return duration instanceof YearMonthDuration
    ? new YearMonthDuration(Number(BigInt(duration.months) / whole) + 0)
    : new DayTimeDuration(duration.nanoseconds / whole);
}

function wholeNumber(value: NumericValue): bigint | undefined {
  if (typeof value === 'number') return BigInt(value);
  return typeof value === 'bigint' ? value : undefined;
}

function scaleDuration(
  duration: DurationValue,
  factor: NumericValue,
  operation: 'times' | 'dividedBy',
): DurationValue {
  if (factor instanceof Float && !Number.isFinite(factor.value)) {
    throw dataError('22015', `a duration cannot be scaled by ${factor.value}`);
  }
  const isMonths = duration instanceof YearMonthDuration;
  const units = isMonths ? duration.months : duration.nanoseconds.toString();
  const scaled = new ExactDecimal(units)[operation](exactDecimal(factor)).trunc();
  if (isMonths) return new YearMonthDuration(checkMonths(scaled.toNumber() + 0));
  // Past any bound, before a number of thousands of digits is written out.
  if (scaled.e > 40) checkNanoseconds(10n ** 40n);
  return new DayTimeDuration(checkNanoseconds(BigInt(scaled.toFixed())));
}

/** Nanoseconds on the line of the instant's own family. */
function linePosition(instant: InstantValue): bigint {
  if (instant instanceof Temporal.PlainTime) return BigInt(timeOfDayNs(instant));
  if (instant instanceof ZonedTime) {
    return BigInt(timeOfDayNs(instant.time)) - BigInt(instant.offsetNs);
  }
  if (instant instanceof Temporal.ZonedDateTime) return instant.epochNanoseconds;
  return instant.toZonedDateTime('UTC').epochNanoseconds;
}

/** `DURATION_BETWEEN(from, to) DAY TO SECOND`: how long after `from` `to` is; one type of both. */
export function durationBetween(from: InstantValue, to: InstantValue): DayTimeDuration {
  checkSameType(from, to);
  return new DayTimeDuration(linePosition(to) - linePosition(from));
}

/** `DURATION_BETWEEN(from, to) YEAR TO MONTH`: whole months; 22G14 for times of the day. */
export function monthsBetween(from: InstantValue, to: InstantValue): YearMonthDuration {
  checkSameType(from, to);
  if (from instanceof Temporal.PlainTime || from instanceof ZonedTime) {
    throw incompatibleUnits('a time of the day', 'years and months');
  }
  const start = calendarTime(from);
  const end = calendarTime(to);
  const difference = start.until(end, { largestUnit: 'months' });
  return new YearMonthDuration(difference.months + 0);
}

/** Zoned datetimes are counted on the calendar of UTC, since their zones may differ. */
function calendarTime(instant: InstantValue): Temporal.PlainDateTime {
  if (instant instanceof Temporal.PlainDateTime) return instant;
  if (instant instanceof Temporal.PlainDate) return instant.toPlainDateTime();
  if (instant instanceof Temporal.ZonedDateTime) {
    return instant.withTimeZone('UTC').toPlainDateTime();
  }
  throw new InternalError('a time of the day has no calendar');
}

function checkSameType(from: InstantValue, to: InstantValue): void {
  if (from.constructor !== to.constructor) {
    throw dataError('22G03', 'there is no duration between instants of different types');
  }
}
