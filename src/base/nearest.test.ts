import { describe, expect, it } from 'vitest';
import { editDistance, nearest } from './nearest.ts';
import { seededRandom } from './random.ts';

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

  it('is the same up to its limit', () => {
    const random = seededRandom(1);
    const word = () =>
      Array.from({ length: Math.floor(random.next() * 6) }, () =>
        'abc'.charAt(Math.floor(random.next() * 3)),
      ).join('');
    for (let i = 0; i < 500; i++) {
      const [left, right] = [word(), word()];
      const whole = plainDistance(left, right);
      expect([left, right, editDistance(left, right)]).toEqual([left, right, whole]);
      for (const limit of [1, 2, 3]) {
        const limited = Math.min(editDistance(left, right, limit), limit);
        expect([left, right, limited]).toEqual([left, right, Math.min(whole, limit)]);
      }
    }
  });
});

/** By its definition, from the ends of both words. */
function plainDistance(left: string, right: string): number {
  if (left === '' || right === '') return left.length + right.length;
  const [a, b] = [left.slice(0, -1), right.slice(0, -1)];
  const same = left.at(-1) === right.at(-1);
  const choices = [
    plainDistance(a, right) + 1,
    plainDistance(left, b) + 1,
    plainDistance(a, b) + (same ? 0 : 1),
  ];
  const isSwap = left.length > 1 && left.at(-1) === right.at(-2) && left.at(-2) === right.at(-1);
  if (isSwap) choices.push(plainDistance(left.slice(0, -2), right.slice(0, -2)) + 1);
  return Math.min(...choices);
}
