import { describe, expect, it } from 'vitest';
import { both, choice, either, grouped, negated } from './text.ts';

describe('pieces of expressions', () => {
  it.each([
    ['a', 'a'],
    ['a.b[c]', 'a.b[c]'],
    ['f(a + b)', 'f(a + b)'],
    ['a + b', '(a + b)'],
    ['(a) + (b)', '((a) + (b))'],
    ['!a', '(!a)'],
    ['-a', '(-a)'],
  ])('groups %s as %s', (text, expected) => {
    expect(grouped(text)).toBe(expected);
  });

  it('leaves out what is certain', () => {
    expect(both('true', 'a')).toBe('a');
    expect(both('a', 'false')).toBe('false');
    expect(either('false', 'a')).toBe('a');
    expect(either('a', 'true')).toBe('true');
    expect(choice('true', 'a', 'b')).toBe('a');
    expect(choice('a', 'true', 'false')).toBe('a');
  });

  it('keeps precedence', () => {
    expect(both('a || b', 'c')).toBe('(a || b) && c');
    expect(either('a && b', 'c')).toBe('(a && b) || c');
    expect(both('a ? b : c', 'd')).toBe('(a ? b : c) && d');
  });

  it.each([
    ['a', '!a'],
    ['!a', 'a'],
    ['a === b', 'a !== b'],
    ['a !== null', 'a === null'],
    ['a < b', '!(a < b)'],
    ['a && b', '!(a && b)'],
    ['true', 'false'],
  ])('negates %s to %s', (text, expected) => {
    expect(negated(text)).toBe(expected);
  });
});
