import type { Mutable } from '../ast/mutable.ts';
import type { Procedure, VariableDefinition } from '../ast/procedure.ts';
import type { Cursor } from './cursor.ts';
import { parseDeclaredVariable } from './names.ts';
import { parseYield } from './yield.ts';
import { parseTableExpression } from './object-expressions.ts';
import { parseGraphExpression, parsePathReference } from './references.ts';
import { parseStatement } from './statement.ts';
import { parseExpression } from './recursion.ts';
import { parseOptionalType } from './type-annotation.ts';
import type { ProcedureOptions } from './recursion.ts';

/** `{ procedure }`. */
export function parseNestedProcedure(c: Cursor, options: ProcedureOptions = {}): Procedure {
  c.expect('{');
  const procedure = c.nested((inner) => parseProcedure(inner, options));
  if (!c.take('}')) c.fail("'NEXT' or '}'");
  return procedure;
}

/** A procedure body (ISO/IEC 39075, 9.2). */
export function parseProcedure(c: Cursor, options: ProcedureOptions = {}): Procedure {
  const start = c.start;
  const at = c.take('AT') ? parsePathReference(c, 'a schema') : undefined;
  const definitions: VariableDefinition[] = [];
  for (;;) {
    const definition = parseDefinition(c);
    if (definition === undefined) break;
    definitions.push(definition);
  }
  const statements: Mutable<Procedure['statements'][number]>[] = [
    { statement: parseStatement(c, options) },
  ];
  while (c.take('NEXT')) {
    const items = c.at('YIELD') ? parseYield(c) : undefined;
    const statement = parseStatement(c, options);
    statements.push(items === undefined ? { statement } : { yield: items, statement });
  }
  const procedure: Mutable<Procedure> = {
    kind: 'procedure',
    span: c.spanFrom(start),
    definitions,
    statements,
  };
  if (at !== undefined) procedure.at = at;
  return procedure;
}

/** A definition of a value, table or graph variable (9.2); undefined where none begins. */
function parseDefinition(c: Cursor): VariableDefinition | undefined {
  const start = c.start;
  const object = takeObjectWord(c);
  if (object === undefined) return undefined;
  const name = parseDeclaredVariable(c);
  const { type, value } = parseInitializer(c, object);
  const definition: Mutable<VariableDefinition> = {
    kind: 'definition',
    span: c.spanFrom(start),
    object,
    name,
    value,
  };
  if (type !== undefined) definition.type = type;
  return definition;
}

/** VALUE, [BINDING] TABLE, [PROPERTY] GRAPH. */
export function takeObjectWord(c: Cursor): VariableDefinition['object'] | undefined {
  if (c.take('VALUE')) return 'value';
  if (c.take('TABLE')) return 'table';
  if (c.take('GRAPH')) return 'graph';
  if (c.atBoth('BINDING', 'TABLE')) {
    c.advance();
    c.advance();
    return 'table';
  }
  if (c.atBoth('PROPERTY', 'GRAPH')) {
    c.advance();
    c.advance();
    return 'graph';
  }
  return undefined;
}

type Initializer = Pick<VariableDefinition, 'value'> & {
  readonly type: VariableDefinition['type'] | undefined;
};

/** `[[:: | TYPED] type] = value`, with the kind of value that the object takes. */
export function parseInitializer(c: Cursor, object: VariableDefinition['object']): Initializer {
  const type = parseOptionalType(c);
  c.expectHead('=');
  switch (object) {
    case 'graph':
      return { type, value: parseGraphExpression(c) };
    case 'table':
      return { type, value: parseTableExpression(c) };
    case 'value':
      return { type, value: opensQuery(c) ? parseBareQuery(c) : parseExpression(c) };
  }
}

/** `{` with a word behind it that no `:` follows: neither a record nor `{}`. */
function opensQuery(c: Cursor): boolean {
  return c.at('{') && c.peek(1) !== '}' && c.peek(2) !== ':';
}

/** Extension: a query without VALUE in front. */
function parseBareQuery(c: Cursor): Procedure {
  const start = c.start;
  const query = parseNestedProcedure(c);
  c.extension(start, 'a query without VALUE', 'ISO writes VALUE { … }.');
  return query;
}
