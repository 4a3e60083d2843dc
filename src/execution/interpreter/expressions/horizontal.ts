import type { PhysicalOperator } from '../../../planner/plan/operator.ts';
import type { HorizontalAggregateExpr } from '../../../semantics/bound/expression.ts';
import { accumulatorFactory } from '../../runtime/aggregation.ts';
import { located } from '../../runtime/located.ts';
import type { Build, Evaluate } from '../build.ts';
import { assigner } from '../registers.ts';
import { listOf } from './collections.ts';
import { evaluator } from './evaluator.ts';

/** An aggregate over the elements of a group variable within its row (ISO/IEC 39075, 20.9). */
export function horizontalAggregate(
  build: Build,
  expr: HorizontalAggregateExpr<PhysicalOperator>,
): Evaluate {
  const { run } = build;
  const source = evaluator(build, expr.list);
  const assign = assigner(build, expr.variable);
  const argument = evaluator(build, expr.argument);
  const parameter = expr.parameter && evaluator(build, expr.parameter);
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
