import type {
  GraphPattern,
  NodePattern,
  ParenthesizedPath,
  PathAlternation,
  PathExpression,
  PathPattern,
} from '../ast/pattern.ts';
import type { Mutable } from '../ast/mutable.ts';
import type { TokenKind } from '../token.ts';
import type { Cursor } from './cursor.ts';
import {
  isAbbreviatedEdge,
  isEdgeStart,
  parseEdge,
  parseElementFiller,
} from './element-pattern.ts';
import { isVariableKind, parseVariable } from './names.ts';
import { isPathMode, isPrefixStart, parsePathPrefix } from './path-prefix.ts';
import { atQuantifier, parseQuantifier } from './quantifier.ts';
import { isSimplifiedStart, parseSimplifiedPath } from './simplified.ts';
import { parseExpression } from './recursion.ts';

export interface PatternOptions {
  /** In SELECT's FROM: a comma may lead to a further graph instead of a further path. */
  readonly amongGraphs?: boolean;
}

/** Graph patterns (ISO/IEC 39075, 16.4), without the YIELD that only MATCH may have. */
export function parseGraphPattern(c: Cursor, options: PatternOptions = {}): GraphPattern {
  const start = c.start;
  const matchMode = parseMatchMode(c);
  const paths: PathPattern[] = [];
  do paths.push(parsePathPattern(c));
  while (takePathComma(c, options));
  const pattern: Mutable<GraphPattern> = { kind: 'graphPattern', span: c.span(), paths };
  if (matchMode !== undefined) pattern.matchMode = matchMode;
  if (c.take('KEEP')) {
    const keep = parsePathPrefix(c);
    if (keep === undefined) c.fail('a path mode or selector, such as ANY SHORTEST');
    pattern.keep = keep;
  }
  if (c.take('WHERE')) pattern.where = parseExpression(c);
  pattern.span = c.spanFrom(start);
  return pattern;
}

function takePathComma(c: Cursor, { amongGraphs = false }: PatternOptions): boolean {
  const next = c.peek(1);
  const leadsToPath = isPathPrimary(next) || isPrefixStart(next) || c.peek(2) === '=';
  return (leadsToPath || !amongGraphs) && c.take(',');
}

function parseMatchMode(c: Cursor): GraphPattern['matchMode'] {
  const next = c.peek(1);
  if (c.at('REPEATABLE') && (next === 'ELEMENT' || next === 'ELEMENTS')) {
    c.advance();
    if (!c.take('ELEMENTS')) takeBindings(c);
    return 'REPEATABLE ELEMENTS';
  }
  if (c.at('DIFFERENT') && (EDGE_WORDS.has(next) || EDGES_WORDS.has(next))) {
    c.advance();
    if (EDGES_WORDS.has(c.kind)) c.advance();
    else takeBindings(c);
    return 'DIFFERENT EDGES';
  }
  return undefined;
}

/** `ELEMENT [BINDINGS]`, `EDGE [BINDINGS]`. */
function takeBindings(c: Cursor): void {
  c.advance();
  c.take('BINDINGS');
}

const EDGE_WORDS: ReadonlySet<TokenKind> = new Set<TokenKind>(['EDGE', 'RELATIONSHIP']);
const EDGES_WORDS: ReadonlySet<TokenKind> = new Set<TokenKind>(['EDGES', 'RELATIONSHIPS']);

function parsePathPattern(c: Cursor): PathPattern {
  const start = c.start;
  let variable = atDeclaration(c) ? parsePathVariable(c) : undefined;
  const prefix = isPrefixStart(c.kind) ? parsePathPrefix(c) : undefined;
  if (variable === undefined && atDeclaration(c)) {
    const from = c.start;
    variable = parsePathVariable(c);
    c.extension(from, 'a path variable behind the prefix', 'ISO writes p = ANY SHORTEST ….');
  }
  const expression = parsePathExpression(c);
  const path: Mutable<PathPattern> = { kind: 'pathPattern', span: c.spanFrom(start), expression };
  if (variable !== undefined) path.variable = variable;
  if (prefix !== undefined) path.prefix = prefix;
  return path;
}

