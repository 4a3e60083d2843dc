import type { EdgeDirection, SimplifiedExpression, SimplifiedPath } from '../ast/pattern.ts';
import type { TokenKind } from '../token.ts';
import type { Cursor } from './cursor.ts';
import { atName, parseName } from './names.ts';
import { atQuantifier, parseLength } from './quantifier.ts';

/**
 * Simplified path patterns (ISO/IEC 39075, 16.12): `-/ A|B{1,3} <C (D & !E)? /->`. Labels stand for
 * edges in the direction of the slashes, unless a label overrides it.
 */
const CLOSINGS: ReadonlyMap<TokenKind, Closings> = new Map<TokenKind, Closings>([
  ['-/', closings(['/->', 'right'], ['/-', 'any'])],
  ['<-/', closings(['/-', 'left'], ['/->', 'left or right'])],
  ['~/', closings(['/~', 'undirected'], ['/~>', 'undirected or right'])],
  ['<~/', closings(['/~', 'left or undirected'])],
]);

type Closings = ReadonlyMap<TokenKind, EdgeDirection>;

function closings(...pairs: readonly (readonly [TokenKind, EdgeDirection])[]): Closings {
  return new Map<TokenKind, EdgeDirection>(pairs);
}

export function isSimplifiedStart(kind: TokenKind): boolean {
  return CLOSINGS.has(kind);
}

export function parseSimplifiedPath(c: Cursor): SimplifiedPath {
  const start = c.start;
  const closing = CLOSINGS.get(c.kind);
  if (closing === undefined) return c.fail('a simplified path pattern');
  c.advance();
  const contents = parseContents(c);
  const direction = closing.get(c.kind);
  if (direction === undefined) c.fail([...closing.keys()].map((kind) => `'${kind}'`).join(' or '));
  c.advance();
  return { kind: 'simplified', span: c.spanFrom(start), direction, contents };
}

function parseContents(c: Cursor): SimplifiedExpression {
  const start = c.start;
  const first = parseTerm(c);
  const operator = c.kind;
  if (operator !== '|' && operator !== '|+|') return first;
  const alternatives = [first];
  while (c.take(operator)) alternatives.push(parseTerm(c));
  if (c.at('|') || c.at('|+|')) {
    c.fail(`'${operator}'`, 'Do not mix | and |+|; put parentheses around one of them.');
  }
  const multiset = operator === '|+|';
  return { kind: 'simpleAlternation', span: c.spanFrom(start), multiset, alternatives };
}

function parseTerm(c: Cursor): SimplifiedExpression {
  const start = c.start;
  const first = parseConjunction(c);
  if (!atFactor(c)) return first;
  const elements = [first];
  while (atFactor(c)) elements.push(parseConjunction(c));
  return { kind: 'simpleConcatenation', span: c.spanFrom(start), elements };
}

function atFactor(c: Cursor): boolean {
  switch (c.kind) {
    case '(':
    case '!':
    case '<':
    case '<~':
    case '~':
    case '-':
      return true;
    default:
      return atName(c);
  }
}

function parseConjunction(c: Cursor): SimplifiedExpression {
  const start = c.start;
  const first = parseQuantified(c);
  if (!c.at('&')) return first;
  const operands = [first];
  while (c.take('&')) operands.push(parseQuantified(c));
  return { kind: 'simpleConjunction', span: c.spanFrom(start), operands };
}

function parseQuantified(c: Cursor): SimplifiedExpression {
  const start = c.start;
  const operand = parseOverride(c);
  if (c.take('?')) return { kind: 'simpleQuestioned', span: c.spanFrom(start), operand };
  if (!atQuantifier(c)) return operand;
  const length = parseLength(c);
  return { kind: 'simpleQuantified', span: c.spanFrom(start), operand, ...length };
}

/** `<A`, `~A`, `A>`, `<~A`, `~A>`, `<A>`, `-A`. */
function parseOverride(c: Cursor): SimplifiedExpression {
  const start = c.start;
  const before = c.at('<') || c.at('~') || c.at('<~') || c.at('-') ? c.kind : undefined;
  if (before !== undefined) c.advance();
  const operand = parseSecondary(c);
  const pointsRight = before !== '<~' && before !== '-' && c.take('>');
  const direction = overrideDirection(before, pointsRight);
  if (direction === undefined) return operand;
  return { kind: 'simpleOverride', span: c.spanFrom(start), direction, operand };
}

function overrideDirection(
  before: TokenKind | undefined,
  pointsRight: boolean,
): EdgeDirection | undefined {
  switch (before) {
    case '<':
      return pointsRight ? 'left or right' : 'left';
    case '~':
      return pointsRight ? 'undirected or right' : 'undirected';
    case '<~':
      return 'left or undirected';
    case '-':
      return 'any';
    default:
      return pointsRight ? 'right' : undefined;
  }
}

function parseSecondary(c: Cursor): SimplifiedExpression {
  const start = c.start;
  if (!c.take('!')) return parseSimplePrimary(c);
  const operand = c.nested(parseSimplePrimary);
  return { kind: 'simpleNegation', span: c.spanFrom(start), operand };
}

function parseSimplePrimary(c: Cursor): SimplifiedExpression {
  if (c.take('(')) {
    const inner = c.nested(parseContents);
    c.expect(')');
    return inner;
  }
  const { name, span } = parseName(c, 'a label name');
  return { kind: 'simpleLabel', span, labels: { kind: 'label', span, name } };
}
