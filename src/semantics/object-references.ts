import { present } from '../base/assert.ts';
import type { Span } from '../base/errors.ts';
import { invalidReference, notSupported, syntaxError } from '../base/errors.ts';
import type { Expression, ObjectExpression } from '../syntax/ast/expression.ts';
import type { Procedure } from '../syntax/ast/procedure.ts';
import type { ObjectReference } from '../syntax/ast/reference.ts';
import type { RecordType, ValueType } from '../values/type.ts';
import { GraphValue } from '../values/value.ts';
import type { BoundColumn, BoundExpr, BoundQuery } from './bound/statement.ts';
import type { VariableId } from './bound/variable.ts';
import { noCurrentGraph, requireObject } from './catalog-references.ts';
import type { ExpressionContext } from './expression-context.ts';
import { bindPart } from './expression-context.ts';
import { variableExpr } from './expressions/references.ts';
import { knownGraph } from './known-graphs.ts';
import type { BindState } from './state.ts';
import { canBe, describeType, invalidType, listOf } from './static-types.ts';

type Source = ObjectReference | Procedure | Expression;

/** `GRAPH g`, `TABLE t` where a value stands (GE01, GE02). */
export function bindObject(e: ObjectExpression, context: ExpressionContext): BoundExpr {
  return e.object === 'graph' ? bindGraph(e.value, context) : bindTable(e.value, context);
}

/** A graph by a name of the catalog, a variable, a query or an expression (11.1). */
export function bindGraph(source: Source, context: ExpressionContext): BoundExpr {
  const { span } = source;
  if (source.kind === 'procedure') return bindPart(asValueQuery(source), context);
  const named = source.kind === 'reference' ? namedGraph(source, context) : undefined;
  if (named !== undefined) return graphConstant(named, span);
  return requireGraph(bindExpressionOf(source, context), span);
}

function requireGraph(bound: BoundExpr | undefined, span: Span): BoundExpr {
  if (bound !== undefined && canBe(bound.type, 'graph')) return bound;
  const found = bound === undefined ? 'a name' : describeType(bound.type);
  throw invalidType(`expected a graph, found ${found}`, span);
}

function graphConstant(number: number, span: Span): BoundExpr {
  const type: ValueType = { kind: 'graph', notNull: true };
  return { kind: 'constant', value: new GraphValue(number), type, span };
}

/** The number of the graph that USE or SELECT … FROM names. */
export function focusedGraph(source: ObjectReference, context: ExpressionContext): number {
  const { span } = source;
  const named = namedGraph(source, context);
  if (named !== undefined) return named;
  const bound = requireGraph(bindExpressionOf(source, context), span);
  const known = knownGraph(bound, context.state);
  if (known !== undefined) return known;
  throw notSupported('a graph that only the run can tell', span);
}

/** The number of a graph by a name of the catalog or `$$p`; undefined for a value. */
function namedGraph(reference: ObjectReference, context: ExpressionContext): number | undefined {
  const { state } = context;
  const { root, path, span } = reference;
  if (root === 'CURRENT_GRAPH') return currentGraph(state, span);
  const [only] = path;
  const isVariable = root === 'bare' && path.length === 1 && context.scope.sees(only?.name ?? '');
  if (root === 'expression' || isVariable) return undefined;
  return requireObject('graph', reference, state).object.number;
}

/** The graph that patterns and updates work on here; 42002 where the session has none any more. */
function currentGraph(state: BindState, span: Span): number {
  const { graph } = state.focus;
  if (graph !== undefined && state.catalog.graph(graph) !== undefined) return graph;
  throw noCurrentGraph(span);
}

/**
 * A pattern or an update stands here, which works on the graph in focus. The first graph of a
 * program becomes that of its query; undefined where this is the graph of the query around.
 */
export function touchGraph(state: BindState, span: Span): number | undefined {
  const graph = currentGraph(state, span);
  state.graph ??= graph;
  if (state.graph === graph) return undefined;
  state.worksOnSeveralGraphs = true;
  return graph;
}

/**
 * A binding table by a query, a variable, a parameter or an expression (11.2). As a value it is the
 * list of its rows, which are records: what FOR, CARDINALITY and parameters take.
 */
export function bindTable(source: Source, context: ExpressionContext): BoundExpr {
  if (source.kind === 'procedure') return tableOf(source, context);
  const bound = bindExpressionOf(source, context);
  if (bound === undefined) {
    throw invalidReference('there is no such binding table', source.span, 'define it with TABLE');
  }
  if (canBe(bound.type, 'list', 'table')) return bound;
  throw invalidType(`expected a binding table, found ${describeType(bound.type)}`, source.span);
}

/** The value behind a variable, `$$p` or an expression; undefined for a name of the catalog. */
function bindExpressionOf(
  source: ObjectReference | Expression,
  context: ExpressionContext,
): BoundExpr | undefined {
  if (source.kind !== 'reference') return bindPart(source, context);
  const { root, path, span } = source;
  if (source.expression !== undefined) return bindPart(source.expression, context);
  if (root === 'parameter') {
    const name = present(source.parameter, 'the name of a parameter');
    return bindPart({ kind: 'parameter', name, span }, context);
  }
  const [only] = path;
  if (root !== 'bare' || only === undefined || path.length > 1) return undefined;
  if (!context.scope.sees(only.name)) return undefined;
  return bindPart({ kind: 'variable', name: only.name, span: only.span }, context);
}

function asValueQuery(query: Procedure): Expression {
  return { kind: 'valueQuery', query, span: query.span };
}

/** The query, and behind it a statement that collects its rows. */
function tableOf(source: Procedure, context: ExpressionContext): BoundExpr {
  const { state } = context;
  const { span } = source;
  const captured = new Set<VariableId>();
  const query = state.recursion.procedure(source, {
    state,
    scope: context.scope.subquery(captured),
    readOnlyBecause: 'inside TABLE',
  });
  const { columns } = query;
  if (columns === undefined) {
    throw syntaxError('TABLE needs a query with a result', span, 'end it with RETURN');
  }
  const row = rowOf(columns);
  const type = listOf(row);
  const record: BoundExpr = {
    kind: 'record',
    names: columns.map(({ name }) => name),
    values: columns.map(({ variable }) => variableExpr(state, variable, span)),
    type: row,
    span,
  };
  const variable = state.newVariable({
    name: '',
    role: 'value',
    degree: 'singleton',
    type,
    notNull: true,
  });
  const collected: BoundQuery = collect(query, record, { name: '', variable, type });
  const all = { ...collected, outer: [...captured] };
  return { kind: 'valueQuery', query: all, column: variable, type, span };
}

function rowOf(columns: readonly BoundColumn[]): ValueType {
  const fields = columns.map(({ name, type }) => ({ name, type }));
  return { kind: 'record', fields } satisfies RecordType;
}

function collect(query: BoundQuery, record: BoundExpr, column: BoundColumn): BoundQuery {
  const { variable } = column;
  const columns = [column];
  const projection = {
    kind: 'project',
    groupKeys: [],
    aggregates: [{ variable, function: 'COLLECT_LIST', distinct: false, argument: record }],
    items: [{ variable, value: { kind: 'variable', variable, type: column.type } }],
    distinct: false,
    orderBy: [],
    columns,
  } as const;
  const statements = [
    ...query.statements,
    { kind: 'linear', clauses: [projection], columns } as const,
  ];
  return { statements, columns, outer: query.outer };
}
