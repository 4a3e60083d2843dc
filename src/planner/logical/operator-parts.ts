import type { LogicalExpr, LogicalOperator } from '../plan/operator.ts';
import { mapShared } from '../plan/map-operator.ts';
import type { OperatorMapper } from '../plan/map-operator.ts';
import { mapPattern } from './pattern-parts.ts';
import { mapChildren } from '../expressions/map-expr.ts';

/** The same operator with its inputs and expressions replaced. */
export function mapLogical(
  operator: LogicalOperator,
  mapper: OperatorMapper<LogicalOperator, LogicalOperator>,
): LogicalOperator {
  if (operator.kind !== 'patternMatch') return mapShared(operator, mapper);
  const input = mapper.plan(operator.input);
  return { ...operator, input, pattern: mapPattern(operator.pattern, (e) => mapper.expr(e)) };
}

const sameExpr = (expr: LogicalExpr): LogicalExpr => expr;

/** The plans that an operator takes rows from, its inner plans included. */
export function inputsOf(operator: LogicalOperator): readonly LogicalOperator[] {
  const found: LogicalOperator[] = [];
  const plan = (input: LogicalOperator): LogicalOperator => {
    found.push(input);
    return input;
  };
  mapLogical(operator, { plan, expr: sameExpr });
  return found;
}

/** The expressions of the operator itself. */
export function operatorExpressions(operator: LogicalOperator): readonly LogicalExpr[] {
  const found: LogicalExpr[] = [];
  const expr = (part: LogicalExpr): LogicalExpr => {
    found.push(part);
    return part;
  };
  mapLogical(operator, { plan: (input) => input, expr });
  return found;
}

/**
 * Applies `rewrite` to every operator, inputs first, those of subqueries in expressions included.
 */
export function rewriteBottomUp(
  plan: LogicalOperator,
  rewrite: (operator: LogicalOperator) => LogicalOperator,
): LogicalOperator {
  const mapper: OperatorMapper<LogicalOperator, LogicalOperator> = {
    plan: (input) => rewrite(mapLogical(input, mapper)),
    expr: (expr) =>
      mapChildren(expr, { expr: (operand) => mapper.expr(operand), query: (q) => mapper.plan(q) }),
  };
  return mapper.plan(plan);
}
