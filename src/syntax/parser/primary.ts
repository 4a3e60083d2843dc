import type { Expression, PropertyReference } from '../ast/expression.ts';
import type { TokenKind } from '../token.ts';
import { parseCase } from './case.ts';
import type { Cursor } from './cursor.ts';
import {
  isIsoFunction,
  parseCall,
  parseKeywordFunction,
  parseNamespacedCall,
} from './functions.ts';
import {
  parseList,
  parseNamedList,
  parseNamedRecord,
  parsePathConstructor,
  parseRecord,
} from './constructors.ts';
import { parseLetExpression } from './let-expression.ts';
import { parseQuantifiedList } from './list-expressions.ts';
import {
  parseByteString,
  parseIntegerLiteral,
  parseNumberLiteral,
  parseStringLiteral,
  parseWordLiteral,
} from './literals.ts';
import { isVariableKind, parameterName, parseName } from './names.ts';
import { parseObjectExpression } from './object-expressions.ts';
import { patternConditionHint } from './pattern-hint.ts';
import { parseCountSubquery, parseExists, parseValueQuery } from './subqueries.ts';
import { parseSubscript } from './subscripts.ts';
import { parseTemporalLiteral } from './temporal-literals.ts';
import { parseExpression } from './recursion.ts';

/** A primary with the properties and subscripts behind it (ISO/IEC 39075, 20.2). */
export function parsePrimary(c: Cursor): Expression {
  const start = c.start;
  let expression = parseHead(c);
  for (;;) {
    if (c.at('.')) expression = parseProperty(c, expression, start);
    else if (c.at('[')) expression = parseSubscript(c, expression, start);
    else return expression;
  }
}

function parseHead(c: Cursor): Expression {
  switch (c.kind) {
    case 'name':
      return c.peek(1) === '(' ? parseCall(c) : parseReference(c);
    case 'integer':
      return parseIntegerLiteral(c);
    case 'number':
      return parseNumberLiteral(c);
    case 'string':
    case 'quoted text':
      return parseStringLiteral(c);
    case 'parameter':
      return parseParameter(c);
    case 'reference parameter':
      return parseSubstitutedParameter(c);
    case 'byte string':
      return parseByteString(c);
    case '(':
      return parseParenthesized(c);
    case '[':
      return parseList(c);
    case '{':
      return parseRecord(c);
    case 'quoted name':
      return parseQuotedReference(c);
    default:
      return parseWord(c);
  }
}

/** What a keyword begins, when it begins it: `PATH [`, `DATE '`, `COUNT(`. */
type WordParser = (c: Cursor) => Expression | undefined;

const WORD_PARSERS: ReadonlyMap<TokenKind, WordParser> = new Map<TokenKind, WordParser>([
  ['TRUE', parseWordLiteral],
  ['FALSE', parseWordLiteral],
  ['UNKNOWN', parseWordLiteral],
  ['NULL', parseWordLiteral],
  ['CASE', parseCase],
  ['EXISTS', parseExists],
  ['VALUE', parseValueQuery],
  ['COUNT', parseCountSubquery],
  ['LET', parseLetExpression],
  ['PATH', parsePathConstructor],
  ['LIST', parseNamedList],
  ['ARRAY', parseNamedList],
  ['GROUP', parseNamedList],
  ['RECORD', parseNamedRecord],
  ['DATE', parseTemporalLiteral],
  ['TIME', parseTemporalLiteral],
  ['DATETIME', parseTemporalLiteral],
  ['TIMESTAMP', parseTemporalLiteral],
  ['DURATION', parseTemporalLiteral],
  ['INTERVAL', parseTemporalLiteral],
  ['LOCAL', parseTemporalLiteral],
  ['ZONED', parseTemporalLiteral],
  ['ALL', parseQuantifiedList],
  ['ANY', parseQuantifiedList],
  ['NONE', parseQuantifiedList],
  ['SINGLE', parseQuantifiedList],
  ['REDUCE', parseQuantifiedList],
  ['GRAPH', parseObjectExpression],
  ['PROPERTY', parseObjectExpression],
  ['TABLE', parseObjectExpression],
  ['BINDING', parseObjectExpression],
  ['CURRENT_GRAPH', parseObjectExpression],
  ['CURRENT_PROPERTY_GRAPH', parseObjectExpression],
  ['HOME_GRAPH', parseObjectExpression],
  ['HOME_PROPERTY_GRAPH', parseObjectExpression],
]);

function parseWord(c: Cursor): Expression {
  c.offer(WORD_PARSERS.keys());
  const special = WORD_PARSERS.get(c.kind)?.(c);
  if (special !== undefined) return special;
  const call = parseKeywordFunction(c);
  if (call !== undefined) return call;
  const called = c.peek(1) === '(';
  if (!isVariableKind(c.kind, c.strict) && !(called && isIsoFunction(c.kind))) {
    c.fail('a value', valueHint(c) ?? (called ? functionHint(c) : undefined));
  }
  return called ? parseCall(c) : parseReference(c);
}

function functionHint(c: Cursor): string | undefined {
  const word = c.source().toUpperCase();
  return c.strict ? `${word} is not a function of ISO GQL, and refused in strict mode.` : undefined;
}

function valueHint(c: Cursor): string | undefined {
  switch (c.kind) {
    case 'NOT':
      return 'Put parentheses around NOT and its operand.';
    case 'SELECT':
    case 'MATCH':
      return 'A query in place of a value is VALUE { … }.';
    default:
      return undefined;
  }
}

function parseReference(c: Cursor): Expression {
  const reference: Expression = { kind: 'variable', span: c.span(), name: c.source() };
  c.advance();
  return reference;
}

/** Extension: a column whose alias was quoted is referred to the same way. */
function parseQuotedReference(c: Cursor): Expression {
  const start = c.start;
  const { name } = parseName(c, 'a variable');
  c.extension(start, 'a quoted variable', 'ISO has quotes around names of other things only.');
  return { kind: 'variable', span: c.spanFrom(start), name };
}

function parseParameter(c: Cursor): Expression {
  const parameter: Expression = { kind: 'parameter', span: c.span(), name: parameterName(c, 1) };
  c.advance();
  return parameter;
}

function parseSubstitutedParameter(c: Cursor): Expression {
  const start = c.start;
  const name = parameterName(c, 2);
  c.advance();
  c.extension(start, '$$ where a value stands', 'ISO writes TABLE $$t or GRAPH $$g, or $p.');
  return { kind: 'parameter', span: c.spanFrom(start), name, substituted: true };
}

function parseParenthesized(c: Cursor): Expression {
  const start = c.start;
  c.advance();
  const inner = parseExpression(c);
  if (!c.take(')')) c.fail("')'", patternConditionHint(c, start));
  const hint = patternConditionHint(c, start);
  if (hint !== undefined) c.fail('an operator', hint);
  return inner;
}

function parseProperty(c: Cursor, object: Expression, start: number): Expression {
  c.advance();
  const property = parseName(c, 'a property name');
  const span = c.spanFrom(start);
  const reference: PropertyReference = { kind: 'property', span, object, property };
  return c.at('(') ? parseNamespacedCall(c, reference) : reference;
}
