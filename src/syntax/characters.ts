/** Classes of ASCII characters as bits, for the lexer's loops. */
export const DIGIT = 1;
export const UPPER = 2;
export const LOWER = 4;
export const UNDERSCORE = 8;
export const HEX = 16;
export const SPACE = 32;
/** What may go on in a regular identifier (ISO/IEC 39075, 21.3). */
export const WORD = DIGIT | UPPER | LOWER | UNDERSCORE;
/** What may begin one: connector punctuation, which is `_` in ASCII, or a letter. */
export const WORD_START = UPPER | LOWER | UNDERSCORE;

/** The bits of the characters 0 to 127. */
export const ASCII: Uint8Array = asciiTable();

function asciiTable(): Uint8Array {
  const table = new Uint8Array(128);
  const mark = (from: string, to: string, bits: number): void => {
    for (let c = from.charCodeAt(0); c <= to.charCodeAt(0); c++) table[c] = (table[c] ?? 0) | bits;
  };
  mark('0', '9', DIGIT | HEX);
  mark('A', 'Z', UPPER);
  mark('a', 'z', LOWER);
  mark('A', 'F', HEX);
  mark('a', 'f', HEX);
  mark('_', '_', UNDERSCORE);
  // Tab, line feed, vertical tab, form feed, carriage return; the four separators; the space.
  mark('\t', '\r', SPACE);
  mark('\u001C', '\u001F', SPACE);
  mark(' ', ' ', SPACE);
  return table;
}

/** White space beyond ASCII (21.3), and a byte order mark, which some editors leave in front. */
const WIDE_SPACE = /[\u00A0\u1680\u180E\u2000-\u200A\u2028\u2029\u202F\u205F\u3000\uFEFF]/u;
const WIDE_START = /[\p{ID_Start}\p{Pc}]/uy;
const WIDE_REST = /\p{ID_Continue}*/uy;

export function isSpace(code: number): boolean {
  if (code < 128) return ((ASCII[code] ?? 0) & SPACE) !== 0;
  return WIDE_SPACE.test(String.fromCharCode(code));
}

/** Whether a regular identifier may begin at `offset`. */
export function isNameStart(text: string, offset: number): boolean {
  const code = text.charCodeAt(offset);
  if (code < 128) return ((ASCII[code] ?? 0) & WORD_START) !== 0;
  WIDE_START.lastIndex = offset;
  return WIDE_START.test(text);
}

/** The end of the run of identifier characters from `offset`, which may be empty. */
export function endOfName(text: string, offset: number): number {
  let end = offset;
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (code < 128) {
      if (((ASCII[code] ?? 0) & WORD) === 0) return end;
    } else {
      WIDE_REST.lastIndex = end;
      WIDE_REST.test(text);
      if (WIDE_REST.lastIndex === end) return end;
      end = WIDE_REST.lastIndex - 1;
    }
  }
  return end;
}

/** The code point at `offset` as it should be shown: itself, or U+… where it cannot be seen. */
export function showCharacter(text: string, offset: number): string {
  const code = text.codePointAt(offset) ?? 0;
  const visible = code > 32 && code !== 127 && !/[\p{C}\p{Z}]/u.test(String.fromCodePoint(code));
  if (visible) return `'${String.fromCodePoint(code)}'`;
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}
