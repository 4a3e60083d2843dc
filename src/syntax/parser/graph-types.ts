import type {
  EdgeTypeSyntax,
  ElementTypeSyntax,
  NodeTypeReferenceSyntax,
  NodeTypeSyntax,
  PropertyTypeSyntax,
} from '../ast/catalog.ts';
import type { Mutable } from '../ast/mutable.ts';
import type { Identifier } from '../ast/node.ts';
import type { TokenKind } from '../token.ts';
import type { Cursor } from './cursor.ts';
import { parseLabelSet } from './insert-pattern.ts';
import { atName, isObjectNameKind, isVariableKind, parseName, parseVariable } from './names.ts';
import { parseType } from './recursion.ts';
import { takeTyped } from './type-annotation.ts';

/** `{ element type, … }` of a graph type (ISO/IEC 39075, 18.1). */
export function parseElementTypes(c: Cursor): ElementTypeSyntax[] {
  c.expect('{');
  const elements: ElementTypeSyntax[] = [];
  if (c.at('}')) {
    c.advance();
    c.extension(c.previousEnd - 1, 'an empty graph type', 'ISO asks for one element at least.');
    return elements;
  }
  do elements.push(parseElementType(c));
  while (c.take(','));
  if (!c.take('}')) c.fail("',' or '}'");
  return elements;
}

/** A node or edge type in pattern or phrase form (18.2, 18.3). */
export function parseElementType(c: Cursor): ElementTypeSyntax {
  const start = c.start;
  const kind = takeEdgeKind(c);
  if (c.at('EDGE') || c.at('RELATIONSHIP')) return parseNamedEdge(c, start, kind);
  if (kind !== undefined) c.fail("'EDGE' or 'RELATIONSHIP'");
  if (c.at('NODE') || c.at('VERTEX')) return parseNamedNode(c, start);
  if (!c.at('(')) c.fail('a node type, such as (:Label {name TYPE}), or NODE, EDGE');
  const end = parseNodeEnd(c);
  return ARCS.has(c.kind) ? parseEdgeFrom(c, start, { start, end }) : nodeOf(c, start, end);
}

type EdgeKind = 'DIRECTED' | 'UNDIRECTED';

function takeEdgeKind(c: Cursor): EdgeKind | undefined {
  if (c.take('DIRECTED')) return 'DIRECTED';
  return c.take('UNDIRECTED') ? 'UNDIRECTED' : undefined;
}

/** Labels and properties of an element type: the key set in front of `=>`, the rest behind. */
interface Content {
  keyLabels?: readonly Identifier[];
  labels: readonly Identifier[];
  properties: readonly PropertyTypeSyntax[];
}

interface NodeEnd extends Content {
  alias?: Identifier;
}

/** `( [alias] [filler] )`. */
function parseNodeEnd(c: Cursor): NodeEnd {
  c.expect('(');
  const end: NodeEnd = { labels: [], properties: [] };
  // IS, LABEL and IMPLIES begin the filler; the first is reserved, so it is no alias anyway.
  if (isVariableKind(c.kind, c.strict) && !atFiller(c)) end.alias = parseVariable(c);
  parseContent(c, end);
  if (!c.take(')')) c.fail("')'");
  return end;
}

function atFiller(c: Cursor): boolean {
  if (c.at('LABEL') || c.at('LABELS')) return isNameAhead(c);
  return c.at('IMPLIES') || c.at('=>') || c.at(':') || c.at('IS') || c.at('{');
}

function isNameAhead(c: Cursor): boolean {
  const next = c.peek(1);
  return isObjectNameKind(next, c.strict);
}

function parseContent(c: Cursor, content: Content): void {
  const labels = parseLabelPhrase(c);
  if (c.take('=>') || c.take('IMPLIES')) {
    content.keyLabels = labels ?? [];
    content.labels = parseLabelPhrase(c) ?? [];
  } else content.labels = labels ?? [];
  if (c.at('{')) content.properties = parsePropertyTypes(c);
}

/** `LABEL x`, `LABELS x&y`, `:x&y`, `IS x&y`; undefined where none begins. */
function parseLabelPhrase(c: Cursor): Identifier[] | undefined {
  if (c.at('LABEL') && isNameAhead(c)) {
    c.advance();
    return [parseName(c, 'a label name')];
  }
  if ((c.at('LABELS') && isNameAhead(c)) || c.at(':') || c.at('IS')) {
    c.advance();
    return parseLabelSet(c);
  }
  return undefined;
}

function parsePropertyTypes(c: Cursor): PropertyTypeSyntax[] {
  c.expect('{');
  const properties: PropertyTypeSyntax[] = [];
  if (c.take('}')) return properties;
  do properties.push(parsePropertyType(c));
  while (c.take(','));
  if (!c.take('}')) c.fail("',' or '}'");
  return properties;
}

/** `name [:: | TYPED] type` (18.6). */
export function parsePropertyType(c: Cursor): PropertyTypeSyntax {
  const start = c.start;
  const name = parseName(c, 'a property name');
  takeTyped(c);
  const type = parseType(c);
  return { kind: 'propertyType', span: c.spanFrom(start), name, type };
}

function nodeOf(c: Cursor, start: number, end: NodeEnd, typeName?: Identifier): NodeTypeSyntax {
  const node: Mutable<NodeTypeSyntax> = { kind: 'nodeType', span: c.spanFrom(start), ...end };
  if (typeName !== undefined) node.typeName = typeName;
  return node;
}

