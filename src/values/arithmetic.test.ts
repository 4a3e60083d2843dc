import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GqlError } from '../base/errors.ts';
import { add, divide, modulo, multiply, negate, subtract, unaryPlus } from './arithmetic.ts';
import { decimal } from './decimal.ts';
import { sameValue } from './equality.ts';
import { normalizeInteger } from './integer.ts';
import { parseDate, parseDatetime, parseDuration, parseTime } from './temporal/parse.ts';
import type { Value } from './value.ts';
import { Float } from './value.ts';

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof GqlError) return error.gqlstatus;
    throw error;
  }
  return '00000';
}

const MAX = 2n ** 63n - 1n;
const MIN = -(2n ** 63n);

type Operation = (left: Value, right: Value) => Value;

const integers = fc.oneof(
  fc.integer({ min: -10, max: 10 }).map(BigInt),
  fc.bigInt({ min: MIN, max: MAX }),
  fc.maxSafeInteger().map(BigInt),
  fc.integer().map(BigInt),
  fc.constantFrom(MIN, MAX, 2n ** 53n, 2n ** 53n - 1n, -(2n ** 53n) + 1n),
);

describe('integers against BigInt', () => {
  it.each<[string, Operation, (a: bigint, b: bigint) => bigint]>([
    ['add', add, (a, b) => a + b],
    ['subtract', subtract, (a, b) => a - b],
    ['multiply', multiply, (a, b) => a * b],
    ['divide', divide, (a, b) => a / b],
    ['modulo', modulo, (a, b) => a % b],
  ])('%s', (name, operation, exact) => {
    fc.assert(
      fc.property(integers, integers, (a, b) => {
        const run = (): Value => operation(normalizeInteger(a), normalizeInteger(b));
        if (b === 0n && (name === 'divide' || name === 'modulo')) {
          expect(codeOf(run)).toBe('22012');
          return;
        }
        const expected = exact(a, b);
        if (expected < MIN || expected > MAX) expect(codeOf(run)).toBe('22003');
        else expect(Object.is(run(), normalizeInteger(expected))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('goes up to 256 bits for operands beyond INT64', () => {
    expect(add(2n ** 64n, 1)).toBe(2n ** 64n + 1n);
    expect(subtract(2n ** 64n, 2n ** 64n)).toBe(0);
    expect(codeOf(() => multiply(2n ** 200n, 2n ** 200n))).toBe('22003');
  });
});

describe('add, subtract, multiply, divide, modulo', () => {
  it.each<[string, Operation, Value, Value, Value]>([
    ['0.1 + 0.2', add, decimal('0.1'), decimal('0.2'), decimal('0.3')],
    ['1 + 1.0', add, 1, decimal('1.0'), decimal('2')],
    ['0.1 + 0.2e0', add, decimal('0.1'), new Float(0.2), new Float(0.1 + 0.2)],
    ['1 + 1e0', add, 1, new Float(1), new Float(2)],
    ['7 / 2', divide, 7, 2, 3],
    ['-5 / 2', divide, -5, 2, -2],
    ['7.0 / 2', divide, decimal('7.0'), 2, decimal('3.5')],
    ['1.0 / 3', divide, decimal('1.0'), 3, decimal('0.333333333333333')],
    ['2.0 / 3', divide, decimal('2.0'), 3, decimal('0.666666666666667')],
    [
      'a quotient of longer operands',
      divide,
      decimal('1.00000000000000000001'),
      3,
      decimal('0.333333333333333333337'),
    ],
    ['1e0 / 0', divide, new Float(1), 0, new Float(Infinity)],
    ['-5 % 2', modulo, -5, 2, -1],
    ['5 % -2', modulo, 5, -2, 1],
    ['-1.5 % 1.0', modulo, decimal('-1.5'), decimal('1.0'), decimal('-0.5')],
    ['1e308 * 10', multiply, new Float(1e308), 10, new Float(Infinity)],
    ['null', add, null, 'a', null],
    ['strings', add, 'a', 'b', 'ab'],
    ['date + P1M', add, parseDate('2024-01-31'), parseDuration('P1M'), parseDate('2024-02-29')],
    ['P1D + date', add, parseDuration('P1D'), parseDate('2024-02-28'), parseDate('2024-02-29')],
    [
      'date - P1D',
      subtract,
      parseDate('2024-03-01'),
      parseDuration('P1D'),
      parseDate('2024-02-29'),
    ],
    [
      'date - date',
      subtract,
      parseDate('2024-01-01'),
      parseDate('2024-12-31'),
      parseDuration('-P365D'),
    ],
    ['2 * PT1H', multiply, 2, parseDuration('PT1H'), parseDuration('PT2H')],
    ['PT1H * 1.5', multiply, parseDuration('PT1H'), decimal('1.5'), parseDuration('PT1H30M')],
    ['P1Y / 5', divide, parseDuration('P1Y'), 5, parseDuration('P2M')],
    ['P1Y + P1M', add, parseDuration('P1Y'), parseDuration('P1M'), parseDuration('P13M')],
  ])('%s', (...[, operation, left, right, expected]) => {
    const result = operation(left, right);
    expect(result?.constructor).toBe(expected?.constructor);
    expect(sameValue(result, expected)).toBe(true);
  });

  it.each<[string, Operation, Value, Value, string]>([
    ["1 + 'a'", add, 1, 'a', '22G12'],
    ['true + 1', add, true, 1, '22G12'],
    ["'abc' * 2", multiply, 'abc', 2, '22G12'],
    ['[1] - 1', subtract, [1], 1, '22G12'],
    ['date + 1', add, parseDate('2024-01-01'), 1, '22G12'],
    ['date + date', add, parseDate('2024-01-01'), parseDate('2024-01-01'), '22G12'],
    ['1 - PT1H', subtract, 1, parseDuration('PT1H'), '22G12'],
    ['1.0 / 0.0', divide, decimal('1'), decimal('0'), '22012'],
    ['1.0 % 0', modulo, decimal('1'), 0, '22012'],
    ['PT1S / 0', divide, parseDuration('PT1S'), 0, '22012'],
    ['9999-12-31 + P1D', add, parseDate('9999-12-31'), parseDuration('P1D'), '22008'],
    ['0001-01-01 - P1Y', subtract, parseDate('0001-01-01'), parseDuration('P1Y'), '22008'],
    ['date + PT1H', add, parseDate('2024-01-01'), parseDuration('PT1H'), '22G14'],
    ['time + P1M', add, parseTime('12:00'), parseDuration('P1M'), '22G14'],
    ['P1Y + P1D', add, parseDuration('P1Y'), parseDuration('P1D'), '22G14'],
    ['P1Y * 10^18', multiply, parseDuration('P1Y'), 10n ** 18n, '22015'],
    ['PT1S * MAX', multiply, parseDuration('PT1S'), MAX, '22015'],
    ['PT1S * 1e300', multiply, parseDuration('PT1S'), new Float(1e300), '22015'],
    ['a decimal too large', multiply, decimal('1e6000'), decimal('1e6000'), '22003'],
  ])('%s is refused', (...[, operation, left, right, code]) => {
    expect(codeOf(() => operation(left, right))).toBe(code);
  });
});

describe('times and datetimes', () => {
  it.each<[string, Value, Value, Value]>([
    ['wraps backwards', parseTime('00:00:00'), parseDuration('-PT1S'), parseTime('23:59:59')],
    ['wraps far', parseTime('12:00'), parseDuration('PT2562047H'), parseTime('11:00')],
    ['keeps the offset', parseTime('23:00+01:00'), parseDuration('PT2H'), parseTime('01:00+01:00')],
    [
      'counts exact hours over a change of the clocks',
      parseDatetime('2024-03-30T12:00[Europe/Berlin]'),
      parseDuration('P1D'),
      parseDatetime('2024-03-31T13:00[Europe/Berlin]'),
    ],
    [
      'nanoseconds',
      parseDatetime('2024-01-01T00:00'),
      parseDuration('PT0.000000001S'),
      parseDatetime('2024-01-01T00:00:00.000000001'),
    ],
  ])('%s', (_name, instant, duration, expected) => {
    expect(sameValue(add(instant, duration), expected)).toBe(true);
  });
});

describe('negate and unaryPlus', () => {
  it('negates exactly', () => {
    expect(negate(0)).toBe(0);
    expect(negate(5)).toBe(-5);
    expect(negate(2n ** 53n)).toBe(-(2n ** 53n));
    expect(negate(null)).toBeNull();
    expect(negate(new Float(0))).toEqual(new Float(-0));
    expect(negate(decimal('1.5'))).toEqual(decimal('-1.5'));
    expect(sameValue(negate(parseDuration('PT1H')), parseDuration('-PT1H'))).toBe(true);
  });

  it('refuses what does not fit', () => {
    expect(codeOf(() => negate(MIN))).toBe('22003');
    expect(codeOf(() => negate('a'))).toBe('22G12');
    expect(codeOf(() => unaryPlus('a'))).toBe('22G12');
    expect(unaryPlus(3)).toBe(3);
  });
});
