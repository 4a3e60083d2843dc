/** Strings counted and cut by Unicode code point (ISO/IEC 39075, 4.16.4), not by UTF-16 unit. */

const SURROGATE = /[\ud800-\udfff]/;
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Without surrogates code points and UTF-16 units are the same, so that plain slices do. */
export function hasSurrogates(text: string): boolean {
  return SURROGATE.test(text);
}

/** False for a string with half a surrogate pair, which UTF-8 cannot hold. */
export function isWellFormed(text: string): boolean {
  return !LONE_SURROGATE.test(text);
}

export function codePointLength(text: string): number {
  let length = text.length;
  for (let i = 0; i < text.length - 1; i++) {
    if (isPairAt(text, i)) {
      length--;
      i++;
    }
  }
  return length;
}

/** The code points from `start` up to but not including `end`, both from 0 and within bounds. */
export function sliceCodePoints(text: string, start: number, end: number): string {
  if (!hasSurrogates(text)) return text.slice(start, end);
  const from = unitOffset(text, start);
  return text.slice(from, unitOffset(text, end));
}

/** The UTF-16 offset of a code point, the text's length when there are not so many. */
export function unitOffset(text: string, codePoint: number): number {
  let offset = 0;
  for (let left = codePoint; left > 0 && offset < text.length; left--) {
    offset += isPairAt(text, offset) ? 2 : 1;
  }
  return offset;
}

function isPairAt(text: string, i: number): boolean {
  return (text.charCodeAt(i) & 0xfc00) === 0xd800 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00;
}

/** Bytes of the UTF-8 form, without making it. */
export function utf8Length(text: string): number {
  let length = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0x80) length++;
    // Each half of a pair counts 2, together the 4 bytes of the code point.
    if (unit >= 0x800 && (unit & 0xf800) !== 0xd800) length++;
  }
  return length;
}
