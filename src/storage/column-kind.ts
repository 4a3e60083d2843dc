import { Temporal } from 'temporal-polyfill';
import type { ColumnKind } from '../graph/raw.ts';
import { isInt64 } from '../values/integer.ts';
import type { Value } from '../values/value.ts';
import { Float } from '../values/value.ts';

/** The narrowest kind of column that holds a value other than null. */
export function kindOf(value: Value): ColumnKind {
  switch (typeof value) {
    case 'number':
      return (value | 0) === value ? 'int32' : 'int53';
    case 'string':
      return 'string';
    case 'boolean':
      return 'bool';
    case 'bigint':
      return isInt64(value) ? 'int64' : 'tagged';
    default:
      if (value instanceof Float) return 'float64';
      if (value instanceof Temporal.PlainDate) return 'date';
      if (value instanceof Temporal.PlainDateTime) return 'datetime';
      return 'tagged';
  }
}

/**
 * The narrowest kind that holds what two kinds hold. Integers widen among themselves; every other
 * mixture is tagged, also of integers with floats, because `1` and `1.0e0` are of different types.
 */
export function joinKinds(left: ColumnKind, right: ColumnKind): ColumnKind {
  if (left === right) return left;
  const leftWidth = INTEGER_WIDTHS.indexOf(left);
  const rightWidth = INTEGER_WIDTHS.indexOf(right);
  if (leftWidth < 0 || rightWidth < 0) return 'tagged';
  return leftWidth > rightWidth ? left : right;
}

const INTEGER_WIDTHS: readonly ColumnKind[] = ['int32', 'int53', 'int64'];
