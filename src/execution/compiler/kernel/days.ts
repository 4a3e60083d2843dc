import { Temporal } from 'temporal-polyfill';
import type { Value } from '../../../values/value.ts';

const EPOCH = new Temporal.PlainDate(1970, 1, 1);

/** DATE columns hold days since 1970-01-01, see `ColumnKind`. */
export function dateOfDay(day: number): Value {
  return EPOCH.add({ days: day });
}

/** The day number of a DATE, NaN for any other value. */
export function dayOfDate(value: Value): number {
  if (!(value instanceof Temporal.PlainDate)) return Number.NaN;
  return EPOCH.until(value, { largestUnit: 'day' }).days;
}
