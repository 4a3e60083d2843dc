import { dataError } from '../data-error.ts';
import { DayTimeDuration, YearMonthDuration } from '../value.ts';
import {
  checkMonths,
  checkNanoseconds,
  NS_PER_DAY,
  NS_PER_HOUR,
  NS_PER_MINUTE,
  NS_PER_SECOND,
} from './limits.ts';

/**
 * Durations from text. The two families, years with months and days with seconds, do not mix
 * (ISO/IEC 39075, 4.17.6.3): a text that names both is 22G0H.
 */
const NUMBER = String.raw`[+\-\u2212]?\d+(?:[.,]\d+)?`;
const DURATION = new RegExp(
  `^([+\\-\u2212])?P(?:(${NUMBER})Y)?(?:(${NUMBER})M)?(?:(${NUMBER})W)?(?:(${NUMBER})D)?` +
    `(T(?:(${NUMBER})H)?(?:(${NUMBER})M)?(?:(${NUMBER})S)?)?$`,
  'iu',
);

/** `P1Y6M`, `-P2W`, `P3DT4H5M6.7S`, `PT1.5H`. */
export function parseDuration(text: string): YearMonthDuration | DayTimeDuration {
  const match = DURATION.exec(text);
  if (match === null) throw badDuration(text);
  const [, sign, years, months, weeks, days, time, hours, minutes, seconds] = match;
  const hasMonths = years !== undefined || months !== undefined;
  const hasDays = weeks !== undefined || days !== undefined;
  const hasTime = hours !== undefined || minutes !== undefined || seconds !== undefined;
  if (time !== undefined && !hasTime) throw badDuration(text);
  if (hasMonths && (hasDays || hasTime)) {
    throw dataError(
      '22G0H',
      `'${text}' mixes years or months with days or times`,
      'a duration has either years and months or days, hours, minutes and seconds',
    );
  }
  const factor = sign === '-' || sign === '\u2212' ? -1n : 1n;
  const units: readonly (readonly [string | undefined, bigint])[] = hasMonths
    ? [
        [years, 12n],
        [months, 1n],
      ]
    : [
        [weeks, 7n * NS_PER_DAY],
        [days, NS_PER_DAY],
        [hours, NS_PER_HOUR],
        [minutes, NS_PER_MINUTE],
        [seconds, NS_PER_SECOND],
      ];
  const total = factor * sumUnits(units, text);
  return hasMonths
    ? new YearMonthDuration(checkMonths(Number(total)))
    : new DayTimeDuration(checkNanoseconds(total));
}

/** Only the last field may have a fraction (ISO 8601), and none at all is no duration. */
function sumUnits(units: readonly (readonly [string | undefined, bigint])[], text: string): bigint {
  let total = 0n;
  let fields = 0;
  let ended = false;
  for (const [digits, unit] of units) {
    if (digits === undefined) continue;
    if (ended) throw badDuration(text);
    fields++;
    ended = /[.,]/u.test(digits);
    total += scaleUnit(digits, unit, text);
  }
  if (fields === 0) throw badDuration(text);
  return total;
}

/** A decimal count of a unit. What is not a whole number of the smallest unit is refused. */
function scaleUnit(digits: string, unit: bigint, text: string): bigint {
  const negative = digits.startsWith('-') || digits.startsWith('\u2212');
  const [whole = '', fraction = ''] = digits.replace(/^[+\-\u2212]/u, '').split(/[.,]/u);
  const scale = 10n ** BigInt(fraction.length);
  const product = (BigInt(whole) * scale + BigInt(`0${fraction}`)) * unit;
  if (product % scale !== 0n) {
    throw dataError('22G0H', `'${text}' is finer than a nanosecond or a month`);
  }
  return negative ? -(product / scale) : product / scale;
}

function badDuration(text: string): Error {
  const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  return dataError(
    '22G0H',
    `'${shown}' is not a DURATION; expected a form such as P1Y6M or P3DT4H`,
  );
}

export type IntervalField = 'YEAR' | 'MONTH' | 'DAY' | 'HOUR' | 'MINUTE' | 'SECOND';

/** `YEAR`, `YEAR TO MONTH`, `DAY TO SECOND` …: from a field to itself or a smaller one. */
export type IntervalQualifier = IntervalField | `${IntervalField} TO ${IntervalField}`;

const INTERVAL_FIELDS: readonly IntervalField[] = [
  'YEAR',
  'MONTH',
  'DAY',
  'HOUR',
  'MINUTE',
  'SECOND',
];
const FIELD_UNITS: readonly bigint[] = [
  12n,
  1n,
  NS_PER_DAY,
  NS_PER_HOUR,
  NS_PER_MINUTE,
  NS_PER_SECOND,
];
/** The most a field behind the leading one may say. */
const FIELD_LIMITS: readonly number[] = [0, 11, 0, 23, 59, 59];
/** What stands before each field when it is not the leading one. */
const FIELD_SEPARATORS: readonly string[] = ['', '-', '', ' ', ':', ':'];
const MONTH_FIELD = 1;
const SECOND_FIELD = 5;

/**
 * The text of an SQL interval literal (feature GL12): `'1-2'` YEAR TO MONTH, `'3 04:05:06.7'`
 * DAY TO SECOND. The sign may stand in the text; a sign before the quotes is the caller's.
 */
export function parseInterval(
  text: string,
  qualifier: IntervalQualifier,
): YearMonthDuration | DayTimeDuration {
  const [from, to] = intervalFields(qualifier);
  const match = intervalPattern(from, to).exec(text.trim());
  if (match === null) {
    throw dataError('22G0H', `'${text}' is not an INTERVAL ${qualifier}`);
  }
  let total = 0n;
  for (let field = from; field <= to; field++) {
    const digits = match[field - from + 2] ?? '0';
    if (field > from && Number(digits.split('.')[0]) > (FIELD_LIMITS[field] ?? 0)) {
      throw dataError('22G0H', `'${text}' has a field beyond its range`);
    }
    total += scaleUnit(digits, FIELD_UNITS[field] ?? 1n, text);
  }
  if (match[1] === '-') total = -total;
  return to <= MONTH_FIELD
    ? new YearMonthDuration(checkMonths(Number(total)))
    : new DayTimeDuration(checkNanoseconds(total));
}

function intervalFields(qualifier: IntervalQualifier): [number, number] {
  const [first, last = first] = qualifier.split(' TO ');
  const from = INTERVAL_FIELDS.findIndex((field) => field === first);
  const to = INTERVAL_FIELDS.findIndex((field) => field === last);
  const oneFamily = from <= MONTH_FIELD === to <= MONTH_FIELD;
  if (from < 0 || to < from || !oneFamily) {
    throw dataError('22G0H', `${qualifier} is not a range of interval fields`);
  }
  return [from, to];
}

function intervalPattern(from: number, to: number): RegExp {
  let source = String.raw`^([+\-])?(\d+`;
  for (let field = from + 1; field <= to; field++) {
    source += String.raw`)${FIELD_SEPARATORS[field] ?? ''}(\d{1,2}`;
  }
  if (to === SECOND_FIELD) source += String.raw`(?:\.\d{1,9})?`;
  return new RegExp(`${source})$`, 'u');
}
