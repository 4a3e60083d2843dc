import { unreachable } from '../../base/assert.ts';
import type { Span } from '../../base/errors.ts';
import { GqlError, invalidReference, notSupported, syntaxError } from '../../base/errors.ts';
import type { CallProcedure, Clause, ReturnClause, UseClause } from '../../syntax/ast/statement.ts';
import type { BoundClause, BoundColumn } from '../bound/statement.ts';
import { columnScope } from '../columns.ts';
import { plainContext } from '../expression-context.ts';
import { requireCurrentGraph } from '../object-references.ts';
import { bindProjection, noBindings } from '../projection/projection.ts';
import type { Scope } from '../scope.ts';
import type { QueryContext } from '../state.ts';
import { bindInlineCall } from './call.ts';
import { bindInsert } from './insert.ts';
import { bindFilter, bindFor, bindLetClause, bindOptional, bindOrderBy } from './reading.ts';
import { bindMerge } from './merge.ts';
import { bindSelect } from './select.ts';
import { bindWith } from './with.ts';
import { bindDelete, bindRemove, bindSet } from './updates.ts';

/** What a clause becomes, and what the next one sees. */
export interface BoundClauses {
  readonly clauses: readonly BoundClause[];
  readonly scope: Scope;
  /** The result's columns, of a clause that ends the statement with a result. */
  readonly columns?: readonly BoundColumn[];
  /** Set by clauses that may end a statement without a result: they work by their effects. */
  readonly hasEffects?: boolean;
  /** Set by clauses that nothing may follow. */
  readonly isEnd?: boolean;
}

export function bindClause(clause: Clause, context: QueryContext): BoundClauses {
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
      throw unknownProcedure(clause);
    case 'nested':
      throw notSupported('a nested procedure behind other clauses', clause.span);
    case 'insert':
    case 'set':
    case 'remove':
    case 'delete':
    case 'merge':
      return bindUpdate(clause, context);
    case 'createSchema':
    case 'dropSchema':
    case 'createGraph':
    case 'dropGraph':
    case 'createGraphType':
    case 'dropGraphType':
    case 'createIndex':
    case 'dropIndex':
      throw mixedWithCatalog(clause.span);
    default:
      return unreachable(clause);
  }
}

/** No procedure has a name yet. */
function unknownProcedure({ procedure, span }: CallProcedure): GqlError {
  const name = procedure.path.map((step) => step.name).join('.');
  const hint = 'CALL { … } runs a query for each row';
  return invalidReference(`there is no procedure "${name}"`, span, hint);
}

function mixedWithCatalog(span: Span): GqlError {
  const message = 'catalog and data statements cannot be mixed in one program';
  return new GqlError('25G02', message, { span, hint: 'run them one after the other' });
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
  switch (clause.kind) {
    case 'insert':
      return bindInsert(clause, context);
    case 'set':
      return bindSet(clause, context);
    case 'remove':
      return bindRemove(clause, context);
    case 'delete':
      return bindDelete(clause, context);
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
  return {
    clauses: [projection],
    scope: columnScope(columns, context.scope),
    columns,
    isEnd: true,
  };
}

function bindUse(clause: UseClause, context: QueryContext): BoundClauses {
  requireCurrentGraph(clause.graph, plainContext(context.state, context.scope, 'in USE'));
  return { clauses: [], scope: context.scope };
}
