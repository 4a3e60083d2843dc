import type { BoundAggregate } from '../../semantics/bound/statement.ts';
import { rewriteBottomUp } from '../logical/operator-parts.ts';
import { isAlwaysMatched } from '../logical/matched-labels.ts';
import type { PlanContext } from '../physical/context.ts';
import type { LogicalOperator } from '../plan/operator.ts';

/** COUNT of an element that is never null counts rows, and nobody has to look at the element. */
export function countRows(plan: LogicalOperator, context: PlanContext): LogicalOperator {
  return rewriteBottomUp(plan, (operator) => {
    if (operator.kind !== 'aggregate') return operator;
    const aggregates = operator.aggregates.map((aggregate) =>
      countsRows(aggregate, operator.input, context) ? withoutArgument(aggregate) : aggregate,
    );
    return { ...operator, aggregates };
  });
}

function countsRows(
  { function: name, distinct, argument }: BoundAggregate<LogicalOperator>,
  input: LogicalOperator,
  context: PlanContext,
): boolean {
  if (name !== 'COUNT' || distinct || argument === undefined) return false;
  if (argument.kind === 'constant') return argument.value !== null;
  if (argument.kind !== 'variable') return false;
  const variable = context.variables[argument.variable];
  if (variable?.degree !== 'singleton') return false;
  return variable.notNull || isAlwaysMatched(input, argument.variable);
}

function withoutArgument(
  aggregate: BoundAggregate<LogicalOperator>,
): BoundAggregate<LogicalOperator> {
  const { argument: _argument, ...rest } = aggregate;
  return rest;
}
