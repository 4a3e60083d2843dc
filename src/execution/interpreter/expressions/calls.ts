import { InternalError } from '../../../base/assert.ts';
import type { PhysicalOperator } from '../../../planner/plan/operator.ts';
import type { CallExpr, CastExpr, IsTypedExpr } from '../../../semantics/bound/expression.ts';
import { castValue } from '../../../values/cast.ts';
import { isInstance } from '../../../values/type-of.ts';
import type { Value } from '../../../values/value.ts';
import { findImplementation } from '../../functions/registry.ts';
import { located } from '../../runtime/located.ts';
import type { Build, Evaluate } from '../build.ts';
import type { ExpressionBuilders } from './builders.ts';

/** Arguments are evaluated from left to right; one and two of them without an array. */
export function call(
  build: Build,
  of: ExpressionBuilders,
  expr: CallExpr<PhysicalOperator>,
): Evaluate {
  const implementation = findImplementation(expr.name);
  if (implementation === undefined) throw new InternalError(`no function ${expr.name}`);
  const context = build.run.evaluation;
  const args = expr.arguments.map((argument) => of.evaluator(argument));
  const { span } = expr;
  const { apply1, apply2 } = implementation;
  const [first, second] = args;
  let evaluate: Evaluate = () =>
    implementation.apply(
      args.map((argument) => argument()),
      context,
    );
  if (args.length === 1 && first !== undefined && apply1 !== undefined) {
    evaluate = () => apply1(first(), context);
  } else if (args.length === 2 && first && second && apply2 !== undefined) {
    evaluate = () => apply2(first(), second(), context);
  }
  return () => {
    try {
      return evaluate();
    } catch (error) {
      throw located(error, span);
    }
  };
}

export function cast(
  build: Build,
  of: ExpressionBuilders,
  expr: CastExpr<PhysicalOperator>,
): Evaluate {
  const operand = of.evaluator(expr.operand);
  const context = build.run.evaluation;
  const { type, span } = expr;
  return (): Value => {
    const value = operand();
    try {
      return castValue(value, type, context);
    } catch (error) {
      throw located(error, span);
    }
  };
}

export function typeTest(
  build: Build,
  of: ExpressionBuilders,
  expr: IsTypedExpr<PhysicalOperator>,
): Evaluate {
  const operand = of.evaluator(expr.operand);
  const context = build.run.evaluation;
  const { test, negated } = expr;
  return () => isInstance(operand(), test, context.labelsOf) !== negated;
}
