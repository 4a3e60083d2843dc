import { describe, expect, it } from 'vitest';
import { GqlError } from '../base/errors.ts';
import { compareValues, orderValues } from './comparison.ts';
import { decimal } from './decimal.ts';
import { equalValues, sameValue } from './equality.ts';
import { parseDate, parseDatetime, parseDuration, parseTime } from './temporal/parse.ts';
import type { Value } from './value.ts';
import { EdgeValue, Float, NodeValue, RecordValue } from './value.ts';

const nan = new Float(Number.NaN);
const record = (names: readonly string[], values: readonly Value[]): RecordValue =>
  new RecordValue(names, values);

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof GqlError) return error.gqlstatus;
    throw error;
  }
  return '00000';
}

describe('equalValues', () => {
  it.each<[string, Value, Value, boolean | null]>([
    ['1 = 1', 1, 1, true],
    ['1 = 1.0', 1, decimal('1.0'), true],
    ['1 = 1e0', 1, new Float(1), true],
    ['0.1 = 0.1e0', decimal('0.1'), new Float(0.1), true],
    ['0.1 = a float32', decimal('0.1'), new Float(Math.fround(0.1)), false],
    ['2^53 + 1 = 2^53 as a float', 2n ** 53n + 1n, new Float(2 ** 53), false],
    ['2^60 = 2^60 as a float', 2n ** 60n, new Float(2 ** 60), true],
    ['-0 = 0', new Float(-0), 0, true],
    ['NaN = NaN', nan, nan, false],
    ['NaN = 1.0', nan, decimal('1'), false],
    ['null = null', null, null, null],
    ['1 = null', 1, null, null],
    ["1 = 'a'", 1, 'a', false],
    ['true = 1', true, 1, false],
    ['[1, null] = [1, 2]', [1, null], [1, 2], null],
    ['[1, null] = [2, null]', [1, null], [2, null], false],
    ['[1] = [1, 2]', [1], [1, 2], false],
    ['[] = []', [], [], true],
    ['records in any order', record(['a', 'b'], [1, 2]), record(['b', 'a'], [2, 1]), true],
    ['records with null', record(['a'], [null]), record(['a'], [1]), null],
    ['the same node', new NodeValue(1, 2), new NodeValue(1, 2), true],
    ['nodes of two graphs', new NodeValue(1, 2), new NodeValue(2, 2), false],
    ['a node and an edge', new NodeValue(1, 2), new EdgeValue(1, 2), false],
    ['zoned times', parseTime('12:00Z'), parseTime('13:00+01:00'), true],
    [
      'zoned datetimes',
      parseDatetime('2024-01-01T12:00Z'),
      parseDatetime('2024-01-01T13:00+01:00'),
      true,
    ],
    ['a local and a zoned time', parseTime('12:00Z'), parseTime('12:00'), false],
    ['P1Y = P12M', parseDuration('P1Y'), parseDuration('P12M'), true],
    ['P1D = PT24H', parseDuration('P1D'), parseDuration('PT24H'), true],
    ['P1M = P30D', parseDuration('P1M'), parseDuration('P30D'), false],
    ['bytes', Uint8Array.of(1, 2), Uint8Array.of(1, 2), true],
  ])('%s', (_name, left, right, expected) => {
    expect(equalValues(left, right)).toBe(expected);
    expect(equalValues(right, left)).toBe(expected);
  });

  it('refuses records with different fields', () => {
    const run = (): unknown => equalValues(record(['a'], [1]), record(['b'], [1]));
    expect(codeOf(run)).toBe('22G0U');
  });
});

describe('sameValue', () => {
  it.each<[string, Value, Value, boolean]>([
    ['null', null, null, true],
    ['NaN', nan, new Float(Number.NaN), true],
    ['NaN and 1', nan, 1, false],
    ['zeros', new Float(-0), 0, true],
    ['lists with null', [null, [nan]], [null, [nan]], true],
    ['records with different fields', record(['a'], [1]), record(['b'], [1]), false],
    ['records', record(['a', 'b'], [1, null]), record(['b', 'a'], [null, 1]), true],
  ])('%s', (_name, left, right, expected) => {
    expect(sameValue(left, right)).toBe(expected);
  });
});

describe('compareValues', () => {
  it.each<[string, Value, Value, number | null]>([
    ['1 < 2', 1, 2, -1],
    ['1.5 > 1', decimal('1.5'), 1, 1],
    ['2^53 < 2^53 + 1', new Float(2 ** 53), 2n ** 53n + 1n, -1],
    ['-Infinity < -10^400', new Float(-Infinity), decimal('-1e400'), -1],
    ['10^400 < Infinity', decimal('1e400'), new Float(Infinity), -1],
    ["'Z' < 'a'", 'Z', 'a', -1],
    ['code points', '\ufb01', '\u{1d11e}', -1],
    ["'ab' < 'abc'", 'ab', 'abc', -1],
    ['false < true', false, true, -1],
    ['null', null, 1, null],
    ['[1, 2] < [1, 3]', [1, 2], [1, 3], -1],
    ['[] < [1]', [], [1], -1],
    ['[null] < [1]', [null], [1], null],
    ['[0, null] < [1, 1]', [0, null], [1, 1], -1],
    ['dates', parseDate('2024-01-01'), parseDate('2023-12-31'), 1],
    ['durations', parseDuration('PT90M'), parseDuration('PT2H'), -1],
    ['bytes', Uint8Array.of(0), Uint8Array.of(0, 0), -1],
  ])('%s', (_name, left, right, expected) => {
    const result = compareValues(left, right);
    expect(result === null ? null : Math.sign(result)).toBe(expected);
  });

  it('gives NaN for NaN', () => {
    expect(compareValues(nan, 1)).toBeNaN();
    expect(compareValues(decimal('1'), nan)).toBeNaN();
  });

  it.each<[string, Value, Value]>([
    ["1 < 'a'", 1, 'a'],
    ['true < 1', true, 1],
    ['P1M < P30D', parseDuration('P1M'), parseDuration('P30D')],
    ['nodes', new NodeValue(0, 1), new NodeValue(0, 2)],
    ['records', record(['b', 'a'], [9, 1]), record(['a', 'b'], [2, 0])],
    ['a date and a datetime', parseDate('2024-01-01'), parseDatetime('2024-01-01T00:00')],
    ["[1] < ['a']", [1], ['a']],
  ])('orders unlike values and those without an order of their own: %s', (_name, left, right) => {
    expect(compareValues(left, right)).toBeLessThan(0);
    expect(compareValues(right, left)).toBeGreaterThan(0);
  });

  it('refuses records with different fields, as = does', () => {
    const compare = (): unknown => compareValues(record(['a'], [1]), record(['b'], [1]));
    expect(codeOf(compare)).toBe('22G0U');
  });
});

describe('orderValues', () => {
  it('orders families as documented, nulls and NaN at the end of theirs', () => {
    const expected: Value[] = [
      false,
      true,
      -1,
      decimal('0.5'),
      new Float(Infinity),
      nan,
      '',
      'a',
      Uint8Array.of(),
      parseDate('2024-01-01'),
      parseDuration('P1M'),
      parseDuration('P1D'),
      [1],
      [null],
      record(['a'], [1]),
      record(['a'], [2]),
      record(['b'], [1]),
      new NodeValue(0, 0),
      new EdgeValue(0, 0),
      null,
    ];
    expect([...expected].reverse().sort(orderValues)).toEqual(expected);
  });
});
