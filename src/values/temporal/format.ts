import { Temporal } from 'temporal-polyfill';
import { unreachable } from '../../base/assert.ts';
import type { TemporalValue } from '../value.ts';
import { DayTimeDuration, YearMonthDuration, ZonedTime } from '../value.ts';
import { NS_PER_DAY, NS_PER_HOUR, NS_PER_MINUTE, NS_PER_SECOND } from './limits.ts';
import { offsetName } from './parse.ts';

/** ISO 8601 text that `parse.ts` reads back; seconds always, fractions no longer than needed. */
export function formatTemporal(value: TemporalValue): string {
  if (value instanceof DayTimeDuration) return formatDayTime(value.nanoseconds);
  if (value instanceof YearMonthDuration) return formatYearMonth(value.months);
  if (value instanceof ZonedTime) return `${value.time.toString()}${formatOffset(value.offsetNs)}`;
  if (value instanceof Temporal.ZonedDateTime) return formatZonedDatetime(value);
  if (
    value instanceof Temporal.PlainDate ||
    value instanceof Temporal.PlainTime ||
    value instanceof Temporal.PlainDateTime
  ) {
    return value.toString();
  }
  return unreachable(value);
}

/** The offset, and the zone behind it where it is a named one. */
function formatZonedDatetime(value: Temporal.ZonedDateTime): string {
  const local = value.toPlainDateTime().toString();
  const zone = value.timeZoneId;
  const isFixed = zone === 'UTC' || zone.startsWith('+') || zone.startsWith('-');
  return `${local}${formatOffset(value.offsetNanoseconds)}${isFixed ? '' : `[${zone}]`}`;
}

/** `Z` or `+01:00`; `seconds` of an offset, which old local times have, are rounded off. */
export function formatOffset(offsetNs: number): string {
  const minutes = Math.round(offsetNs / Number(NS_PER_MINUTE));
  return minutes === 0 ? 'Z' : offsetName(minutes);
}

function formatYearMonth(months: number): string {
  if (months === 0) return 'P0M';
  const absolute = Math.abs(months);
  const years = Math.floor(absolute / 12);
  const rest = absolute % 12;
  const sign = months < 0 ? '-' : '';
  return `${sign}P${years === 0 ? '' : `${years}Y`}${rest === 0 ? '' : `${rest}M`}`;
}

function formatDayTime(nanoseconds: bigint): string {
  if (nanoseconds === 0n) return 'PT0S';
  const absolute = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  const days = absolute / NS_PER_DAY;
  const hours = (absolute % NS_PER_DAY) / NS_PER_HOUR;
  const minutes = (absolute % NS_PER_HOUR) / NS_PER_MINUTE;
  const seconds = formatSeconds(absolute % NS_PER_MINUTE);
  const time = [
    hours === 0n ? '' : `${String(hours)}H`,
    minutes === 0n ? '' : `${String(minutes)}M`,
    seconds === '0' ? '' : `${seconds}S`,
  ].join('');
  const sign = nanoseconds < 0n ? '-' : '';
  return `${sign}P${days === 0n ? '' : `${String(days)}D`}${time === '' ? '' : `T${time}`}`;
}

function formatSeconds(nanoseconds: bigint): string {
  const whole = String(nanoseconds / NS_PER_SECOND);
  const fraction = String(nanoseconds % NS_PER_SECOND)
    .padStart(9, '0')
    .replace(/0+$/u, '');
  return fraction === '' ? whole : `${whole}.${fraction}`;
}
