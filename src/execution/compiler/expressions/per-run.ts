import type { PhysicalExpr } from '../../../planner/plan/operator.ts';
import type { ConstantExpr, ParameterExpr } from '../../../semantics/bound/expression.ts';
import type { Generator } from '../generator.ts';
import type { FunctionScope } from '../scope.ts';

/** What has one value for a whole run, which can be prepared when the run starts. */
export type PerRunExpr = ConstantExpr | ParameterExpr;

export function isPerRun(expr: PhysicalExpr): expr is PerRunExpr {
  return expr.kind === 'constant' || expr.kind === 'parameter';
}

/**
 * The boxed constant, and the start of the names of what is derived from it. Derived fields are
 * computed when the run starts, where parameters are locals too.
 */
export function runConstant(
  gen: Generator,
  fn: FunctionScope,
  expr: PerRunExpr,
): { readonly text: string; readonly name: string } {
  if (expr.kind === 'parameter') {
    gen.parameter(gen.opening, expr.index);
    const text = gen.parameter(fn, expr.index);
    return { text, name: text };
  }
  const text = gen.layout.value('k', expr.value);
  return { text, name: text };
}
