import { Decimal } from 'decimal.js';
import { present } from '../../src/base/assert.ts';
import { GqlError } from '../../src/base/errors.ts';
import type { Expression, FunctionCall } from '../../src/syntax/ast/expression.ts';
import { add, divide } from '../../src/values/arithmetic.ts';
import { orderValues } from '../../src/values/comparison.ts';
import { exactDecimal } from '../../src/values/compare-numbers.ts';
import { divideRounded } from '../../src/values/decimal.ts';
import { isNumeric } from '../../src/values/family.ts';
import type { Value } from '../../src/values/value.ts';
import { Float } from '../../src/values/value.ts';
import type { Context, Scope } from './context.ts';
import { NotEvaluated } from './context.ts';
import { partition } from './distinct.ts';
import { evaluate } from './expressions.ts';
import { partsOf } from './syntax.ts';

const AGGREGATES: ReadonlySet<string> = new Set([
  'COUNT',
  'SUM',
  'AVG',
  'MIN',
  'MAX',
  'COLLECT_LIST',
]);

export function isAggregateName(name: string): boolean {
  return AGGREGATES.has(name.toUpperCase());
}

/**
 * Which group variables an aggregate's argument refers to (20.9). `SIZE(g)` takes the list itself
 * and is no such reference, by the project's choice.
 */
export function groupVariablesIn(e: FunctionCall, groups: ReadonlySet<string>): string[] {
  const found = new Set<string>();
  const visit = (part: Expression): void => {
    if (part.kind === 'variable' && groups.has(part.name)) found.add(part.name);
    if (part.kind === 'call' && ['SIZE', 'CARDINALITY'].includes(part.name.toUpperCase())) return;
    partsOf(part).forEach(visit);
  };
  e.arguments.forEach(visit);
  return [...found];
}

/** The vertical aggregates in an expression: those over the rows of a group (B.6). */
export function verticalAggregatesIn(e: Expression, groups: ReadonlySet<string>): FunctionCall[] {
  if (e.kind === 'call' && isAggregateName(e.name)) {
    return groupVariablesIn(e, groups).length === 0 ? [e] : [];
  }
  return partsOf(e).flatMap((part) => verticalAggregatesIn(part, groups));
}

/** An aggregate over scopes, one per row or per element of a group variable (20.9). */
export function aggregateOf(e: FunctionCall, scopes: readonly Scope[], context: Context): Value {
  if (e.star) return scopes.length;
  const argument = present(e.arguments[0], 'argument');
  const all = scopes.map((scope) => evaluate(argument, scope, context));
  // Nulls are dropped by all aggregates but COUNT(*).
  const known = all.filter((value) => value !== null);
  const values =
    e.quantifier === 'DISTINCT'
      ? partition(known, (value) => [value]).map(([first]) => first ?? null)
      : known;
  switch (e.name.toUpperCase()) {
    case 'COUNT':
      return values.length;
    case 'COLLECT_LIST':
      return values;
    case 'SUM':
      return sum(values);
    case 'AVG':
      return average(values);
    case 'MIN':
      return extreme(values, -1);
    case 'MAX':
      return extreme(values, 1);
    default:
      throw new NotEvaluated(`aggregate ${e.name}`);
  }
}

/** Null of nothing (B.6). */
function sum(values: readonly Value[]): Value {
  if (!values.every(isNumeric)) throw new GqlError('22G03', 'the sum of what is no number');
  const [first, ...others] = values;
  return first === undefined
    ? null
    : others.reduce<Value>((total, value) => add(total, value), first);
}

/**
 * Exact numbers have an exact average (B.8), rounded to 15 significant digits or as many as the
 * longest of them has.
 */
function average(values: readonly Value[]): Value {
  const total = sum(values);
  if (total === null) return null;
  if (total instanceof Float) return divide(total, values.length);
  const digits = values.map((value) => exact(value).precision());
  return divideRounded(exact(total), new Decimal(values.length), Math.max(15, ...digits));
}

function exact(value: Value): Decimal {
  if (value instanceof Decimal) return value;
  if (typeof value === 'number' || typeof value === 'bigint') return exactDecimal(value);
  throw new GqlError('22G03', 'the average of what is no number');
}

function extreme(values: readonly Value[], sign: number): Value {
  const [first, ...others] = values;
  if (first === undefined) return null;
  return others.reduce<Value>(
    (best, value) => (orderValues(value, best) * sign > 0 ? value : best),
    first,
  );
}
