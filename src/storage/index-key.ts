import { Decimal } from 'decimal.js';
import { equalValues, sameValue } from '../values/equality.ts';
import { combineHashes, hashValue } from '../values/hash.ts';
import type { Value } from '../values/value.ts';
import { Float } from '../values/value.ts';
import type { PropertyColumn } from './property-column.ts';

/**
 * The number under which an index holds a value. Integers that a double holds exactly stand for
 * themselves, also those of type FLOAT and DECIMAL, which are equal to them; such a key needs no
 * further comparison. Every other value has its hash plus a half, which no integer is equal to.
 */
export function keyOfValue(value: Value): number {
  if (typeof value === 'number') return value;
  if (value instanceof Float || value instanceof Decimal) {
    const number = value instanceof Float ? value.value : integralOf(value);
    if (Number.isSafeInteger(number)) return number;
  }
  return hashValue(value) + HASHED;
}

/** Whether the key says all about the value. */
export function isExactKey(key: number): boolean {
  return Number.isInteger(key);
}

/** The key of the value in a cell; undefined where there is none. */
export function keyOfCell(column: PropertyColumn | undefined, row: number): number | undefined {
  if (column?.has(row) !== true) return undefined;
  const { dictionary } = column;
  if (dictionary === undefined) return keyOfValue(column.get(row));
  return dictionary.hashOf(column.data[row] as number) + HASHED;
}

/** The key of several values together. */
export function keyOfHashes(hashes: readonly number[]): number {
  return hashes.reduce((left, right) => combineHashes(left, right), 0) + HASHED;
}

/** Equality as `=` has it, without its error for records of different fields. */
export function matches(left: Value, right: Value): boolean {
  return sameValue(left, right) && equalValues(left, right) === true;
}

const HASHED = 0.5;

function integralOf(value: Decimal): number {
  return value.isInteger() ? value.toNumber() : Number.NaN;
}
