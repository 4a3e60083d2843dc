import type { CatalogPath } from '../catalog/catalog-path.ts';
import { isCatalogClause } from '../syntax/ast/catalog.ts';
import type { Procedure } from '../syntax/ast/procedure.ts';
import type { ObjectReference } from '../syntax/ast/reference.ts';
import type { Program, SessionCommand } from '../syntax/ast/program.ts';
import type { BoundSessionCommand } from './bound/session-command.ts';
import type { BoundProgram } from './bound/statement.ts';
import type { BindEnvironment } from './environment.ts';
import { pathOf } from './catalog-references.ts';
import { bindExpression } from './expression-binder.ts';
import { bindMatch } from './pattern-binder.ts';
import { bindProcedure } from './query-binder.ts';
import { Scope } from './scope.ts';
import { bindCommand } from './session-commands.ts';
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
  state.program = program;
  const { explain, session, transaction, sessionClose } = program;
  const procedure = transaction?.procedure;
  const bound = procedure && bindProcedure(procedure, { state, scope: Scope.empty });
  const query = procedure && changesCatalogOnly(procedure) ? undefined : bound;
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
    catalog: state.catalogSteps,
    ...(state.graph !== undefined && { graph: state.graph }),
    dependencies: state.dependencies,
    variables: state.variables(),
    lifted: environment.lifted?.size ?? 0,
    parameters: state.parameters,
    parameterSpans: state.parameterSpans,
    writes: state.writes,
  };
}

/** What a session command does; bound right before it is run, since those before it count. */
export function bindSessionCommand(
  command: SessionCommand,
  environment: BindEnvironment,
): readonly BoundSessionCommand[] {
  return bindCommand(command, new BindState(environment, recursion));
}

/** The path that a reference names where the session stands. */
export function catalogPath(reference: ObjectReference, environment: BindEnvironment): CatalogPath {
  return pathOf(reference, new BindState(environment, recursion));
}

/** Such a procedure has no query to run behind its catalog statements. */
function changesCatalogOnly({ definitions, statements }: Procedure): boolean {
  return (
    definitions.length === 0 &&
    statements.every(
      ({ statement }) => statement.kind === 'linear' && statement.clauses.every(isCatalogClause),
    )
  );
}
