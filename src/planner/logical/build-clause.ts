import { unreachable } from '../../base/assert.ts';
import type {
  BoundClause,
  BoundExpr,
  BoundProjection,
  BoundQuery,
} from '../../semantics/bound/statement.ts';
import { mapAggregates, mapBindings, mapSortKeys } from '../plan/map-operator.ts';
import type { LogicalExpr, LogicalOperator } from '../plan/operator.ts';
import { buildWrite } from './build-write.ts';
import { mapPattern } from './pattern-parts.ts';
import { outerReferences } from './plan-variables.ts';

/** How clauses get at what contains clauses again: subqueries and blocks. */
export interface LogicalBuilder {
  /** A query on the rows of `leaf`. */
  query(query: BoundQuery, leaf: LogicalOperator): LogicalOperator;
  /** An expression, its subqueries planned on `argument` leaves. */
  expr(expr: BoundExpr): LogicalExpr;
}

type Clause<K extends BoundClause['kind']> = Extract<BoundClause, { readonly kind: K }>;

/** Puts a clause on top of the plan of those before it. */
export function buildClause(
  clause: BoundClause,
  input: LogicalOperator,
  builder: LogicalBuilder,
): LogicalOperator {
  const map = (expr: BoundExpr): LogicalExpr => builder.expr(expr);
  switch (clause.kind) {
    case 'match':
      return { kind: 'patternMatch', input, pattern: mapPattern(clause.pattern, map) };
    case 'optional':
      return buildOptional(clause, input, builder);
    case 'let':
      return { kind: 'extend', input, bindings: mapBindings(clause.bindings, map) };
    case 'filter':
      return { kind: 'filter', input, condition: map(clause.condition) };
    case 'for': {
      const { variable, position } = clause;
      const unnest = { kind: 'unnest', input, variable, list: map(clause.list) } as const;
      return position ? { ...unnest, position } : unnest;
    }
    case 'orderBy':
      return withOrder(clause, input, map);
    case 'project':
      return buildProjection(clause, input, map);
    case 'finish':
      return { kind: 'project', input, bindings: [] };
    case 'call':
      return buildCall(clause, input, builder);
    case 'callProcedure': {
      const { name, optional, yields } = clause;
      const values = clause.arguments.map(map);
      return { kind: 'procedureCall', input, name, optional, arguments: values, yields };
    }
    case 'insert':
    case 'set':
    case 'remove':
    case 'delete':
      return buildWrite(clause, input, map);
    default:
      return unreachable(clause);
  }
}

/** A block is one operand: it matches as a whole or all of its variables are null (14.4). */
function buildOptional(
  clause: Clause<'optional'>,
  input: LogicalOperator,
  builder: LogicalBuilder,
): LogicalOperator {
  const inner = onArgument((leaf) =>
    clause.block.reduce((plan, part) => buildClause(part, plan, builder), leaf),
  );
  return { kind: 'apply', input, inner, optional: true, added: clause.nulled };
}

function buildCall(
  clause: Clause<'call'>,
  input: LogicalOperator,
  builder: LogicalBuilder,
): LogicalOperator {
  const { query, optional, added } = clause;
  const body = onArgument((leaf) => builder.query(query, leaf));
  // A body without a result (a write, FINISH) keeps its row, however many rows it worked on.
  const inner: LogicalOperator = query.columns
    ? body
    : { kind: 'aggregate', input: body, keys: [], aggregates: [], clustered: false };
  return { kind: 'apply', input, inner, optional, added };
}

/** A plan on an `argument` leaf that names exactly what the plan reads from around it. */
function onArgument(build: (leaf: LogicalOperator) => LogicalOperator): LogicalOperator {
  const draft = build({ kind: 'argument', variables: [] });
  return build({ kind: 'argument', variables: [...outerReferences({ plan: draft })] });
}

/** Grouping, items, DISTINCT, order and page (14.10, 14.11), and nothing but the columns is left. */
function buildProjection(
  clause: BoundProjection,
  input: LogicalOperator,
  map: (expr: BoundExpr) => LogicalExpr,
): LogicalOperator {
  const { aggregates, groupKeys, having } = clause;
  let plan = input;
  if (groupKeys !== undefined || aggregates.length > 0) {
    plan = {
      kind: 'aggregate',
      input: plan,
      keys: mapBindings(groupKeys ?? [], map),
      aggregates: mapAggregates(aggregates, map),
      clustered: false,
    };
  }
  if (having) plan = { kind: 'filter', input: plan, condition: map(having) };
  const items = mapBindings(clause.items, map);
  if (clause.distinct) {
    const variables = clause.columns.map((column) => column.variable);
    plan = { kind: 'distinct', input: project(plan, items, variables), variables };
    return withOrder(clause, plan, map);
  }
  const variables = clause.columns.map((column) => column.variable);
  if (clause.orderBy.length === 0) return withOrder(clause, project(plan, items, variables), map);
  const extended: LogicalOperator = { kind: 'extend', input: plan, bindings: items };
  return project(withOrder(clause, extended, map), [], variables);
}

/** Projects to `variables`, computed by `items` or passed through. */
function project(
  input: LogicalOperator,
  items: readonly { readonly variable: number; readonly value: LogicalExpr }[],
  variables: readonly number[],
): LogicalOperator {
  const bindings = variables.map((variable) => {
    const item = items.find((candidate) => candidate.variable === variable);
    return (
      item ?? { variable, value: { kind: 'variable', variable, type: { kind: 'any' } } as const }
    );
  });
  return { kind: 'project', input, bindings };
}

function withOrder(
  clause: Pick<BoundProjection, 'orderBy' | 'offset' | 'limit'> | Clause<'orderBy'>,
  input: LogicalOperator,
  map: (expr: BoundExpr) => LogicalExpr,
): LogicalOperator {
  const keys = mapSortKeys('keys' in clause ? clause.keys : clause.orderBy, map);
  const sorted: LogicalOperator = keys.length > 0 ? { kind: 'sort', input, keys } : input;
  if (!clause.offset && !clause.limit) return sorted;
  return {
    kind: 'page',
    input: sorted,
    ...(clause.offset && { offset: map(clause.offset) }),
    ...(clause.limit && { limit: map(clause.limit) }),
  };
}
