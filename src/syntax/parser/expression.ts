import type {
  BinaryOperation,
  Expression,
  UnaryOperation,
  WhenOperand,
} from '../ast/expression.ts';
import type { TokenKind } from '../token.ts';
import type { Cursor } from './cursor.ts';
import { parsePrimary } from './primary.ts';
import { parseIsPredicate, parseLabeled } from './predicates.ts';

/**
 * Value expressions (ISO/IEC 39075, clauses 19 and 20) by precedence climbing, from loose to tight:
 * OR and XOR, AND, NOT, comparisons (which do not chain) and IS TRUE, the other IS tests, `||`,
 * `+ -`, `* / %`, `^`, signs.
 *
 * A null predicate and its kin test one value, so `a = b IS NULL` is `a = (b IS NULL)` (19.5). A
 * boolean test is of a boolean primary, which a comparison is, so `a = b IS TRUE` is
 * `(a = b) IS TRUE` (20.20).
 */
const OR = 1;
const AND = 2;
const NOT = 3;
const PREDICATE = 4;
const TEST = 4.5;
const CONCATENATION = 5;
const SUM = 6;
const PRODUCT = 7;
const POWER = 8;

interface Operator {
  readonly precedence: number;
  readonly symbol: BinaryOperation['operator'];
}

function operator(precedence: number, symbol: Operator['symbol']): Operator {
  return { precedence, symbol };
}

/** Some keys are tokens that begin with the operator and go on with a sign or a bracket. */
const OPERATORS = new Map<TokenKind, Operator>([
  ['OR', operator(OR, 'OR')],
  ['XOR', operator(OR, 'XOR')],
  ['AND', operator(AND, 'AND')],
  ['=', operator(PREDICATE, '=')],
  ['<>', operator(PREDICATE, '<>')],
  ['!=', operator(PREDICATE, '<>')],
  ['<', operator(PREDICATE, '<')],
  ['<-', operator(PREDICATE, '<')],
  ['<-[', operator(PREDICATE, '<')],
  ['<=', operator(PREDICATE, '<=')],
  ['>', operator(PREDICATE, '>')],
  ['>=', operator(PREDICATE, '>=')],
  ['IN', operator(PREDICATE, 'IN')],
  ['LIKE', operator(PREDICATE, 'LIKE')],
  ['CONTAINS', operator(PREDICATE, 'CONTAINS')],
  ['STARTS', operator(PREDICATE, 'STARTS WITH')],
  ['ENDS', operator(PREDICATE, 'ENDS WITH')],
  ['||', operator(CONCATENATION, '||')],
  ['+', operator(SUM, '+')],
  ['-', operator(SUM, '-')],
  ['-[', operator(SUM, '-')],
  ['*', operator(PRODUCT, '*')],
  ['/', operator(PRODUCT, '/')],
  ['/-', operator(PRODUCT, '/')],
  ['%', operator(PRODUCT, '%')],
  ['^', operator(POWER, '^')],
]);

export function parseExpression(c: Cursor): Expression {
  const outer = c.inIsOperator;
  c.inIsOperator = true;
  const expression = c.nested(parseLoosest);
  c.inIsOperator = outer;
  return expression;
}

/** An expression in front of LET's IN, which is then no operator. */
export function parseExpressionBeforeIn(c: Cursor): Expression {
  const outer = c.inIsOperator;
  c.inIsOperator = false;
  const expression = c.nested(parseLoosest);
  c.inIsOperator = outer;
  return expression;
}

/** Tighter than comparisons: what may stand on one side of them. */
export function parseComparand(c: Cursor): Expression {
  return parseBinary(c, CONCATENATION);
}

function parseLoosest(c: Cursor): Expression {
  return parseBinary(c, OR);
}

function parseBinary(c: Cursor, minimum: number): Expression {
  const start = c.start;
  let left = c.at('NOT') && minimum <= NOT ? parseNot(c) : parseSigned(c);
  let compared = false;
  for (;;) {
    const found = OPERATORS.get(c.kind);
    if (found === undefined) {
      c.offer(OPERATORS.keys());
      if (minimum > tailPrecedence(c)) return left;
      const tested = parsePredicateTail(c, left, start);
      if (tested === undefined) return left;
      left = tested;
      continue;
    }
    if (found.precedence < minimum || (found.symbol === 'IN' && !c.inIsOperator)) return left;
    if (found.precedence === PREDICATE) {
      if (compared) refuseChain(c);
      compared = true;
    } else if (found.precedence < PREDICATE) compared = false;
    left = parseRight(c, left, start, found);
  }
}

/** The operator and the operand behind it. */
function parseRight(
  c: Cursor,
  left: Expression,
  start: number,
  { precedence, symbol }: Operator,
): BinaryOperation {
  const operatorStart = c.start;
  const operator = takeOperator(c, symbol);
  if (EXTENSIONS.has(operator)) extensionOperator(c, operatorStart, operator);
  const right = parseBinary(c, precedence === PREDICATE ? TEST : precedence + 1);
  return { kind: 'binary', span: c.spanFrom(start), operator, left, right };
}

