import { describe, expect, it } from 'vitest';
import { looksLike, skeletonOf } from './look-alikes.ts';

const PAIRS: readonly (readonly [string, string])[] = [
  ['paypal', 'pаypаl'],
  ['t10', 'tlO'],
  ['g1', 'gI'],
  ['admin', 'admіn'],
  ['graph', 'ｇraph'],
  ['p', 'p\u00ad'],
  ['caf\u00e9', 'cafe\u0301'],
  ['caf\u00e9s', 'cafe\u0301s'],
];

const DIFFERENT: readonly (readonly [string, string])[] = [
  ['person', 'Person'],
  ['g1', 'g2'],
  ['g1', 'g11'],
  ['cafe', 'caf\u00e9'],
  ['cafes', 'cafe\u0301s'],
  ['straße', 'strasse'],
  ['граф', 'graf'],
  ['名前', '名'],
  ['', 'a'],
];

describe('names that look alike', () => {
  it.each(PAIRS)('%s and %s', (left, right) => {
    expect(skeletonOf(left)).toBe(skeletonOf(right));
    expect(looksLike(left, skeletonOf(right))).toBe(true);
    expect(looksLike(right, skeletonOf(left))).toBe(true);
  });

  it.each(DIFFERENT)('%s and %s do not', (left, right) => {
    expect(skeletonOf(left)).not.toBe(skeletonOf(right));
    expect(looksLike(left, skeletonOf(right))).toBe(false);
    expect(looksLike(right, skeletonOf(left))).toBe(false);
  });
});
