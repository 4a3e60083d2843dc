import type { Procedure, Statement, VariableDefinition, YieldItem } from '../ast/procedure.ts';
import { printClause } from './clauses.ts';
import { printName } from './names.ts';
import { printObject, printReference } from './references.ts';
import { printType } from './types.ts';

/** `{ procedure }`. */
export function printNested(procedure: Procedure): string {
  return `{ ${printProcedure(procedure, ' ')} }`;
}

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

export function printYield(items: readonly YieldItem[]): string {
  const printed = items.map(({ name, alias }) =>
    alias === undefined ? printName(name) : `${printName(name)} AS ${printName(alias)}`,
  );
  return `YIELD ${printed.join(', ')}`;
}

export function printStatement(statement: Statement, separator = '\n'): string {
  if (statement.kind === 'linear') return statement.clauses.map(printClause).join(separator);
  const { operator, all, left, right } = statement;
  const word = all ? `${operator} ALL` : operator;
  return [printStatement(left, separator), word, printStatement(right, separator)].join(separator);
}
