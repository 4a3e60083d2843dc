import type { GqlError, Span } from '../../base/errors.ts';
import { syntaxError } from '../../base/errors.ts';
import { limits } from '../../base/limits.ts';
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
  return syntaxError(message, span, hint ?? habitHint(place) ?? spellingHint(place, expected));
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

/** The likely fix: a keyword that is spelt nearly like the word found, or a name to be quoted. */
function spellingHint(place: Place, expected: string): string | undefined {
  const source = place.text.slice(place.start, place.end);
  if (place.kind === 'name') {
    const near = nearestKeyword(source);
    return near === undefined ? undefined : `Did you mean ${near}?`;
  }
  if (keywordClass(place.kind) === undefined || !/name|variable|alias/u.test(expected)) {
    return undefined;
  }
  const quotable = !expected.includes('variable');
  const way = quotable ? `write it as \`${source}\`` : 'choose another name';
  return `${source.toUpperCase()} is a word of the language; as a name ${way}.`;
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
