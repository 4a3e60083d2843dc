import { dataError } from '../../../values/data-error.ts';

/** A regular expression as a tree. `max` Infinity is unbounded; greed does not matter to a test. */
export type RegexNode =
  | { readonly kind: 'empty' }
  /** One code point; `source` is a character class or escape, or the character itself. */
  | { readonly kind: 'atom'; readonly source: string; readonly literal: boolean }
  | { readonly kind: 'assertion'; readonly assertion: Assertion }
  | { readonly kind: 'sequence'; readonly parts: readonly RegexNode[] }
  | { readonly kind: 'choice'; readonly options: readonly RegexNode[] }
  | {
      readonly kind: 'repeat';
      readonly body: RegexNode;
      readonly min: number;
      readonly max: number;
    };

export type Assertion = 'start' | 'end' | 'boundary' | 'no boundary';

export interface ParsedRegex {
  readonly root: RegexNode;
  readonly ignoreCase: boolean;
  readonly dotAll: boolean;
  readonly multiline: boolean;
}

/**
 * Reads what regular expressions have in common: classes, escapes, groups, alternatives, counts,
 * anchors, and flags in front as `(?i)`. Look-around and back references, which no automaton can
 * follow, are refused, as is all else with 22G03.
 */
export function parseRegex(pattern: string): ParsedRegex {
  const flags = /^\(\?([ims]+)\)/u.exec(pattern);
  const parser = new RegexParser(pattern, flags === null ? 0 : flags[0].length);
  const letters = flags?.[1] ?? '';
  return {
    root: parser.parse(),
    ignoreCase: letters.includes('i'),
    dotAll: letters.includes('s'),
    multiline: letters.includes('m'),
  };
}

const QUANTIFIER = /^(?:[*+?]|\{(\d{1,6})(?:(,)(\d{1,6})?)?\})\??/u;
/** The escapes of one code point, as the host's expressions read them in Unicode mode. */
const ESCAPE =
  /^\\(?:[dDwWsSnrtfv0]|x[\da-fA-F]{2}|u[\da-fA-F]{4}|u\{[\da-fA-F]{1,6}\}|[pP]\{[^}]*\})/u;
const SYNTAX_ESCAPE = /^\\[\^$\\.*+?()[\]{}|/]/u;
const PUNCTUATION_ESCAPE = /^\\[!-/:-@[-`{-~ ]/u;
const CLASS = /^\[(?:\\.|[^\]\\])*\]/su;

class RegexParser {
  readonly #pattern: string;
  #at: number;

  constructor(pattern: string, start: number) {
    this.#pattern = pattern;
    this.#at = start;
  }

  parse(): RegexNode {
    const root = this.#choice();
    if (this.#at < this.#pattern.length) throw this.#failure("')' without '('");
    return root;
  }

  #choice(): RegexNode {
    const options = [this.#sequence()];
    while (this.#take('|')) options.push(this.#sequence());
    const [only] = options;
    return options.length === 1 && only !== undefined ? only : { kind: 'choice', options };
  }

  #sequence(): RegexNode {
    const parts: RegexNode[] = [];
    while (this.#at < this.#pattern.length && !this.#sees('|') && !this.#sees(')')) {
      parts.push(this.#quantified(this.#term()));
    }
    return parts.length === 0 ? { kind: 'empty' } : { kind: 'sequence', parts };
  }

  #quantified(body: RegexNode): RegexNode {
    const match = this.#match(QUANTIFIER);
    if (match === null) return body;
    const [text, min, comma, max] = match;
    if (text.startsWith('?')) return { kind: 'repeat', body, min: 0, max: 1 };
    if (text.startsWith('*')) return { kind: 'repeat', body, min: 0, max: Infinity };
    if (text.startsWith('+')) return { kind: 'repeat', body, min: 1, max: Infinity };
    const least = Number(min);
    const most = comma === undefined ? least : max === undefined ? Infinity : Number(max);
    if (most < least) throw this.#failure('a quantifier with its bounds swapped');
    return { kind: 'repeat', body, min: least, max: most };
  }

  #term(): RegexNode {
    if (this.#take('^')) return { kind: 'assertion', assertion: 'start' };
    if (this.#take('$')) return { kind: 'assertion', assertion: 'end' };
    if (this.#take('\\b')) return { kind: 'assertion', assertion: 'boundary' };
    if (this.#take('\\B')) return { kind: 'assertion', assertion: 'no boundary' };
    if (this.#take('.')) return { kind: 'atom', source: '.', literal: false };
    if (this.#sees('(')) return this.#group();
    if (this.#sees('[')) return this.#class();
    if (this.#sees('\\')) return this.#escape();
    if (this.#match(QUANTIFIER) !== null) throw this.#failure('a quantifier behind nothing');
    const source = String.fromCodePoint(this.#pattern.codePointAt(this.#at) ?? 0);
    this.#at += source.length;
    return { kind: 'atom', source, literal: true };
  }

  #group(): RegexNode {
    this.#take('(');
    const isPlain = this.#take('?:') || this.#match(/^\?P?<[A-Za-z]\w*>/u) !== null;
    if (!isPlain && this.#sees('?')) throw this.#failure('look-around or flags within');
    const body = this.#choice();
    if (!this.#take(')')) throw this.#failure("'(' without ')'");
    return body;
  }

  #class(): RegexNode {
    const match = this.#match(CLASS);
    if (match === null) throw this.#failure("'[' without ']'");
    // Unicode mode knows few escapes within a class; what only needs none loses it.
    const source = match[0].replace(/\\([!"#%&',:;<=>@_`~ ])/gu, '$1');
    return { kind: 'atom', source, literal: false };
  }

  #escape(): RegexNode {
    const escape = this.#match(ESCAPE) ?? this.#match(SYNTAX_ESCAPE);
    if (escape !== null) return { kind: 'atom', source: escape[0], literal: false };
    const punctuation = this.#match(PUNCTUATION_ESCAPE);
    if (punctuation !== null) {
      return { kind: 'atom', source: punctuation[0].slice(1), literal: true };
    }
    throw this.#failure('an escape that is not known here');
  }

  #sees(text: string): boolean {
    return this.#pattern.startsWith(text, this.#at);
  }

  #take(text: string): boolean {
    if (!this.#sees(text)) return false;
    this.#at += text.length;
    return true;
  }

  #match(expression: RegExp): RegExpExecArray | null {
    const match = expression.exec(this.#pattern.slice(this.#at));
    if (match !== null) this.#at += match[0].length;
    return match;
  }

  #failure(what: string): Error {
    return dataError(
      '22G03',
      `'${this.#pattern}' is not a regular expression: ${what} at character ${this.#at + 1}`,
    );
  }
}
