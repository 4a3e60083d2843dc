import { Temporal } from 'temporal-polyfill';
import type { GqlError } from '../../base/errors.ts';
import { dataError } from '../data-error.ts';
import { ZonedTime } from '../value.ts';
import { NS_PER_MINUTE } from './limits.ts';

export type { IntervalField, IntervalQualifier } from './parse-duration.ts';
export { parseDuration, parseInterval } from './parse-duration.ts';

/**
 * Dates, times and datetimes from ISO 8601 text (ISO/IEC 39075, 21.2). Whether a time or datetime
 * is local or zoned is decided by the text: it has an offset or not. Durations are in
 * `parse-duration.ts`.
 */

const DATE = String.raw`(\d{4})-(?:(\d{2})-(\d{2})|(\d{3})|W(\d{2})-(\d))`;
const TIME = String.raw`(\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9})0*)?)?`;
const OFFSET = String.raw`(Z|z|[+\-\u2212]\d{2}(?::?\d{2})?)`;
const ZONE = String.raw`(?:\[([A-Za-z][\w+\-/]*)\])`;

const DATE_PATTERN = new RegExp(`^${DATE}$`, 'u');
const TIME_PATTERN = new RegExp(`^[Tt]?${TIME}${OFFSET}?$`, 'u');
const DATETIME_PATTERN = new RegExp(`^(\\S{8,10})[Tt ](${TIME}) ?${OFFSET}?${ZONE}?$`, 'u');

/** `2024-02-29`; also the ordinal (`2024-060`) and week (`2024-W09-4`) forms of ISO 8601. */
export function parseDate(text: string): Temporal.PlainDate {
  const match = DATE_PATTERN.exec(text);
  if (match === null) throw badFormat('DATE', text, 'YYYY-MM-DD');
  const year = Number(match[1]);
  try {
    if (year === 0) throw new RangeError('year 0');
    if (match[4] !== undefined) return ordinalDate(year, Number(match[4]));
    if (match[5] !== undefined) return weekDate(year, Number(match[5]), Number(match[6]));
    return new Temporal.PlainDate(year, Number(match[2]), Number(match[3]));
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw dataError('22007', `'${text}' is not a date of the calendar`);
  }
}

/** The day of the year, from 1. Throws RangeError when the year has no such day. */
export function ordinalDate(year: number, day: number): Temporal.PlainDate {
  const date = new Temporal.PlainDate(year, 1, 1).add({ days: day - 1 });
  if (day < 1 || date.year !== year) throw new RangeError('day of the year');
  return date;
}

/** The ISO 8601 week and the day in it, Monday 1. Throws RangeError when there is no such day. */
export function weekDate(year: number, week: number, day: number): Temporal.PlainDate {
  // 4 January is always in week 1.
  const fourth = new Temporal.PlainDate(year, 1, 4);
  const date = fourth.add({ days: (week - 1) * 7 + day - fourth.dayOfWeek });
  const valid = day >= 1 && day <= 7 && week >= 1 && date.yearOfWeek === year;
  if (!valid || date.year < 1 || date.year > 9999) throw new RangeError('week date');
  return date;
}

/** `12:34`, `12:34:56.789`, and with an offset (`Z`, `+01:00`) a zoned time. */
export function parseTime(text: string): Temporal.PlainTime | ZonedTime {
  const match = TIME_PATTERN.exec(text);
  if (match === null) throw badFormat('TIME', text, 'HH:MM:SS with an optional offset');
  const time = plainTime(match, 1, text);
  return match[5] === undefined ? time : new ZonedTime(time, offsetNs(match[5], text));
}

/** `2024-02-29T12:34:56`, and with an offset or a zone (`+01:00`, `[Europe/Berlin]`) zoned. */
export function parseDatetime(text: string): Temporal.PlainDateTime | Temporal.ZonedDateTime {
  const match = DATETIME_PATTERN.exec(text);
  if (match === null || match[1] === undefined) {
    throw badFormat('DATETIME', text, 'YYYY-MM-DDTHH:MM:SS with an optional offset');
  }
  const local = parseDate(match[1]).toPlainDateTime(plainTime(match, 3, text));
  const offset = match[7];
  const zone = match[8];
  if (zone !== undefined) return inNamedZone(local, { offset, zone, text });
  if (offset === undefined) return local;
  const minutes = offsetNs(offset, text) / Number(NS_PER_MINUTE);
  const name = offset.toUpperCase() === 'Z' ? 'UTC' : offsetName(minutes);
  return local.toZonedDateTime(name);
}

/** The name of a fixed offset, as the Temporal API writes it: `+05:30`. */
export function offsetName(minutes: number): string {
  const absolute = Math.abs(minutes);
  const hours = String(Math.floor(absolute / 60)).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${hours}:${String(absolute % 60).padStart(2, '0')}`;
}

/** Nanoseconds of an offset such as `Z`, `+01`, `+01:00`, `-0530`. */
export function offsetNs(offset: string, text: string): number {
  if (offset === 'Z' || offset === 'z') return 0;
  const digits = offset.slice(1).replace(':', '');
  const hours = Number(digits.slice(0, 2));
  const minutes = Number(digits.slice(2));
  if (hours > 23 || minutes > 59) {
    throw dataError('22007', `the offset of '${text}' is not between -23:59 and +23:59`);
  }
  const total = (hours * 60 + minutes) * Number(NS_PER_MINUTE);
  // `0 - total` instead of `-total`: an offset of zero must not become -0.
  return offset.startsWith('+') ? total : 0 - total;
}

function plainTime(match: RegExpExecArray, at: number, text: string): Temporal.PlainTime {
  const hour = Number(match[at]);
  const minute = Number(match[at + 1]);
  const second = Number(match[at + 2] ?? 0);
  // A leap second is no time of GQL's day, which the Temporal API would make 59.
  if (hour > 23 || minute > 59 || second > 59) {
    throw dataError('22007', `'${text}' is not a time of the day`);
  }
  const fraction = (match[at + 3] ?? '').padEnd(9, '0');
  const milli = Number(fraction.slice(0, 3));
  const micro = Number(fraction.slice(3, 6));
  return new Temporal.PlainTime(hour, minute, second, milli, micro, Number(fraction.slice(6)));
}

function inNamedZone(
  local: Temporal.PlainDateTime,
  written: { readonly offset: string | undefined; readonly zone: string; readonly text: string },
): Temporal.ZonedDateTime {
  const offset = written.offset?.replace('\u2212', '-') ?? '';
  try {
    const text = `${local.toString()}${offset}[${written.zone}]`;
    return Temporal.ZonedDateTime.from(text, { offset: 'reject' });
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw dataError('22007', `'${written.text}' has an unknown zone or an offset it never has`);
  }
}

function badFormat(type: string, text: string, expected: string): GqlError {
  const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  return dataError('22007', `'${shown}' is not a ${type}; expected ${expected}`);
}
