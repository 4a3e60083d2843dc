import type { Expression } from '../ast/expression.ts';
import type { Mutable } from '../ast/mutable.ts';
import type { PathMode, PathPrefix, PathSelector } from '../ast/pattern.ts';
import type { TokenKind } from '../token.ts';
import type { Cursor } from './cursor.ts';
import { parseIntegerLiteral } from './literals.ts';
import { parameterName } from './names.ts';

const MODES: readonly PathMode[] = ['WALK', 'TRAIL', 'SIMPLE', 'ACYCLIC'];

export function isPathMode(kind: TokenKind): boolean {
  return kind === 'WALK' || kind === 'TRAIL' || kind === 'SIMPLE' || kind === 'ACYCLIC';
}

export function isPrefixStart(kind: TokenKind): boolean {
  return kind === 'ALL' || kind === 'ANY' || kind === 'SHORTEST' || isPathMode(kind);
}

/** A path mode or path search prefix (ISO/IEC 39075, 16.6); undefined where none begins. */
export function parsePathPrefix(c: Cursor): PathPrefix | undefined {
  const start = c.start;
  const prefix: Mutable<PathPrefix> = { kind: 'pathPrefix', span: c.span() };
  if (c.take('ALL')) prefix.selector = c.take('SHORTEST') ? 'ALL SHORTEST' : 'ALL';
  else if (c.take('ANY')) parseAny(c, prefix);
  else if (c.take('SHORTEST')) parseShortest(c, prefix);
  else if (!isPathMode(c.kind)) return undefined;
  if (prefix.selector !== 'SHORTEST') parseMode(c, prefix);
  prefix.span = c.spanFrom(start);
  return prefix;
}

function parseAny(c: Cursor, prefix: Mutable<PathPrefix>): void {
  prefix.selector = c.take('SHORTEST') ? 'ANY SHORTEST' : 'ANY';
  if (prefix.selector === 'ANY') setCount(c, prefix);
}

/** `SHORTEST k`, or `SHORTEST [k] GROUPS`: GROUPS stands behind the mode and PATHS. */
function parseShortest(c: Cursor, prefix: Mutable<PathPrefix>): void {
  setCount(c, prefix);
  parseMode(c, prefix);
  const groups = c.take('GROUPS') || c.take('GROUP');
  if (!groups && prefix.count === undefined) {
    c.fail('the number of paths, or GROUP', 'Write ANY SHORTEST, ALL SHORTEST or SHORTEST 1.');
  }
  prefix.selector = groups ? ('SHORTEST GROUPS' satisfies PathSelector) : 'SHORTEST';
}

function parseMode(c: Cursor, prefix: Mutable<PathPrefix>): void {
  const mode = MODES.find((word) => c.take(word));
  if (mode !== undefined) prefix.mode = mode;
  if (!c.take('PATHS')) c.take('PATH');
}

function setCount(c: Cursor, prefix: Mutable<PathPrefix>): void {
  const count = parseCount(c);
  if (count !== undefined) prefix.count = count;
}

/** `<non-negative integer specification>`. */
export function parseCount(c: Cursor): Expression | undefined {
  if (c.at('integer')) return parseIntegerLiteral(c);
  if (!c.at('parameter')) return undefined;
  const parameter: Expression = { kind: 'parameter', span: c.span(), name: parameterName(c, 1) };
  c.advance();
  return parameter;
}
