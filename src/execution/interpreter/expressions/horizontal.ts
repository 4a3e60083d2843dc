import type { PhysicalOperator } from '../../../planner/plan/operator.ts';
import type { HorizontalAggregateExpr } from '../../../semantics/bound/expression.ts';
import { accumulatorFactory } from '../../runtime/aggregation.ts';
import { located } from '../../runtime/located.ts';
import type { Build, Evaluate } from '../build.ts';
import { assigner } from '../registers.ts';
import { listOf } from './collections.ts';
import type { ExpressionBuilders } from './builders.ts';

/** An aggregate over the elements of a group variable within its row (ISO/IEC 39075, 20.9). */
export function horizontalAggregate(
  build: Build,
  of: ExpressionBuilders,
  expr: HorizontalAggregateExpr<PhysicalOperator>,
): Evaluate {
  const { run } = build;
  const source = of.evaluator(expr.list);
  const assign = assigner(build, expr.variable);
  const argument = of.evaluator(expr.argument);
  const parameter = expr.parameter && of.evaluator(expr.parameter);
  const create = accumulatorFactory(expr);
  const { span } = expr;
  return () => {
    try {
      const accumulator = create();
      const second = parameter?.();
      const elements = listOf(source(), expr.list.span) ?? [];
      for (const element of elements) {
        assign(element);
        accumulator.add(argument(), second);
      }
      run.count(elements.length);
      if (accumulator.droppedNull) run.context.statuses.add('01G11');
      return accumulator.result();
    } catch (error) {
      throw located(error, span);
    }
  };
}
