import type { CatalogClause } from '../syntax/ast/catalog.ts';
import type { Procedure } from '../syntax/ast/procedure.ts';
import type { Program } from '../syntax/ast/program.ts';
import type { Clause } from '../syntax/ast/statement.ts';
import type { BoundProgram } from './bound/statement.ts';
import type { BindEnvironment } from './environment.ts';
import { bindExpression } from './expression-binder.ts';
import { bindMatch } from './pattern-binder.ts';
import { bindProcedure } from './query-binder.ts';
import { Scope } from './scope.ts';
import type { Recursion } from './state.ts';
import { BindState } from './state.ts';

const recursion: Recursion = {
  expression: bindExpression,
  procedure: bindProcedure,
  match: bindMatch,
};

/**
 * Resolves every name of a program, types its expressions and refuses what is illegal, before
 * anything runs. A pure function of the tree and the environment; throws `GqlError` with a span.
 */
export function bindProgram(program: Program, environment: BindEnvironment): BoundProgram {
  const state = new BindState(environment, recursion);
  const { explain, session, transaction, sessionClose } = program;
  const procedure = transaction?.procedure;
  const catalog = procedure === undefined ? [] : catalogOf(procedure);
  const query =
    procedure === undefined || catalog.length > 0
      ? undefined
      : bindProcedure(procedure, { state, scope: Scope.empty });
  return {
    ...(explain && { explain }),
    session,
    ...(transaction && {
      transaction: {
        ...(transaction.start && { start: transaction.start }),
        ...(transaction.end && { end: transaction.end }),
      },
    }),
    sessionClose,
    ...(query && { query }),
    catalog,
    variables: state.variables(),
    parameters: state.parameters,
    parameterSpans: state.parameterSpans,
    writes: state.writes,
  };
}

/** The catalog statements of a procedure that has no others; none otherwise. */
function catalogOf({ definitions, statements }: Procedure): readonly CatalogClause[] {
  if (definitions.length > 0) return [];
  const found: CatalogClause[] = [];
  for (const { statement } of statements) {
    if (statement.kind !== 'linear') return [];
    for (const clause of statement.clauses) {
      if (!isCatalogClause(clause)) return [];
      found.push(clause);
    }
  }
  return found;
}

const CATALOG_KINDS: ReadonlySet<string> = new Set([
  'createSchema',
  'dropSchema',
  'createGraph',
  'dropGraph',
  'createGraphType',
  'dropGraphType',
  'createIndex',
  'dropIndex',
]);

function isCatalogClause(clause: Clause): clause is CatalogClause {
  return CATALOG_KINDS.has(clause.kind);
}
