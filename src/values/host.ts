import { Decimal } from 'decimal.js';
import { Temporal } from 'temporal-polyfill';
import type { GqlError } from '../base/errors.ts';
import { limits } from '../base/limits.ts';
import { isWellFormed } from './code-points.ts';
import { dataError, invalidValueType, outOfRange } from './data-error.ts';
import { decimal } from './decimal.ts';
import { checkedInteger, MAX_UINT256, MIN_INT256 } from './integer.ts';
import { isInstant } from './temporal/family.ts';
import { formatOffset } from './temporal/format.ts';
import {
  checkMonths,
  checkNanoseconds,
  checkYear,
  NS_PER_DAY,
  NS_PER_HOUR,
  NS_PER_MINUTE,
  NS_PER_SECOND,
} from './temporal/limits.ts';
import { offsetNs } from './temporal/parse.ts';
import type { Value } from './value.ts';
import {
  DayTimeDuration,
  EdgeValue,
  Float,
  GraphValue,
  NodeValue,
  PathValue,
  RecordValue,
  YearMonthDuration,
  ZonedTime,
} from './value.ts';

/** How numbers without one natural JavaScript type are handed out; see `design/api.md`. */
export interface HostModes {
  /** `auto`: a number while it is a safe integer. */
  readonly integers?: 'auto' | 'bigint' | undefined;
  /** `auto`: a number while it has at most 15 significant digits. */
  readonly decimals?: 'auto' | 'decimal' | undefined;
}

/** Makes the objects of what only a graph knows. */
export interface HostElements {
  node(value: NodeValue): unknown;
  edge(value: EdgeValue): unknown;
  path(value: PathValue): unknown;
  graph(value: GraphValue): unknown;
}

/** ZONED TIME as programs get it, which the Temporal API lacks. */
export class HostZonedTime {
  readonly time: Temporal.PlainTime;
  /** `+01:00`, `Z`. */
  readonly offset: string;

  constructor(time: Temporal.PlainTime, offset: string) {
    this.time = time;
    this.offset = offset;
  }

  toString(): string {
    return `${this.time.toString()}${this.offset}`;
  }
}

/** The JavaScript value of a GQL value, a copy that the program may change. */
export function toHost(
  value: Value,
  modes: HostModes,
  elements: HostElements,
  size?: Size,
): unknown {
  switch (typeof value) {
    case 'number':
      return modes.integers === 'bigint' ? BigInt(value) : value;
    case 'string':
    case 'boolean':
    case 'bigint':
      return value;
    default:
      return value === null ? null : objectToHost(value, modes, elements, size);
  }
}

function objectToHost(
  value: Exclude<Value, null | boolean | string | number | bigint>,
  modes: HostModes,
  elements: HostElements,
  size: Size = { items: 0 },
): unknown {
  if (value instanceof Float) return value.value;
  if (value instanceof NodeValue) return elements.node(value);
  if (value instanceof EdgeValue) return elements.edge(value);
  if (value instanceof PathValue) return elements.path(value);
  if (value instanceof Decimal) return decimalToHost(value, modes);
  if (value instanceof RecordValue) return recordToHost(value, modes, elements, size);
  if (value instanceof Uint8Array) return value.slice();
  if (value instanceof DayTimeDuration) return dayTimeToHost(value.nanoseconds);
  if (value instanceof YearMonthDuration) return yearMonthToHost(value.months);
  if (value instanceof ZonedTime) {
    return new HostZonedTime(value.time, formatOffset(value.offsetNs));
  }
  if (isInstant(value)) return value;
  if (value instanceof GraphValue) return elements.graph(value);
  grow(size, value.length);
  return value.map((item) => toHost(item, modes, elements, size));
}

/** How many items a value has in all: a list may hold one list many times. */
interface Size {
  items: number;
}

function grow(size: Size, items: number): void {
  size.items += items;
  if (size.items <= limits.maxListLength) return;
  throw dataError('22G0B', `a result has more than maxListLength (${limits.maxListLength}) items`);
}

const MAX_EXACT_DIGITS = 15;

function decimalToHost(value: Decimal, modes: HostModes): unknown {
  if (modes.decimals === 'decimal' || value.precision() > MAX_EXACT_DIGITS) return value;
  const number = value.toNumber();
  const isInRange = Number.isFinite(number) && (number !== 0 || value.isZero());
  return isInRange ? number : value;
}

