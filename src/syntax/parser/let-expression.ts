import type { Expression, LetDefinition } from '../ast/expression.ts';
import type { Mutable } from '../ast/mutable.ts';
import type { Cursor } from './cursor.ts';
import { parseDeclaredVariable } from './names.ts';
import { parseExpression, parseExpressionBeforeIn } from './recursion.ts';
import { parseOptionalType } from './type-annotation.ts';

/** `LET x = 1, VALUE y :: INT = 2 IN x + y END` (GE03). */
export function parseLetExpression(c: Cursor): Expression {
  const start = c.start;
  c.expect('LET');
  const definitions = parseLetDefinitions(c, parseExpressionBeforeIn);
  c.expect('IN');
  const body = parseExpression(c);
  c.expect('END');
  return { kind: 'let', span: c.spanFrom(start), definitions, body };
}

/** The definitions of LET, as an expression and as a statement. */
export function parseLetDefinitions(
  c: Cursor,
  parseValue: (c: Cursor) => Expression,
): LetDefinition[] {
  const definitions: LetDefinition[] = [];
  do {
    const typed = c.take('VALUE');
    const name = parseDeclaredVariable(c);
    const type = typed ? parseOptionalType(c) : undefined;
    c.expectHead('=');
    const definition: Mutable<LetDefinition> = { name, value: parseValue(c) };
    if (type !== undefined) definition.type = type;
    definitions.push(definition);
  } while (c.take(','));
  return definitions;
}
