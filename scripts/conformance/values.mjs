// From the JSON of the cases to values and back to short texts: parameters for the database, tests
// for what a value is, and how values look in messages.

import { Temporal } from 'temporal-polyfill';

const constructors = {
  DATE: (text) => Temporal.PlainDate.from(text),
  LOCALTIME: (text) => Temporal.PlainTime.from(text),
  LOCALDATETIME: (text) => Temporal.PlainDateTime.from(text),
  ZONEDDATETIME: (text) => {
    const offset = /(?:Z|[+-]\d\d:?\d\d)$/iu.exec(text)?.[0] ?? 'Z';
    return Temporal.ZonedDateTime.from(`${text}[${offset === 'Z' ? 'UTC' : offset}]`);
  },
  ZONEDTIME: (text) => {
    const [, time, offset] = /^(.*?)(Z|[+-]\d\d:?\d\d)$/iu.exec(text) ?? [];
    return { time: Temporal.PlainTime.from(time), offset };
  },
  DURATION: (text) => Temporal.Duration.from(text),
};

export function decodeParameters(params) {
  if (params === undefined) return undefined;
  const values = Object.entries(params).filter(([, value]) => value?.$graph === undefined);
  return Object.fromEntries(values.map(([name, value]) => [name, decode(value)]));
}

function decode(value) {
  if (Array.isArray(value)) return value.map(decode);
  if (value === null || typeof value !== 'object') return value;
  if (value.$int !== undefined) return BigInt(value.$int);
  if (value.$float !== undefined) return Number(value.$float);
  if (value.$temporal !== undefined) return constructors[value.$temporal](value.value);
  if (value.$table !== undefined) return tableRecords(value.$table);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, decode(inner)]));
}

function tableRecords({ columns, rows }) {
  return rows.map((row) => Object.fromEntries(columns.map((name, i) => [name, decode(row[i])])));
}

export function isNode(value) {
  return isElement(value) && value.source === undefined;
}

export function isEdge(value) {
  return isElement(value) && typeof value.source === 'string';
}

export function isPath(value) {
  return isObject(value) && Array.isArray(value.nodes) && Array.isArray(value.edges);
}

function isElement(value) {
  return isObject(value) && typeof value.id === 'string' && Array.isArray(value.labels);
}

function isObject(value) {
  return value !== null && typeof value === 'object';
}

/** `{time, offset}`, the one temporal value without a class in the Temporal API. */
function isZonedTime(value) {
  return isObject(value) && typeof value.offset === 'string' && isTemporal(value.time);
}

/** By its tag, so that a host's own Temporal and the polyfill count alike. */
function temporalTag(value) {
  const tag = isObject(value) ? value[Symbol.toStringTag] : undefined;
  return typeof tag === 'string' && tag.startsWith('Temporal.') ? tag.slice(9) : undefined;
}

export function isTemporal(value) {
  return temporalTag(value) !== undefined || isZonedTime(value);
}

const typeOfTag = {
  PlainDate: 'DATE',
  PlainTime: 'LOCALTIME',
  PlainDateTime: 'LOCALDATETIME',
  ZonedDateTime: 'ZONEDDATETIME',
  Duration: 'DURATION',
};

/** One text for each temporal value: `15:00+07:00` and `15:00:00.0+07:00` come out the same. */
export function temporalKey(value) {
  if (isZonedTime(value)) {
    return `ZONEDTIME ${value.time.toString()}${value.offset === 'Z' ? '+00:00' : value.offset}`;
  }
  const type = typeOfTag[temporalTag(value)] ?? temporalTag(value);
  if (type === 'ZONEDDATETIME') return `${type} ${value.toInstant().toString()} ${value.offset}`;
  if (type === 'DURATION') return `${type} ${durationKey(value)}`;
  return `${type} ${value.toString()}`;
}

/** Months and nanoseconds, as the two families of durations have them. */
function durationKey(value) {
  const months = value.years * 12 + value.months;
  const hours = (value.weeks * 7 + value.days) * 24 + value.hours;
  const seconds = BigInt((hours * 60 + value.minutes) * 60) + BigInt(value.seconds);
  const fraction = value.milliseconds * 1_000_000 + value.microseconds * 1_000 + value.nanoseconds;
  return `${months} ${seconds * 1_000_000_000n + BigInt(fraction)}`;
}

export function expectedTemporalKey({ $temporal, value }) {
  return temporalKey(constructors[$temporal](value));
}

/** A value on one line: `[1, 'a', (:Person {name: 'Ada'})]`. Strings are bare for `$canon`. */
export function show(value, quote = true) {
  if (typeof value === 'string') return quote ? `'${value}'` : value;
  if (!isObject(value)) return Object.is(value, -0) ? '-0.0' : String(value);
  if (Array.isArray(value)) return `[${value.map((item) => show(item, quote)).join(', ')}]`;
  if (isNode(value)) return `(${showElement(value)})`;
  if (isEdge(value)) return `[${showElement(value)}]`;
  if (isPath(value)) return `<${value.nodes.map((node) => show(node)).join('-')}>`;
  if (isZonedTime(value)) return `${value.time.toString()}${value.offset}`;
  if (Object.getPrototypeOf(value) !== Object.prototype && typeof value.toString === 'function') {
    const text = String(value);
    if (text !== '[object Object]') return text;
  }
  return showFields(value, quote);
}

function showElement({ labels, properties }) {
  const fields = Object.keys(properties ?? {}).length > 0 ? ` ${showFields(properties, true)}` : '';
  return `${labels.map((label) => `:${label}`).join('')}${fields}`;
}

function showFields(fields, quote) {
  const parts = Object.entries(fields).map(([name, value]) => `${name}: ${show(value, quote)}`);
  return `{${parts.join(', ')}}`;
}
