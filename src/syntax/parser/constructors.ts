import type {
  Expression,
  ListConstructor,
  PathConstructor,
  RecordConstructor,
  RecordField,
} from '../ast/expression.ts';
import type { Cursor } from './cursor.ts';
import { atComprehension, parseComprehension } from './list-expressions.ts';
import { parseName } from './names.ts';
import { parseExpression } from './recursion.ts';

/** `[…]`. */
export function parseList(c: Cursor): Expression {
  const start = c.start;
  return atComprehension(c) ? parseComprehension(c) : parseElements(c, start);
}

/** `LIST […]`, `ARRAY […]`, `GROUP LIST […]`; undefined where the word begins none. */
export function parseNamedList(c: Cursor): Expression | undefined {
  const start = c.start;
  const words = c.at('GROUP') ? 2 : 1;
  if (c.peek(words) !== '[') return undefined;
  for (let i = 0; i < words; i++) c.advance();
  return parseElements(c, start);
}

function parseElements(c: Cursor, start: number): ListConstructor {
  c.expect('[');
  const elements = parseUntilBracket(c);
  return { kind: 'list', span: c.spanFrom(start), elements };
}

function parseUntilBracket(c: Cursor): Expression[] {
  const elements: Expression[] = [];
  if (c.takeHead(']')) return elements;
  do elements.push(parseExpression(c));
  while (c.take(','));
  if (!c.takeHead(']')) c.fail("',' or ']'");
  return elements;
}

/** `PATH [node, edge, node, …]`. */
export function parsePathConstructor(c: Cursor): PathConstructor | undefined {
  if (c.peek(1) !== '[') return undefined;
  const start = c.start;
  c.advance();
  const open = c.span();
  c.advance();
  const elements = parseUntilBracket(c);
  if (elements.length % 2 === 0) {
    c.failAt(open, 'a path begins and ends with a node: expected an odd number of elements');
  }
  return { kind: 'path', span: c.spanFrom(start), elements };
}

/** `{a: 1}`. */
export function parseRecord(c: Cursor): RecordConstructor {
  const start = c.start;
  const fields = parseFields(c);
  return { kind: 'record', span: c.spanFrom(start), fields };
}

/** `RECORD {a: 1}`; undefined where RECORD begins none. */
export function parseNamedRecord(c: Cursor): RecordConstructor | undefined {
  if (c.peek(1) !== '{') return undefined;
  const start = c.start;
  c.advance();
  const fields = parseFields(c);
  return { kind: 'record', span: c.spanFrom(start), fields };
}

/** `{name: value, …}`, for records and property specifications alike. */
export function parseFields(c: Cursor): RecordField[] {
  c.expect('{');
  const fields: RecordField[] = [];
  if (c.take('}')) return fields;
  do {
    const name = parseName(c, 'a field or property name');
    c.expect(':');
    fields.push({ name, value: parseExpression(c) });
  } while (c.take(','));
  if (!c.take('}')) c.fail("',' or '}'");
  return fields;
}