function recordToHost(
  value: RecordValue,
  modes: HostModes,
  elements: HostElements,
  size: Size,
): unknown {
  grow(size, value.names.length);
  const result: Record<string, unknown> = {};
  for (const [i, name] of value.names.entries()) {
    setOwnProperty(result, name, toHost(value.values[i] ?? null, modes, elements, size));
  }
  return result;
}

/** Assignment that makes `__proto__` a property like any other. */
export function setOwnProperty(
  target: Record<string, unknown>,
  name: string,
  value: unknown,
): void {
  if (name !== '__proto__') {
    target[name] = value;
    return;
  }
  const property = { value, enumerable: true, configurable: true, writable: true };
  Object.defineProperty(target, name, property);
}

function yearMonthToHost(months: number): Temporal.Duration {
  return new Temporal.Duration(Math.trunc(months / 12) + 0, (months % 12) + 0);
}

function dayTimeToHost(nanoseconds: bigint): Temporal.Duration {
  const part = (unit: bigint, within: bigint): number => Number((nanoseconds % within) / unit);
  return Temporal.Duration.from({
    days: Number(nanoseconds / NS_PER_DAY),
    hours: part(NS_PER_HOUR, NS_PER_DAY),
    minutes: part(NS_PER_MINUTE, NS_PER_HOUR),
    seconds: part(NS_PER_SECOND, NS_PER_MINUTE),
    milliseconds: part(1_000_000n, NS_PER_SECOND),
    microseconds: part(1_000n, 1_000_000n),
    nanoseconds: part(1n, 1_000n),
  });
}

/**
 * The GQL value of a JavaScript value, by the table in `design/api.md`; a copy, so that the program
 * may go on changing its own. What has no GQL type is 22G03: `undefined`, functions, symbols, class
 * instances, objects that contain themselves, strings with half a surrogate pair.
 */
export function fromHost(value: unknown): Value {
  return convert(value, 0);
}

/** A number with a fraction is a float, and so are −0 and whole numbers past 2^53. */
function convert(value: unknown, depth: number): Value {
  switch (typeof value) {
    case 'number':
      return Number.isSafeInteger(value) && !Object.is(value, -0) ? value : new Float(value);
    case 'string':
      return checkString(value);
    case 'boolean':
      return value;
    case 'bigint':
      if (value < MIN_INT256 || value > MAX_UINT256) throw outOfRange('the bigint is too large');
      return checkedInteger(value);
    case 'object':
      return value === null ? null : convertObject(value, depth);
    default:
      throw invalidValueType(`${describe(value)} has no GQL type`);
  }
}

function checkString(value: string): string {
  if (isWellFormed(value)) return value;
  throw invalidValueType('a string has half of a surrogate pair, which UTF-8 cannot hold');
}

function convertObject(value: object, depth: number): Value {
  if (depth > limits.maxNestingDepth) {
    throw invalidValueType(
      `the value contains itself or is nested deeper than ${limits.maxNestingDepth} levels`,
    );
  }
  if (Array.isArray(value)) return convertList(value, depth);
  if (ArrayBuffer.isView(value)) return convertView(value);
  if (value instanceof Date) return convertDate(value);
  if (value instanceof HostZonedTime) {
    return new ZonedTime(value.time, offsetNs(value.offset, value.toString()));
  }
  if (Decimal.isDecimal(value)) return convertDecimal(value);
  if (isOwnValue(value)) return value;
  const tag: unknown = Reflect.get(value, Symbol.toStringTag);
  if (typeof tag === 'string' && tag.startsWith('Temporal.')) return convertTemporal(value, tag);
  if (isPlainObject(value)) return convertRecord(value, depth);
  throw invalidValueType(
    `${describe(value)} has no GQL type`,
    'pass plain objects, arrays, strings, numbers, bigints, dates or Temporal objects',
  );
}

/** What the engine itself may hand in again. */
function isOwnValue(
  value: object,
): value is Float | ZonedTime | YearMonthDuration | DayTimeDuration {
  return (
    value instanceof Float ||
    value instanceof ZonedTime ||
    value instanceof YearMonthDuration ||
    value instanceof DayTimeDuration
  );
}