/** Whether `p =` lies ahead. */
function atDeclaration(c: Cursor): boolean {
  return c.peek(1) === '=' && isVariableKind(c.kind, c.strict);
}

function parsePathVariable(c: Cursor): ReturnType<typeof parseVariable> {
  const variable = parseVariable(c, 'a path variable');
  c.expect('=');
  return variable;
}

/** Whether a path pattern may begin here. */
export function atPathStart(c: Cursor): boolean {
  return c.at('(') || isPathPrimary(c.kind) || isPrefixStart(c.kind);
}

function isPathPrimary(kind: TokenKind): boolean {
  return kind === '(' || isEdgeStart(kind) || isAbbreviatedEdge(kind) || isSimplifiedStart(kind);
}

/** Terms divided by `|` or by `|+|`, never by both (16.7). */
export function parsePathExpression(c: Cursor): PathExpression {
  const start = c.start;
  const first = parseTerm(c);
  const operator = c.kind;
  if (operator !== '|' && operator !== '|+|') return first;
  const alternatives = [first];
  while (c.take(operator)) alternatives.push(parseTerm(c));
  if (c.at('|') || c.at('|+|')) {
    c.fail(`'${operator}'`, 'Do not mix | and |+|; put parentheses around one of them.');
  }
  const span = c.spanFrom(start);
  const alternation: PathAlternation = {
    kind: 'alternation',
    span,
    multiset: operator === '|+|',
    alternatives,
  };
  return alternation;
}

function parseTerm(c: Cursor): PathExpression {
  const start = c.start;
  if (!isPathPrimary(c.kind)) c.fail('a path pattern, such as (n)');
  const first = parseFactor(c);
  if (!isPathPrimary(c.kind)) return first;
  const elements = [first];
  while (isPathPrimary(c.kind)) elements.push(parseFactor(c));
  return { kind: 'concatenation', span: c.spanFrom(start), elements };
}

function parseFactor(c: Cursor): PathExpression {
  const start = c.start;
  const primary = parsePathPrimary(c);
  if (primary.kind === 'quantified' && (atQuantifier(c) || c.at('?'))) {
    c.fail('the next element', 'This edge has a quantifier already.');
  }
  if (c.take('?')) return { kind: 'questioned', span: c.spanFrom(start), primary };
  return atQuantifier(c) ? parseQuantifier(c, primary, start) : primary;
}

function parsePathPrimary(c: Cursor): PathExpression {
  if (c.at('(')) return opensParenthesizedPath(c) ? c.nested(parseParenthesized) : parseNode(c);
  return isSimplifiedStart(c.kind) ? parseSimplifiedPath(c) : parseEdge(c);
}

/** Behind `(`: a path pattern, or the filler of a node. */
function opensParenthesizedPath(c: Cursor): boolean {
  const first = c.peek(1);
  if (isPathPrimary(first)) return true;
  const second = c.peek(2);
  if (second === '=') return isVariableKind(first, c.strict);
  return isPathMode(first) && (isPathPrimary(second) || second === 'PATH' || second === 'PATHS');
}

function parseNode(c: Cursor): NodePattern {
  const start = c.start;
  c.expect('(');
  const node: Mutable<NodePattern> = { kind: 'node', span: c.span(), temporary: false };
  parseElementFiller(c, node);
  if (!c.take(')')) {
    c.fail("')'", c.at('name') ? 'Labels stand behind a colon: (n:Label).' : undefined);
  }
  node.span = c.spanFrom(start);
  return node;
}

function parseParenthesized(c: Cursor): ParenthesizedPath {
  const start = c.start;
  c.expect('(');
  const variable = atDeclaration(c) ? parsePathVariable(c) : undefined;
  const prefix = isPathMode(c.kind) ? parsePathPrefix(c) : undefined;
  const expression = parsePathExpression(c);
  const where = c.take('WHERE') ? parseExpression(c) : undefined;
  c.expect(')');
  const path: Mutable<ParenthesizedPath> = {
    kind: 'parenthesized',
    span: c.spanFrom(start),
    expression,
  };
  if (variable !== undefined) path.variable = variable;
  if (prefix !== undefined) path.prefix = prefix;
  if (where !== undefined) path.where = where;
  return path;
}
