import type { Expr } from '../../semantics/bound/expression.ts';
import { visitChildren } from './map-expr.ts';

/**
 * What the evaluation of an expression may do beside giving a value.
 * - `never`: nothing, for any operands.
 * - `typed`: it raises an exception for operands of the wrong type only (a comparison). Moving it
 *   before another predicate is what every database does and no query can sensibly rely on.
 * - `may`: it raises exceptions that depend on values (division, casts), gives another value each
 *   time, or is a subquery. A predicate that stands before such a one may be its guard.
 */
export type Fallibility = 'never' | 'typed' | 'may';

export function fallibility<S>(expr: Expr<S>): Fallibility {
  let worst = ownFallibility(expr);
  visitChildren(
    expr,
    (operand) => {
      worst = worse(worst, fallibility(operand));
    },
    () => undefined,
  );
  return worst;
}

function worse(left: Fallibility, right: Fallibility): Fallibility {
  if (left === 'may' || right === 'may') return 'may';
  return left === 'typed' || right === 'typed' ? 'typed' : 'never';
}

function ownFallibility<S>(expr: Expr<S>): Fallibility {
  switch (expr.kind) {
    case 'arithmetic':
    case 'negate':
    case 'cast':
    case 'exists':
    case 'valueQuery':
    case 'reduce':
    case 'horizontalAggregate':
      return 'may';
    case 'call':
      return TYPED_CALLS.has(expr.name) ? 'typed' : 'may';
    case 'compare':
    case 'property':
    case 'and':
    case 'or':
    case 'xor':
    case 'not':
    case 'isTruth':
    case 'isLabeled':
    case 'case':
    case 'comprehension':
      return 'typed';
    default:
      return 'never';
  }
}

/** Functions that fail for operands of the wrong type only, and always give the same value. */
const TYPED_CALLS: ReadonlySet<string> = new Set([
  'LOWER',
  'UPPER',
  'CHAR_LENGTH',
  'BYTE_LENGTH',
  'PATH_LENGTH',
  'CARDINALITY',
  'ELEMENT_ID',
  'TRIM',
  'BTRIM',
  'LTRIM',
  'RTRIM',
  'STARTS WITH',
  'ENDS WITH',
  'CONTAINS',
  'IN',
  'SAME',
  'ALL_DIFFERENT',
  'PROPERTY_EXISTS',
  'IS DIRECTED',
  'IS SOURCE OF',
  'IS DESTINATION OF',
]);
