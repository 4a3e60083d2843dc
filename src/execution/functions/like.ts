import { dataError } from '../../values/data-error.ts';

/**
 * LIKE as in SQL: `%` stands for any characters, `_` for one, `\` takes the meaning from the next.
 * Matching takes at most the product of the two lengths.
 */
export type LikeMatcher = (text: string) => boolean;

const MAX_CACHED_PATTERNS = 256;
const cache = new Map<string, LikeMatcher>();

export function likeMatcher(pattern: string): LikeMatcher {
  let matcher = cache.get(pattern);
  if (matcher === undefined) {
    matcher = compile(pattern);
    if (cache.size >= MAX_CACHED_PATTERNS) cache.clear();
    cache.set(pattern, matcher);
  }
  return matcher;
}

/** Any characters, one character, or a character that stands for itself. */
const ANY = Symbol('%');
const ONE = Symbol('_');
type Token = typeof ANY | typeof ONE | string;

function compile(pattern: string): LikeMatcher {
  const tokens = tokenize(pattern);
  return specialCase(tokens) ?? ((text) => matches(Array.from(text), tokens));
}

function tokenize(pattern: string): Token[] {
  const tokens: Token[] = [];
  const points = Array.from(pattern);
  for (let i = 0; i < points.length; i++) {
    const point = points[i] ?? '';
    if (point === '%') {
      if (tokens.at(-1) !== ANY) tokens.push(ANY);
    } else if (point === '_') {
      tokens.push(ONE);
    } else if (point === '\\') {
      i++;
      const escaped = points[i];
      if (escaped === undefined) throw dataError('22G03', `'${pattern}' ends in an escape sign`);
      tokens.push(escaped);
    } else {
      tokens.push(point);
    }
  }
  return tokens;
}

/** `abc`, `abc%`, `%abc`, `%abc%`: what patterns mostly are, by the host's own search. */
function specialCase(tokens: readonly Token[]): LikeMatcher | undefined {
  const startsOpen = tokens[0] === ANY;
  const endsOpen = tokens.length > 1 && tokens.at(-1) === ANY;
  const middle = tokens.slice(startsOpen ? 1 : 0, endsOpen ? -1 : undefined);
  const literals = middle.filter((token) => typeof token === 'string');
  if (literals.length < middle.length) return undefined;
  const literal = literals.join('');
  if (startsOpen) {
    if (tokens.length === 1) return () => true;
    return endsOpen ? (text) => text.includes(literal) : (text) => text.endsWith(literal);
  }
  return endsOpen ? (text) => text.startsWith(literal) : (text) => text === literal;
}

/** Greedy, with a way back to the last `%` only, which suffices. */
function matches(text: readonly string[], tokens: readonly Token[]): boolean {
  let at = 0;
  let token = 0;
  let lastAny = -1;
  let resumeAt = 0;
  while (at < text.length) {
    const expected = tokens[token];
    if (expected === ANY) {
      lastAny = token++;
      resumeAt = at;
    } else if (expected === ONE || expected === text[at]) {
      token++;
      at++;
    } else if (lastAny >= 0) {
      token = lastAny + 1;
      at = ++resumeAt;
    } else {
      return false;
    }
  }
  if (tokens[token] === ANY) token++;
  return token === tokens.length;
}
