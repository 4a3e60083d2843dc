import { dataError } from '../../values/data-error.ts';
import { isList } from '../../values/family.ts';
import { equalValues } from '../../values/equality.ts';
import { stringArgument, wrongType } from './arguments.ts';
import { likeMatcher } from './like.ts';
import type { Present, ScalarFunction } from './scalar.ts';
import { binary } from './scalar.ts';

/** Predicates on strings, all of them extensions. They compare code points, without collation. */
export const TEXT_SEARCH_FUNCTIONS: readonly ScalarFunction[] = [
  binary('CONTAINS', contains),
  binary('STARTS WITH', startsWith),
  binary('STARTS_WITH', startsWith),
  binary('ENDS WITH', endsWith),
  binary('ENDS_WITH', endsWith),
  binary('LIKE', (value, pattern) =>
    likeMatcher(stringArgument('LIKE', pattern))(stringArgument('LIKE', value)),
  ),
  binary('=~', (value, pattern) =>
    matchesRegex(stringArgument('=~', value), stringArgument('=~', pattern)),
  ),
];

/** Also of a list, as GraphLite has it. */
function contains(value: Present, part: Present): boolean | null {
  if (typeof value === 'string' && typeof part === 'string') return value.includes(part);
  if (!isList(value)) throw wrongType('CONTAINS', 'strings', value);
  let result: boolean | null = false;
  for (const item of value) {
    const equal = equalValues(item, part);
    if (equal === true) return true;
    if (equal === null) result = null;
  }
  return result;
}

function startsWith(value: Present, prefix: Present): boolean {
  return stringArgument('STARTS WITH', value).startsWith(stringArgument('STARTS WITH', prefix));
}

function endsWith(value: Present, suffix: Present): boolean {
  return stringArgument('ENDS WITH', value).endsWith(stringArgument('ENDS WITH', suffix));
}

/**
 * The host's regular expressions backtrack, so that a hostile pattern could run for ever. What makes
 * that possible is refused: a quantified group with a quantifier or an alternative inside. The rest
 * is at worst polynomial, of a degree that the bound on the pattern's quantifiers keeps low for
 * texts of the bounded length.
 */
const MAX_PATTERN_LENGTH = 1_000;
const MAX_REGEX_TEXT_LENGTH = 100_000;
const MAX_UNBOUNDED_QUANTIFIERS = 4;
const MAX_CACHED_PATTERNS = 256;

const regexCache = new Map<string, RegExp>();

/** The whole string must match, as in Cypher; `.*x.*` searches. */
function matchesRegex(text: string, pattern: string): boolean {
  if (text.length > MAX_REGEX_TEXT_LENGTH) {
    throw dataError('22G03', `=~ takes strings of up to ${MAX_REGEX_TEXT_LENGTH} characters`);
  }
  return compileRegex(pattern).test(text);
}

function compileRegex(pattern: string): RegExp {
  const known = regexCache.get(pattern);
  if (known !== undefined) return known;
  if (pattern.length > MAX_PATTERN_LENGTH) {
    throw dataError('22G03', `a pattern of =~ has up to ${MAX_PATTERN_LENGTH} characters`);
  }
  checkBacktracking(pattern);
  const { flags, body } = takeFlags(pattern);
  let regex: RegExp;
  try {
    regex = new RegExp(`^(?:${body})$`, `u${flags}`);
  } catch (cause) {
    throw dataError('22G03', `'${pattern}' is not a regular expression: ${String(cause)}`);
  }
  // First in, first out is enough for the few patterns of a query.
  if (regexCache.size >= MAX_CACHED_PATTERNS) {
    for (const oldest of regexCache.keys()) {
      regexCache.delete(oldest);
      break;
    }
  }
  regexCache.set(pattern, regex);
  return regex;
}

/** Leading `(?i)`, `(?s)`, `(?m)` as Java and Rust write them. */
function takeFlags(pattern: string): { flags: string; body: string } {
  const match = /^\(\?([ims]+)\)/u.exec(pattern);
  if (match === null) return { flags: '', body: pattern };
  return { flags: [...new Set(match[1])].join(''), body: pattern.slice(match[0].length) };
}

/** Whether each open group holds a quantifier or alternative. */
function checkBacktracking(pattern: string): void {
  const groups: boolean[] = [];
  let risky = false;
  let unbounded = 0;
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern[i];
    if (c === '\\') {
      // A back reference makes matching hard in itself.
      if (/[1-9k]/.test(pattern[i + 1] ?? '')) throw riskyPattern(pattern);
      i++;
    } else if (c === '[') {
      i = endOfClass(pattern, i);
    } else if (c === '(') {
      groups.push(risky);
      risky = false;
    } else if (c === ')') {
      if (risky && isRepeated(pattern, i + 1)) throw riskyPattern(pattern);
      risky = (groups.pop() ?? false) || risky;
    } else if (c === '|') {
      risky = true;
    } else if (c === '*' || c === '+' || (c === '{' && isRepeated(pattern, i))) {
      risky = true;
      unbounded++;
    }
  }
  if (unbounded > MAX_UNBOUNDED_QUANTIFIERS) throw riskyPattern(pattern);
}

/** `*`, `+` or a count from 2 on; `?` repeats nothing. */
function isRepeated(pattern: string, at: number): boolean {
  const c = pattern[at];
  return c === '*' || c === '+' || (c === '{' && !/^\{[01]?(?:,1)?\}/u.test(pattern.slice(at)));
}

function endOfClass(pattern: string, start: number): number {
  for (let i = start + 1; i < pattern.length; i++) {
    if (pattern[i] === '\\') i++;
    else if (pattern[i] === ']') return i;
  }
  return pattern.length;
}

function riskyPattern(pattern: string): Error {
  return dataError(
    '22G03',
    `the pattern '${pattern}' could take unbounded time`,
    'repeat no group with a repetition or alternative inside, and use few repetitions',
  );
}
