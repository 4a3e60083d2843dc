import type { LabelTest } from '../../graph/label-test.ts';
import type { Binding } from '../../semantics/bound/statement.ts';
import type { VariableId } from '../../semantics/bound/variable.ts';
import { NODE } from '../../values/type.ts';
import { fallibility } from '../expressions/fallibility.ts';
import { freeVariables, substitute } from '../expressions/variables.ts';
import { impliesLabel } from '../label-logic.ts';
import { rewriteBottomUp } from '../logical/operator-parts.ts';
import { labelsOfMatched } from '../logical/matched-labels.ts';
import type { PlanContext } from '../physical/context.ts';
import type { LogicalExpr, LogicalOperator } from '../plan/operator.ts';

type Aggregate = Extract<LogicalOperator, { readonly kind: 'aggregate' }>;
type Key = Binding<LogicalOperator>;

/**
 * Grouping by a property that is unique among the nodes of a label is grouping by the node, and so
 * is grouping by the node itself with other properties of it. The node is the cheaper key, and what
 * was a key is computed once per group.
 */
export function groupByNode(plan: LogicalOperator, context: PlanContext): LogicalOperator {
  return rewriteBottomUp(plan, (operator) => {
    if (operator.kind !== 'aggregate') return operator;
    const node = operator.keys
      .flatMap(({ value }) => [...freeVariables(value)])
      .find((variable) => isKey(operator, variable, context));
    return node === undefined ? operator : regroup(operator, node, context);
  });
}

/** Whether the keys that come from a node determine it, and there is more to them than the node. */
function isKey(operator: Aggregate, node: VariableId, context: PlanContext): boolean {
  const variable = context.variables[node];
  if (variable?.role !== 'node' || variable.degree !== 'singleton') return false;
  const keys = operator.keys.filter((key) => dependsOnlyOn(key, node));
  if (keys.some(({ value }) => value.kind === 'variable')) return keys.length > 1;
  const labels = labelsOfMatched(operator.input, node);
  return keys.some(({ value }) => isUniqueProperty(value, labels, context));
}

function isUniqueProperty(
  value: LogicalExpr,
  labels: LabelTest | undefined,
  context: PlanContext,
): boolean {
  if (context.writes) return false;
  if (value.kind !== 'property' || value.object.kind !== 'variable') return false;
  const property = value.name;
  const index = context.indexes.find(
    ({ element, unique, label, properties }) =>
      element === 'node' &&
      unique &&
      properties.length === 1 &&
      properties[0] === property &&
      impliesLabel(labels, label),
  );
  // Several nodes without the property would be one group.
  if (index === undefined || !context.cardinality.allPresent(labels, property)) return false;
  context.assume({ kind: 'index', name: index.name, unique: true });
  context.assume({ kind: 'allPresent', labels, property });
  return true;
}

function regroup(operator: Aggregate, node: VariableId, context: PlanContext): LogicalOperator {
  const known = context.variables[node];
  const notNull = known?.notNull ?? false;
  const properties = { role: 'node', degree: 'singleton', type: NODE, notNull } as const;
  const group = context.newVariable(properties, known?.name);
  const value: LogicalExpr = { kind: 'variable', variable: group, type: NODE };
  const keys: Key[] = [
    { variable: group, value: { kind: 'variable', variable: node, type: NODE } },
  ];
  const computed: Key[] = [];
  for (const key of operator.keys) {
    const replaced = dependsOnlyOn(key, node)
      ? substitute(key.value, new Map([[node, value]]))
      : undefined;
    if (replaced === undefined) keys.push(key);
    else computed.push({ variable: key.variable, value: replaced });
  }
  return { kind: 'extend', input: { ...operator, keys }, bindings: computed };
}

function dependsOnlyOn({ value }: Key, node: VariableId): boolean {
  const read = freeVariables(value);
  return read.size === 1 && read.has(node) && fallibility(value) !== 'may';
}
