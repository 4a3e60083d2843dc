import type { Expr } from '../../semantics/bound/expression.ts';
import type { VariableId } from '../../semantics/bound/variable.ts';
import type { LogicalExpr } from '../plan/operator.ts';
import { outerReferences } from '../logical/plan-variables.ts';
import { mapChildren, visitChildren } from './map-expr.ts';

/** Variables that an expression reads and does not bind itself, its subqueries' included. */
export function freeVariables(expr: LogicalExpr): ReadonlySet<VariableId> {
  return outerReferences({ expressions: [expr] });
}

/** Whether the expression reads nothing of the row: the same value for all rows of one run. */
export function isConstantPerRun(expr: LogicalExpr): boolean {
  return freeVariables(expr).size === 0 && !containsQuery(expr);
}

export function containsQuery<S>(expr: Expr<S>): boolean {
  let found = false;
  visitChildren(
    expr,
    (operand) => {
      found ||= containsQuery(operand);
    },
    () => {
      found = true;
    },
  );
  return found;
}

/**
 * The expression with variables replaced by expressions, or undefined where a replaced variable is
 * read in a place that only takes variables (a subquery, the elements of a path).
 */
export function substitute(
  expr: LogicalExpr,
  replacements: ReadonlyMap<VariableId, LogicalExpr>,
): LogicalExpr | undefined {
  let possible = true;
  const replace = (part: LogicalExpr): LogicalExpr => {
    if (part.kind === 'variable') return replacements.get(part.variable) ?? part;
    if (part.kind === 'makePath' || part.kind === 'exists' || part.kind === 'valueQuery') {
      for (const variable of freeVariables(part)) possible &&= !replacements.has(variable);
      return part;
    }
    return mapChildren(part, { expr: replace, query: (query) => query });
  };
  const result = replace(expr);
  return possible ? result : undefined;
}
