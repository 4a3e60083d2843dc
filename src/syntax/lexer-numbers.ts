import { syntaxError } from '../base/errors.ts';
import { ASCII, DIGIT, HEX, endOfName, isNameStart } from './characters.ts';

export interface ScannedNumber {
  readonly kind: 'integer' | 'number';
  readonly end: number;
}

const UNDERSCORE_CODE = 95;
const PERIOD = 46;

/** Bounds the unsigned numeric literal at `start` (ISO/IEC 39075, 21.2). */
export function scanNumber(text: string, start: number): ScannedNumber {
  const radix = text.charCodeAt(start) === 48 ? RADIX_BITS[text.charAt(start + 1)] : undefined;
  if (radix !== undefined) return scanPrefixed(text, start, radix);

  let end = digits(text, start);
  let kind: ScannedNumber['kind'] = 'integer';
  // `1..3` is a slice's bounds, not `1.` and `.3`.
  if (text.charCodeAt(end) === PERIOD && text.charCodeAt(end + 1) !== PERIOD) {
    kind = 'number';
    end = digits(text, end + 1);
  }
  const exponentEnd = exponent(text, end);
  if (exponentEnd > end) kind = 'number';
  end = exponentEnd;
  if (/[MFDmfd]/u.test(text.charAt(end))) {
    kind = 'number';
    end++;
  }
  if (continuesName(text, end)) refuse(text, start, end);
  return { kind, end };
}

/** Which characters follow each prefix; only the lower-case prefixes are GQL's. */
const RADIX_BITS: Readonly<Record<string, (code: number) => boolean>> = {
  x: (code) => ((ASCII[code] ?? 0) & HEX) !== 0,
  o: (code) => code >= 48 && code <= 55,
  b: (code) => code === 48 || code === 49,
};

function scanPrefixed(
  text: string,
  start: number,
  isDigit: (code: number) => boolean,
): ScannedNumber {
  let end = start + 2;
  for (;;) {
    const at = text.charCodeAt(end) === UNDERSCORE_CODE ? end + 1 : end;
    if (!isDigit(text.charCodeAt(at))) break;
    end = at + 1;
  }
  if (end === start + 2 || continuesName(text, end)) refuse(text, start, end);
  return { kind: 'integer', end };
}

/** Digits with single underscores between them. */
function digits(text: string, start: number): number {
  let end = start;
  while (isDecimal(text, end) || (text.charCodeAt(end) === UNDERSCORE_CODE && end > start)) {
    if (text.charCodeAt(end) === UNDERSCORE_CODE && !isDecimal(text, end + 1)) break;
    end++;
  }
  return end;
}

function exponent(text: string, start: number): number {
  const letter = text.charAt(start);
  if (letter !== 'e' && letter !== 'E') return start;
  const sign = text.charAt(start + 1);
  const from = sign === '+' || sign === '-' ? start + 2 : start + 1;
  const end = digits(text, from);
  return end > from ? end : start;
}

function isDecimal(text: string, offset: number): boolean {
  return ((ASCII[text.charCodeAt(offset)] ?? 0) & DIGIT) !== 0;
}

function continuesName(text: string, offset: number): boolean {
  return offset < text.length && (isNameStart(text, offset) || isDecimal(text, offset));
}

const MAX_SHOWN = 40;

function refuse(text: string, start: number, from: number): never {
  const end = endOfName(text, from);
  const written = text.slice(start, end);
  const shown = written.length > MAX_SHOWN ? `${written.slice(0, MAX_SHOWN)}…` : written;
  throw syntaxError(`'${shown}' is no number`, { start, end }, hintFor(written));
}

function hintFor(written: string): string {
  if (/^0[XOB]/u.test(written)) {
    return `Write the prefix in lower case: 0${written.charAt(1).toLowerCase()}…`;
  }
  if (/^0[xob]/u.test(written)) return 'Behind 0x, 0o or 0b stand digits of that base only.';
  if (/_$|__/u.test(written)) return 'An underscore stands between two digits.';
  if (/^[\d_]*(?:\.[\d_]*)?[eE]$/u.test(written)) return 'Behind E stands the exponent, as in 1E6.';
  return 'Put a space behind the number. A name that begins with a digit goes between `…`.';
}
