import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareValues } from '../../../values/comparison.ts';
import { decimal } from '../../../values/decimal.ts';
import type { Value } from '../../../values/value.ts';
import { Float } from '../../../values/value.ts';
import { comparable, integerBound } from './bounds.ts';

const numbers: fc.Arbitrary<Value> = fc.oneof(
  fc.integer(),
  fc.integer({ min: -5, max: 5 }),
  fc.double().map((value) => new Float(value)),
  fc.double({ min: -5, max: 5, noNaN: true }).map((value) => new Float(value)),
  fc.integer({ min: -50, max: 50 }).map((value) => decimal(String(value / 8))),
  fc.constantFrom<Value>(2n ** 62n, -(2n ** 62n), 9_007_199_254_740_991, 2 ** 31, -(2 ** 31)),
);
const integers = fc.oneof(
  fc.integer(),
  fc.integer({ min: -6, max: 6 }),
  fc.constantFrom(2 ** 31 - 1, -(2 ** 31)),
);

const HOLDS = {
  '<': (order: number) => order < 0,
  '<=': (order: number) => order <= 0,
  '>': (order: number) => order > 0,
  '>=': (order: number) => order >= 0,
} as const;

describe('integerBound', () => {
  it.each(['<', '<=', '>', '>='] as const)(
    'turns x %s value into a comparison of integers',
    (op) => {
      fc.assert(
        fc.property(integers, numbers, (x, value) => {
          const bound = integerBound(op, value);
          if (Number.isNaN(bound)) return;
          const isBelow = x < bound;
          const actual = op === '<' || op === '<=' ? isBelow : !isBelow;
          expect(actual).toBe(HOLDS[op](compareValues(x, value) ?? Number.NaN));
        }),
      );
    },
  );

  it('has none for what is not to be compared in place', () => {
    for (const value of [null, 'x', true, new Float(Number.NaN), 2n ** 62n]) {
      expect(integerBound('<', value)).toBeNaN();
    }
  });
});

describe('comparable', () => {
  it('compares with doubles as the value does', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), numbers, (x, value) => {
        const number = comparable(value);
        if (Number.isNaN(number)) return;
        const order = compareValues(new Float(x), value) ?? Number.NaN;
        expect(Math.sign(order)).toBe(x < number ? -1 : x > number ? 1 : 0);
      }),
    );
  });

  it('refuses decimals that no double stands for', () => {
    expect(comparable(decimal('0.1'))).toBe(0.1);
    expect(comparable(decimal('0.1000000000000000000001'))).toBeNaN();
  });
});
