import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GqlError } from '../../../base/errors.ts';
import { buildAutomaton, matchesWhole } from './automaton.ts';
import { parseRegex } from './syntax.ts';

function matches(pattern: string, text: string): boolean {
  const regex = parseRegex(pattern);
  return matchesWhole(buildAutomaton(regex), text, regex.multiline);
}

/** Undefined where either of the two takes the pattern for none. */
function hostRegex(source: string): RegExp | undefined {
  try {
    parseRegex(source);
    return new RegExp(`^(?:${source})$`, 'u');
  } catch {
    return undefined;
  }
}

describe('regular expressions', () => {
  it.each([
    ['abc', 'abc', true],
    ['abc', 'xabc', false],
    ['a|b', 'b', true],
    ['', '', true],
    ['', 'a', false],
    ['.*@.*\\.org', 'ada@example.org', true],
    ['[a-c]+', 'abcabc', true],
    ['[^a-c]+', 'abc', false],
    ['[\\w.-]+', 'a.b-c', true],
    ['a{2,3}', 'a', false],
    ['a{2,3}', 'aaa', true],
    ['a{2,3}', 'aaaa', false],
    ['a{2}', 'aa', true],
    ['a{2,}', 'aaaaa', true],
    ['(ab)?c', 'c', true],
    ['(?:ab)*?c', 'ababc', true],
    ['(?<year>\\d{4})', '2024', true],
    ['(?i)straße|x', 'STRAßE', true],
    ['(?s).', '\n', true],
    ['.', '\n', false],
    ['.', '😀', true],
    ['\\p{Lu}\\p{Ll}+', 'Ärger', true],
    ['\\$\\d+\\.\\d{2}', '$12.50', true],
    ['\\u00e9|\\x41', 'é', true],
    ['\\bfoo\\b.*', 'foo bar', true],
    ['\\bfo\\b.*', 'foo bar', false],
    ['^a$', 'a', true],
    ['(?m)a$\\n^b', 'a\nb', true],
    ['[\\]]', ']', true],
    ['a\\-b\\@c', 'a-b@c', true],
    ['(a*)*', 'aaaa', true],
    ['(a|b|ab)*c', 'abababc', true],
  ])('%s on %j', (pattern, text, expected) => {
    expect(matches(pattern, text)).toBe(expected);
  });

  it.each([
    ['('],
    ['a)'],
    ['[a'],
    ['*a'],
    ['(?=a)'],
    ['(a)\\1'],
    ['a{3,2}'],
    ['\\q'],
    ['[b-a]'],
    ['(a{1000}){1000}'],
    ['\\p{Nonsense}'],
  ])('refuses %s', (pattern) => {
    expect(() => matches(pattern, 'a')).toThrow(GqlError);
  });

  it('takes linear time on what makes backtracking exponential', () => {
    const text = `${'a'.repeat(20_000)}!`;
    expect(matches('(a+)+', text)).toBe(false);
    expect(matches('(a|aa)+', text)).toBe(false);
    expect(matches('.*a.*a.*a.*b', text)).toBe(false);
  });

  it('agrees with the host', () => {
    const pattern = fc.string({
      unit: fc.constantFrom(...Array.from('ab|*?(+).[^]{2}')),
      maxLength: 8,
    });
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });
    fc.assert(
      fc.property(pattern, text, (source, input) => {
        const host = hostRegex(source);
        fc.pre(host !== undefined);
        expect(matches(source, input)).toBe(host?.test(input));
      }),
      { numRuns: 2000, maxSkipsPerRun: 100 },
    );
  });
});
