import type { Span } from '../../base/errors.ts';
import { syntaxError } from '../../base/errors.ts';

/**
 * What stands between quotes of any kind, decoded (ISO/IEC 39075, 21.2): doubled quotes, escapes
 * unless `@` stands in front. `\uXXXX` takes four digits, `\UXXXXXX` six.
 */
export function decodeQuoted(text: string, span: Span): string {
  const unescaped = text.charAt(span.start) === '@';
  const start = span.start + (unescaped ? 1 : 0);
  const quote = text.charAt(start);
  const inner = text.slice(start + 1, span.end - 1);
  if (!inner.includes(quote) && (unescaped || !inner.includes('\\'))) return inner;
  if (unescaped) return inner.replaceAll(quote + quote, quote);
  return decodeEscapes(inner, quote, start + 1);
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
  ['`', '`'],
  ['t', '\t'],
  ['b', '\b'],
  ['n', '\n'],
  ['r', '\r'],
  ['f', '\f'],
]);

function decodeEscapes(inner: string, quote: string, offset: number): string {
  let result = '';
  let copied = 0;
  for (let i = 0; i < inner.length; i++) {
    const character = inner.charAt(i);
    if (character === quote) {
      // The lexer let a quote through only where another one follows.
      result += inner.slice(copied, i + 1);
      i++;
    } else if (character === '\\') {
      result += inner.slice(copied, i);
      const escape = readEscape(inner, i, offset);
      result += escape.value;
      i += escape.length - 1;
    } else continue;
    copied = i + 1;
  }
  result += inner.slice(copied);
  if (/[\uD800-\uDFFF]/u.test(result)) {
    const span = { start: offset, end: offset + inner.length };
    throw syntaxError('an escape stands for half of a surrogate pair', span, USE_LONG_ESCAPE);
  }
  return result;
}

const USE_LONG_ESCAPE = 'Characters beyond U+FFFF are \\U and six digits: \\U01F600.';

function readEscape(
  inner: string,
  at: number,
  offset: number,
): { readonly value: string; readonly length: number } {
  const letter = inner.charAt(at + 1);
  const simple = ESCAPES.get(letter);
  if (simple !== undefined) return { value: simple, length: 2 };
  const digits = letter === 'u' ? 4 : letter === 'U' ? 6 : 0;
  const hex = inner.slice(at + 2, at + 2 + digits);
  const span = { start: offset + at, end: offset + at + 2 + digits };
  if (digits === 0) {
    throw syntaxError(
      `'\\${letter}' is no escape`,
      span,
      "A backslash is written \\\\. In @'…' it stands for itself.",
    );
  }
  if (hex.length < digits || !/^[\dA-Fa-f]+$/u.test(hex)) {
    throw syntaxError(`behind \\${letter} stand ${digits} hexadecimal digits`, span);
  }
  const code = Number.parseInt(hex, 16);
  if (code > 0x10ffff) throw syntaxError(`U+${hex} is beyond the last character, U+10FFFF`, span);
  return { value: String.fromCodePoint(code), length: 2 + digits };
}
