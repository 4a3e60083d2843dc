import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAccumulator, findAggregate } from '../../functions/aggregates.ts';
import { formatValue } from '../../../values/text.ts';
import { present } from '../../../base/assert.ts';
import type { Excess } from './sums.ts';
import { carry, checkedCount, integerAverage, integerSum } from './sums.ts';

/** As generated code adds up. */
function total(values: readonly number[]): { readonly sum: number; readonly excess: Excess } {
  let sum = 0;
  let excess: Excess = null;
  for (const value of values) {
    const next = sum + value;
    if (Number.isSafeInteger(next)) sum = next;
    else {
      excess = carry(excess, sum, value);
      sum = 0;
    }
  }
  return { sum, excess };
}

function expected(name: 'SUM' | 'AVG', values: readonly number[]): string {
  const accumulator = createAccumulator(present(findAggregate(name), name), false);
  for (const value of values) accumulator.add(value);
  return formatValue(accumulator.result());
}

describe('sums of integers', () => {
  it('are exact past 2^53', () => {
    fc.assert(
      fc.property(fc.array(fc.maxSafeInteger(), { minLength: 1, maxLength: 500 }), (values) => {
        const { sum, excess } = total(values);
        expect(formatValue(integerSum(sum, excess))).toBe(expected('SUM', values));
      }),
    );
  });

  it('leave INT64 with an error', () => {
    expect(() => integerSum(0, 2n ** 63n)).toThrow('INT64');
  });

  it('have the averages that the shared accumulator gives', () => {
    const integers = fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 });
    fc.assert(
      fc.property(fc.array(integers, { minLength: 1, maxLength: 100 }), (values) => {
        const { sum, excess } = total(values);
        const average = integerAverage(sum, excess, values.length);
        expect(formatValue(average)).toBe(expected('AVG', values));
      }),
    );
  });

  it('refuse counts that a double cannot hold', () => {
    expect(checkedCount(5)).toBe(5);
    expect(() => checkedCount(2 ** 53)).toThrow('INT64');
  });
});
