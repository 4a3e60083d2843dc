import type {
  EdgeDirection,
  EdgePattern,
  NodePattern,
  PathExpression,
  PropertyPair,
} from '../ast/pattern.ts';
import type { Mutable } from '../ast/mutable.ts';
import type { TokenKind } from '../token.ts';
import { parseFields } from './constructors.ts';
import type { Cursor } from './cursor.ts';
import { parseLabelExpression } from './label-expression.ts';
import { isVariableKind, parseVariable } from './names.ts';
import { atQuantifier, parseCypherLength, parseLength } from './quantifier.ts';
import { parseExpression } from './recursion.ts';

const ABBREVIATIONS: ReadonlyMap<TokenKind, EdgeDirection> = new Map<TokenKind, EdgeDirection>([
  ['<-', 'left'],
  ['~', 'undirected'],
  ['->', 'right'],
  ['<~', 'left or undirected'],
  ['~>', 'undirected or right'],
  ['<->', 'left or right'],
  ['-', 'any'],
]);

export function isAbbreviatedEdge(kind: TokenKind): boolean {
  return ABBREVIATIONS.has(kind);
}

type Closings = ReadonlyMap<TokenKind, EdgeDirection>;

/** What each opening bracket may be closed with, and the direction that the two make. */
const BRACKETS: ReadonlyMap<TokenKind, Closings> = new Map<TokenKind, Closings>([
  ['-[', closings([']->', 'right'], [']-', 'any'])],
  ['<-[', closings([']-', 'left'], [']->', 'left or right'])],
  ['~[', closings([']~', 'undirected'], [']~>', 'undirected or right'])],
  ['<~[', closings([']~', 'left or undirected'])],
]);

function closings(...pairs: readonly (readonly [TokenKind, EdgeDirection])[]): Closings {
  return new Map<TokenKind, EdgeDirection>(pairs);
}

export function isEdgeStart(kind: TokenKind): boolean {
  return BRACKETS.has(kind);
}

/** An edge pattern, full or abbreviated (ISO/IEC 39075, 16.7). */
export function parseEdge(c: Cursor): PathExpression {
  const direction = ABBREVIATIONS.get(c.kind);
  return direction === undefined ? parseFullEdge(c) : parseAbbreviated(c, direction);
}

function parseAbbreviated(c: Cursor, direction: EdgeDirection): EdgePattern {
  const span = c.span();
  c.advance();
  // `<--`: to ISO an edge to the left and one more in any direction, to everyone else one edge.
  if (!c.strict && direction === 'left' && c.start === span.end && c.at('-')) {
    c.failAt({ start: span.start, end: c.end }, "'<--' is no edge of GQL", 'Write <- or <-[]-.');
  }
  return { kind: 'edge', span, temporary: false, direction, abbreviated: true };
}

function parseFullEdge(c: Cursor): PathExpression {
  const start = c.start;
  const closing = BRACKETS.get(c.kind);
  if (closing === undefined) return c.fail('an edge pattern');
  c.advance();
  const edge: Mutable<EdgePattern> = {
    kind: 'edge',
    span: c.span(),
    temporary: false,
    direction: 'any',
    abbreviated: false,
  };
  let length = parseElementFiller(c, edge);
  const split = length === undefined && c.at(']') ? parseSplitClosing(c, closing) : undefined;
  length ??= split?.length;
  const direction = split?.direction ?? closing.get(c.kind);
  if (direction === undefined) {
    c.fail([...closing.keys()].map((kind) => `'${kind}'`).join(' or '), closingHint(c));
  }
  if (split === undefined) c.advance();
  edge.direction = direction;
  edge.span = c.spanFrom(start);
  if (length === undefined) return edge;
  return { kind: 'quantified', span: edge.span, primary: edge, ...length };
}

/** Extension: the quantifier in front of the arrow, `-[:LABEL]{1,3}->`. */
function parseSplitClosing(
  c: Cursor,
  closing: Closings,
): { readonly length: PathLength; readonly direction: EdgeDirection } | undefined {
  const mark = c.mark();
  c.advance();
  if (!atQuantifier(c)) {
    c.reset(mark);
    return undefined;
  }
  const start = c.start;
  const length = parseLength(c);
  const direction = closing.get(`]${c.kind}` as TokenKind);
  if (direction === undefined) c.fail("'->' or '-'");
  c.advance();
  c.extension(start, 'a quantifier in front of the arrow', 'ISO: -[:LABEL]->{1,3}.');
  return { length, direction };
}

function closingHint(c: Cursor): string | undefined {
  return c.at(']') ? 'An edge is closed with its direction: ]-> or ]-.' : undefined;
}

export interface PathLength {
  readonly lower: number;
  readonly upper?: number;
}

type Filled = Mutable<NodePattern> | Mutable<EdgePattern>;

/**
 * `[TEMP] variable`, labels, and WHERE or a property specification. The length that only Cypher
 * writes inside the bracket is handed back.
 */
export function parseElementFiller(c: Cursor, element: Filled): PathLength | undefined {
  if (c.at('TEMP') && isVariableKind(c.peek(1), c.strict)) {
    c.advance();
    element.temporary = true;
  }
  if (isVariableKind(c.kind, false)) element.variable = parseVariable(c);
  if (c.take(':') || c.take('IS')) element.labels = parseLabelExpression(c);
  const length = element.kind === 'edge' && c.at('*') ? parseCypherLength(c) : undefined;
  if (c.at('{')) element.properties = parsePropertyPairs(c);
  if (c.at('WHERE')) {
    const start = c.start;
    c.advance();
    if (element.properties !== undefined) {
      c.extension(start, 'WHERE behind the properties', 'ISO has either; put all into the WHERE.');
    }
    element.where = parseExpression(c);
  }
  return length;
}

function parsePropertyPairs(c: Cursor): readonly PropertyPair[] {
  const start = c.start;
  const pairs = parseFields(c);
  // It asks nothing.
  if (pairs.length === 0) c.extension(start, 'a pattern with {}', 'ISO leaves the braces out.');
  return pairs;
}
