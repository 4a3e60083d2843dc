import { limits } from '../../base/limits.ts';
import type { FieldType, ListType, ValueType } from '../../values/type.ts';
import type { Mutable } from '../ast/mutable.ts';
import type { TypeSyntax } from '../ast/type.ts';
import type { TokenKind } from '../token.ts';
import type { Cursor } from './cursor.ts';
import { nestingError } from './errors.ts';
import { parseEdgeTypeReference, parseNodeTypeReference } from './element-type-references.ts';
import { integerValue } from './literals.ts';
import { parseName } from './names.ts';
import { parsePredefinedType } from './predefined-types.ts';
import { parseElementTypes } from './graph-types.ts';
import { takeTyped } from './type-annotation.ts';

/** Value types (ISO/IEC 39075, 18.9), unions included. */
export function parseType(c: Cursor): TypeSyntax {
  const start = c.start;
  const type = c.nested(parseUnion);
  return { kind: 'type', span: c.spanFrom(start), type };
}

/** `T1 | T2 | …`. */
function parseUnion(c: Cursor): ValueType {
  const first = parseSingle(c);
  // In a list comprehension a `|` may follow that is not the union's.
  if (!c.at('|') || !isTypeStart(c.peek(1))) return first;
  const members = [first];
  while (c.at('|') && isTypeStart(c.peek(1))) {
    c.advance();
    members.push(parseSingle(c));
  }
  return { kind: 'union', members };
}

const TYPE_SYMBOLS: ReadonlySet<TokenKind> = new Set<TokenKind>(['{', '(']);

function isTypeStart(kind: TokenKind): boolean {
  return kind === kind.toUpperCase() && (/^[A-Z]/u.test(kind) || TYPE_SYMBOLS.has(kind));
}

/** A type with the LIST, ARRAY and NOT NULL behind it. */
function parseSingle(c: Cursor): ValueType {
  let type = withNotNull(c, parsePrefix(c));
  for (let level = 0; atListWord(c); level++) {
    if (level > limits.maxNestingDepth) throw nestingError(c.span());
    const group = c.take('GROUP');
    c.advance();
    type = withNotNull(c, parseMaxLength(c, listOf(type, group)));
  }
  return type;
}

function atListWord(c: Cursor): boolean {
  const kind = c.at('GROUP') ? c.peek(1) : c.kind;
  return kind === 'LIST' || kind === 'ARRAY';
}

function listOf(element: ValueType, group: boolean): ListType {
  return group ? { kind: 'list', element, group } : { kind: 'list', element };
}

function withNotNull(c: Cursor, type: ValueType): ValueType {
  if (!c.atBoth('NOT', 'NULL')) return type;
  if (type.kind === 'simple' && type.name === 'NOTHING') c.fail('no NOT NULL behind NOTHING');
  c.advance();
  c.advance();
  // NULL NOT NULL is the empty type (GV72).
  if (type.kind === 'simple' && type.name === 'NULL') return { kind: 'simple', name: 'NOTHING' };
  return { ...type, notNull: true };
}

function parsePrefix(c: Cursor): ValueType {
  switch (c.kind) {
    case 'ANY':
      return parseAny(c);
    case 'GROUP':
    case 'LIST':
    case 'ARRAY':
      return parseListFirst(c);
    case 'RECORD':
    case '{':
      return parseRecordType(c);
    case 'PROPERTY':
    case 'GRAPH':
    case 'BINDING':
    case 'TABLE':
      return parseObjectType(c);
    case 'NODE':
    case 'VERTEX':
      return parseNodeTypeReference(c);
    case 'EDGE':
    case 'RELATIONSHIP':
    case 'DIRECTED':
    case 'UNDIRECTED':
    case '(':
      return parseEdgeTypeReference(c);
    default:
      return parsePredefinedType(c);
  }
}

/** `ANY`, `ANY VALUE`, `ANY <T1 | T2>`, `ANY PROPERTY VALUE`, ANY in front of a reference type. */
function parseAny(c: Cursor): ValueType {
  c.expect('ANY');
  switch (c.kind) {
    case 'RECORD':
      c.advance();
      return { kind: 'record' };
    case 'NODE':
    case 'VERTEX':
      c.advance();
      return { kind: 'node' };
    case 'EDGE':
    case 'RELATIONSHIP':
      c.advance();
      return { kind: 'edge' };
    case 'PROPERTY':
    case 'GRAPH':
      return parseObjectType(c);
    default:
  }
  c.take('VALUE');
  if (!c.take('<')) return { kind: 'any' };
  const members = c.nested(parseUnion);
  c.expectHead('>');
  return members.kind === 'union' ? members : { kind: 'union', members: [members] };
}

/** `LIST<T>`, or LIST alone, whose elements may be anything. */
function parseListFirst(c: Cursor): ValueType {
  const group = c.take('GROUP');
  if (!c.take('LIST')) c.expect('ARRAY');
  if (!c.take('<')) return parseMaxLength(c, listOf({ kind: 'any' }, group));
  const element = c.nested(parseUnion);
  c.expectHead('>');
  return parseMaxLength(c, listOf(element, group));
}

/** `[n]` behind a list type. */
function parseMaxLength(c: Cursor, type: ListType): ListType {
  if (!c.take('[')) return type;
  if (!c.at('integer')) c.fail('the largest number of elements');
  const maxLength = Number(integerValue(c.source(), c.span()));
  c.advance();
  c.expectHead(']');
  return { ...type, maxLength };
}

function parseRecordType(c: Cursor): ValueType {
  const named = c.take('RECORD');
  if (named && !c.at('{')) return { kind: 'record' };
  return { kind: 'record', fields: parseFieldTypes(c) };
}

/** `{name [:: | TYPED] type, …}`. */
export function parseFieldTypes(c: Cursor): FieldType[] {
  c.expect('{');
  const fields: FieldType[] = [];
  if (c.take('}')) return fields;
  const names = new Set<string>();
  do {
    const { name, span } = parseName(c, 'the name of a field');
    if (names.has(name)) c.failAt(span, `the type has two fields "${name}"`);
    names.add(name);
    takeTyped(c);
    fields.push({ name, type: c.nested(parseUnion) });
  } while (c.take(','));
  if (!c.take('}')) c.fail("',' or '}'");
  return fields;
}

/** `[PROPERTY] GRAPH […]`, `[BINDING] TABLE {…}`, `PROPERTY VALUE`. */
function parseObjectType(c: Cursor): ValueType {
  const start = c.start;
  if (c.take('PROPERTY') && c.take('VALUE')) return { kind: 'any', property: true };
  if (c.take('BINDING') && !c.at('TABLE')) c.fail("'TABLE'");
  if (c.take('TABLE')) {
    const table: Mutable<Extract<ValueType, { kind: 'table' }>> = { kind: 'table' };
    if (c.at('{')) table.fields = parseFieldTypes(c);
    else c.extension(start, 'TABLE without its fields', 'ISO writes TABLE {name TYPE, …}.');
    return table;
  }
  if (!c.take('GRAPH')) c.fail("'GRAPH' or 'VALUE'");
  // The elements of a closed graph type are checked when a graph is assigned, not by this type.
  if (c.at('{')) parseElementTypes(c);
  return { kind: 'graph' };
}
