import type { Span } from '../../base/errors.ts';
import { GqlError } from '../../base/errors.ts';
import { limits } from '../../base/limits.ts';
import type { TokenKind, Tokens } from '../token.ts';
import { SPLITS } from '../token.ts';
import { expectedError, extensionError, nestingError } from './errors.ts';
import type { Grammar } from './recursion.ts';

export interface CursorOptions {
  /** Refuse what is not ISO GQL. */
  readonly strict?: boolean;
  readonly trace?: Trace;
}

/** What the parser asked for at the end of the text, for completion. */
export interface Trace {
  readonly tokens: Set<TokenKind>;
  /** What the message of a failure there says: `a label name`. */
  readonly expected: Set<string>;
}

/** A place to come back to. It holds the token too, which may be the tail of a divided one. */
export interface Mark {
  readonly index: number;
  readonly kind: TokenKind;
  readonly start: number;
  readonly previousEnd: number;
}

/** The parser's position in the tokens. */
export class Cursor {
  readonly text: string;
  readonly strict: boolean;
  /** For `recursion.ts`. */
  readonly grammar: Grammar;
  /** The token in front of the cursor: its kind and place. */
  kind: TokenKind;
  start: number;
  end: number;
  /** Where the token before ended, which is the end of the node just read. */
  previousEnd = 0;
  /** Off in front of the IN that ends the definitions of a LET expression. */
  inIsOperator = true;

  private readonly tokens: Tokens;
  private readonly trace: Trace | undefined;
  private index = 0;
  private depth = 0;

  constructor(tokens: Tokens, grammar: Grammar, options: CursorOptions = {}) {
    this.tokens = tokens;
    this.grammar = grammar;
    this.text = tokens.text;
    this.strict = options.strict ?? false;
    this.trace = options.trace;
    this.kind = tokens.kinds[0] ?? 'end of text';
    this.start = tokens.starts[0] ?? 0;
    this.end = tokens.ends[0] ?? 0;
  }

  at(kind: TokenKind): boolean {
    if (this.kind === kind) return true;
    if (this.trace !== undefined && this.kind === 'end of text') this.trace.tokens.add(kind);
    return false;
  }

  /** Notes tokens that may stand here and that no call of `at` asks for. */
  offer(kinds: Iterable<TokenKind>): void {
    if (this.trace === undefined || this.kind !== 'end of text') return;
    for (const kind of kinds) this.trace.tokens.add(kind);
  }

  /** Whether the tokens from here on are of these kinds. */
  atBoth(first: TokenKind, second: TokenKind): boolean {
    return this.at(first) && this.peek(1) === second;
  }

  /** The kind of the token `distance` behind the current one. */
  peek(distance: number): TokenKind {
    return this.tokens.kinds[this.index + distance] ?? 'end of text';
  }

  /** The start of the token `distance` behind the current one. */
  peekStart(distance: number): number {
    return this.tokens.starts[this.index + distance] ?? this.text.length;
  }

  advance(): void {
    const next = this.index + 1;
    this.previousEnd = this.end;
    if (next >= this.tokens.kinds.length) return;
    this.index = next;
    this.kind = this.tokens.kinds[next] ?? 'end of text';
    this.start = this.tokens.starts[next] ?? 0;
    this.end = this.tokens.ends[next] ?? 0;
  }

  /** Goes on when the token is of this kind. */
  take(kind: TokenKind): boolean {
    if (!this.at(kind)) return false;
    this.advance();
    return true;
  }

  /** Goes past a token that is, or that begins with, `head`: `<` of `<-` (see `SPLITS`). */
  takeHead(head: TokenKind): boolean {
    if (this.take(head)) return true;
    const split = SPLITS.get(this.kind);
    if (split === undefined || split[0] !== head) return false;
    this.start += head.length;
    this.previousEnd = this.start;
    this.kind = split[1];
    return true;
  }

  expect(kind: TokenKind, hint?: string): void {
    if (!this.take(kind)) this.fail(`'${kind}'`, hint);
  }

  expectHead(kind: TokenKind): void {
    if (!this.takeHead(kind)) this.fail(`'${kind}'`);
  }

  mark(): Mark {
    const { index, kind, start, previousEnd } = this;
    return { index, kind, start, previousEnd };
  }

  /** Back to a mark. Callers bound what lies between, so that no text is read again and again. */
  reset(mark: Mark): void {
    this.index = mark.index;
    this.kind = mark.kind;
    this.start = mark.start;
    this.end = this.tokens.ends[mark.index] ?? 0;
    this.previousEnd = mark.previousEnd;
  }

  /** The text of the current token. */
  source(): string {
    return this.text.slice(this.start, this.end);
  }

  span(): Span {
    return { start: this.start, end: this.end };
  }

  /** From `start` to the end of the token before. */
  spanFrom(start: number): Span {
    return { start, end: this.previousEnd };
  }

  /** Runs `parse` one level deeper, up to the limit on nesting. */
  nested<T>(parse: (cursor: this) => T): T {
    if (++this.depth > limits.maxNestingDepth) throw nestingError(this.span());
    const result = parse(this);
    this.depth--;
    return result;
  }

  /** Refuses the current token, in a message that says what should stand in its place. */
  fail(expected: string, hint?: string): never {
    if (this.kind === 'end of text') this.trace?.expected.add(expected);
    throw expectedError(this, expected, hint);
  }

  failAt(span: Span, message: string, hint?: string): never {
    throw new GqlError('42001', message, { span, hint });
  }

  /** Marks what was read from `start` as an extension, which the strict mode refuses. */
  extension(start: number, what: string, iso: string): void {
    if (this.strict) throw extensionError(this.spanFrom(start), what, iso);
  }
}
