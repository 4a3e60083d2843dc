import type { PhysicalExpr } from '../../../planner/plan/operator.ts';
import type { Build, Condition } from '../build.ts';
import { buildersOf } from './evaluator.ts';

/** A closure for `expr` as a condition: true where it is TRUE, false where FALSE or UNKNOWN. */
export function condition(build: Build, expr: PhysicalExpr): Condition {
  return buildersOf(build).condition(expr);
}
