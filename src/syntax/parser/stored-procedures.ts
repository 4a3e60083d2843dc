import type { CreateProcedure, DropProcedure, ProcedureParameter } from '../ast/catalog.ts';
import type { Mutable } from '../ast/mutable.ts';
import type { Cursor } from './cursor.ts';
import { takeIfExists, takeIfNotExists } from './existence.ts';
import { parseDeclaredVariable } from './names.ts';
import { parseExpression, parseNestedProcedure, parseProcedure, parseType } from './recursion.ts';
import { parseReference } from './references.ts';
import { takeTyped } from './type-annotation.ts';

const ISO = 'ISO calls procedures and leaves their making to the implementation.';

/**
 * Extension: `CREATE [OR REPLACE] PROCEDURE name(a :: INT, b STRING = 'x') [AS] { procedure }`. The
 * braces may be left out where the procedure goes on to the end.
 */
export function parseCreateProcedure(
  c: Cursor,
  { start, orReplace }: { readonly start: number; readonly orReplace: boolean },
): CreateProcedure {
  c.expect('PROCEDURE');
  c.extension(start, 'CREATE PROCEDURE', ISO);
  const ifNotExists = takeIfNotExists(c, orReplace);
  const procedure = parseReference(c, 'the name of a procedure');
  const parameters = parseParameters(c);
  c.take('AS');
  const body = c.at('{') ? parseNestedProcedure(c) : c.nested(parseProcedure);
  const span = c.spanFrom(start);
  return { kind: 'createProcedure', span, orReplace, ifNotExists, procedure, parameters, body };
}

function parseParameters(c: Cursor): ProcedureParameter[] {
  c.expect('(', 'Parameters stand between parentheses, which may be empty.');
  const parameters: ProcedureParameter[] = [];
  if (c.take(')')) return parameters;
  do parameters.push(parseParameter(c));
  while (c.take(','));
  if (!c.take(')')) c.fail("',' or ')'");
  return parameters;
}

function parseParameter(c: Cursor): ProcedureParameter {
  const start = c.start;
  const name = parseDeclaredVariable(c);
  const parameter: Mutable<ProcedureParameter> = {
    kind: 'procedureParameter',
    span: c.spanFrom(start),
    name,
  };
  if (takeTyped(c) || !(c.at('=') || c.at(',') || c.at(')'))) parameter.type = parseType(c);
  if (c.take('=')) parameter.default = parseExpression(c);
  parameter.span = c.spanFrom(start);
  return parameter;
}

export function parseDropProcedure(c: Cursor, start: number): DropProcedure {
  c.expect('PROCEDURE');
  c.extension(start, 'DROP PROCEDURE', ISO);
  const ifExists = takeIfExists(c);
  const procedure = parseReference(c, 'the name of a procedure');
  return { kind: 'dropProcedure', span: c.spanFrom(start), ifExists, procedure };
}
