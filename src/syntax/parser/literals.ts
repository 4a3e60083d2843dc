import { GqlError } from '../../base/errors.ts';
import type { Span } from '../../base/errors.ts';
import { decimal } from '../../values/decimal.ts';
import { MAX_INT64, normalizeInteger } from '../../values/integer.ts';
import type { ValueType } from '../../values/type.ts';
import { BOOL, BYTES, DECIMAL, FLOAT, INT, NULL_TYPE, STRING } from '../../values/type.ts';
import type { Value } from '../../values/value.ts';
import { Float } from '../../values/value.ts';
import type { Literal } from '../ast/expression.ts';
import type { Cursor } from './cursor.ts';
import { decodeQuoted } from './quoted.ts';

/** Literals that are one token, and byte strings (ISO/IEC 39075, 21.2). */
export function literal(span: Span, value: Value, type: ValueType): Literal {
  return { kind: 'literal', span, value, type };
}

/** TRUE, FALSE, UNKNOWN, NULL. */
export function parseWordLiteral(c: Cursor): Literal {
  const span = c.span();
  const { kind } = c;
  c.advance();
  if (kind === 'NULL') return literal(span, null, NULL_TYPE);
  return literal(span, kind === 'UNKNOWN' ? null : kind === 'TRUE', BOOL);
}

export function parseStringLiteral(c: Cursor): Literal {
  const read = stringLiteral(c.text, c.span());
  c.advance();
  return read;
}

/** The literal that a token of these kinds is where a value stands. */
export function tokenLiteral(
  kind: 'integer' | 'number' | 'string' | 'quoted text',
  text: string,
  span: Span,
): Literal {
  if (kind === 'integer') return integerLiteral(text, span);
  return kind === 'number' ? numberLiteral(text, span) : stringLiteral(text, span);
}

function stringLiteral(text: string, span: Span): Literal {
  return literal(span, decodeQuoted(text, span), STRING);
}

/** The text of a string that the grammar asks for, such as the one behind DATE. */
export function parseStringText(c: Cursor, what: string): string {
  if (!c.at('string') && !c.at('quoted text')) c.fail(what);
  const value = decodeQuoted(c.text, c.span());
  c.advance();
  return value;
}

export function parseIntegerLiteral(c: Cursor): Literal {
  const read = integerLiteral(c.text, c.span());
  c.advance();
  return read;
}

function integerLiteral(text: string, span: Span): Literal {
  const value = integerValue(text.slice(span.start, span.end), span);
  return literal(span, value, integerType(value));
}

const INT128: ValueType = { kind: 'integer', signed: true, bits: 128 };
const INT256: ValueType = { kind: 'integer', signed: true, bits: 256 };
const MAX_INT128 = 2n ** 127n - 1n;
const MAX_INT256 = 2n ** 255n - 1n;

/** The narrowest type from INT on that holds the value. */
function integerType(value: number | bigint): ValueType {
  if (typeof value === 'number' || value <= MAX_INT64) return INT;
  return value <= MAX_INT128 ? INT128 : INT256;
}

/** Longer decimal digits may be past 2^53. */
const SAFE_DIGITS = 15;

/** An unsigned integer in any of the four bases. */
export function integerValue(source: string, span: Span): number | bigint {
  const digits = source.includes('_') ? source.replaceAll('_', '') : source;
  if (digits.length <= SAFE_DIGITS) return Number(digits);
  // Past 78 digits no base is below 2^256 unless by leading zeros, and BigInt grows slow.
  const value = digits.length > MAX_DIGITS ? undefined : BigInt(digits);
  if (value !== undefined && value <= MAX_INT256) return normalizeInteger(value);
  throw new GqlError('22003', 'the integer is beyond INT256, the widest type', {
    span,
    hint: 'With the suffix F it is an approximate number, with M a decimal.',
  });
}

const MAX_DIGITS = 300;

/** Common and scientific notation, with and without suffix. */
export function parseNumberLiteral(c: Cursor): Literal {
  const read = numberLiteral(c.text, c.span());
  c.advance();
  return read;
}

function numberLiteral(text: string, span: Span): Literal {
  const source = text.slice(span.start, span.end).replaceAll('_', '');
  const last = source.charAt(source.length - 1);
  const suffix = /[MFD]/iu.test(last) ? last.toUpperCase() : '';
  const digits = suffix === '' ? source : source.slice(0, -1);
  const approximate = suffix === '' ? /e/iu.test(digits) : suffix !== 'M';
  return approximate ? floatLiteral(digits, span) : decimalLiteral(digits, span);
}

function floatLiteral(digits: string, span: Span): Literal {
  const value = Number(digits);
  if (!Number.isFinite(value)) {
    throw new GqlError('22003', 'the number is beyond FLOAT64', {
      span,
      hint: 'With the suffix M it is an exact decimal.',
    });
  }
  return literal(span, new Float(value), FLOAT);
}

function decimalLiteral(digits: string, span: Span): Literal {
  // decimal.js knows `5.` and `.5`, but not `5.e3`.
  const normal = digits.replace(/\.(?=e|$)/iu, '');
  return literal(
    span,
    withSpan(span, () => decimal(normal)),
    DECIMAL,
  );
}

/** `X'0A FF' 'BB'`: spaces do not count, parts that follow one another are one value. */
export function parseByteString(c: Cursor): Literal {
  const start = c.start;
  let hex = hexDigits(c, c.start + 2);
  c.advance();
  while (c.at('string') && c.text.charAt(c.start) === "'") {
    hex += hexDigits(c, c.start + 1);
    c.advance();
  }
  const bytes = new Uint8Array(hex.length / 2);
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16);
  }
  return literal(c.spanFrom(start), bytes, BYTES);
}

function hexDigits(c: Cursor, start: number): string {
  const digits = c.text.slice(start, c.end - 1).replaceAll(' ', '');
  if (/^(?:[\da-f]{2})*$/iu.test(digits)) return digits;
  return c.failAt(
    c.span(),
    'a byte string holds pairs of hexadecimal digits, with spaces between them',
    "For example X'0A FF'.",
  );
}

/** Runs `make`, and gives an error that knows no place this one. */
export function withSpan<T>(span: Span, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof GqlError) || error.span !== undefined) throw error;
    throw error.with({ span });
  }
}
