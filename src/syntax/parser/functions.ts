import { STRING } from '../../values/type.ts';
import type {
  DurationBetweenCall,
  Expression,
  FunctionCall,
  PropertyReference,
  TrimCall,
} from '../ast/expression.ts';
import type { Mutable } from '../ast/mutable.ts';
import type { TokenKind } from '../token.ts';
import type { Cursor } from './cursor.ts';
import { literal } from './literals.ts';
import { parseElementsPredicate, parsePropertyExists } from './element-predicates.ts';
import { takeNormalForm } from './predicates.ts';
import { takeSetQuantifier } from './set-quantifier.ts';
import { parseExpression, parseType } from './recursion.ts';
import { parseDurationQualifier } from './duration-qualifier.ts';

/** `name(…)`. Which names are functions, and of what arguments, is for the binder to know. */
export function parseCall(c: Cursor): FunctionCall {
  const start = c.start;
  const name = c.source();
  c.advance();
  return parseArguments(c, name, start);
}

/** Extension: `namespace.name(…)`, which began as a property reference. */
export function parseNamespacedCall(c: Cursor, reference: PropertyReference): FunctionCall {
  const start = reference.span.start;
  const name = dottedName(reference);
  if (name === undefined) c.fail('an operator', 'Only names can be called: name(…).');
  c.extension(start, 'a function in a namespace', 'ISO names functions by one word.');
  return parseArguments(c, name, start);
}

function dottedName(reference: PropertyReference): string | undefined {
  const parts: string[] = [];
  let expression: Expression = reference;
  for (; expression.kind === 'property'; expression = expression.object) {
    parts.push(expression.property.name);
  }
  if (expression.kind !== 'variable') return undefined;
  return [expression.name, ...parts.reverse()].join('.');
}

function parseArguments(c: Cursor, name: string, start: number): FunctionCall {
  c.expect('(');
  if (c.at('*') && name.toUpperCase() === 'COUNT') {
    c.advance();
    c.expect(')');
    const span = c.spanFrom(start);
    return { kind: 'call', span, name, arguments: [], star: true, parentheses: true };
  }
  const quantifier = takeSetQuantifier(c);
  const args: Expression[] = [];
  // Unlike DATE() and its kin, DURATION() stands for nothing (20.29).
  if (quantifier !== undefined || !c.at(')') || name.toUpperCase() === 'DURATION') {
    do args.push(parseArgument(c, name, args.length));
    while (c.take(','));
  }
  if (!c.take(')')) c.fail("',' or ')'");
  const [first] = args;
  if (first !== undefined && TEMPORAL.has(name.toUpperCase()) && !isTemporalText(first)) {
    c.extension(start, 'a time or duration of a value', 'ISO takes a string literal or a record.');
  }
  const call: Mutable<FunctionCall> = {
    kind: 'call',
    span: c.spanFrom(start),
    name,
    arguments: args,
    star: false,
    parentheses: true,
  };
  if (quantifier !== undefined) call.quantifier = quantifier;
  return call;
}

/** Functions that make a time or duration of a text or of fields (20.27, 20.29). */
const TEMPORAL: ReadonlySet<string> = new Set([
  'DATE',
  'DURATION',
  'LOCAL_DATETIME',
  'LOCAL_TIME',
  'ZONED_DATETIME',
  'ZONED_TIME',
]);

function isTemporalText(e: Expression): boolean {
  return e.kind === 'record' || (e.kind === 'literal' && typeof e.value === 'string');
}

/** The normal form of NORMALIZE is a word; the tree has it as a string. */
function parseArgument(c: Cursor, name: string, position: number): Expression {
  if (position === 1 && name.toUpperCase() === 'NORMALIZE' && c.peek(1) === ')') {
    const span = c.span();
    const form = takeNormalForm(c);
    if (form !== undefined) return literal(span, form, STRING);
  }
  return parseExpression(c);
}

type FunctionParser = (c: Cursor) => Expression | undefined;

const WITH_SYNTAX: ReadonlyMap<TokenKind, FunctionParser> = new Map<TokenKind, FunctionParser>([
  ['CAST', parseCast],
  ['TRIM', parseTrim],
  ['DURATION_BETWEEN', parseDurationBetween],
  ['ALL_DIFFERENT', parseElementsPredicate],
  ['SAME', parseElementsPredicate],
  ['PROPERTY_EXISTS', parsePropertyExists],
]);

