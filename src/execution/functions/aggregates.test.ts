import { describe, expect, it } from 'vitest';
import { present } from '../../base/assert.ts';
import { GqlError } from '../../base/errors.ts';
import { decimal } from '../../values/decimal.ts';
import { parseDuration } from '../../values/temporal/parse.ts';
import { formatValue } from '../../values/text.ts';
import type { Value } from '../../values/value.ts';
import { Float } from '../../values/value.ts';
import { createAccumulator, findAggregate } from './aggregates.ts';

interface Options {
  readonly second?: Value;
  readonly distinct?: boolean;
}

/** The text of the result, or the code of the error. */
function aggregate(name: string, values: readonly Value[], options: Options = {}): string {
  const accumulator = createAccumulator(
    present(findAggregate(name), name),
    options.distinct ?? false,
  );
  try {
    for (const value of values) accumulator.add(value, options.second);
    return formatValue(accumulator.result());
  } catch (error) {
    if (error instanceof GqlError) return error.gqlstatus;
    throw error;
  }
}

const float = (value: number): Float => new Float(value);
const MAX = 2n ** 63n - 1n;

describe('aggregates', () => {
  it.each<[string, readonly Value[], string]>([
    ['COUNT', [1, null, 'a'], '2'],
    ['COUNT', [], '0'],
    ['SUM', [1, 2, null], '3'],
    ['SUM', [], 'null'],
    ['SUM', [null], 'null'],
    ['SUM', [MAX, 1, -1], String(MAX)],
    ['SUM', [MAX, 1], '22003'],
    ['SUM', [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER], '18014398509481982'],
    ['SUM', [Number.MAX_SAFE_INTEGER, 1, -1], '9007199254740991'],
    ['SUM', [decimal('0.1'), decimal('0.2'), 1], '1.3'],
    ['SUM', [1, float(0.5)], '1.5'],
    ['SUM', [decimal('0.5'), float(0.5)], '1.0'],
    ['SUM', [parseDuration('PT1H'), parseDuration('PT30M')], 'PT1H30M'],
    ['SUM', [parseDuration('PT1H'), parseDuration('P1M')], '22G14'],
    ['SUM', [parseDuration('PT1H'), 1], '22G03'],
    ['SUM', ['a'], '22G03'],
    ['AVG', [1, 2], '1.5'],
    ['AVG', [1, null], '1'],
    ['AVG', [], 'null'],
    ['AVG', [1, 1, 2], '1.33333333333333'],
    ['AVG', [decimal('0.1'), decimal('0.2')], '0.15'],
    ['AVG', [MAX, MAX], String(MAX)],
    ['AVG', [float(1), 2], '1.5'],
    ['AVG', [parseDuration('PT1H'), parseDuration('PT2H')], 'PT1H30M'],
    ['AVG', ['a'], '22G03'],
    ['MIN', [3, null, 1, 2], '1'],
    ['MAX', ['a', 'B', 'c'], 'c'],
    ['MIN', [[2], [1]], '[1]'],
    ['MAX', [], 'null'],
    ['COLLECT_LIST', [1, null, 'a'], "[1, 'a']"],
    ['COLLECT_LIST', [], '[]'],
    ['STDDEV_SAMP', [2, 4, 4, 4, 5, 5, 7, 9], '2.138089935299395'],
    ['STDDEV_POP', [2, 4, 4, 4, 5, 5, 7, 9], '2.0'],
    ['STDDEV_SAMP', [7], 'null'],
    ['STDDEV_POP', [7], '0.0'],
    ['STDDEV_POP', [], 'null'],
    ['STDDEV_POP', ['a'], '22G03'],
    ['VAR_SAMP', [10, 20, 30, 40, 50], '250.0'],
    ['VAR_POP', [10, 20, 30, 40, 50], '200.0'],
    ['STRING_AGG', ['a', null, 'b'], 'a,b'],
    ['STRING_AGG', [], 'null'],
    ['BOOL_AND', [true, false, true], 'false'],
    ['BOOL_AND', [true, null], 'true'],
    ['BOOL_OR', [false, true], 'true'],
    ['BOOL_OR', [], 'null'],
    ['BOOL_OR', [1], '22G03'],
  ])('%s of %s is %s', (name, values, expected) => {
    expect(aggregate(name, values)).toBe(expected);
  });

  it.each<[string, readonly Value[], Value, string]>([
    ['PERCENTILE_CONT', [4, 1, 3, 2], decimal('0.5'), '2.5'],
    ['PERCENTILE_CONT', [1, 2, 3, 4, 5], decimal('0.25'), '2'],
    ['PERCENTILE_CONT', [10, 20, 30, 40], float(0.5), '25'],
    ['PERCENTILE_CONT', [float(1), float(2)], decimal('0.5'), '1.5'],
    ['PERCENTILE_CONT', [1, 2], 0, '1'],
    ['PERCENTILE_CONT', [1, 2], 1, '2'],
    ['PERCENTILE_CONT', [], decimal('0.5'), 'null'],
    ['PERCENTILE_CONT', [1], null, 'null'],
    ['PERCENTILE_CONT', [1], decimal('1.5'), '22003'],
    ['PERCENTILE_CONT', ['a'], 0, '22G03'],
    ['PERCENTILE_DISC', [4, 1, 3, 2], decimal('0.5'), '2'],
    ['PERCENTILE_DISC', [1, 2, 3, 4, 5], decimal('0.25'), '2'],
    ['PERCENTILE_DISC', [1, 2], 0, '1'],
    ['PERCENTILE_DISC', ['b', 'a'], 1, 'b'],
    ['PERCENTILE_DISC', [1], decimal('-0.5'), '22003'],
    ['STRING_AGG', ['a', 'b'], '; ', 'a; b'],
  ])('%s of %s at %s is %s', (name, values, second, expected) => {
    expect(aggregate(name, values, { second })).toBe(expected);
  });

  it('takes the first of values that are not distinct', () => {
    const values = [1, decimal('1.0'), null, 2, null, 2];
    expect(aggregate('COUNT', values, { distinct: true })).toBe('2');
    expect(aggregate('SUM', values, { distinct: true })).toBe('3');
    expect(aggregate('COLLECT_LIST', values, { distinct: true })).toBe('[1, 2]');
  });

  it('knows whether nulls were dropped', () => {
    for (const distinct of [false, true]) {
      const accumulator = createAccumulator(present(findAggregate('MAX'), 'MAX'), distinct);
      accumulator.add(1);
      expect(accumulator.droppedNull).toBe(false);
      accumulator.add(null);
      expect(accumulator.droppedNull).toBe(true);
    }
  });

  it.each([
    ['COVAR_POP', '4.0'],
    ['COVAR_SAMP', '5.0'],
    ['CORR', '1.0'],
    ['REGR_SLOPE', '2.0'],
    ['REGR_INTERCEPT', '0.0'],
    ['REGR_R2', '1.0'],
    ['REGR_COUNT', '5'],
    ['REGR_SXX', '10.0'],
    ['REGR_SYY', '40.0'],
    ['REGR_SXY', '20.0'],
    ['REGR_AVGX', '3.0'],
    ['REGR_AVGY', '6.0'],
  ])('%s of y = 2x is %s', (name, expected) => {
    const accumulator = present(findAggregate(name), name).create();
    for (let x = 1; x <= 5; x++) accumulator.add(2 * x, x);
    accumulator.add(null, 1);
    accumulator.add(1, null);
    expect(formatValue(accumulator.result())).toBe(expected);
    expect(accumulator.droppedNull).toBe(true);
  });

  it.each([
    ['CORR', 'null'],
    ['REGR_SLOPE', 'null'],
    ['REGR_COUNT', '1'],
    ['COVAR_SAMP', 'null'],
    ['COVAR_POP', '0.0'],
  ])('%s of one pair is %s', (name, expected) => {
    expect(aggregate(name, [1], { second: 2 })).toBe(expected);
  });
});
