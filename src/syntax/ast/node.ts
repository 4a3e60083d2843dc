import type { Span } from '../../base/errors.ts';

/** What every node of the syntax tree has: a tag and the text it was read from. */
export interface SyntaxNode {
  readonly kind: string;
  readonly span: Span;
}

/** A name as written. `name` is decoded (escapes, delimiters) and compared by code point. */
export interface Identifier {
  readonly name: string;
  readonly delimited: boolean;
  readonly span: Span;
}
