import { GqlError } from '../base/errors.ts';
import type { Procedure, Statement } from '../syntax/ast/procedure.ts';
import type { Program } from '../syntax/ast/program.ts';
import type { Clause } from '../syntax/ast/statement.ts';
import { parseProgram } from '../syntax/parse.ts';

/**
 * The statement that stands at an offset of a program, or the last one: what a diagnostic record
 * names as its OPERATION (ISO/IEC 39075, 23.2). Empty for a text that is no program. It reads the
 * text anew, so that nothing need be kept for the rare request that asks.
 */
export function operationAt(text: string, offset: number = text.length): string {
  try {
    return ofProgram(parseProgram(text), offset);
  } catch (error) {
    if (error instanceof GqlError) return '';
    throw error;
  }
}

function ofProgram({ session, transaction, sessionClose }: Program, offset: number): string {
  const { procedure, start, end } = transaction ?? {};
  if (procedure !== undefined) {
    const clause = clauseAt(procedure, offset);
    return clause === undefined ? '' : `${clauseName(clause)} STATEMENT`;
  }
  if (end !== undefined) return `${end} COMMAND`;
  if (start !== undefined) return 'START TRANSACTION COMMAND';
  if (sessionClose) return 'SESSION CLOSE COMMAND';
  const command = session.find(({ span }) => offset <= span.end) ?? session.at(-1);
  if (command === undefined) return '';
  return command.kind === 'reset' ? 'SESSION RESET COMMAND' : 'SESSION SET COMMAND';
}

/** The innermost clause around the offset, or the last one in front of it. */
function clauseAt(procedure: Procedure, offset: number): Clause | undefined {
  const clauses = procedure.statements.flatMap(({ statement }) => clausesOf(statement));
  const found = clauses.findLast(({ span }) => span.start <= offset) ?? clauses[0];
  if (found === undefined || offset > found.span.end) return found;
  const isProcedure = found.kind === 'callInline' || found.kind === 'nested';
  return isProcedure ? (clauseAt(found.body, offset) ?? found) : found;
}

function clausesOf(statement: Statement): readonly Clause[] {
  if (statement.kind === 'linear') return statement.clauses;
  return [...clausesOf(statement.left), ...clausesOf(statement.right)];
}

/** `ORDER BY AND PAGE`, `CREATE GRAPH TYPE`: the words of the grammar's name for it. */
function clauseName({ kind }: Clause): string {
  const own = NAMES.get(kind);
  return own ?? kind.replaceAll(/[A-Z]/gu, ' $&').toUpperCase();
}

const NAMES: ReadonlyMap<Clause['kind'], string> = new Map<Clause['kind'], string>([
  ['orderBy', 'ORDER BY AND PAGE'],
  ['callInline', 'CALL PROCEDURE'],
  ['nested', 'CALL PROCEDURE'],
  ['use', 'USE GRAPH'],
]);
