import type { SimpleTypeName, ValueType } from '../../values/type.ts';
import { ANY, DATE, INT, STRING } from '../../values/type.ts';
import type { FunctionSignature, ResultType } from './signature.ts';
import { sameAsFirst, signature } from './signature.ts';

const simple = (name: SimpleTypeName): ValueType => ({ kind: 'simple', name });

const LOCAL_TIME = simple('LOCAL TIME');
const ZONED_TIME = simple('ZONED TIME');
const LOCAL_DATETIME = simple('LOCAL DATETIME');
const ZONED_DATETIME = simple('ZONED DATETIME');
const MONTHS = simple('DURATION YEAR TO MONTH');
const SECONDS = simple('DURATION DAY TO SECOND');
/** Decided by the text or the fields, as for DURATION '…'. */
const EITHER_DURATION: ValueType = { kind: 'union', members: [MONTHS, SECONDS] };

/** EXTRACT gives whole numbers, except seconds with their fraction and the zone's name. */
const extracted: ResultType = () => ANY;

/** Reads the request's clock or zone, so that no plan may keep the result. */
function current(
  name: string,
  result: ValueType,
  parts: { aliases?: string[]; iso?: boolean } = {},
) {
  const description = 'the time of the request, in the zone of the session';
  const iso = parts.iso ?? true;
  const aliases = parts.aliases ?? [];
  return signature(name, {
    usage: `${name}()`,
    description,
    result,
    iso,
    aliases,
    foldable: false,
  });
}

function constructor(name: string, result: ValueType, iso = true): FunctionSignature {
  return signature(name, {
    usage: `${name}([value])`,
    description: 'from text, a record of fields or another temporal value; of the request without',
    result,
    iso,
    foldable: false,
  });
}

function extension(usage: string, description: string, result: ValueType | ResultType) {
  const name = usage.slice(0, usage.indexOf('('));
  return signature(name, { usage, description, result, foldable: false });
}

/** ISO/IEC 39075, 20.27–20.29, and GraphLite's functions for time and zones. */
export const TEMPORAL_SIGNATURES: readonly FunctionSignature[] = [
  current('CURRENT_DATE', DATE),
  current('CURRENT_TIME', ZONED_TIME),
  current('CURRENT_TIMESTAMP', ZONED_DATETIME, { aliases: ['NOW'] }),
  current('LOCAL_TIMESTAMP', LOCAL_DATETIME),
  constructor('DATE', DATE),
  constructor('LOCAL_TIME', LOCAL_TIME),
  constructor('ZONED_TIME', ZONED_TIME),
  constructor('LOCAL_DATETIME', LOCAL_DATETIME),
  constructor('ZONED_DATETIME', ZONED_DATETIME),
  constructor('TIME', { kind: 'union', members: [LOCAL_TIME, ZONED_TIME] }, false),
  signature('DATETIME', {
    usage: 'DATETIME([value])',
    description: 'a local or zoned datetime, as the text says',
    aliases: ['TIMESTAMP'],
    result: { kind: 'union', members: [LOCAL_DATETIME, ZONED_DATETIME] },
    foldable: false,
  }),
  signature('DURATION', {
    usage: 'DURATION(value [, unit])',
    description: 'from ISO 8601 text, a record of fields, or a number of a unit (extension)',
    result: EITHER_DURATION,
    iso: true,
  }),
  signature('DURATION_BETWEEN', {
    usage: 'DURATION_BETWEEN(from, to [, qualifier])',
    description: "how long after `from` `to` is; qualifier 'YEAR TO MONTH' or 'DAY TO SECOND'",
    result: (types) => (types.length > 2 ? EITHER_DURATION : SECONDS),
    iso: true,
  }),
  extension('DURATION_NUMERIC(number, unit)', 'so many units', EITHER_DURATION),
  extension(
    'EXTRACT(unit, value)',
    'a field: YEAR MONTH DAY HOUR MINUTE SECOND DOW DOY WEEK QUARTER EPOCH TIMEZONE …',
    extracted,
  ),
  ...['YEAR', 'MONTH', 'DAY', 'HOUR', 'MINUTE'].map((name) =>
    extension(`${name}(value)`, `the ${name.toLowerCase()} of a temporal value`, INT),
  ),
  extension('SECOND(value)', 'the seconds of a temporal value with their fraction', ANY),
  extension('DATE_ADD(value, number, unit)', 'so many units later', sameAsFirst),
  extension('DATE_SUB(value, number, unit)', 'so many units earlier', sameAsFirst),
  extension('TIME_WINDOW(start, end)', 'a record of start, end and duration', {
    kind: 'record',
    fields: [
      { name: 'start', type: ANY },
      { name: 'end', type: ANY },
      { name: 'duration', type: SECONDS },
    ],
  }),
  extension('AT_TIME_ZONE(value, zone)', 'the same instant on the clock of a zone', ZONED_DATETIME),
  extension('CONVERT_TZ(value, from, to)', 'from the clock of one zone to another', ZONED_DATETIME),
  extension('TIMEZONE(zone, value)', 'AT_TIME_ZONE with the arguments swapped', ZONED_DATETIME),
  extension('EXTRACT_TIMEZONE(unit, value)', 'TIMEZONE, TIMEZONE_HOUR or TIMEZONE_MINUTE', ANY),
  extension('GET_TIMEZONE_NAME([value])', 'the zone of the value or session', STRING),
  extension('GET_TIMEZONE_ABBREVIATION([value])', 'the short name of the zone', STRING),
  extension('GET_TIMEZONE_OFFSET([value])', 'the offset from UTC, as in +01:00', STRING),
  extension('EPOCH_MILLIS(value)', 'milliseconds since 1970-01-01T00:00Z', INT),
  extension('FROM_EPOCH_MILLIS(number)', 'the instant in UTC', ZONED_DATETIME),
];
