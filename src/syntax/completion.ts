import { GqlError } from '../base/errors.ts';
import { keywordClass } from './keywords.ts';
import { tokenize } from './lexer.ts';
import type { Trace } from './parser/cursor.ts';
import { Cursor } from './parser/cursor.ts';
import { GRAMMAR } from './parser/grammar.ts';
import { parseWholeProgram } from './parser/program.ts';

/** What a name at the offset would stand for. */
export type NameKind =
  'value' | 'variable' | 'label' | 'property' | 'graph' | 'schema' | 'procedure';

export interface Completion {
  /** Where the word begun at the offset starts, in UTF-16 units; the offset when there is none. */
  readonly from: number;
  /** Keywords that may stand there and begin with the word, in upper case and sorted. */
  readonly keywords: readonly string[];
  readonly names: readonly NameKind[];
}

/**
 * What may be written at an offset: the text in front is parsed, and what the parser asks for at
 * its end is what fits. Empty in strings and comments and behind an error.
 *
 * @example
 * completionsAt('MATCH (p:Person) WH', 19).keywords // ['WHERE']
 */
export function completionsAt(text: string, offset: number): Completion {
  const from = startOfWord(text, offset);
  const prefix = text.slice(from, offset).toUpperCase();
  const trace = traceOf(text.slice(0, from));
  const keywords = [...trace.tokens].filter(
    (kind) => keywordClass(kind) !== undefined && kind.startsWith(prefix),
  );
  return { from, keywords: keywords.sort(), names: nameKinds(trace.expected) };
}

function startOfWord(text: string, offset: number): number {
  let start = offset;
  while (start > 0) {
    // The low half of a pair stands for the whole character.
    const previous = text.codePointAt(start - 2) ?? 0;
    const width = start > 1 && previous > 0xffff ? 2 : 1;
    if (!/^\p{ID_Continue}/u.test(text.slice(start - width, start))) break;
    start -= width;
  }
  return start;
}

/** Parses the last program of the text as far as it goes. */
function traceOf(text: string): Trace {
  const trace: Trace = { tokens: new Set(), expected: new Set() };
  try {
    const tokens = tokenize(text);
    const first = tokens.kinds.lastIndexOf(';') + 1;
    const last = {
      text,
      kinds: tokens.kinds.slice(first),
      starts: tokens.starts.slice(first),
      ends: tokens.ends.slice(first),
    };
    parseWholeProgram(new Cursor(last, GRAMMAR, { trace }));
  } catch (error) {
    // The text is unfinished, so it seldom parses; what was asked for is in the trace.
    if (!(error instanceof GqlError)) throw error;
  }
  return trace;
}

const NAME_KINDS: readonly (readonly [RegExp, NameKind])[] = [
  [/value/u, 'value'],
  [/variable/u, 'variable'],
  [/label/u, 'label'],
  [/property/u, 'property'],
  [/graph/u, 'graph'],
  [/schema/u, 'schema'],
  [/procedure/u, 'procedure'],
];

function nameKinds(expected: ReadonlySet<string>): NameKind[] {
  const phrases = [...expected].filter((phrase) => !phrase.startsWith("'"));
  return NAME_KINDS.filter(([pattern]) => phrases.some((phrase) => pattern.test(phrase))).map(
    ([, kind]) => kind,
  );
}
