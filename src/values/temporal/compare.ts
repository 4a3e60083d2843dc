import { Temporal } from 'temporal-polyfill';
import type { TemporalValue } from '../value.ts';
import { DayTimeDuration, YearMonthDuration, ZonedTime } from '../value.ts';
import { NS_PER_HOUR, NS_PER_MINUTE, NS_PER_SECOND } from './limits.ts';

/** Two temporal values of one family. Zoned ones compare by instant (ISO/IEC 39075, 4.17.6.2). */
export function compareTemporals(left: TemporalValue, right: TemporalValue): number {
  if (left instanceof DayTimeDuration && right instanceof DayTimeDuration) {
    return compareBigints(left.nanoseconds, right.nanoseconds);
  }
  if (left instanceof YearMonthDuration && right instanceof YearMonthDuration) {
    return left.months - right.months;
  }
  if (left instanceof Temporal.ZonedDateTime && right instanceof Temporal.ZonedDateTime) {
    return compareBigints(left.epochNanoseconds, right.epochNanoseconds);
  }
  if (left instanceof ZonedTime && right instanceof ZonedTime) {
    return zonedTimeNs(left) - zonedTimeNs(right);
  }
  if (left instanceof Temporal.PlainDate && right instanceof Temporal.PlainDate) {
    return Temporal.PlainDate.compare(left, right);
  }
  if (left instanceof Temporal.PlainDateTime && right instanceof Temporal.PlainDateTime) {
    return Temporal.PlainDateTime.compare(left, right);
  }
  if (left instanceof Temporal.PlainTime && right instanceof Temporal.PlainTime) {
    return Temporal.PlainTime.compare(left, right);
  }
  return Number.NaN;
}

export function compareBigints(left: bigint, right: bigint): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Nanoseconds since midnight, at most 8.64e13 and thus exact. */
export function timeOfDayNs(time: Temporal.PlainTime | Temporal.PlainDateTime): number {
  return (
    time.hour * Number(NS_PER_HOUR) +
    time.minute * Number(NS_PER_MINUTE) +
    time.second * Number(NS_PER_SECOND) +
    time.millisecond * 1e6 +
    time.microsecond * 1e3 +
    time.nanosecond
  );
}

/** A zoned time on the clock of UTC; not wrapped, so that 00:30+01:00 comes before 00:00Z. */
export function zonedTimeNs(value: ZonedTime): number {
  return timeOfDayNs(value.time) - value.offsetNs;
}
