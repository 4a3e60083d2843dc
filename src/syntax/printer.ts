import { unreachable } from '../base/assert.ts';
import type { Expression } from './ast/expression.ts';
import type {
  Program,
  SessionCommand,
  TransactionActivity,
  TransactionModes,
} from './ast/program.ts';
import { printExpressionParts } from './printer/expressions.ts';
import { closeCircle, printExpression as printOneExpression } from './printer/recursion.ts';
import { printParameter } from './printer/names.ts';
import { printProcedure } from './printer/procedures.ts';
import { printObject, printReference } from './printer/references.ts';
import { printType } from './printer/types.ts';

closeCircle({ expression: printExpressionParts, procedure: printProcedure });

/**
 * The text of a program in one canonical form, which parses to the same tree up to spans and to the
 * `text` of columns without alias. Comments, and the choice among synonyms, are not in the tree.
 */
export function printProgram(program: Program): string {
  const parts: string[] = [];
  if (program.explain !== undefined) parts.push(program.explain);
  for (const command of program.session) parts.push(printSessionCommand(command));
  if (program.transaction !== undefined) parts.push(...printTransaction(program.transaction));
  if (program.sessionClose) parts.push('SESSION CLOSE');
  return parts.join('\n');
}

/** The text of an expression, with parentheses only where they are needed. */
export function printExpression(expression: Expression): string {
  return printOneExpression(expression);
}

function printTransaction({ start, procedure, end }: TransactionActivity): string[] {
  const parts: string[] = [];
  if (start !== undefined) {
    parts.push(['START TRANSACTION', printModes(start)].filter((part) => part !== '').join(' '));
  }
  if (procedure !== undefined) parts.push(printProcedure(procedure));
  if (end !== undefined) parts.push(end);
  return parts;
}

function printModes({ readOnly, isolation }: TransactionModes): string {
  const modes: string[] = [];
  if (readOnly !== undefined) modes.push(readOnly ? 'READ ONLY' : 'READ WRITE');
  if (isolation !== undefined) modes.push(`ISOLATION LEVEL ${isolation}`);
  return modes.join(', ');
}

function printSessionCommand(command: SessionCommand): string {
  switch (command.kind) {
    case 'setSchema':
      return `SESSION SET SCHEMA ${printReference(command.schema)}`;
    case 'setGraph':
      return `SESSION SET GRAPH ${printReference(command.graph)}`;
    case 'setTimeZone':
      return `SESSION SET TIME ZONE ${printOneExpression(command.zone)}`;
    case 'setParameter': {
      const condition = command.ifNotExists ? 'IF NOT EXISTS ' : '';
      const name = printParameter('$', command.name);
      const type = command.type === undefined ? '' : ` :: ${printType(command.type.type)}`;
      const word = command.object.toUpperCase();
      return `SESSION SET ${word} ${condition}${name}${type} = ${printObject(command.value)}`;
    }
    case 'setTransaction':
      return `SET TRANSACTION ${printModes(command.modes)}`;
    case 'reset':
      return `SESSION RESET ${resetTarget(command)}`;
    default:
      return unreachable(command);
  }
}

function resetTarget({ what, parameter }: Extract<SessionCommand, { kind: 'reset' }>): string {
  switch (what) {
    case 'parameter':
      return printParameter('$', parameter ?? '');
    case 'timeZone':
      return 'TIME ZONE';
    default:
      return what.toUpperCase();
  }
}