/** TYPE, unless it is the name itself, and the name where one stands. */
function parseTypeName(c: Cursor): Identifier | undefined {
  const typed = c.at('TYPE') && c.peek(1) !== '(';
  if (typed) c.advance();
  const nameless = c.at('LABEL') || c.at('LABELS') ? isNameAhead(c) : c.at('IMPLIES') || c.at('IS');
  return atName(c) && !nameless && !c.at('CONNECTING') ? parseName(c, 'a type name') : undefined;
}

/** `NODE [TYPE] name (…)`, or the phrase `NODE [TYPE] [name] [filler] [AS alias]`. */
function parseNamedNode(c: Cursor, start: number): NodeTypeSyntax {
  c.advance();
  const typeName = parseTypeName(c);
  if (typeName !== undefined && c.at('(')) return nodeOf(c, start, parseNodeEnd(c), typeName);
  const end: NodeEnd = { labels: [], properties: [] };
  if (typeName === undefined && !atFiller(c)) c.fail('the name of the type, or its labels');
  parseContent(c, end);
  if (c.take('AS')) end.alias = parseVariable(c, 'an alias');
  return nodeOf(c, start, end, typeName);
}

interface Arc {
  readonly closing: TokenKind;
  readonly directed: boolean;
  readonly reversed: boolean;
}

const ARCS: ReadonlyMap<TokenKind, Arc> = new Map<TokenKind, Arc>([
  ['-[', { closing: ']->', directed: true, reversed: false }],
  ['<-[', { closing: ']-', directed: true, reversed: true }],
  ['~[', { closing: ']~', directed: false, reversed: false }],
]);

interface FirstEnd {
  readonly start: number;
  readonly end: NodeEnd;
}

/** `(…)-[filler]->(…)` behind its first node. */
function parseEdgeFrom(c: Cursor, start: number, first: FirstEnd): EdgeTypeSyntax {
  const arc = ARCS.get(c.kind);
  if (arc === undefined) return c.fail("'-[', '<-[' or '~['");
  const firstEnd = endpointOf(c, first.start, first.end);
  c.advance();
  const content: Content = { labels: [], properties: [] };
  parseContent(c, content);
  c.expect(arc.closing);
  const secondEnd = parseEndpoint(c);
  return {
    kind: 'edgeType',
    span: c.spanFrom(start),
    ...content,
    directed: arc.directed,
    source: arc.reversed ? secondEnd : firstEnd,
    destination: arc.reversed ? firstEnd : secondEnd,
  };
}

function parseEndpoint(c: Cursor): NodeTypeReferenceSyntax {
  const start = c.start;
  return endpointOf(c, start, parseNodeEnd(c));
}

/** An alias alone refers to a node type; all else describes one. */
function endpointOf(c: Cursor, start: number, end: NodeEnd): NodeTypeReferenceSyntax {
  const described =
    end.keyLabels !== undefined || end.labels.length > 0 || end.properties.length > 0;
  if (end.alias !== undefined && !described) return { kind: 'alias', name: end.alias };
  if (end.alias !== undefined) {
    c.extension(
      start,
      'an alias in front of labels',
      'ISO writes one of the two at the end of an edge.',
    );
  }
  return { kind: 'filler', node: nodeOf(c, start, end) };
}

/** `[kind] EDGE [TYPE] name (…)-[…]->(…)`, or the phrase that ends in CONNECTING. */
function parseNamedEdge(c: Cursor, start: number, kind: EdgeKind | undefined): EdgeTypeSyntax {
  c.advance();
  const typeName = parseTypeName(c);
  if (typeName !== undefined && c.at('(')) {
    const first = { start: c.start, end: parseNodeEnd(c) };
    const edge = parseEdgeFrom(c, start, first);
    if (kind !== undefined && (kind === 'DIRECTED') !== edge.directed) {
      c.failAt(edge.span, `the edge pattern is not ${kind}`);
    }
    return { ...edge, typeName };
  }
  if (kind === undefined) {
    c.failAt(c.spanFrom(start), "expected 'DIRECTED' or 'UNDIRECTED' in front of EDGE");
  }
  const content: Content = { labels: [], properties: [] };
  parseContent(c, content);
  const ends = parseConnecting(c, kind);
  const edge: Mutable<EdgeTypeSyntax> = {
    kind: 'edgeType',
    span: c.spanFrom(start),
    ...content,
    directed: kind === 'DIRECTED',
    ...ends,
  };
  if (typeName !== undefined) edge.typeName = typeName;
  return edge;
}

/** `CONNECTING (a TO b)`, with `->`, `<-` or, undirected, `~`. */
function parseConnecting(
  c: Cursor,
  kind: EdgeKind,
): Pick<EdgeTypeSyntax, 'source' | 'destination'> {
  c.expect('CONNECTING');
  c.expect('(');
  const left: NodeTypeReferenceSyntax = { kind: 'alias', name: parseVariable(c, 'an alias') };
  const reversed = kind === 'DIRECTED' && c.take('<-');
  const symbol = kind === 'DIRECTED' ? '->' : '~';
  if (!reversed && !c.take('TO') && !c.take(symbol)) {
    c.fail(kind === 'DIRECTED' ? "'TO', '->' or '<-'" : "'TO' or '~'");
  }
  const right: NodeTypeReferenceSyntax = { kind: 'alias', name: parseVariable(c, 'an alias') };
  c.expect(')');
  return reversed ? { source: right, destination: left } : { source: left, destination: right };
}
