import { unreachable } from '../../base/assert.ts';
import type { VariableId } from '../../semantics/bound/variable.ts';
import type { LogicalExpr, LogicalOperator } from '../plan/operator.ts';
import { visitChildren } from '../expressions/map-expr.ts';
import { inputsOf, operatorExpressions } from './operator-parts.ts';
import { patternVariables } from './pattern-parts.ts';

/** What a plan or a list of expressions reads from around it. Ids are unique in a program. */
export function outerReferences(parts: {
  readonly plan?: LogicalOperator;
  readonly expressions?: readonly LogicalExpr[];
}): ReadonlySet<VariableId> {
  const read = new Set<VariableId>();
  const bound = new Set<VariableId>();
  const visitPlan = (plan: LogicalOperator): void => {
    for (const variable of variablesRead(plan)) read.add(variable);
    for (const variable of variablesBound(plan)) bound.add(variable);
    for (const expr of operatorExpressions(plan)) visitExpr(expr);
    for (const input of inputsOf(plan)) visitPlan(input);
  };
  const visitExpr = (expr: LogicalExpr): void => {
    if (expr.kind === 'variable') read.add(expr.variable);
    if (expr.kind === 'makePath') for (const variable of expr.variables) read.add(variable);
    if (expr.kind === 'let' || expr.kind === 'comprehension') bound.add(expr.variable);
    if (expr.kind === 'horizontalAggregate') bound.add(expr.variable);
    if (expr.kind === 'reduce') bound.add(expr.variable).add(expr.accumulator);
    visitChildren(expr, visitExpr, visitPlan);
  };
  if (parts.plan) visitPlan(parts.plan);
  for (const expr of parts.expressions ?? []) visitExpr(expr);
  for (const variable of bound) read.delete(variable);
  return read;
}

/** Variables that an operator itself gives a value, other than by its inputs. */
function variablesBound(plan: LogicalOperator): Iterable<VariableId> {
  switch (plan.kind) {
    case 'extend':
    case 'project':
      return plan.bindings.filter(isNoPassThrough).map((binding) => binding.variable);
    case 'unnest':
      return [plan.variable, ...(plan.position ? [plan.position.variable] : [])];
    case 'aggregate':
      return [...plan.keys, ...plan.aggregates].map((binding) => binding.variable);
    case 'setOperation':
      return plan.columns;
    case 'procedureCall':
    case 'inGraph':
      return plan.yields.map((item) => item.variable);
    case 'insert':
      return plan.elements.map((element) => element.variable);
    case 'patternMatch': {
      const bound = patternVariables(plan.pattern);
      for (const variable of plan.pattern.joined) bound.delete(variable);
      return bound;
    }
    default:
      return [];
  }
}

/** `x := x` in a projection keeps a variable, it does not make one. */
function isNoPassThrough(binding: { variable: VariableId; value: LogicalExpr }): boolean {
  return binding.value.kind !== 'variable' || binding.value.variable !== binding.variable;
}

/** Variables that an operator reads other than through its expressions. */
function variablesRead(plan: LogicalOperator): readonly VariableId[] {
  switch (plan.kind) {
    case 'distinct':
      return plan.variables;
    case 'setOperation':
      return [...plan.leftColumns, ...plan.rightColumns];
    case 'patternMatch':
      return plan.pattern.joined;
    case 'insert':
      return plan.elements.flatMap((element) =>
        element.kind === 'edge' ? [element.source, element.target] : [],
      );
    default:
      return [];
  }
}

/** The variables that have a value above the operator. */
export function outputVariables(plan: LogicalOperator): Set<VariableId> {
  switch (plan.kind) {
    case 'unit':
      return new Set();
    case 'argument':
    case 'table':
    case 'distinct':
      return new Set(plan.variables);
    case 'filter':
    case 'sort':
    case 'topK':
    case 'page':
    case 'set':
    case 'remove':
    case 'delete':
      return outputVariables(plan.input);
    case 'project':
      return new Set(plan.bindings.map((binding) => binding.variable));
    case 'aggregate':
      return new Set(variablesBound(plan));
    case 'setOperation':
      return new Set(plan.columns);
    case 'extend':
    case 'unnest':
    case 'procedureCall':
    case 'inGraph':
    case 'insert':
    case 'patternMatch':
      return new Set([...outputVariables(plan.input), ...variablesBound(plan)]);
    case 'apply':
      return new Set([...outputVariables(plan.input), ...plan.added]);
    case 'materialize':
      return outputVariables(plan.inner);
    default:
      return unreachable(plan);
  }
}
