import { unreachable } from '../../base/assert.ts';
import { syntaxError } from '../../base/errors.ts';
import { isCatalogClause } from '../../syntax/ast/catalog.ts';
import type { Clause, ReturnClause, UseClause } from '../../syntax/ast/statement.ts';
import { bindCatalogClause } from '../catalog/catalog-clause.ts';
import { columnScope } from '../columns.ts';
import { plainContext } from '../expression-context.ts';
import { focusedGraph, touchGraph } from '../object-references.ts';
import { bindProjection, noBindings } from '../projection/projection.ts';
import type { QueryContext } from '../state.ts';
import type { BoundClauses } from './bound-clauses.ts';
import { bindInlineCall } from './call.ts';
import { bindInsert } from './insert.ts';
import { bindFilter, bindFor, bindLetClause, bindOptional, bindOrderBy } from './reading.ts';
import { bindMerge } from './merge.ts';
import { bindNamedCall } from './named-call.ts';
import { bindSelect } from './select.ts';
import { bindWith } from './with.ts';
import { bindDelete, bindRemove, bindSet } from './updates.ts';

export function bindClause(clause: Clause, context: QueryContext): BoundClauses {
  context.state.countClause(clause.span);
  switch (clause.kind) {
    case 'match':
      return context.state.recursion.match(clause.pattern, context);
    case 'optional':
      return bindOptional(clause, context);
    case 'let':
      return bindLetClause(clause, context);
    case 'filter':
      return bindFilter(clause.condition, context);
    case 'for':
      return bindFor(clause, context);
    case 'orderBy':
      return bindOrderBy(clause, context);
    case 'return':
      return bindReturn(clause, context);
    case 'with':
      return bindWith(clause, context);
    case 'select':
      return bindSelect(clause, context);
    case 'finish':
      return { clauses: [{ kind: 'finish' }], scope: context.scope, hasEffects: true, isEnd: true };
    case 'use':
      return bindUse(clause, context);
    case 'callInline':
      return bindInlineCall(clause, context);
    case 'callProcedure':
      return bindNamedCall(clause, context);
    case 'nested':
      throw syntaxError(
        'a procedure in braces is a statement of its own',
        clause.span,
        'write CALL { … } to run it for each row, or NEXT { … } to go on with all rows',
      );
    case 'insert':
    case 'set':
    case 'remove':
    case 'delete':
    case 'merge':
      return bindUpdate(clause, context);
    default:
      if (isCatalogClause(clause)) return bindCatalogClause(clause, context);
      return unreachable(clause);
  }
}

type Update = Extract<Clause, { readonly kind: 'insert' | 'set' | 'remove' | 'delete' | 'merge' }>;

function bindUpdate(clause: Update, context: QueryContext): BoundClauses {
  if (context.readOnlyBecause !== undefined) {
    throw syntaxError(
      `${clause.kind.toUpperCase()} changes data, which is not allowed ${context.readOnlyBecause}`,
      clause.span,
    );
  }
  context.state.writes = true;
  const graph = touchGraph(context.state, clause.span);
  const update = graph === undefined ? {} : { graph };
  switch (clause.kind) {
    case 'insert':
      return bindInsert(clause, update, context);
    case 'set':
      return bindSet(clause, update, context);
    case 'remove':
      return bindRemove(clause, update, context);
    case 'delete':
      return bindDelete(clause, update, context);
    case 'merge':
      return bindMerge(clause, context);
    default:
      return unreachable(clause);
  }
}

function bindReturn(clause: ReturnClause, context: QueryContext): BoundClauses {
  const projection =
    clause.body === undefined
      ? noBindings
      : bindProjection(clause.body, context.state, {
          scope: context.scope,
          span: clause.span,
          mayBeEmpty: context.isIntermediate === true,
        });
  const { columns } = projection;
  // Rows without columns are ordered and cut before they lose them.
  const page = clause.orderBy === undefined ? [] : bindOrderBy(clause.orderBy, context).clauses;
  return {
    clauses: [...page, projection],
    scope: columnScope(columns, context.scope),
    columns,
    isEnd: true,
  };
}

function bindUse(clause: UseClause, context: QueryContext): BoundClauses {
  const { state, scope } = context;
  const graph = focusedGraph(clause.graph, plainContext(state, scope, 'in USE'));
  state.focus = { ...state.focus, graph };
  return { clauses: [], scope: context.scope };
}
