import type { Identifier } from '../ast/node.ts';
import type { InsertEdge, InsertNode, InsertPath } from '../ast/pattern.ts';
import type { Mutable } from '../ast/mutable.ts';
import type { TokenKind } from '../token.ts';
import { parseFields } from './constructors.ts';
import type { Cursor } from './cursor.ts';
import { isAbbreviatedEdge } from './element-pattern.ts';
import { isVariableKind, parseName, parseVariable } from './names.ts';

/** INSERT's path patterns (ISO/IEC 39075, 16.5): nodes and full edges in turn. */
export function parseInsertPath(c: Cursor): InsertPath {
  const start = c.start;
  const elements: (InsertNode | InsertEdge)[] = [parseInsertNode(c)];
  while (EDGES.has(c.kind)) {
    elements.push(parseInsertEdge(c));
    elements.push(parseInsertNode(c));
  }
  if (isAbbreviatedEdge(c.kind)) {
    c.fail('an edge in brackets', 'An edge to insert has brackets: -[:LABEL]->.');
  }
  return { kind: 'insertPath', span: c.spanFrom(start), elements };
}

function parseInsertNode(c: Cursor): InsertNode {
  const start = c.start;
  if (!c.take('(')) c.fail('a node, such as (n:Label {name: value})');
  const node: Mutable<InsertNode> = { kind: 'insertNode', span: c.span(), labels: [] };
  parseFiller(c, node);
  if (!c.take(')')) c.fail("')'", fillerHint(c));
  node.span = c.spanFrom(start);
  return node;
}

interface EdgeForm {
  readonly direction: InsertEdge['direction'];
  readonly closing: TokenKind;
}

const EDGES: ReadonlyMap<TokenKind, EdgeForm> = new Map<TokenKind, EdgeForm>([
  ['-[', { direction: 'right', closing: ']->' }],
  ['<-[', { direction: 'left', closing: ']-' }],
  ['~[', { direction: 'undirected', closing: ']~' }],
]);

function parseInsertEdge(c: Cursor): InsertEdge {
  const start = c.start;
  const form = EDGES.get(c.kind);
  if (form === undefined) return c.fail('an edge');
  c.advance();
  const edge: Mutable<InsertEdge> = {
    kind: 'insertEdge',
    span: c.span(),
    labels: [],
    direction: form.direction,
  };
  parseFiller(c, edge);
  if (!c.take(form.closing)) c.fail(`'${form.closing}'`, directionHint(c) ?? fillerHint(c));
  edge.span = c.spanFrom(start);
  return edge;
}

function directionHint(c: Cursor): string | undefined {
  const closes = c.at(']-') || c.at(']->') || c.at(']~') || c.at(']~>') || c.at(']');
  return closes
    ? 'An edge to insert has one direction: -[…]->, <-[…]- or undirected ~[…]~.'
    : undefined;
}

function fillerHint(c: Cursor): string | undefined {
  if (c.at('|') || c.at('!') || c.at('%')) return 'Labels to insert are joined by & only.';
  if (c.at('name')) return 'Labels stand behind a colon: (n:Label).';
  if (c.at('WHERE')) return 'INSERT has no conditions; properties are {name: value}.';
  return undefined;
}

function parseFiller(c: Cursor, element: Mutable<InsertNode> | Mutable<InsertEdge>): void {
  if (c.at('TEMP') && isVariableKind(c.peek(1), c.strict)) {
    c.advance();
    element.temporary = true;
  }
  if (isVariableKind(c.kind, false)) element.variable = parseVariable(c);
  if (c.take(':') || c.take('IS')) element.labels = parseLabelSet(c);
  if (c.at('{')) element.properties = parseFields(c);
}

/** `A&B`; Cypher's `A:B` is an extension. */
export function parseLabelSet(c: Cursor): Identifier[] {
  const labels = [parseName(c, 'a label name')];
  for (;;) {
    const start = c.start;
    const colon = c.at(':');
    if (!colon && !c.at('&')) return labels;
    c.advance();
    labels.push(parseName(c, 'a label name'));
    if (colon) c.extension(start, 'a second colon between labels', 'ISO writes :A&B.');
  }
}