function takeOperator(c: Cursor, symbol: BinaryOperation['operator']): BinaryOperation['operator'] {
  switch (symbol) {
    case '<':
    case '-':
    case '/':
      c.takeHead(symbol);
      return symbol;
    case '<>':
      if (c.at('!=')) c.extension(c.start, "'!='", 'ISO writes <>.');
      break;
    case '=':
      // `=~` is no token of ISO: `p=~[e]~(q)` names a path.
      if (c.peek(1) === '~' && c.peekStart(1) === c.end) {
        c.advance();
        c.advance();
        return '=~';
      }
      break;
    case 'STARTS WITH':
    case 'ENDS WITH':
      c.advance();
      c.expect('WITH');
      return symbol;
    default:
  }
  c.advance();
  return symbol;
}

const EXTENSIONS: ReadonlySet<string> = new Set([
  '%',
  '^',
  'IN',
  'LIKE',
  'CONTAINS',
  'STARTS WITH',
  'ENDS WITH',
  '=~',
]);

const ISO_SPELLING = new Map([
  ['%', 'ISO writes MOD(a, b).'],
  ['^', 'ISO writes POWER(a, b).'],
  ['IN', 'ISO writes x = a OR x = b, or FOR over the list.'],
  ['STARTS WITH', 'ISO writes LEFT(s, CHAR_LENGTH(t)) = t.'],
  ['ENDS WITH', 'ISO writes RIGHT(s, CHAR_LENGTH(t)) = t.'],
]);

function extensionOperator(c: Cursor, start: number, operator: string): void {
  c.extension(start, operator, ISO_SPELLING.get(operator) ?? 'ISO has no operator for it.');
}

function refuseChain(c: Cursor): never {
  // `a < 1 || b < 2` is read as `a < (1 || b) < 2`.
  const isJoined = /\|\|[^|<>=]*$/u.test(c.text.slice(Math.max(0, c.start - 200), c.start));
  c.failAt(
    c.span(),
    'a comparison cannot be compared again',
    isJoined
      ? '|| joins strings and lists; the logical operator is OR.'
      : 'Write a < b AND b < c, or put parentheses around one comparison.',
  );
}

/** How tightly what stands behind an operand binds to it, if it is the tail of a predicate. */
function tailPrecedence(c: Cursor): number {
  if (c.at(':')) return TEST;
  if (!c.at('IS')) return PREDICATE;
  const test = c.peek(1) === 'NOT' ? c.peek(2) : c.peek(1);
  return TRUTHS.has(test) ? PREDICATE : TEST;
}

const TRUTHS: ReadonlySet<TokenKind> = new Set(['TRUE', 'FALSE', 'UNKNOWN']);

/** IS …, `:labels`, NOT IN and its kin behind an operand; undefined when there is none. */
function parsePredicateTail(c: Cursor, operand: Expression, start: number): Expression | undefined {
  if (c.at('IS')) return parseIsPredicate(c, operand, start);
  if (c.at(':')) return parseLabeled(c, operand, start);
  if (c.at('NOT')) return parseNegatedOperator(c, operand, start);
  return undefined;
}

/** Extension: `a NOT IN b`, read as `NOT a IN b`. */
function parseNegatedOperator(
  c: Cursor,
  left: Expression,
  start: number,
): UnaryOperation | undefined {
  const found = OPERATORS.get(c.peek(1));
  if (found === undefined || !NEGATABLE.has(found.symbol)) return undefined;
  if (found.symbol === 'IN' && !c.inIsOperator) return undefined;
  c.advance();
  const operand = parseRight(c, left, start, found);
  return { kind: 'unary', span: c.spanFrom(start), operator: 'NOT', operand };
}

const NEGATABLE: ReadonlySet<string> = new Set([
  'IN',
  'LIKE',
  'CONTAINS',
  'STARTS WITH',
  'ENDS WITH',
]);

function parseNot(c: Cursor): UnaryOperation {
  const start = c.start;
  c.advance();
  const operand = c.nested(parseNegated);
  return { kind: 'unary', span: c.spanFrom(start), operator: 'NOT', operand };
}

function parseNegated(c: Cursor): Expression {
  return parseBinary(c, NOT);
}

function parseSigned(c: Cursor): Expression {
  const sign = c.kind;
  if (sign !== '-' && sign !== '+' && sign !== '-[') return parsePrimary(c);
  const start = c.start;
  const operator = sign === '+' ? '+' : '-';
  c.takeHead(operator);
  const operand = c.nested(parseSignedOperand);
  return { kind: 'unary', span: c.spanFrom(start), operator, operand };
}

/** `-2 ^ 2` is `-(2 ^ 2)`. */
function parseSignedOperand(c: Cursor): Expression {
  return parseBinary(c, POWER);
}

/** An operand of WHEN: a value, or the tail of a predicate about the CASE operand (20.7). */
export function parseWhenOperand(c: Cursor, operand: Expression): WhenOperand {
  const found = OPERATORS.get(c.kind);
  const start = c.start;
  if (found !== undefined && found.precedence === PREDICATE) {
    return { kind: 'predicate', predicate: parseRight(c, operand, start, found) };
  }
  const tail = parsePredicateTail(c, operand, start);
  if (tail !== undefined) return { kind: 'predicate', predicate: tail };
  return { kind: 'value', value: parseComparand(c) };
}