function convertList(list: readonly unknown[], depth: number): Value {
  if (list.length > limits.maxListLength) {
    throw outOfRange(`a list has at most ${limits.maxListLength} elements (maxListLength)`);
  }
  // Not `map`, which would skip the holes of a sparse array.
  const result: Value[] = [];
  for (const item of list) result.push(convert(item, depth + 1));
  return result;
}

/** Bytes, and the other typed arrays as lists of their numbers. */
function convertView(view: ArrayBufferView): Value {
  if (view instanceof Uint8Array) return Uint8Array.from(view);
  if (view instanceof Float32Array || view instanceof Float64Array) {
    return Array.from(view, (item) => new Float(item));
  }
  if (view instanceof BigInt64Array || view instanceof BigUint64Array) {
    return Array.from(view, (item) => checkedInteger(item));
  }
  if (view instanceof DataView) throw invalidValueType('a DataView has no GQL type');
  return Array.from(view as Int32Array);
}

function convertDate(date: Date): Value {
  const millis = date.getTime();
  if (Number.isNaN(millis)) throw invalidValueType('the Date is invalid');
  return checkedDate(new Temporal.ZonedDateTime(BigInt(millis) * 1_000_000n, 'UTC'));
}

function checkedDate<T extends { readonly year: number }>(value: T): T {
  checkYear(value.year);
  return value;
}

/** Also those of another copy of decimal.js. */
function convertDecimal(value: Decimal): Value {
  if (!value.isFinite()) throw invalidValueType('a decimal must be finite');
  return decimal(value.toString());
}

/** Temporal objects of whichever implementation, in the ISO calendar. */
function convertTemporal(value: object, tag: string): Value {
  try {
    // The ISO 8601 text is what all implementations agree on.
    const text = (value as { toJSON(): string }).toJSON();
    switch (tag) {
      case 'Temporal.PlainDate':
        return checkedDate(Temporal.PlainDate.from(text).withCalendar('iso8601'));
      case 'Temporal.PlainTime':
        return Temporal.PlainTime.from(text);
      case 'Temporal.PlainDateTime':
        return checkedDate(Temporal.PlainDateTime.from(text).withCalendar('iso8601'));
      case 'Temporal.ZonedDateTime':
        return checkedDate(Temporal.ZonedDateTime.from(text).withCalendar('iso8601'));
      case 'Temporal.Instant':
        return checkedDate(Temporal.Instant.from(text).toZonedDateTimeISO('UTC'));
      case 'Temporal.Duration':
        return convertDuration(Temporal.Duration.from(text));
      default:
        throw invalidValueType(`${tag} has no GQL type`);
    }
  } catch (cause) {
    if (!(cause instanceof RangeError || cause instanceof TypeError)) throw cause;
    throw invalidValueType(`the ${tag} is not one of the ISO calendar`);
  }
}

function convertDuration(value: Temporal.Duration): Value {
  const months = value.years * 12 + value.months;
  const nanoseconds =
    BigInt(value.weeks * 7 + value.days) * NS_PER_DAY +
    BigInt(value.hours) * NS_PER_HOUR +
    BigInt(value.minutes) * NS_PER_MINUTE +
    BigInt(value.seconds) * NS_PER_SECOND +
    BigInt(value.milliseconds) * 1_000_000n +
    BigInt(value.microseconds) * 1_000n +
    BigInt(value.nanoseconds);
  if (months !== 0 && nanoseconds !== 0n) throw mixedDuration();
  return months === 0
    ? new DayTimeDuration(checkNanoseconds(nanoseconds))
    : new YearMonthDuration(checkMonths(months));
}

function mixedDuration(): GqlError {
  return dataError(
    '22G0H',
    'a duration has either years and months or days, hours, minutes and seconds',
  );
}

/** Of this or another realm, or without a prototype. */
function isPlainObject(value: object): value is Record<string, unknown> {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null || prototype === Object.prototype) return true;
  return (
    Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype as object, 'isPrototypeOf')
  );
}

function convertRecord(value: Record<string, unknown>, depth: number): Value {
  const names = Object.keys(value);
  const values = names.map((name) => convert(value[checkString(name)], depth + 1));
  return new RecordValue(names, values);
}

function describe(value: unknown): string {
  if (typeof value !== 'object' || value === null) return `a JavaScript ${typeof value}`;
  const { constructor } = value;
  return typeof constructor === 'function' && constructor.name !== ''
    ? `an object of class ${constructor.name}`
    : 'an object of a class';
}
