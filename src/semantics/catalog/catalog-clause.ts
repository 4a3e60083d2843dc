import { unreachable } from '../../base/assert.ts';
import { notSupported, syntaxError } from '../../base/errors.ts';
import type { CatalogClause } from '../../syntax/ast/catalog.ts';
import type { BoundClauses } from '../clauses/bound-clauses.ts';
import type { QueryContext } from '../state.ts';
import { bindCreateConstraint, bindDropConstraint } from './constraints.ts';
import {
  bindAlterGraph,
  bindAlterGraphType,
  bindCreateGraphType,
  bindDropGraphType,
} from './graph-types.ts';
import { bindClearGraph, bindCreateGraph, bindDropGraph } from './graphs.ts';
import { bindIndex } from './indexes.ts';
import { bindPrincipals } from './principals.ts';
import { bindCreateProcedure, bindDropProcedure } from './stored-procedures.ts';
import { bindRename } from './rename.ts';
import { bindCreateSchema, bindDropSchema } from './schemas.ts';

/**
 * A catalog-modifying statement (ISO/IEC 39075, clause 12). It becomes steps that the session takes
 * before the program's query runs, and the statements behind it are bound to the changed catalog.
 */
export function bindCatalogClause(clause: CatalogClause, context: QueryContext): BoundClauses {
  if (context.readOnlyBecause !== undefined) {
    throw syntaxError(
      `this changes the catalog, which is not allowed ${context.readOnlyBecause}`,
      clause.span,
    );
  }
  if (context.state.hasData) {
    throw notSupported(
      'a catalog statement behind one over data',
      clause.span,
      'put it in front, or make it a program of its own in the same transaction',
    );
  }
  bindSteps(clause, context);
  return { clauses: [], scope: context.scope, hasEffects: true, isEnd: true };
}

function bindSteps(clause: CatalogClause, context: QueryContext): void {
  const { state } = context;
  switch (clause.kind) {
    case 'createSchema':
      bindCreateSchema(clause, state);
      return;
    case 'dropSchema':
      bindDropSchema(clause, state);
      return;
    case 'createGraph':
      bindCreateGraph(clause, state);
      return;
    case 'dropGraph':
      bindDropGraph(clause, state);
      return;
    case 'createGraphType':
      bindCreateGraphType(clause, state);
      return;
    case 'dropGraphType':
      bindDropGraphType(clause, state);
      return;
    case 'alterGraph':
      bindAlterGraph(clause, state);
      return;
    case 'alterGraphType':
      bindAlterGraphType(clause, state);
      return;
    case 'clearGraph':
      bindClearGraph(clause, state);
      return;
    case 'createIndex':
    case 'dropIndex':
      bindIndex(clause, state);
      return;
    case 'createUser':
    case 'alterUser':
    case 'dropUser':
    case 'createRole':
    case 'dropRole':
    case 'changeRoles':
      bindPrincipals(clause, state);
      return;
    case 'createProcedure':
      bindCreateProcedure(clause, context);
      return;
    case 'dropProcedure':
      bindDropProcedure(clause, context);
      return;
    case 'createConstraint':
      bindCreateConstraint(clause, state);
      return;
    case 'dropConstraint':
      bindDropConstraint(clause, state);
      return;
    case 'rename':
      bindRename(clause, state);
      return;
    case 'changePrivileges':
      throw notSupported('this statement', clause.span);
    default:
      unreachable(clause);
  }
}
