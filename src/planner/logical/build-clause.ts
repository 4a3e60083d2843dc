import { unreachable } from '../../base/assert.ts';
import type {
  BoundBlock,
  BoundClause,
  BoundExpr,
  BoundQuery,
} from '../../semantics/bound/statement.ts';
import type { BoundVariable } from '../../semantics/bound/variable.ts';
import { mapBindings, mapSortKeys } from '../plan/map-operator.ts';
import type { LogicalExpr, LogicalOperator, PhysicalPlan } from '../plan/operator.ts';
import { buildOrder, buildProjection, pageOf } from './build-projection.ts';
import { buildWrite } from './build-write.ts';
import { mapPattern } from './pattern-parts.ts';
import { outerReferences } from './plan-variables.ts';

/** How clauses get at what contains clauses again: subqueries and blocks. */
export interface LogicalBuilder {
  readonly variables: readonly BoundVariable[];
  /** A query on the rows of `leaf`. */
  query(query: BoundQuery, leaf: LogicalOperator): LogicalOperator;
  /** The plan of a query on another graph. */
  planInGraph(graph: number, query: BoundQuery): PhysicalPlan;
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
      return buildOrder({ keys: mapSortKeys(clause.keys, map), ...pageOf(clause, map) }, input);
    case 'project':
      return buildProjection(clause, input, map, builder.variables);
    case 'finish':
      return { kind: 'project', input, bindings: [] };
    case 'call':
      return buildCall(clause, input, builder);
    case 'callProcedure': {
      const { name, optional, yields } = clause;
      const values = clause.arguments.map(map);
      return { kind: 'procedureCall', input, name, optional, arguments: values, yields };
    }
    case 'inGraph': {
      const { query, ...border } = clause;
      const plan = builder.planInGraph(clause.graph, query);
      return { ...border, input, plan, imports: mapBindings(clause.imports, map) };
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

/** The definitions of a block, made once, and its statements on the rows of `leaf`. */
export function buildBlock(
  block: BoundBlock,
  leaf: LogicalOperator,
  builder: LogicalBuilder,
): LogicalOperator {
  const { setup, statements, columns } = block;
  const body = (start: LogicalOperator): LogicalOperator =>
    builder.query({ statements, outer: [] }, start);
  if (setup.length === 0) return body(leaf);
  const bindings = mapBindings(setup, (expr) => builder.expr(expr));
  const before = leaf.kind === 'table' ? onArgument((row) => row) : leaf;
  const inner = leaf.kind === 'table' ? body(leaf) : onArgument(body);
  return {
    kind: 'apply',
    input: bindings.reduce<LogicalOperator>(
      (input, binding) => ({ kind: 'extend', input, bindings: [binding] }),
      before,
    ),
    inner,
    optional: false,
    added: columns?.map(({ variable }) => variable) ?? [],
  };
}

/** A plan on an `argument` leaf that names exactly what the plan reads from around it. */
function onArgument(build: (leaf: LogicalOperator) => LogicalOperator): LogicalOperator {
  const draft = build({ kind: 'argument', variables: [] });
  return build({ kind: 'argument', variables: [...outerReferences({ plan: draft })] });
}
