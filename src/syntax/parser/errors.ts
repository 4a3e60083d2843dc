import type { GqlError, Span } from '../../base/errors.ts';
import { syntaxError } from '../../base/errors.ts';
import { limits } from '../../base/limits.ts';
import { nearest } from '../../base/nearest.ts';
import { keywordClass } from '../keywords.ts';
import type { TokenKind } from '../token.ts';
import { habitHint } from './habits.ts';
import { nearestKeyword } from './nearest-keyword.ts';

/** What a message about a token needs of the cursor. */
export interface Place {
  readonly text: string;
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
  readonly previousEnd: number;
}

const MAX_SHOWN = 40;

export function expectedError(place: Place, expected: string, hint?: string): GqlError {
  const span = { start: place.start, end: place.end };
  const message = `expected ${expected}, but ${describeToken(place)}`;
  const best = habitHint(place) ?? hint ?? spellingHint(place, expected);
  return syntaxError(message, span, best ?? generalHint(place, expected));
}

/** The token as a clause: `found …` or `the text ends here`. */
function describeToken(place: Place): string {
  if (place.kind === 'end of text') return 'the text ends here';
  const source = place.text.slice(place.start, place.end);
  const shown = source.length > MAX_SHOWN ? `${source.slice(0, MAX_SHOWN)}…` : source;
  switch (place.kind) {
    case 'string':
    case 'byte string':
    case 'number':
    case 'integer':
    case 'parameter':
      return `found the ${place.kind} ${shown}`;
    case 'reference parameter':
      return `found the parameter ${shown}`;
    default:
      return `found '${shown}'`;
  }
}

/** A keyword spelt nearly like the word found, where a word and not only a sign was expected. */
function spellingHint(place: Place, expected: string): string | undefined {
  if (place.kind !== 'name' || !/[A-Za-z]{2}/u.test(expected)) return undefined;
  const source = place.text.slice(place.start, place.end);
  if (expected === 'a type') return typeHint(source);
  const near = nearestKeyword(source);
  return near === undefined ? undefined : `Did you mean ${near}?`;
}

/** Only types are meant where a type stands. */
function typeHint(word: string): string {
  const near = nearest(word, TYPES);
  return near === undefined ? `Types are ${TYPES.join(', ')}.` : `Did you mean ${near}?`;
}

const TYPES: readonly string[] = [
  ...['BOOL', 'STRING', 'BYTES', 'INT', 'UINT', 'FLOAT', 'DECIMAL', 'DATE', 'LOCAL TIME'],
  ...['ZONED TIME', 'LOCAL DATETIME', 'ZONED DATETIME', 'DURATION(DAY TO SECOND)', 'LIST<…>'],
  ...['RECORD', 'NODE', 'EDGE', 'PATH', 'GRAPH', 'ANY'],
];

/** What to do about a word that is taken, a name that nothing leads to, a query without end. */
function generalHint(place: Place, expected: string): string | undefined {
  if (expected.endsWith('RETURN or another clause')) return 'A query ends with RETURN or FINISH.';
  if (place.kind === 'name') {
    return expected === 'the end of the text' ? 'An alias stands behind AS.' : undefined;
  }
  if (keywordClass(place.kind) === undefined) return undefined;
  const opens = /[([]\s*$/u.test(place.text.slice(0, place.start));
  if (!opens && !/name|variable|alias/u.test(expected)) return undefined;
  const source = place.text.slice(place.start, place.end);
  const way =
    opens || expected.includes('variable')
      ? 'choose another name'
      : `write it as \`${source}\` to name something`;
  return `${source.toUpperCase()} is a word of the language; ${way}.`;
}

export function extensionError(span: Span, what: string, iso: string): GqlError {
  return syntaxError(`${what} is not ISO GQL and refused in strict mode`, span, iso);
}

export function nestingError(span: Span): GqlError {
  return syntaxError(
    `the text nests deeper than maxNestingDepth (${limits.maxNestingDepth})`,
    span,
    'Name parts of it with LET, or divide it into statements with NEXT.',
  );
}
