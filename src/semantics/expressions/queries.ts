import { present } from '../../base/assert.ts';
import { syntaxError } from '../../base/errors.ts';
import type { ExistsPredicate, ValueQuery } from '../../syntax/ast/expression.ts';
import { nullable } from '../../values/subtype.ts';
import { BOOL } from '../../values/type.ts';
import type { BoundExpr, BoundQuery } from '../bound/statement.ts';
import type { VariableId } from '../bound/variable.ts';
import type { ExpressionContext } from '../expression-context.ts';
import type { QueryContext } from '../state.ts';

/** EXISTS in its four forms (19.4); correlated to the row by the variables it names. */
export function bindExists(e: ExistsPredicate, context: ExpressionContext): BoundExpr {
  const captured = new Set<VariableId>();
  const inner = subqueryContext(context, captured, 'inside EXISTS');
  const query =
    e.body.kind === 'pattern'
      ? patternQuery(inner, captured, e.body.pattern)
      : context.state.recursion.procedure(e.body.query, { ...inner, resultOptional: true });
  return { kind: 'exists', query: { ...query, outer: [...captured] }, type: BOOL, span: e.span };
}

function patternQuery(
  context: QueryContext,
  captured: ReadonlySet<VariableId>,
  pattern: Parameters<QueryContext['state']['recursion']['match']>[0],
): BoundQuery {
  const { clauses } = context.state.recursion.match(pattern, context);
  return {
    statements: [{ kind: 'linear', clauses, columns: [] }],
    columns: [],
    outer: [...captured],
  };
}

/** VALUE { query } (20.6, GQ18): one column, at most one row. */
export function bindValueQuery(e: ValueQuery, context: ExpressionContext): BoundExpr {
  const captured = new Set<VariableId>();
  const inner = subqueryContext(context, captured, 'inside VALUE');
  const bound = context.state.recursion.procedure(e.query, inner);
  const columns = bound.columns ?? [];
  if (columns.length !== 1) {
    const found = columns.length === 0 ? 'none' : columns.map(({ name }) => name).join(', ');
    throw syntaxError(`VALUE needs a query with one column, and this has ${found}`, e.span);
  }
  const column = present(columns[0], 'the column of VALUE');
  return {
    kind: 'valueQuery',
    query: { ...bound, outer: [...captured] },
    column: column.variable,
    type: nullable(column.type),
    span: e.span,
  };
}

function subqueryContext(
  context: ExpressionContext,
  captured: Set<VariableId>,
  place: string,
): QueryContext {
  return {
    state: context.state,
    scope: context.scope.subquery(captured),
    readOnlyBecause: place,
  };
}
