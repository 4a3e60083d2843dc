import type { BoundAggregate } from '../../semantics/bound/statement.ts';
import type { VariableId } from '../../semantics/bound/variable.ts';
import { fallibility } from '../expressions/fallibility.ts';
import { mapAggregates, mapBindings } from '../plan/map-operator.ts';
import type { LogicalOperator, PhysicalOperator } from '../plan/operator.ts';
import type { Demand, Multiplicity, PlanContext, Planned } from './context.ts';
import type { PatternPlanner } from './plan-pattern.ts';
import { needed } from './pruning.ts';
import { outputRows } from './row-estimates.ts';

type Aggregate = Extract<LogicalOperator, { readonly kind: 'aggregate' }>;

/** Plans grouping: what its input's rows count for depends on the aggregates alone. */
export function planAggregate(
  operator: Aggregate,
  demand: Demand,
  planner: PatternPlanner,
): Planned {
  const { context } = planner;
  const aggregates = prunedAggregates(operator, demand, context);
  const logical: Aggregate = { ...operator, aggregates };
  const multiplicity = multiplicityFor(aggregates, context);
  const input = planner.plan(operator.input, { variables: needed(logical, demand), multiplicity });
  const { weight } = input;
  const planned: PhysicalOperator = {
    kind: 'aggregate',
    input: input.operator,
    keys: mapBindings(operator.keys, planner.expr),
    aggregates: mapAggregates(aggregates, planner.expr),
    clustered: comesClustered(operator, input.operator),
    ...(weight !== undefined && { weight }),
  };
  const rows = outputRows(planned, input.rows);
  return context.planned(planned, { rows, work: input.work + input.rows });
}

function prunedAggregates(
  operator: Aggregate,
  demand: Demand,
  context: PlanContext,
): readonly BoundAggregate<LogicalOperator>[] {
  if (!context.enabled('projection-pruning')) return operator.aggregates;
  return operator.aggregates.filter(
    ({ variable, argument, function: name }) =>
      demand.variables.has(variable) ||
      name !== 'COUNT' ||
      (argument !== undefined && fallibility(argument) === 'may'),
  );
}

/**
 * COUNT, SUM and AVG take a row's weight into account. With DISTINCT, and for MIN and MAX, a weight
 * changes nothing, and if all aggregates are such, neither do duplicates. So groups alone.
 */
export function multiplicityFor(
  aggregates: readonly BoundAggregate<LogicalOperator>[],
  context: PlanContext,
): Multiplicity {
  if (aggregates.every(ignoresDuplicates)) return 'any';
  const weighs = aggregates.every(
    (aggregate) => ignoresDuplicates(aggregate) || WEIGHABLE.has(aggregate.function),
  );
  return weighs && context.enabled('counting') ? 'weighted' : 'exact';
}

const WEIGHABLE: ReadonlySet<string> = new Set(['COUNT', 'SUM', 'AVG']);
const EXTREMES: ReadonlySet<string> = new Set(['MIN', 'MAX']);

/** COLLECT_LIST(DISTINCT …) and the like included: DISTINCT comes before the function. */
function ignoresDuplicates({ distinct, function: name }: BoundAggregate<LogicalOperator>): boolean {
  return distinct || EXTREMES.has(name);
}

/** Whether rows of one group come together: the key is the node that the outermost scan visits. */
function comesClustered(operator: Aggregate, input: PhysicalOperator): boolean {
  const [key, ...others] = operator.keys;
  if (key?.value.kind !== 'variable' || others.length > 0) return false;
  return isScannedInOrder(input, key.value.variable);
}

function isScannedInOrder(plan: PhysicalOperator, node: VariableId): boolean {
  switch (plan.kind) {
    case 'nodeScan':
    case 'nodeSeek':
      return plan.node === node && plan.input.kind === 'unit';
    case 'filter':
    case 'extend':
    case 'expand':
    case 'expandInto':
    case 'expandCount':
    case 'checkNode':
    case 'differentEdges':
    case 'pathSearch':
    case 'unnest':
      return isScannedInOrder(plan.input, node);
    case 'apply':
      return isScannedInOrder(plan.input, node);
    default:
      return false;
  }
}
