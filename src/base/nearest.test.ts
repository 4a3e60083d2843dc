import { describe, expect, it } from 'vitest';
import { editDistance, nearest } from './nearest.ts';

describe('nearest', () => {
  it.each([
    ['conut', 'COUNT'],
    ['cout', 'COUNT'],
    ['UPER', 'UPPER'],
    ['xyzzy', undefined],
    ['', undefined],
    ['a'.repeat(10_000), undefined],
  ])('of %s is %s', (word, expected) => {
    expect(nearest(word, ['COUNT', 'UPPER', 'LOWER'])).toBe(expected);
  });

  it('takes the first of equally near ones', () => {
    expect(nearest('bat', ['cat', 'hat'])).toBe('cat');
  });
});

describe('editDistance', () => {
  it.each([
    ['', 'abc', 3],
    ['abc', 'abc', 0],
    ['abc', 'acb', 1],
    ['kitten', 'sitting', 3],
  ])('%s and %s', (left, right, expected) => {
    expect(editDistance(left, right)).toBe(expected);
    expect(editDistance(right, left)).toBe(expected);
  });
});
