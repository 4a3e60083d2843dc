import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { compareValues, orderValues } from './comparison.ts';
import { decimal } from './decimal.ts';
import { equalValues, isDistinct, sameValue } from './equality.ts';
import { hashValue } from './hash.ts';
import { normalizeInteger } from './integer.ts';
import type { Value } from './value.ts';
import {
  DayTimeDuration,
  EdgeValue,
  Float,
  NodeValue,
  PathValue,
  RecordValue,
  YearMonthDuration,
  ZonedTime,
} from './value.ts';

/** Few and close numbers, so that equal ones of different types meet often. */
const numbers: fc.Arbitrary<Value> = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.maxSafeInteger(),
  fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map(normalizeInteger),
  fc.constantFrom(2n ** 53n, 2n ** 53n + 1n, -(2n ** 53n), 2n ** 60n, 2n ** 60n + 1n),
  fc.constantFrom('0.1', '-0', '1.0', '9007199254740992', '1152921504606846976').map(decimal),
  fc.integer({ min: -30, max: 30 }).map((n) => decimal(n).div(10)),
  fc.integer({ min: -30, max: 30 }).map((n) => new Float(n / 10)),
  fc.double().map((n) => new Float(n)),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => decimal(n)),
  fc
    .constantFrom(0.1, -0, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, 2 ** 60, -(2 ** 53))
    .map((n) => new Float(n)),
);

const temporals: fc.Arbitrary<Value> = fc.oneof(
  fc.integer({ min: -2, max: 2 }).map((days) => new Temporal.PlainDate(2024, 2, 29).add({ days })),
  fc.integer({ min: 0, max: 3 }).map((hours) => new Temporal.PlainTime(hours)),
  fc.integer({ min: 0, max: 3 }).map((hours) => new Temporal.PlainDateTime(2024, 1, 1, hours)),
  fc
    .tuple(fc.integer({ min: 0, max: 2 }), fc.constantFrom('UTC', '+01:00', 'Europe/Berlin'))
    .map(([hour, zone]) => new Temporal.PlainDateTime(2024, 1, 1, hour).toZonedDateTime(zone)),
  fc
    .tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: -1, max: 1 }))
    .map(([hour, offset]) => new ZonedTime(new Temporal.PlainTime(hour), offset * 3600e9)),
  fc.integer({ min: -2, max: 2 }).map((months) => new YearMonthDuration(months)),
  fc.bigInt({ min: -2n, max: 2n }).map((nanoseconds) => new DayTimeDuration(nanoseconds)),
);

const strings = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'b', '\uffee', '😀', '\u{10ffff}'), maxLength: 3 }),
  fc.string({ unit: 'binary', maxLength: 4 }),
);

const elements: fc.Arbitrary<Value> = fc.oneof(
  fc.integer({ min: 0, max: 2 }).map((slot) => new NodeValue(0, slot)),
  fc.integer({ min: 0, max: 2 }).map((edge) => new EdgeValue(0, edge)),
  fc.integer({ min: 0, max: 2 }).map((node) => new PathValue(0, [node, 1], [7])),
);

const { value: values } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(numbers, fc.constant(null), fc.boolean(), strings, temporals, elements),
    fc.uint8Array({ maxLength: 2 }),
    fc.array(tie('value'), { maxLength: 3 }),
    fc
      .uniqueArray(fc.constantFrom('a', 'b', 'c'), { maxLength: 2 })
      .chain((names) =>
        fc.tuple(...names.map(() => tie('value'))).map((fields) => new RecordValue(names, fields)),
      ),
  ),
}));

const sign = (order: number): number => Math.sign(order) + 0;

describe('orderValues', () => {
  it('is antisymmetric and never NaN', () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        expect(sign(orderValues(a, b))).toBe(0 - sign(orderValues(b, a)));
      }),
    );
  });

  it('is transitive', () => {
    const check = (a: Value, b: Value, c: Value): void => {
      const [low, middle, high] = [a, b, c].sort(orderValues) as [Value, Value, Value];
      expect(orderValues(low, middle)).toBeLessThanOrEqual(0);
      expect(orderValues(middle, high)).toBeLessThanOrEqual(0);
      expect(orderValues(low, high)).toBeLessThanOrEqual(0);
    };
    fc.assert(fc.property(values, values, values, check));
    fc.assert(fc.property(numbers, numbers, numbers, check), { numRuns: 2000 });
    fc.assert(fc.property(strings, strings, strings, check));
  });

  it('is 0 exactly where values are the same', () => {
    const check = (a: Value, b: Value): void => {
      expect(orderValues(a, b) === 0).toBe(sameValue(a, b));
    };
    fc.assert(fc.property(values, values, check), { numRuns: 500 });
    fc.assert(fc.property(numbers, numbers, check), { numRuns: 2000 });
    fc.assert(fc.property(temporals, temporals, check));
  });

  it('agrees with code points', () => {
    const codePoints = (text: string): number[] => Array.from(text, (c) => c.codePointAt(0) ?? 0);
    fc.assert(
      fc.property(strings, strings, (a, b) => {
        const expected = sign(orderValues(codePoints(a), codePoints(b)));
        expect(sign(orderValues(a, b))).toBe(expected);
      }),
    );
  });
});

describe('hashValue', () => {
  it('is equal for the same values', () => {
    const check = (a: Value, b: Value): void => {
      if (sameValue(a, b)) expect(hashValue(a)).toBe(hashValue(b));
    };
    fc.assert(fc.property(values, values, check), { numRuns: 1000 });
    fc.assert(fc.property(numbers, numbers, check), { numRuns: 5000 });
    fc.assert(fc.property(temporals, temporals, check), { numRuns: 500 });
  });

  it('is a 32-bit integer', () => {
    fc.assert(fc.property(values, (a) => hashValue(a) === (hashValue(a) | 0)));
  });

  it('spreads consecutive integers, small and large', () => {
    const hashes = new Set<number>();
    for (let i = 0; i < 1000; i++) {
      hashes.add(hashValue(i));
      hashes.add(hashValue(2n ** 62n + BigInt(i)));
    }
    expect(hashes.size).toBeGreaterThan(1990);
  });
});

describe('sameValue', () => {
  it('is reflexive, and the opposite of isDistinct', () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        expect(sameValue(a, a)).toBe(true);
        expect(isDistinct(a, b)).toBe(!sameValue(a, b));
      }),
    );
  });

  it('holds for values that are equal', () => {
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        if (equalValues(a, b) === true) expect(sameValue(a, b)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('compareValues', () => {
  it('agrees with equality and order on numbers', () => {
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        const compared = compareValues(a, b);
        expect(compared === 0).toBe(equalValues(a, b));
        if (compared !== null && !Number.isNaN(compared)) {
          expect(sign(compared)).toBe(sign(orderValues(a, b)));
        }
      }),
      { numRuns: 2000 },
    );
  });
});
