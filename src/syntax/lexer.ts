import { syntaxError } from '../base/errors.ts';
import { limits } from '../base/limits.ts';
import {
  ASCII,
  DIGIT,
  LOWER,
  SPACE,
  UPPER,
  WORD,
  WORD_START,
  endOfName,
  isNameStart,
  isSpace,
  showCharacter,
} from './characters.ts';
import { keywordOf } from './keywords.ts';
import { scanNumber } from './lexer-numbers.ts';
import { symbolAt } from './lexer-symbols.ts';
import type { TokenKind, Tokens } from './token.ts';

export interface LexerOptions {
  /** Read `--` behind `)` or `]` as a comment, as ISO does, and not refuse it as Cypher's edge. */
  readonly strict?: boolean;
}

/**
 * Divides a text into tokens (ISO/IEC 39075, 21.3). What lies between quotes is bounded here and
 * decoded by the parser, since only the parser knows whether it is a name or a value.
 */
export function tokenize(text: string, options: LexerOptions = {}): Tokens {
  const at = LONE_SURROGATE.exec(text);
  if (at !== null) {
    throw syntaxError(
      'the text holds half of a surrogate pair, which no Unicode text may',
      { start: at.index, end: at.index + 1 },
      'Replace it by the whole character or leave it out.',
    );
  }
  return new Lexer(text, options.strict ?? false).run();
}

const LONE_SURROGATE = /[\uD800-\uDFFF]/u;

const QUOTE = 39;
const DOUBLE_QUOTE = 34;
const GRAVE = 96;
const BACKSLASH = 92;
const DOLLAR = 36;
const COMMERCIAL_AT = 64;
const PERIOD = 46;
const MINUS = 45;
const SOLIDUS = 47;
const ASTERISK = 42;

