import type { Span } from '../../base/errors.ts';
import { GqlError } from '../../base/errors.ts';
import { compareValues } from '../../values/comparison.ts';
import { equalValues } from '../../values/equality.ts';
import { describeFamily } from '../../values/family.ts';
import type { Value } from '../../values/value.ts';
import { located } from './located.ts';

/** TRUE, FALSE and UNKNOWN (ISO/IEC 39075, 4.16.2), UNKNOWN being the null of booleans. */
export type Truth = boolean | null;

export type ComparisonOperator = '=' | '<>' | '<' | '<=' | '>' | '>=';

/** A value where a truth value must stand; anything else is 22G03. */
export function truthOf(value: Value, span?: Span): Truth {
  if (typeof value === 'boolean' || value === null) return value;
  throw new GqlError('22G03', `expected a truth value, found ${describeFamily(value)}`, { span });
}

export function and3(left: Truth, right: Truth): Truth {
  if (left === false || right === false) return false;
  return left === null || right === null ? null : true;
}

export function or3(left: Truth, right: Truth): Truth {
  if (left === true || right === true) return true;
  return left === null || right === null ? null : false;
}

export function xor3(left: Truth, right: Truth): Truth {
  return left === null || right === null ? null : left !== right;
}

export function not3(operand: Truth): Truth {
  return operand === null ? null : !operand;
}

/** A comparison of any two values; numbers and strings have fast paths where it is called. */
export function compare3(
  operator: ComparisonOperator,
  left: Value,
  right: Value,
  span?: Span,
): Truth {
  try {
    if (operator === '=') return equalValues(left, right);
    if (operator === '<>') return not3(equalValues(left, right));
    const order = compareValues(left, right);
    return order === null ? null : holds(operator, order);
  } catch (error) {
    throw located(error, span);
  }
}

/** All are false for the NaN that a comparison with NaN gives. */
function holds(operator: '<' | '<=' | '>' | '>=', order: number): boolean {
  switch (operator) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}
