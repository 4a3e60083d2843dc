import { parseProgram } from '../../src/syntax/parse.ts';
import type { Program } from '../../src/syntax/ast/program.ts';
import type { BindingTable, ReferenceOptions } from './context.ts';
import { Context, defaultReferenceOptions, NotEvaluated, unitTable } from './context.ts';
import type { ReferenceGraph } from './graph.ts';
import { runProcedure } from './procedure.ts';

export interface ReferenceResult {
  /** Undefined is the omitted result. */
  readonly table: BindingTable | undefined;
  /** The graph afterwards. */
  readonly graph: ReferenceGraph;
}

/**
 * Runs one program by the definitions of GQL. The graph that is given does not change: a failure
 * leaves nothing behind. Static rules (scopes, types) are the binder's and are not checked.
 */
export function runReference(
  program: Program | string,
  graph: ReferenceGraph,
  options: Partial<ReferenceOptions> = {},
): ReferenceResult {
  const { session, transaction } = typeof program === 'string' ? parseProgram(program) : program;
  if (session.length > 0 || transaction?.procedure === undefined) {
    throw new NotEvaluated('a program without a procedure');
  }
  const copy = graph.copy();
  const context = new Context(copy, { ...defaultReferenceOptions, ...options });
  return { table: runProcedure(transaction.procedure, unitTable, context), graph: copy };
}
