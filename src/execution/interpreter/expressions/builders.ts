import type { PhysicalExpr } from '../../../planner/plan/operator.ts';
import type { Condition, Evaluate } from '../build.ts';

/** How an expression's builder gets at the builders of its operands. */
export interface ExpressionBuilders {
  evaluator(expr: PhysicalExpr): Evaluate;
  condition(expr: PhysicalExpr): Condition;
}
