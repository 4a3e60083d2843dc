import { GqlError } from '../../base/errors.ts';
import { add, multiply, subtract } from '../../values/arithmetic.ts';
import { compareValues } from '../../values/comparison.ts';
import { equalValues } from '../../values/equality.ts';
import type { ValueType } from '../../values/type.ts';
import type { Value } from '../../values/value.ts';
import { mapChildren } from '../expressions/map-expr.ts';
import { mapLogical } from '../logical/operator-parts.ts';
import type { LogicalExpr, LogicalOperator } from '../plan/operator.ts';

/**
 * Computes what is constant when planning. What raises an exception is left to the run, which may
 * never get to it; what depends on the session (time, random numbers) is never folded.
 */
export function foldConstants(plan: LogicalOperator): LogicalOperator {
  const folded = mapLogical(plan, { plan: foldConstants, expr: foldExpr });
  return folded.kind === 'filter' && isTrue(folded.condition) ? folded.input : folded;
}

export function foldExpr(expr: LogicalExpr): LogicalExpr {
  const folded = mapChildren<LogicalOperator, LogicalOperator>(expr, {
    expr: foldExpr,
    query: foldConstants,
  });
  return simplify(folded);
}

function simplify(expr: LogicalExpr): LogicalExpr {
  switch (expr.kind) {
    case 'and':
      return simplifyAnd(expr);
    case 'or':
      return simplifyOr(expr);
    case 'not':
      return foldTruth(expr, expr.operand, (value) => (value === null ? null : !value));
    case 'isNull':
      return expr.operand.kind === 'constant'
        ? constant((expr.operand.value === null) !== expr.negated, expr.type)
        : expr;
    case 'negate':
      return typeof valueOf(expr.operand) === 'number'
        ? attempt(expr, () => subtract(0, valueOf(expr.operand) ?? null))
        : expr;
    case 'compare':
    case 'arithmetic':
      return foldOperator(expr);
    case 'list': {
      const values = expr.elements.map(valueOf);
      return values.every((value) => value !== undefined) ? constant(values, expr.type) : expr;
    }
    case 'case':
      return simplifyCase(expr);
    case 'coalesce': {
      const [first] = expr.operands;
      const value = first && valueOf(first);
      return first && value !== undefined && value !== null ? first : expr;
    }
    default:
      return expr;
  }
}

type Kind<K extends LogicalExpr['kind']> = Extract<LogicalExpr, { readonly kind: K }>;

/** The right side of a conjunction is not evaluated where the left is false, errors included. */
function simplifyAnd(expr: Kind<'and' | 'or' | 'xor'>): LogicalExpr {
  if (isFalse(expr.left)) return expr.left;
  if (isTrue(expr.right) && isTruthValue(expr.left)) return expr.left;
  return isTrue(expr.left) && isTruthValue(expr.right) ? expr.right : expr;
}

function simplifyOr(expr: Kind<'and' | 'or' | 'xor'>): LogicalExpr {
  if (isTrue(expr.left)) return expr.left;
  if (isFalse(expr.right) && isTruthValue(expr.left)) return expr.left;
  return isFalse(expr.left) && isTruthValue(expr.right) ? expr.right : expr;
}

function simplifyCase(expr: Kind<'case'>): LogicalExpr {
  const [first, ...others] = expr.branches;
  if (first === undefined) return expr.otherwise;
  const when = valueOf(first.when);
  if (when === true) return first.then;
  if (when !== false && when !== null) return expr;
  return simplifyCase({ ...expr, branches: others });
}

function foldTruth(
  expr: LogicalExpr,
  operand: LogicalExpr,
  apply: (value: boolean | null) => boolean | null,
): LogicalExpr {
  const value = valueOf(operand);
  return typeof value === 'boolean' || value === null ? constant(apply(value), expr.type) : expr;
}

function foldOperator(expr: Kind<'compare' | 'arithmetic'>): LogicalExpr {
  const [left, right] = [valueOf(expr.left), valueOf(expr.right)];
  if (left === undefined || right === undefined) return expr;
  return attempt(expr, () => evaluate(expr.operator, left, right));
}

/** Division is left to the run: its rounding belongs in one place. */
function evaluate(
  operator: Kind<'compare' | 'arithmetic'>['operator'],
  left: Value,
  right: Value,
): Value | undefined {
  switch (operator) {
    case '+':
      return add(left, right);
    case '-':
      return subtract(left, right);
    case '*':
      return multiply(left, right);
    case '/':
    case '%':
      return undefined;
    case '=':
      return equalValues(left, right);
    case '<>': {
      const equal = equalValues(left, right);
      return equal === null ? null : !equal;
    }
    default:
      return ordered(operator, compareValues(left, right));
  }
}

function ordered(operator: '<' | '<=' | '>' | '>=', order: number | null): boolean | null {
  if (order === null) return null;
  if (operator === '<') return order < 0;
  if (operator === '<=') return order <= 0;
  return operator === '>' ? order > 0 : order >= 0;
}

/** The expression's value, or the expression where there is none or an exception instead. */
function attempt(expr: LogicalExpr, compute: () => Value | undefined): LogicalExpr {
  try {
    const value = compute();
    return value === undefined ? expr : constant(value, expr.type);
  } catch (error) {
    if (error instanceof GqlError) return expr;
    throw error;
  }
}

function constant(value: Value, type: ValueType): LogicalExpr {
  return { kind: 'constant', value, type };
}

/** Undefined for what is no constant; null is the null value. */
function valueOf(expr: LogicalExpr): Value | undefined {
  return expr.kind === 'constant' ? expr.value : undefined;
}

/** AND and OR check the type of their operands, so that one alone must need no check. */
function isTruthValue({ type }: LogicalExpr): boolean {
  return type.kind === 'simple' && type.name === 'BOOL';
}

function isTrue(expr: LogicalExpr): boolean {
  return valueOf(expr) === true;
}

function isFalse(expr: LogicalExpr): boolean {
  return valueOf(expr) === false;
}
