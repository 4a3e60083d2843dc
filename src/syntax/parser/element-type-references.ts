import type { ElementType, FieldType, ValueType } from '../../values/type.ts';
import type { EdgeTypeSyntax, NodeTypeSyntax } from '../ast/catalog.ts';
import type { Mutable } from '../ast/mutable.ts';
import { isNonReserved } from '../keywords.ts';
import type { TokenKind } from '../token.ts';
import type { Cursor } from './cursor.ts';
import { parseElementType } from './graph-types.ts';

/** What may follow NODE or EDGE when a description of its type does. */
const FILLER_STARTS: ReadonlySet<TokenKind> = new Set<TokenKind>([
  ':',
  '{',
  '(',
  '=>',
  'IMPLIES',
  'name',
  'quoted name',
  'quoted text',
]);

function atFiller(c: Cursor): boolean {
  const next = c.peek(1);
  if (next === 'IS') return !TRUTH_WORDS.has(c.peek(2));
  return FILLER_STARTS.has(next) || isNonReserved(next);
}

/** Behind IS they test a truth value, as in `x IS TYPED NODE IS TRUE`; others are labels. */
const TRUTH_WORDS: ReadonlySet<TokenKind> = new Set<TokenKind>([
  'NOT',
  'TRUE',
  'FALSE',
  'UNKNOWN',
  'NULL',
]);

/** NODE alone, or a closed node type: `NODE :Person {…}`, `NODE TYPE T (…)`. */
export function parseNodeTypeReference(c: Cursor): ValueType {
  if (atFiller(c)) return referenceTo(parseElementType(c));
  c.advance();
  return { kind: 'node' };
}

/** EDGE alone, a closed edge type, or a pattern `(:A)-[:R]->(:B)`, `(:A {…})`. */
export function parseEdgeTypeReference(c: Cursor): ValueType {
  const bare = c.at('EDGE') || c.at('RELATIONSHIP');
  if (bare && !atFiller(c)) {
    c.advance();
    return { kind: 'edge' };
  }
  return referenceTo(parseElementType(c));
}

function referenceTo(element: NodeTypeSyntax | EdgeTypeSyntax): ValueType {
  const type: Mutable<ElementType> = { kind: element.kind === 'nodeType' ? 'node' : 'edge' };
  const labels = [...(element.keyLabels ?? []), ...element.labels].map(({ name }) => name);
  if (labels.length > 0) type.labels = [...new Set(labels)];
  if (element.properties.length > 0) {
    type.properties = element.properties.map(({ name, type: { type: valueType } }): FieldType => ({
      name: name.name,
      type: valueType,
    }));
  }
  return type;
}
