import { Decimal } from 'decimal.js';
import { Temporal } from 'temporal-polyfill';
import { InternalError } from '../base/assert.ts';
import { isList } from './family.ts';
import { timeOfDayNs, zonedTimeNs } from './temporal/compare.ts';
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

/** A 32-bit hash that is equal for values that are the same by `sameValue`. Not for the disk. */
export function hashValue(value: Value): number {
  switch (typeof value) {
    case 'number':
      return hashInteger(value);
    case 'string':
      return hashString(value);
    case 'boolean':
      return value ? 0x2545f491 : 0x1b873593;
    case 'bigint':
      return hashBigint(value);
    default:
      return value === null ? 0x165667b1 : hashObject(value);
  }
}

/** The hash of a tuple from the hashes of its parts. */
export function combineHashes(left: number, right: number): number {
  return mix(Math.imul(left, 31) + right);
}

/** Integers within ±(2^53 − 1). */
export function hashInteger(value: number): number {
  const high = Math.floor(value / 4_294_967_296);
  return mix((value | 0) ^ Math.imul(high, 0x9e3779b1));
}

export function hashString(value: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < value.length; i++) {
    hash = Math.imul(hash ^ value.charCodeAt(i), 0x01000193);
  }
  return mix(hash);
}

/** As `hashString` of the text in these bytes of UTF-8; undefined where it is not all ASCII. */
export function hashAscii(bytes: Uint8Array, start: number, end: number): number | undefined {
  let hash = 0x811c9dc5;
  for (let i = start; i < end; i++) {
    const unit = bytes[i] ?? 0x80;
    if (unit > 0x7f) return undefined;
    hash = Math.imul(hash ^ unit, 0x01000193);
  }
  return mix(hash);
}

/** Any double; integral ones hash as the integers they are equal to. */
export function hashDouble(value: number): number {
  if (Number.isSafeInteger(value)) return hashInteger(value);
  if (Number.isInteger(value)) return hashBigint(BigInt(value));
  doubleView[0] = Number.isNaN(value) ? Number.NaN : value;
  return mix((wordView[0] ?? 0) ^ Math.imul(wordView[1] ?? 0, 0x9e3779b1));
}

const doubleView = new Float64Array(1);
const wordView = new Int32Array(doubleView.buffer);

/** The finalizer of MurmurHash3 (A. Appleby), which lets every input bit reach every output bit. */
function mix(bits: number): number {
  let hash = bits;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) | 0;
}

function hashBigint(value: bigint): number {
  let hash = value < 0n ? 1 : 0;
  for (let rest = value < 0n ? -value : value; rest > 0n; rest >>= 32n) {
    hash = combineHashes(hash, Number(rest & 0xffff_ffffn));
  }
  return hash;
}

/**
 * A fraction hashes as its nearest double does: a decimal equals a float only if it is the shortest
 * decimal of that float, so equal ones have the same nearest double.
 */
function hashDecimal(value: Decimal): number {
  if (!value.isInteger()) return hashDouble(value.toNumber());
  const number = value.toNumber();
  return Number.isSafeInteger(number) ? hashInteger(number) : hashBigint(BigInt(value.toFixed()));
}

function hashObject(value: Exclude<Value, null | boolean | string | number | bigint>): number {
  if (value instanceof NodeValue) return combineHashes(value.graph, hashInteger(value.slot));
  if (value instanceof EdgeValue) return combineHashes(value.graph + 1, hashInteger(value.edge));
  if (value instanceof Float) return hashDouble(value.value);
  if (value instanceof Decimal) return hashDecimal(value);
  if (isList(value)) return hashList(value);
  if (value instanceof RecordValue) return hashRecord(value);
  if (value instanceof PathValue) return hashPath(value);
  if (value instanceof Uint8Array) return hashBytes(value);
  if (value instanceof GraphValue) return combineHashes(7, hashInteger(value.id));
  return hashTemporal(value);
}

function hashTemporal(value: object): number {
  if (value instanceof DayTimeDuration) return combineHashes(1, hashBigint(value.nanoseconds));
  if (value instanceof YearMonthDuration) return combineHashes(2, hashInteger(value.months));
  if (value instanceof Temporal.PlainDate) return combineHashes(3, hashDate(value));
  if (value instanceof Temporal.PlainTime) return combineHashes(4, hashInteger(timeOfDayNs(value)));
  if (value instanceof ZonedTime) return combineHashes(5, hashInteger(zonedTimeNs(value)));
  if (value instanceof Temporal.PlainDateTime) {
    return combineHashes(hashDate(value), hashInteger(timeOfDayNs(value)));
  }
  if (value instanceof Temporal.ZonedDateTime) {
    return combineHashes(6, hashBigint(value.epochNanoseconds));
  }
  throw new InternalError('not a value');
}

function hashDate(date: Temporal.PlainDate | Temporal.PlainDateTime): number {
  return hashInteger(date.year * 512 + date.month * 32 + date.day);
}

function hashList(list: readonly Value[]): number {
  let hash = 0x3c6ef372;
  for (const element of list) hash = combineHashes(hash, hashValue(element));
  return hash;
}

/** A sum over the fields, since their order means nothing. */
function hashRecord(record: RecordValue): number {
  let sum = 0;
  for (let i = 0; i < record.names.length; i++) {
    sum += combineHashes(hashString(record.names[i] ?? ''), hashValue(record.values[i] ?? null));
    sum |= 0;
  }
  return mix(sum ^ 0x5bd1e995);
}

function hashPath(path: PathValue): number {
  let hash = path.graph;
  for (const node of path.nodes) hash = combineHashes(hash, hashInteger(node));
  for (const edge of path.edges) hash = combineHashes(hash, hashInteger(edge));
  return hash;
}

function hashBytes(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return mix(hash);
}
