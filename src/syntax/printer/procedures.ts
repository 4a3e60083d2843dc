import type { Procedure, Statement, VariableDefinition } from '../ast/procedure.ts';
import { printClause } from './clauses.ts';
import { printName } from './names.ts';
import { printObject, printReference } from './references.ts';
import { printType } from './types.ts';
import { printYield } from './yield.ts';

/** The parts of a procedure, with `separator` between clauses. */
export function printProcedure(procedure: Procedure, separator = '\n'): string {
  const parts: string[] = [];
  if (procedure.at !== undefined) parts.push(`AT ${printReference(procedure.at)}`);
  for (const definition of procedure.definitions) parts.push(printDefinition(definition));
  procedure.statements.forEach(({ yield: items, statement }, i) => {
    if (i > 0) parts.push(items === undefined ? 'NEXT' : `NEXT ${printYield(items)}`);
    parts.push(printStatement(statement, separator));
  });
  return parts.join(separator);
}

function printDefinition({ object, name, type, value }: VariableDefinition): string {
  const typed = type === undefined ? '' : ` :: ${printType(type.type)}`;
  return `${object.toUpperCase()} ${printName(name)}${typed} = ${printObject(value)}`;
}

function printStatement(statement: Statement, separator: string): string {
  if (statement.kind === 'linear') return statement.clauses.map(printClause).join(separator);
  const { operator, all, left, right } = statement;
  const word = all ? `${operator} ALL` : operator;
  return [printStatement(left, separator), word, printStatement(right, separator)].join(separator);
}
