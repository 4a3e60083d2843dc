import type { PhysicalExpr, PhysicalOperator } from './operator.ts';
import { visitChildren } from '../expressions/map-expr.ts';
import { mapPathPattern } from '../logical/pattern-parts.ts';
import { mapShared } from './map-operator.ts';

/** The plans below an operator: its inputs, then the plans of subqueries in its expressions. */
export function physicalChildren(operator: PhysicalOperator): readonly PhysicalOperator[] {
  const inputs: PhysicalOperator[] = [];
  const subqueries: PhysicalOperator[] = [];
  const visit = (expr: PhysicalExpr): void => {
    visitChildren(expr, visit, (query) => subqueries.push(query));
  };
  visitParts(operator, (input) => inputs.push(input), visit);
  return [...inputs, ...subqueries];
}

/** Calls back for the direct inputs and expressions of an operator. */
export function visitParts(
  operator: PhysicalOperator,
  input: (plan: PhysicalOperator) => void,
  expr: (expr: PhysicalExpr) => void,
): void {
  switch (operator.kind) {
    case 'nodeSeek':
    case 'edgeSeek':
      input(operator.input);
      operator.values.forEach(expr);
      return;
    case 'expandCount':
      input(operator.input);
      if (operator.condition) expr(operator.condition);
      return;
    case 'pathSearch':
      input(operator.input);
      mapPathPattern(operator.path, (part) => {
        expr(part);
        return part;
      });
      return;
    case 'nodeScan':
    case 'expand':
    case 'expandInto':
    case 'checkNode':
    case 'differentEdges':
      input(operator.input);
      return;
    default:
      mapShared<PhysicalOperator, PhysicalOperator>(operator, {
        plan: (plan) => {
          input(plan);
          return plan;
        },
        expr: (part) => {
          expr(part);
          return part;
        },
      });
  }
}
