import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clearBit,
  countBits,
  fillBits,
  forEachBit,
  hasBit,
  lowestBit,
  popCount,
  setBit,
  wordsFor,
} from './bit-set.ts';

const LENGTH = 200;
const positions = fc.uniqueArray(fc.nat(LENGTH - 1));

function bitsAt(at: readonly number[]): Uint32Array {
  const words = new Uint32Array(wordsFor(LENGTH));
  for (const position of at) setBit(words, position);
  return words;
}

function setPositions(words: Uint32Array): number[] {
  return Array.from({ length: LENGTH }, (_, at) => at).filter((at) => hasBit(words, at));
}

describe('bit sets', () => {
  it('hold exactly the bits that were set and not cleared', () => {
    fc.assert(
      fc.property(positions, positions, (on, off) => {
        const words = bitsAt(on);
        for (const position of off) clearBit(words, position);
        const expected = on.filter((at) => !off.includes(at)).sort((a, b) => a - b);
        expect(setPositions(words)).toEqual(expected);
      }),
    );
  });

  it('fill and count ranges like a loop over the bits', () => {
    fc.assert(
      fc.property(
        positions,
        fc.nat(LENGTH),
        fc.nat(LENGTH),
        fc.boolean(),
        (on, one, other, value) => {
          const [from, to] = [Math.min(one, other), Math.max(one, other)];
          const words = bitsAt(on);
          expect(countBits(words, from, to)).toBe(on.filter((at) => at >= from && at < to).length);
          fillBits(words, from, to, value);
          const kept = on.filter((at) => at < from || at >= to);
          const filled = value ? Array.from({ length: to - from }, (_, i) => from + i) : [];
          expect(setPositions(words)).toEqual([...kept, ...filled].sort((a, b) => a - b));
        },
      ),
    );
  });

  it('visit the bits below the end in order', () => {
    fc.assert(
      fc.property(positions, fc.nat(LENGTH), (on, end) => {
        const visited: number[] = [];
        forEachBit(bitsAt(on), end, (at) => visited.push(at));
        expect(visited).toEqual(on.filter((at) => at < end).sort((a, b) => a - b));
      }),
    );
  });

  it.each([
    [0x80000000, 1, 31],
    [0xffffffff, 32, 0],
    [0x00010100, 2, 8],
  ])('count the word %i and find its lowest bit', (word, count, lowest) => {
    expect([popCount(word), lowestBit(word)]).toEqual([count, lowest]);
  });
});
