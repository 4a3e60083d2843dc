import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Random } from './random.ts';
import { seededRandom, systemRandom } from './random.ts';

function take(random: Random, count: number): number[] {
  return Array.from({ length: count }, () => random.next());
}

describe.each([
  ['systemRandom', systemRandom],
  ['seededRandom', seededRandom(2024)],
])('%s', (_name, random) => {
  it('stays within 0 and 1 and fills the range evenly', () => {
    const buckets = new Uint32Array(10);
    const values = take(random, 20_000);
    expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
    for (const value of values) {
      const bucket = Math.floor(value * 10);
      buckets[bucket] = (buckets[bucket] ?? 0) + 1;
    }
    // 2,000 expected each with a standard deviation of 42: a miss by 300 is not chance.
    for (const count of buckets) expect(Math.abs(count - 2_000)).toBeLessThan(300);
  });

  it.each([[0], [1], [65_536], [200_000]])('gives %i bytes, filled to the end', (count) => {
    const bytes = random.bytes(count);
    expect(bytes).toHaveLength(count);
    if (count > 1) expect(bytes.subarray(-64).some((byte) => byte !== 0)).toBe(true);
  });
});

describe('seededRandom', () => {
  it('repeats itself for the same seed', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (seed) => {
        expect(take(seededRandom(seed), 5)).toEqual(take(seededRandom(seed), 5));
      }),
    );
  });

  it('keeps its sequence from version to version', () => {
    expect(take(seededRandom(1), 3)).toEqual([
      0.2516580285559511, 0.6663308374574778, 0.6332565402745659,
    ]);
    expect([...seededRandom(1).bytes(4)]).toEqual([64, 211, 170, 25]);
  });

  it('differs between seeds, also beyond 32 bits', () => {
    const seeds = [0, 1, 2, -1, 2 ** 32, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER];
    const firsts = new Set(seeds.map((seed) => seededRandom(seed).next()));
    expect(firsts.size).toBe(seeds.length);
  });
});