/** The reserved words that ISO calls with parentheses and plain arguments. */
// prettier-ignore
const ISO_FUNCTIONS: ReadonlySet<TokenKind> = new Set<TokenKind>([
  'ABS', 'ACOS', 'ASIN', 'ATAN', 'AVG', 'BTRIM', 'BYTE_LENGTH', 'CARDINALITY', 'CEIL', 'CEILING',
  'CHARACTER_LENGTH', 'CHAR_LENGTH', 'COALESCE', 'COLLECT_LIST', 'COS', 'COSH', 'COT', 'COUNT',
  'DATE', 'DEGREES', 'DURATION', 'ELEMENT_ID', 'EXP', 'FLOOR', 'LEFT', 'LN', 'LOCAL_DATETIME',
  'LOCAL_TIME', 'LOG', 'LOG10', 'LOWER', 'LTRIM', 'MAX', 'MIN', 'MOD', 'NORMALIZE', 'NULLIF',
  'OCTET_LENGTH', 'PATH_LENGTH', 'PERCENTILE_CONT', 'PERCENTILE_DISC', 'POWER', 'RADIANS',
  'RIGHT', 'RTRIM', 'SIN', 'SINH', 'SIZE', 'SQRT', 'STDDEV_POP', 'STDDEV_SAMP', 'SUM', 'TAN',
  'TANH', 'UPPER', 'ZONED_DATETIME', 'ZONED_TIME',
]);

export function isIsoFunction(kind: TokenKind): boolean {
  return ISO_FUNCTIONS.has(kind);
}

/** Functions that ISO calls without parentheses. LOCAL_TIME may have them. */
const BARE: ReadonlySet<TokenKind> = new Set<TokenKind>([
  'CURRENT_DATE',
  'CURRENT_TIME',
  'CURRENT_TIMESTAMP',
  'LOCAL_TIME',
  'LOCAL_TIMESTAMP',
  'SESSION_USER',
]);

/** A function whose name is a keyword with syntax of its own; undefined for every other word. */
export function parseKeywordFunction(c: Cursor): Expression | undefined {
  if (c.peek(1) === '(') {
    const parse = WITH_SYNTAX.get(c.kind);
    return parse?.(c);
  }
  if (!BARE.has(c.kind)) return undefined;
  const span = c.span();
  const name = c.source();
  c.advance();
  return { kind: 'call', span, name, arguments: [], star: false, parentheses: false };
}

function parseCast(c: Cursor): Expression {
  const start = c.start;
  c.advance();
  c.expect('(');
  const operand = parseExpression(c);
  c.expect('AS');
  const type = parseType(c);
  c.expect(')');
  return { kind: 'cast', span: c.spanFrom(start), operand, type };
}

/** `TRIM([[LEADING|TRAILING|BOTH] [characters] FROM] source)`; TRIM(list, n) is a plain call. */
function parseTrim(c: Cursor): TrimCall | FunctionCall {
  const start = c.start;
  const name = c.source();
  c.advance();
  c.expect('(');
  const specification = takeTrimSpecification(c);
  if (c.take('FROM')) return finishTrim(c, { start, specification }, parseExpression(c));
  const first = parseExpression(c);
  if (c.take('FROM')) {
    return finishTrim(c, { start, specification, characters: first }, parseExpression(c));
  }
  if (specification !== undefined) c.fail("'FROM'");
  if (!c.take(',')) return finishTrim(c, { start, specification }, first);
  const count = parseExpression(c);
  c.expect(')');
  const span = c.spanFrom(start);
  const args = [first, count];
  return { kind: 'call', span, name, arguments: args, star: false, parentheses: true };
}

interface BegunTrim {
  readonly start: number;
  readonly specification: TrimCall['specification'] | undefined;
  readonly characters?: Expression;
}

function finishTrim(c: Cursor, begun: BegunTrim, source: Expression): TrimCall {
  if (!c.take(')')) c.fail("'FROM', ',' or ')'");
  const trim: Mutable<TrimCall> = {
    kind: 'trim',
    span: c.spanFrom(begun.start),
    specification: begun.specification ?? 'BOTH',
    source,
  };
  if (begun.characters !== undefined) trim.characters = begun.characters;
  return trim;
}

/** A word of the three names a variable where an operator or parenthesis follows. */
function takeTrimSpecification(c: Cursor): TrimCall['specification'] | undefined {
  for (const word of ['LEADING', 'TRAILING', 'BOTH'] as const) {
    if (c.at(word) && c.peek(1) !== ')' && c.peek(1) !== ',' && c.peek(1) !== '.') {
      c.advance();
      return word;
    }
  }
  return undefined;
}

function parseDurationBetween(c: Cursor): DurationBetweenCall {
  const start = c.start;
  c.advance();
  c.expect('(');
  const from = parseExpression(c);
  c.expect(',');
  const to = parseExpression(c);
  c.expect(')');
  const qualifier = parseDurationQualifier(c) ?? 'DAY TO SECOND';
  return { kind: 'durationBetween', span: c.spanFrom(start), from, to, qualifier };
}
