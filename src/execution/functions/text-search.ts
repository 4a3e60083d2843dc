import { dataError } from '../../values/data-error.ts';
import { isList } from '../../values/family.ts';
import { equalValues } from '../../values/equality.ts';
import { stringArgument, wrongType } from './arguments.ts';
import { likeMatcher } from './like.ts';
import { buildAutomaton, matchesWhole } from './regex/automaton.ts';
import { parseRegex } from './regex/syntax.ts';
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

const MAX_PATTERN_LENGTH = 1_000;
/** Characters times states: about a second of work at the very most. */
const MAX_REGEX_WORK = 100_000_000;
const MAX_CACHED_PATTERNS = 256;

type Matcher = (text: string) => boolean;
const regexCache = new Map<string, Matcher>();

/** The whole string must match, as in Cypher; `.*x.*` searches. */
function matchesRegex(text: string, pattern: string): boolean {
  let matcher = regexCache.get(pattern);
  if (matcher === undefined) {
    matcher = compileRegex(pattern);
    if (regexCache.size >= MAX_CACHED_PATTERNS) regexCache.clear();
    regexCache.set(pattern, matcher);
  }
  return matcher(text);
}

function compileRegex(pattern: string): Matcher {
  if (pattern.length > MAX_PATTERN_LENGTH) {
    throw dataError('22G03', `a pattern of =~ has up to ${MAX_PATTERN_LENGTH} characters`);
  }
  const regex = parseRegex(pattern);
  const automaton = buildAutomaton(regex);
  const maxLength = Math.floor(MAX_REGEX_WORK / automaton.states.length);
  return (text) => {
    if (text.length > maxLength) {
      throw dataError('22G03', `this pattern of =~ takes strings of up to ${maxLength} characters`);
    }
    return matchesWhole(automaton, text, regex.multiline);
  };
}
