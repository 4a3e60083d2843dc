import { Temporal } from 'temporal-polyfill';
import { castToTemporal } from '../../values/cast-temporal.ts';
import type { InstantValue } from '../../values/temporal/arithmetic.ts';
import { durationBetween, isDuration, monthsBetween } from '../../values/temporal/arithmetic.ts';
import { isInstant } from '../../values/temporal/family.ts';
import { parseDatetime, parseDuration, parseTime } from '../../values/temporal/parse.ts';
import type { TemporalValue, Value } from '../../values/value.ts';
import { RecordValue, ZonedTime } from '../../values/value.ts';
import { stringArgument, wrongType } from './arguments.ts';
import type { EvaluationContext } from './context.ts';
import type { Present, ScalarFunction } from './scalar.ts';
import { strict } from './scalar.ts';
import type { FieldGroups } from './temporal-fields.ts';
import {
  dateOfFields,
  durationOfFields,
  durationOfUnits,
  readFields,
  timeOfFields,
  zoneOfFields,
} from './temporal-fields.ts';

/** Temporal constructors and the clock (ISO/IEC 39075, 20.27–20.29). */
export const TEMPORAL_FUNCTIONS: readonly ScalarFunction[] = [
  { name: 'CURRENT_DATE', apply: (_args, context) => now(context).toPlainDate() },
  { name: 'CURRENT_TIME', apply: (_args, context) => zonedTimeOf(now(context)) },
  { name: 'CURRENT_TIMESTAMP', apply: (_args, context) => now(context) },
  { name: 'LOCAL_TIMESTAMP', apply: (_args, context) => now(context).toPlainDateTime() },
  instantConstructor('DATE'),
  instantConstructor('LOCAL_TIME'),
  instantConstructor('ZONED_TIME'),
  instantConstructor('LOCAL_DATETIME'),
  instantConstructor('ZONED_DATETIME'),
  strict('TIME', ([value], context) => {
    if (typeof value === 'string') return parseTime(value.trim());
    return construct(hasZoneField(value) ? 'ZONED_TIME' : 'LOCAL_TIME', value, context);
  }),
  strict('DATETIME', ([value], context) => {
    if (typeof value === 'string') return parseDatetime(value.trim());
    return construct(isZoned(value) ? 'ZONED_DATETIME' : 'LOCAL_DATETIME', value, context);
  }),
  strict('DURATION', ([value, unit]) => duration('DURATION', value, unit)),
  strict('DURATION_NUMERIC', ([value, unit]) => duration('DURATION_NUMERIC', value, unit)),
  strict('DURATION_BETWEEN', ([from, to, qualifier]) => {
    const start = instantArgument('DURATION_BETWEEN', from);
    const end = instantArgument('DURATION_BETWEEN', to);
    const word = qualifier === undefined ? '' : stringArgument('DURATION_BETWEEN', qualifier);
    return /^YEAR/iu.test(word) ? monthsBetween(start, end) : durationBetween(start, end);
  }),
];

type InstantConstructor =
  'DATE' | 'LOCAL_TIME' | 'ZONED_TIME' | 'LOCAL_DATETIME' | 'ZONED_DATETIME';

const FIELD_GROUPS: Readonly<Record<InstantConstructor, FieldGroups>> = {
  DATE: { date: true },
  LOCAL_TIME: { time: true },
  ZONED_TIME: { time: true, zone: true },
  LOCAL_DATETIME: { date: true, time: true },
  ZONED_DATETIME: { date: true, time: true, zone: true },
};

function instantConstructor(name: InstantConstructor): ScalarFunction {
  return strict(name, ([value], context) => construct(name, value, context));
}

/** Of nothing the time of the request, of a record its fields, else a cast. */
function construct(
  name: InstantConstructor,
  value: Present | undefined,
  context: EvaluationContext,
): TemporalValue {
  if (value instanceof RecordValue) return constructFromFields(name, value, context);
  const source = value ?? now(context);
  const typeWords = name.replace('_', ' ') as TypeWords;
  const target = { name: typeWords, type: { kind: 'simple', name: typeWords } as const };
  return castToTemporal(source, target, context.timeZone);
}

type TypeWords = 'DATE' | 'LOCAL TIME' | 'ZONED TIME' | 'LOCAL DATETIME' | 'ZONED DATETIME';

function constructFromFields(
  name: InstantConstructor,
  record: RecordValue,
  context: EvaluationContext,
): TemporalValue {
  const fields = readFields(name, record, FIELD_GROUPS[name]);
  switch (name) {
    case 'DATE':
      return dateOfFields(name, fields);
    case 'LOCAL_TIME':
      return timeOfFields(name, fields);
    case 'LOCAL_DATETIME':
      return dateOfFields(name, fields).toPlainDateTime(timeOfFields(name, fields));
    case 'ZONED_DATETIME': {
      const local = dateOfFields(name, fields).toPlainDateTime(timeOfFields(name, fields));
      return local.toZonedDateTime(zoneOfFields(fields) ?? context.timeZone);
    }
    case 'ZONED_TIME': {
      // The offset of a named zone is the one it has at the time of the request.
      const zone = zoneOfFields(fields) ?? context.timeZone;
      const { offsetNanoseconds } = now(context).withTimeZone(zone);
      return new ZonedTime(timeOfFields(name, fields), offsetNanoseconds);
    }
  }
}

/** The request's time on the session's clock. */
export function now(context: EvaluationContext): Temporal.ZonedDateTime {
  return new Temporal.ZonedDateTime(context.requestTimeNs, context.timeZone);
}

function zonedTimeOf(value: Temporal.ZonedDateTime): ZonedTime {
  return new ZonedTime(value.toPlainTime(), value.offsetNanoseconds);
}

function hasZoneField(value: Present | undefined): boolean {
  if (value instanceof RecordValue) return value.names.some((name) => /^time_?zone$/iu.test(name));
  return value instanceof ZonedTime || value instanceof Temporal.ZonedDateTime;
}

/** DATETIME() is the zoned time of the request. */
function isZoned(value: Present | undefined): boolean {
  return value === undefined || hasZoneField(value);
}

/** From text, fields, or as an extension a number and a unit; a duration stays as it is. */
function duration(name: string, value: Present | undefined, unit: Present | undefined): Value {
  if (unit !== undefined) return durationOfUnits(value ?? null, stringArgument(name, unit));
  if (typeof value === 'string') return parseDuration(value.trim());
  if (value instanceof RecordValue) return durationOfFields(value);
  if (value !== undefined && isDuration(value)) return value;
  throw wrongType(name, 'a string or a record', value ?? null);
}

export function instantArgument(name: string, value: Value | undefined): InstantValue {
  if (value !== undefined && isInstant(value)) return value;
  throw wrongType(name, 'a date, time or datetime', value ?? null);
}

export function temporalArgument(name: string, value: Value | undefined): TemporalValue {
  if (value !== undefined && (isInstant(value) || isDuration(value))) return value;
  throw wrongType(name, 'a temporal value', value ?? null);
}