class Lexer {
  private readonly text: string;
  private readonly strict: boolean;
  private readonly kinds: TokenKind[] = [];
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];
  private position = 0;

  constructor(text: string, strict: boolean) {
    this.text = text;
    this.strict = strict;
  }

  run(): Tokens {
    const { text } = this;
    const length = text.length;
    while (this.position < length) {
      const code = text.charCodeAt(this.position);
      const bits = code < 128 ? (ASCII[code] ?? 0) : 0;
      if ((bits & SPACE) !== 0) this.position++;
      else if ((bits & WORD_START) !== 0) this.word();
      else if ((bits & DIGIT) !== 0) this.number();
      else if (code >= 128) this.wide();
      else this.other(code);
    }
    this.push('end of text', length, length);
    return { text, kinds: this.kinds, starts: this.starts, ends: this.ends };
  }

  private push(kind: TokenKind, start: number, end: number): void {
    this.kinds.push(kind);
    this.starts.push(start);
    this.ends.push(end);
    this.position = end;
  }

  private word(): void {
    const { text } = this;
    const start = this.position;
    const length = text.length;
    let bits = 0;
    let end = start;
    for (; end < length; end++) {
      const code = text.charCodeAt(end);
      if (code >= 128) return this.name(start);
      const here = ASCII[code] ?? 0;
      if ((here & WORD) === 0) break;
      bits |= here;
    }
    if (
      end === start + 1 &&
      text.charCodeAt(end) === QUOTE &&
      (text.charCodeAt(start) | 32) === 120
    ) {
      this.push('byte string', start, this.endOfQuoted(end, false));
      return;
    }
    const mixedCase = (bits & UPPER) !== 0 && (bits & LOWER) !== 0;
    const keyword = keywordOf(text.slice(start, end), mixedCase);
    if (keyword !== undefined) this.push(keyword, start, end);
    else this.name(start, end);
  }

  private name(start: number, end = endOfName(this.text, start)): void {
    this.checkLength(start, end);
    this.push('name', start, end);
  }

  private checkLength(start: number, end: number): void {
    if (end - start <= limits.maxIdentifierLength) return;
    if (Array.from(this.text.slice(start, end)).length <= limits.maxIdentifierLength) return;
    throw syntaxError(
      `a name is longer than maxIdentifierLength (${limits.maxIdentifierLength} characters)`,
      { start, end },
    );
  }

  private wide(): void {
    const start = this.position;
    if (isSpace(this.text.charCodeAt(start))) this.position++;
    else if (isNameStart(this.text, start)) this.name(start);
    else this.refuseCharacter(start);
  }

  private number(): void {
    const start = this.position;
    const { kind, end } = scanNumber(this.text, start);
    this.push(kind, start, end);
  }

  private other(code: number): void {
    const { text } = this;
    const start = this.position;
    switch (code) {
      case QUOTE:
        return this.push('string', start, this.endOfQuoted(start, false));
      case DOUBLE_QUOTE:
        return this.push('quoted text', start, this.endOfQuoted(start, false));
      case GRAVE:
        return this.push('quoted name', start, this.endOfQuoted(start, false));
      case COMMERCIAL_AT:
        return this.unescaped(start);
      case DOLLAR:
        return this.parameter(start);
      case MINUS:
        if (text.charCodeAt(start + 1) === MINUS) return this.lineComment(start);
        break;
      case SOLIDUS:
        if (text.charCodeAt(start + 1) === SOLIDUS) return this.lineComment(start);
        if (text.charCodeAt(start + 1) === ASTERISK) return this.bracketedComment(start);
        break;
      case PERIOD:
        if (((ASCII[text.charCodeAt(start + 1)] ?? 0) & DIGIT) !== 0) return this.number();
        break;
    }
    const symbol = symbolAt(text, start);
    if (symbol === undefined) this.refuseCharacter(start);
    else this.push(symbol, start, start + symbol.length);
  }

  /** The offset behind the closing quote; a doubled quote stands for itself. */
  private endOfQuoted(start: number, unescaped: boolean): number {
    const { text } = this;
    const quote = text.charCodeAt(start);
    for (let i = start + 1; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === BACKSLASH && !unescaped) i++;
      else if (code === quote) {
        if (text.charCodeAt(i + 1) !== quote) return i + 1;
        i++;
      }
    }
    throw syntaxError(
      `the text ends inside the ${quote === GRAVE ? 'name' : 'string'} that begins here`,
      { start, end: text.length },
      `Close it with ${String.fromCharCode(quote)}; inside, write the quote twice.`,
    );
  }

  /** `@'…'`: a backslash is itself (GL11). */
  private unescaped(start: number): void {
    const quote = this.text.charCodeAt(start + 1);
    if (quote !== QUOTE && quote !== DOUBLE_QUOTE && quote !== GRAVE) this.refuseCharacter(start);
    const kind = quote === QUOTE ? 'string' : quote === GRAVE ? 'quoted name' : 'quoted text';
    this.push(kind, start, this.endOfQuoted(start + 1, true));
  }

  private parameter(start: number): void {
    const { text } = this;
    const reference = text.charCodeAt(start + 1) === DOLLAR;
    const nameStart = start + (reference ? 2 : 1);
    const quote = text.charCodeAt(nameStart);
    const end =
      quote === DOUBLE_QUOTE || quote === GRAVE
        ? this.endOfQuoted(nameStart, false)
        : quote === COMMERCIAL_AT
          ? this.endOfQuoted(nameStart + 1, true)
          : endOfName(text, nameStart);
    if (end === nameStart) {
      throw syntaxError(
        `expected the name of a parameter behind ${reference ? '$$' : '$'}`,
        { start, end },
        'Write $name, or $"any name" for one with other characters.',
      );
    }
    this.checkLength(nameStart, end);
    this.push(reference ? 'reference parameter' : 'parameter', start, end);
  }

  private lineComment(start: number): void {
    const { text } = this;
    if (!this.strict && isCypherEdge(text, start)) {
      throw syntaxError(
        "'--' begins a comment in GQL and is no edge",
        { start, end: start + 2 },
        'The edge in any direction is -[]- or -, the one to the right -> instead of -->.',
      );
    }
    let end = start + 2;
    while (end < text.length) {
      const code = text.charCodeAt(end);
      if (code === 10 || code === 13) break;
      end++;
    }
    this.position = end;
  }

  private bracketedComment(start: number): void {
    const end = this.text.indexOf('*/', start + 2);
    if (end < 0) {
      throw syntaxError(
        'the text ends inside the comment that begins here',
        { start, end: this.text.length },
        'Close it with */.',
      );
    }
    this.position = end + 2;
  }

  private refuseCharacter(start: number): never {
    const code = this.text.codePointAt(start) ?? 0;
    const hint = HINTS.get(String.fromCodePoint(code));
    throw syntaxError(
      `the character ${showCharacter(this.text, start)} has no meaning here`,
      { start, end: start + (code > 0xffff ? 2 : 1) },
      hint ?? 'Names with such characters go between grave accents: `…`.',
    );
  }
}

const HINTS = new Map([
  ['\\', 'A backslash is an escape inside quotes only.'],
  ['@', "'@' turns off escapes in front of a quoted string: @'…'."],
  ['#', 'A comment begins with // or --.'],
  ['‘', "Strings stand between straight quotes: '…'."],
  ['’', "Strings stand between straight quotes: '…'."],
  ['“', 'Strings stand between straight quotes: "…".'],
  ['”', 'Strings stand between straight quotes: "…".'],
]);

/** `)--(`, `]-->`: nobody writes a comment like that, and many a Cypher user an edge. */
function isCypherEdge(text: string, start: number): boolean {
  const before = text[start - 1];
  const after = text[start + 2];
  return (before === ')' || before === ']') && (after === '(' || after === '>' || after === '[');
}
