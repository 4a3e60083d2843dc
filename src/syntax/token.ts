import type { Keyword } from './keywords.ts';

/**
 * What a token is, as a word that can be read in the parser and shown in a message. All kinds are
 * interned strings, so that comparing two costs as much as comparing two numbers.
 */
export type TokenKind = TokenClass | Punctuation | Keyword;

export type TokenClass =
  | 'name'
  /** `…` between grave accents: always a name. */
  | 'quoted name'
  /** Between double quotes: a string where a value stands, a name where a name does. */
  | 'quoted text'
  | 'string'
  /** Without fraction, exponent and suffix, in any of the four bases. */
  | 'integer'
  | 'number'
  | 'byte string'
  /** `$p`. */
  | 'parameter'
  /** `$$p`. */
  | 'reference parameter'
  | 'end of text';

// prettier-ignore
export const PUNCTUATION = [
  '!', '!=', '%', '&', '(', ')', '*', '+', ',', '-', '-/', '->', '-[', '.', '..', '/', '/-', '/->',
  '/~', '/~>', ':', '::', ';', '<', '<-', '<-/', '<->', '<-[', '<=', '<>', '<~', '<~/', '<~[', '=',
  '=>', '>', '>=', '?', '[', ']', ']-', ']->', ']~', ']~>', '^', '{', '|', '|+|', '||', '}', '~',
  '~/', '~>', '~[',
] as const;

export type Punctuation = (typeof PUNCTUATION)[number];

/**
 * The tokens of a text, the end of the text as the last. Plain arrays of interned strings and small
 * integers: for a short query they cost less than typed arrays, which are slow to allocate.
 */
export interface Tokens {
  readonly text: string;
  readonly kinds: readonly TokenKind[];
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/**
 * Tokens that the lexer reads as one by the longest match (21.3) and that mean two where a value
 * stands: `a<-1`, `list[0]-1`, `LIST<INT>= …`. The parser takes the head and keeps the tail.
 */
export const SPLITS: ReadonlyMap<TokenKind, readonly [head: TokenKind, tail: TokenKind]> = new Map<
  TokenKind,
  readonly [TokenKind, TokenKind]
>([
  ['<-', ['<', '-']],
  ['<-[', ['<', '-[']],
  ['-[', ['-', '[']],
  ['/-', ['/', '-']],
  [']-', [']', '-']],
  [']->', [']', '->']],
  ['>=', ['>', '=']],
]);
