import { Decimal } from 'decimal.js';
import type { GqlError } from '../../base/errors.ts';
import { dataError, invalidValueType } from '../../values/data-error.ts';
import type { NumericValue } from '../../values/family.ts';
import { describeFamily, isList, isNumeric } from '../../values/family.ts';
import type { Value } from '../../values/value.ts';
import { EdgeValue, NodeValue, PathValue } from '../../values/value.ts';

/** Checks of argument types: each gives the argument with its type, or throws 22G03. */

export function wrongType(name: string, expected: string, value: Value): GqlError {
  return invalidValueType(`${name} takes ${expected}, not ${describeFamily(value)}`);
}

export function stringArgument(name: string, value: Value | undefined): string {
  if (typeof value === 'string') return value;
  throw wrongType(name, 'a string', value ?? null);
}

export function numberArgument(name: string, value: Value | undefined): NumericValue {
  if (value !== undefined && isNumeric(value)) return value;
  throw wrongType(name, 'a number', value ?? null);
}

/**
 * A whole number for counts and positions. Beyond 2^53 no list or string reaches, so that such a
 * bigint becomes an infinity.
 */
export function integerArgument(name: string, value: Value | undefined): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') {
    return value > 0n ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  }
  if (value instanceof Decimal && value.isInteger()) return value.toNumber();
  throw wrongType(name, 'an integer', value ?? null);
}

/** A length or count: 22011 when negative. */
export function countArgument(name: string, value: Value | undefined): number {
  const count = integerArgument(name, value);
  if (count < 0) throw dataError('22011', `${name} takes no negative length`);
  return count;
}

export function listArgument(name: string, value: Value | undefined): readonly Value[] {
  if (value !== undefined && isList(value)) return value;
  throw wrongType(name, 'a list', value ?? null);
}

export function pathArgument(name: string, value: Value | undefined): PathValue {
  if (value instanceof PathValue) return value;
  throw wrongType(name, 'a path', value ?? null);
}

export function elementArgument(name: string, value: Value | undefined): NodeValue | EdgeValue {
  if (value instanceof NodeValue || value instanceof EdgeValue) return value;
  throw wrongType(name, 'a node or an edge', value ?? null);
}

export function nodeArgument(name: string, value: Value | undefined): NodeValue {
  if (value instanceof NodeValue) return value;
  throw wrongType(name, 'a node', value ?? null);
}

export function edgeArgument(name: string, value: Value | undefined): EdgeValue {
  if (value instanceof EdgeValue) return value;
  throw wrongType(name, 'an edge', value ?? null);
}
