import type {
  ElementsPredicate,
  Expression,
  PropertyExistsPredicate,
  VariableReference,
} from '../ast/expression.ts';
import type { Identifier } from '../ast/node.ts';
import type { Cursor } from './cursor.ts';
import { decodeQuoted } from './quoted.ts';
import { parseName, parseVariable } from './names.ts';
import { parseExpression } from './recursion.ts';

/** `ALL_DIFFERENT(a, b, …)` and `SAME(a, b, …)` (ISO/IEC 39075, 19.11 and 19.12). */
export function parseElementsPredicate(c: Cursor): ElementsPredicate {
  const start = c.start;
  const predicate = c.at('SAME') ? 'SAME' : 'ALL_DIFFERENT';
  c.advance();
  c.expect('(');
  const elements: Expression[] = [];
  do elements.push(parseElementVariable(c));
  while (c.take(','));
  if (elements.length < 2) c.fail("','", `${predicate} compares at least two elements.`);
  c.expect(')');
  return { kind: 'elements', span: c.spanFrom(start), predicate, elements };
}

function parseElementVariable(c: Cursor): VariableReference {
  const { name, span } = parseVariable(c, 'the variable of an element');
  return { kind: 'variable', span, name };
}

/** The variable of an element. Extension: any value. */
function parseElement(c: Cursor): Expression {
  const start = c.start;
  const element = parseExpression(c);
  if (element.kind !== 'variable' || element.span.start !== start) {
    c.extension(
      start,
      'PROPERTY_EXISTS of a value',
      'ISO takes a variable; name the value with LET.',
    );
  }
  return element;
}

/** `PROPERTY_EXISTS(n, name)`: the second argument is a name, not a value (19.13). */
export function parsePropertyExists(c: Cursor): PropertyExistsPredicate {
  const start = c.start;
  c.advance();
  c.expect('(');
  const element = parseElement(c);
  c.expect(',');
  const property = parsePropertyName(c);
  c.expect(')');
  return { kind: 'propertyExists', span: c.spanFrom(start), element, property };
}

/** Extension: the name as a string. */
function parsePropertyName(c: Cursor): Identifier {
  if (!c.at('string')) return parseName(c, 'a property name');
  const span = c.span();
  const name = decodeQuoted(c.text, span);
  c.advance();
  c.extension(span.start, 'a string as the name of a property', 'ISO: PROPERTY_EXISTS(n, name).');
  return { name, delimited: true, span };
}
