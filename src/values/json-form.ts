import { Decimal } from 'decimal.js';
import { Temporal } from 'temporal-polyfill';
import { InternalError } from '../base/assert.ts';
import { fromBase64, toBase64 } from './base64.ts';
import { decimal } from './decimal.ts';
import { normalizeInteger } from './integer.ts';
import type { Value } from './value.ts';
import { DayTimeDuration, Float, RecordValue, YearMonthDuration, ZonedTime } from './value.ts';

/**
 * A value as JSON that gives the same value back, its type included: what the log and the pages on
 * disk hold. Null, booleans, strings and exact integers up to 2^53 stand for themselves, a list is
 * an array, and everything else an object of one member that names the kind; see `tagged` below and
 * docs/file-format.md.
 */
export type JsonForm =
  null | boolean | string | number | readonly JsonForm[] | { readonly [tag: string]: JsonForm };

/** References to elements have no form: they mean nothing outside of a running store. */
export function toJsonForm(value: Value): JsonForm {
  if (typeof value === 'bigint') return { i: value.toString() };
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Float) return { f: floatToJson(value.value) };
  if (Array.isArray(value)) return value.map(toJsonForm);
  return tagged(value);
}

/** Throws a `TypeError` or `RangeError` for what `toJsonForm` never gives. */
export function fromJsonForm(form: unknown): Value {
  switch (typeof form) {
    case 'boolean':
    case 'string':
      return form;
    case 'number':
      if (!Number.isSafeInteger(form)) throw new RangeError(`${form} is not an exact integer`);
      // JSON can say −0, which no exact integer is.
      return form === 0 ? 0 : form;
    case 'object':
      if (form === null) return null;
      if (Array.isArray(form)) return form.map(fromJsonForm);
      return untagged(form as Readonly<Record<string, unknown>>);
    default:
      throw new TypeError(`a ${typeof form} is no value in JSON form`);
  }
}

/** A double as JSON holds it; what JSON numbers cannot say is text. */
export function floatToJson(value: number): number | string {
  if (Number.isFinite(value)) return Object.is(value, -0) ? '-0' : value;
  return String(value);
}

export function floatFromJson(form: unknown): number {
  if (typeof form === 'number') return form;
  const value = FLOAT_TEXTS.get(form);
  if (value === undefined) throw new TypeError('a float is neither a number nor one of its texts');
  return value;
}

const FLOAT_TEXTS: ReadonlyMap<unknown, number> = new Map([
  ['-0', -0],
  ['NaN', NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
]);

function tagged(value: object): JsonForm {
  if (value instanceof Decimal) return { d: value.toString() };
  if (value instanceof Uint8Array) return { b: toBase64(value) };
  if (value instanceof Temporal.PlainDate) return { D: value.toString() };
  if (value instanceof Temporal.PlainDateTime) return { L: value.toString() };
  if (value instanceof Temporal.PlainTime) return { t: value.toString() };
  if (value instanceof Temporal.ZonedDateTime) {
    // The instant and not the text, whose offset a new edition of the zone could contradict.
    return { Z: [value.epochNanoseconds.toString(), value.timeZoneId] };
  }
  if (value instanceof ZonedTime) return { T: [value.time.toString(), value.offsetNs] };
  if (value instanceof YearMonthDuration) return { M: value.months };
  if (value instanceof DayTimeDuration) return { N: value.nanoseconds.toString() };
  if (value instanceof RecordValue) return { r: [value.names, value.values.map(toJsonForm)] };
  throw new InternalError('a reference to an element is to be stored');
}

function untagged(form: Readonly<Record<string, unknown>>): Value {
  const [tag, ...others] = Object.keys(form);
  const read = tag === undefined || others.length > 0 ? undefined : READERS.get(tag);
  if (tag === undefined || read === undefined) throw new TypeError('a value has an unknown tag');
  return read(form[tag]);
}

const READERS: ReadonlyMap<string, (body: unknown) => Value> = new Map<
  string,
  (body: unknown) => Value
>([
  ['i', (body) => normalizeInteger(BigInt(text(body)))],
  ['f', (body) => new Float(floatFromJson(body))],
  ['d', (body) => decimal(text(body))],
  ['b', (body) => fromBase64(text(body))],
  ['D', (body) => Temporal.PlainDate.from(text(body))],
  ['L', (body) => Temporal.PlainDateTime.from(text(body))],
  ['t', (body) => Temporal.PlainTime.from(text(body))],
  [
    'Z',
    (body) => {
      const [instant, zone] = pair(body);
      return new Temporal.ZonedDateTime(BigInt(text(instant)), text(zone));
    },
  ],
  [
    'T',
    (body) => {
      const [time, offset] = pair(body);
      return new ZonedTime(Temporal.PlainTime.from(text(time)), integer(offset));
    },
  ],
  ['M', (body) => new YearMonthDuration(integer(body))],
  ['N', (body) => new DayTimeDuration(BigInt(text(body)))],
  [
    'r',
    (body) => {
      const [names, values] = pair(body);
      const fields = list(names).map(text);
      const read = list(values).map(fromJsonForm);
      if (fields.length !== read.length) throw new TypeError('a record lacks a name or a value');
      return new RecordValue(fields, read);
    },
  ],
]);

function text(body: unknown): string {
  if (typeof body !== 'string') throw new TypeError('a text was expected');
  return body;
}

function integer(body: unknown): number {
  if (!Number.isSafeInteger(body)) throw new TypeError('an integer was expected');
  return body as number;
}

function list(body: unknown): readonly unknown[] {
  if (!Array.isArray(body)) throw new TypeError('a list was expected');
  return body;
}

function pair(body: unknown): readonly [unknown, unknown] {
  const parts = list(body);
  if (parts.length !== 2) throw new TypeError('a pair was expected');
  return [parts[0], parts[1]];
}
