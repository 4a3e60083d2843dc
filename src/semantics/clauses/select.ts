import type { ObjectReference } from '../../syntax/ast/reference.ts';
import type { SelectClause } from '../../syntax/ast/statement.ts';
import type { BoundClause } from '../bound/statement.ts';
import type { VariableId } from '../bound/variable.ts';
import { columnScope } from '../columns.ts';
import { plainContext } from '../expression-context.ts';
import { focusedGraph } from '../object-references.ts';
import { bindProjection } from '../projection/projection.ts';
import type { Scope } from '../scope.ts';
import { visible } from '../scope.ts';
import type { Focus, QueryContext } from '../state.ts';
import type { BoundClauses } from './bound-clauses.ts';
import { bindFilter, bindOptional } from './reading.ts';

/** SELECT … FROM … (14.12) is MATCH … FILTER … RETURN in another order. */
export function bindSelect(clause: SelectClause, context: QueryContext): BoundClauses {
  const clauses: BoundClause[] = [];
  let scope = bindFrom(clause, context, clauses);
  if (clause.where !== undefined) {
    const filter = bindFilter(clause.where, { ...context, scope });
    clauses.push(...filter.clauses);
    ({ scope } = filter);
  }
  const projection = bindProjection(clause.body, context.state, {
    scope,
    span: clause.span,
    mayBeEmpty: context.isIntermediate === true,
  });
  clauses.push(projection);
  return {
    clauses,
    scope: columnScope(projection.columns, scope),
    columns: projection.columns,
    isEnd: true,
  };
}

function bindFrom(clause: SelectClause, context: QueryContext, into: BoundClause[]): Scope {
  const { from } = clause;
  const { state } = context;
  let { scope } = context;
  if (from === undefined) return scope;
  if (from.kind === 'match') {
    for (const { graph, match } of from.items) {
      const inner = { ...context, scope };
      const bound = state.within(focusOn(graph, context), () =>
        match.kind === 'match'
          ? state.recursion.match(match.pattern, inner)
          : bindOptional(match, inner),
      );
      into.push(...bound.clauses);
      ({ scope } = bound);
    }
    return scope;
  }
  const captured = new Set<VariableId>();
  const inner = { ...context, scope: scope.subquery(captured) };
  const body = state.within(focusOn(from.graph, context), () =>
    state.recursion.procedure(from.query, inner),
  );
  const columns = body.columns ?? [];
  const query = { ...body, outer: [...captured] };
  const added = columns.map(({ variable }) => variable);
  into.push({ kind: 'call', query, optional: false, added });
  return scope.with(columns.map(({ name, variable }) => [name, visible(variable)]));
}

function focusOn(graph: ObjectReference | undefined, { state, scope }: QueryContext): Focus {
  if (graph === undefined) return state.focus;
  return { ...state.focus, graph: focusedGraph(graph, plainContext(state, scope, 'in FROM')) };
}
