import type { CallInline, CallProcedure, MatchClause, OptionalClause } from '../ast/statement.ts';
import type { Identifier } from '../ast/node.ts';
import type { TokenKind } from '../token.ts';
import { parseOptionalCall } from './call.ts';
import type { Cursor } from './cursor.ts';
import { isVariableKind, parseVariable } from './names.ts';
import type { PatternOptions } from './pattern.ts';
import { parseGraphPattern } from './pattern.ts';

/** `MATCH pattern [YIELD variables]` (ISO/IEC 39075, 14.4). */
export function parseMatch(c: Cursor, options: PatternOptions = {}): MatchClause {
  const start = c.start;
  c.expect('MATCH');
  const pattern = parseGraphPattern(c, options);
  if (!c.take('YIELD')) return { kind: 'match', span: c.spanFrom(start), pattern };
  const yielded = { ...pattern, yield: parseVariables(c, options) };
  return { kind: 'match', span: c.spanFrom(start), pattern: yielded };
}

function parseVariables(c: Cursor, options: PatternOptions): Identifier[] {
  if (c.atBoth('NO', 'BINDINGS')) {
    c.advance();
    c.advance();
    return [];
  }
  const variables: Identifier[] = [];
  do variables.push(parseVariable(c));
  while (!(options.amongGraphs === true && atNextGraph(c)) && c.take(','));
  return variables;
}

/** A comma that leads to a graph and its pattern, and not to a variable. */
function atNextGraph(c: Cursor): boolean {
  const behind = c.peek(2);
  const leadsOn = isMatchWord(behind) || behind === '.' || behind === '/';
  return leadsOn || !isVariableKind(c.peek(1), true);
}

/** OPTIONAL in front of MATCH, of a block of such, or of CALL. */
export function parseOptional(c: Cursor): OptionalClause | CallProcedure | CallInline {
  return c.peek(1) === 'CALL' ? parseOptionalCall(c) : parseOptionalMatch(c);
}

function parseOptionalMatch(c: Cursor, options: PatternOptions = {}): OptionalClause {
  const start = c.start;
  c.expect('OPTIONAL');
  if (!c.at('{') && (!c.at('(') || !isMatchWord(c.peek(1)))) {
    if (!c.at('MATCH')) c.fail("'MATCH'", 'Write OPTIONAL MATCH in front of the pattern.');
    const match = parseMatch(c, options);
    return { kind: 'optional', span: c.spanFrom(start), block: [match] };
  }
  const block = c.nested(parseMatchBlock);
  return { kind: 'optional', span: c.spanFrom(start), block };
}

function isMatchWord(kind: TokenKind): boolean {
  return kind === 'MATCH' || kind === 'OPTIONAL';
}

/** `{ MATCH … }` or `( MATCH … )`. */
export function parseMatchBlock(c: Cursor): (MatchClause | OptionalClause)[] {
  const closing = c.at('{') ? '}' : ')';
  if (!c.take('{')) c.expect('(');
  const block: (MatchClause | OptionalClause)[] = [];
  do block.push(parseMatchStatement(c));
  while (c.at('MATCH') || c.at('OPTIONAL'));
  if (!c.take(closing)) c.fail(`'MATCH', 'OPTIONAL' or '${closing}'`);
  return block;
}

/** MATCH or OPTIONAL MATCH. */
export function parseMatchStatement(
  c: Cursor,
  options: PatternOptions = {},
): MatchClause | OptionalClause {
  if (c.at('OPTIONAL')) return parseOptionalMatch(c, options);
  if (!c.at('MATCH')) c.fail("'MATCH'");
  return parseMatch(c, options);
}
