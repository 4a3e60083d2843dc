import type { VariableId } from '../../semantics/bound/variable.ts';
import type { Binding } from '../../semantics/bound/statement.ts';
import { fallibility } from '../expressions/fallibility.ts';
import { freeVariables } from '../expressions/variables.ts';
import { operatorExpressions } from '../logical/operator-parts.ts';
import type { LogicalOperator } from '../plan/operator.ts';
import type { Demand, PlanContext } from './context.ts';

type Bindings = Extract<LogicalOperator, { readonly kind: 'extend' | 'project' }>;

/**
 * The bindings that are worth computing: those that are read, by the operators above or by later
 * bindings, and those that may raise an exception.
 */
export function prunedBindings(
  operator: Bindings,
  demand: Demand,
  context: PlanContext,
): readonly Binding<LogicalOperator>[] {
  if (!context.enabled('projection-pruning')) return operator.bindings;
  const read = new Set(demand.variables);
  const kept: Binding<LogicalOperator>[] = [];
  for (const binding of [...operator.bindings].reverse()) {
    if (!read.has(binding.variable) && fallibility(binding.value) !== 'may') continue;
    kept.unshift(binding);
    // The bindings of a projection do not see one another, but to read too much does no harm.
    for (const variable of freeVariables(binding.value)) read.add(variable);
  }
  return kept;
}

/** What an operator with one input needs of it. */
export function needed(operator: LogicalOperator, demand: Demand): Set<VariableId> {
  const variables = new Set(keepsInput(operator) ? demand.variables : []);
  for (const expr of operatorExpressions(operator)) {
    for (const variable of freeVariables(expr)) variables.add(variable);
  }
  if (operator.kind === 'distinct') for (const id of operator.variables) variables.add(id);
  if (operator.kind === 'insert') {
    for (const element of operator.elements) {
      if (element.kind === 'edge') variables.add(element.source).add(element.target);
    }
  }
  return variables;
}

/** Whether what the input binds is there above the operator too. */
function keepsInput(operator: LogicalOperator): boolean {
  switch (operator.kind) {
    case 'project':
    case 'aggregate':
    case 'distinct':
    case 'setOperation':
      return false;
    default:
      return true;
  }
}
