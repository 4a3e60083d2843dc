import { Temporal } from 'temporal-polyfill';
import type { DayTimeDuration, TemporalValue, Value, YearMonthDuration } from '../value.ts';
import { ZonedTime } from '../value.ts';

/** Dates, times and datetimes, in contrast to durations. */
export function isInstant(
  value: Value,
): value is Exclude<TemporalValue, YearMonthDuration | DayTimeDuration> {
  return (
    value instanceof Temporal.PlainDate ||
    value instanceof Temporal.ZonedDateTime ||
    value instanceof Temporal.PlainDateTime ||
    value instanceof Temporal.PlainTime ||
    value instanceof ZonedTime
  );
}
