import { Temporal } from 'temporal-polyfill';
import { dataError } from '../../values/data-error.ts';
import { normalizeInteger } from '../../values/integer.ts';
import { addDuration, durationBetween, negateDuration } from '../../values/temporal/arithmetic.ts';
import { checkYear, NS_PER_MINUTE } from '../../values/temporal/limits.ts';
import { offsetName } from '../../values/temporal/parse.ts';
import type { Value } from '../../values/value.ts';
import { RecordValue, ZonedTime } from '../../values/value.ts';
import { integerArgument, stringArgument, wrongType } from './arguments.ts';
import type { EvaluationContext } from './context.ts';
import type { Present, ScalarFunction } from './scalar.ts';
import { binary, strict, unary } from './scalar.ts';
import { epochNanoseconds } from './temporal-extraction.ts';
import { checkZone, durationOfUnits } from './temporal-fields.ts';
import { instantArgument, now } from './temporal.ts';

/** GraphLite's functions for zones and for moving in time; extensions. */
export const TIME_ZONE_FUNCTIONS: readonly ScalarFunction[] = [
  binary('AT_TIME_ZONE', (value, zone, context) => inZone('AT_TIME_ZONE', [value, zone], context)),
  binary('TIMEZONE', (zone, value, context) => inZone('TIMEZONE', [value, zone], context)),
  strict('CONVERT_TZ', convertZone),
  strict('GET_TIMEZONE_NAME', ([value], context) => zonedOf(value, context).timeZoneId),
  strict('GET_TIMEZONE_ABBREVIATION', ([value], context) => abbreviation(zonedOf(value, context))),
  strict('GET_TIMEZONE_OFFSET', ([value], context) => {
    const offset =
      value instanceof ZonedTime ? value.offsetNs : zonedOf(value, context).offsetNanoseconds;
    return offsetName(Math.round(offset / Number(NS_PER_MINUTE)));
  }),
  strict('DATE_ADD', ([value, count, unit]) => move('DATE_ADD', { value, count, unit })),
  strict('DATE_SUB', ([value, count, unit]) => move('DATE_SUB', { value, count, unit })),
  binary('TIME_WINDOW', (start, end) => {
    const from = instantArgument('TIME_WINDOW', start);
    const to = instantArgument('TIME_WINDOW', end);
    return new RecordValue(['start', 'end', 'duration'], [from, to, durationBetween(from, to)]);
  }),
  unary('EPOCH_MILLIS', (value) => {
    const instant = instantArgument('EPOCH_MILLIS', value);
    if (instant instanceof Temporal.PlainTime || instant instanceof ZonedTime) {
      throw wrongType('EPOCH_MILLIS', 'a date or datetime', value);
    }
    return normalizeInteger(floorDivide(epochNanoseconds(instant), 1_000_000n));
  }),
  unary('FROM_EPOCH_MILLIS', (value) =>
    fromEpochMillis(integerArgument('FROM_EPOCH_MILLIS', value)),
  ),
];

/** A local datetime or date is taken to be on the session's clock. */
function zonedArgument(
  name: string,
  value: Present | undefined,
  timeZone: string,
): Temporal.ZonedDateTime {
  const instant = instantArgument(name, value);
  if (instant instanceof Temporal.ZonedDateTime) return instant;
  if (instant instanceof Temporal.PlainTime || instant instanceof ZonedTime) {
    throw wrongType(name, 'a date or datetime', instant);
  }
  return instant.toZonedDateTime(timeZone);
}

function inZone(
  name: string,
  [value, zone]: readonly [Present, Present],
  context: EvaluationContext,
): Value {
  const target = checkZone(stringArgument(name, zone));
  return checked(zonedArgument(name, value, context.timeZone).withTimeZone(target));
}

/** A local datetime is read on the first zone's clock; a zoned one keeps its instant. */
function convertZone([value, from, to]: readonly Present[]): Value {
  const source = checkZone(stringArgument('CONVERT_TZ', from));
  const target = checkZone(stringArgument('CONVERT_TZ', to));
  return checked(zonedArgument('CONVERT_TZ', value, source).withTimeZone(target));
}

function checked(value: Temporal.ZonedDateTime): Temporal.ZonedDateTime {
  checkYear(value.year);
  return value;
}

/** Of a datetime its zone, of a name that zone at the time of the request, else the session's. */
function zonedOf(value: Present | undefined, context: EvaluationContext): Temporal.ZonedDateTime {
  if (value === undefined) return now(context);
  if (typeof value === 'string') return now(context).withTimeZone(checkZone(value));
  return zonedArgument('the time zone function', value, context.timeZone);
}

/** As English-speaking users write it: `UTC`, `CET`, `EST`; an offset where there is none. */
function abbreviation(value: Temporal.ZonedDateTime): string {
  if (/^[+-]/u.test(value.timeZoneId)) return value.timeZoneId;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: value.timeZoneId,
    timeZoneName: 'short',
  });
  const parts = format.formatToParts(value.epochMilliseconds);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? value.offset;
}

interface Move {
  readonly value: Present | undefined;
  readonly count: Present | undefined;
  readonly unit: Present | undefined;
}

function move(name: 'DATE_ADD' | 'DATE_SUB', { value, count, unit }: Move): Value {
  const instant = instantArgument(name, value);
  const duration = durationOfUnits(count ?? null, stringArgument(name, unit));
  return addDuration(instant, name === 'DATE_ADD' ? duration : negateDuration(duration));
}

function fromEpochMillis(millis: number): Value {
  // 8.64e15 is the range of the Temporal API, far past the year 9999.
  if (!(Math.abs(millis) <= 8.64e15)) {
    throw dataError('22008', 'the instant is outside of the years 1 to 9999');
  }
  return checked(new Temporal.ZonedDateTime(BigInt(millis) * 1_000_000n, 'UTC'));
}

function floorDivide(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  return dividend % divisor < 0n ? quotient - 1n : quotient;
}
