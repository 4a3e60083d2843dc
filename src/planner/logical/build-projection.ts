import type {
  Binding,
  BoundAggregate,
  BoundExpr,
  BoundProjection,
  BoundSortKey,
} from '../../semantics/bound/statement.ts';
import type { BoundVariable, VariableId } from '../../semantics/bound/variable.ts';
import { ANY } from '../../values/type.ts';
import { substitute } from '../expressions/variables.ts';
import { mapAggregates, mapBindings, mapSortKeys } from '../plan/map-operator.ts';
import type { LogicalExpr, LogicalOperator } from '../plan/operator.ts';

type Items = readonly Binding<LogicalOperator>[];

/** A projection with its subqueries planned. */
interface Projection {
  readonly keys: Items | undefined;
  readonly aggregates: readonly BoundAggregate<LogicalOperator>[];
  readonly having?: LogicalExpr;
  readonly items: Items;
  readonly orderBy: readonly BoundSortKey<LogicalOperator>[];
}

/** Grouping, items, DISTINCT, order and page (14.10, 14.11); nothing but the columns is left. */
export function buildProjection(
  clause: BoundProjection,
  input: LogicalOperator,
  map: (expr: BoundExpr) => LogicalExpr,
  variables: readonly BoundVariable[],
): LogicalOperator {
  const { groupKeys, having } = clause;
  const isGrouped = groupKeys !== undefined || clause.aggregates.length > 0;
  const draft: Projection = {
    keys: isGrouped ? mapBindings(groupKeys ?? [], map) : undefined,
    aggregates: mapAggregates(clause.aggregates, map),
    items: mapBindings(clause.items, map),
    orderBy: mapSortKeys(clause.orderBy, map),
    ...(having && { having: map(having) }),
  };
  const projection = nameGroups(draft, variables);
  const grouped = group(projection, input);
  const columns = clause.columns.map(({ variable }) => variable);
  const order = { ...pageOf(clause, map), keys: projection.orderBy };
  const { items } = projection;
  if (clause.distinct) {
    const rows = project(grouped, items, columns);
    return buildOrder(order, { kind: 'distinct', input: rows, variables: columns });
  }
  if (order.keys.length === 0) return buildOrder(order, project(grouped, items, columns));
  const extended: LogicalOperator =
    items.length > 0 ? { kind: 'extend', input: grouped, bindings: items } : grouped;
  return project(buildOrder(order, extended), [], columns);
}

function group({ keys, aggregates, having }: Projection, input: LogicalOperator): LogicalOperator {
  if (keys === undefined) return input;
  const plan: LogicalOperator = { kind: 'aggregate', input, keys, aggregates, clustered: false };
  return having ? { kind: 'filter', input: plan, condition: having } : plan;
}

/** Gives keys and aggregates the names of the columns that they become, to save the copies. */
function nameGroups(projection: Projection, variables: readonly BoundVariable[]): Projection {
  const grouped = [...(projection.keys ?? []), ...projection.aggregates];
  const fresh = new Set(grouped.map(({ variable }) => variable));
  return projection.items.reduce((renamed, { variable: column, value }) => {
    if (value.kind !== 'variable' || !fresh.delete(value.variable)) return renamed;
    const sameRole = variables[column]?.role === variables[value.variable]?.role;
    const isNew = column !== value.variable && !fresh.has(column);
    return sameRole && isNew ? (rename(renamed, value.variable, column) ?? renamed) : renamed;
  }, projection);
}

/** Undefined where a subquery reads the variable, which stays as it is then. */
function rename(projection: Projection, from: VariableId, to: VariableId): Projection | undefined {
  let possible = true;
  const replace = (expr: LogicalExpr): LogicalExpr => {
    const type = expr.kind === 'variable' ? expr.type : ANY;
    const replaced = substitute(expr, new Map([[from, { kind: 'variable', variable: to, type }]]));
    possible &&= replaced !== undefined;
    return replaced ?? expr;
  };
  const id = (variable: VariableId): VariableId => (variable === from ? to : variable);
  const { keys, aggregates, having, items, orderBy } = projection;
  const result: Projection = {
    keys: keys?.map((key) => ({ ...key, variable: id(key.variable) })),
    aggregates: aggregates.map((one) => ({ ...one, variable: id(one.variable) })),
    items: mapBindings(items, replace).filter((item) => !isPassThrough(item)),
    orderBy: mapSortKeys(orderBy, replace),
    ...(having && { having: replace(having) }),
  };
  return possible ? result : undefined;
}

function isPassThrough({ variable, value }: Binding<LogicalOperator>): boolean {
  return value.kind === 'variable' && value.variable === variable;
}

/** Projects to `variables`, computed by `items` or passed through. */
function project(
  input: LogicalOperator,
  items: Items,
  variables: readonly VariableId[],
): LogicalOperator {
  const bindings = variables.map((variable) => {
    const item = items.find((candidate) => candidate.variable === variable);
    return item ?? { variable, value: { kind: 'variable', variable, type: ANY } as const };
  });
  return { kind: 'project', input, bindings };
}

/** ORDER BY with OFFSET and LIMIT. */
interface Order {
  readonly keys: readonly BoundSortKey<LogicalOperator>[];
  readonly offset?: LogicalExpr;
  readonly limit?: LogicalExpr;
}

export function buildOrder(order: Order, input: LogicalOperator): LogicalOperator {
  const { keys, offset, limit } = order;
  const sorted: LogicalOperator = keys.length > 0 ? { kind: 'sort', input, keys } : input;
  if (!offset && !limit) return sorted;
  return {
    kind: 'page',
    input: sorted,
    ...(offset && { offset }),
    ...(limit && { limit }),
  };
}

export function pageOf(
  clause: { readonly offset?: BoundExpr; readonly limit?: BoundExpr },
  map: (expr: BoundExpr) => LogicalExpr,
): Pick<Order, 'offset' | 'limit'> {
  return {
    ...(clause.offset && { offset: map(clause.offset) }),
    ...(clause.limit && { limit: map(clause.limit) }),
  };
}
