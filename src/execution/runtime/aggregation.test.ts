import { describe, expect, it } from 'vitest';
import { accumulatorFactory } from './aggregation.ts';

describe('accumulatorFactory', () => {
  const span = { start: 7, end: 20 };

  it('gives what a value makes fail the place of the aggregate', () => {
    const sum = accumulatorFactory({ function: 'SUM', distinct: false, span })();
    expect(() => {
      sum.add('x');
    }).toThrow(expect.objectContaining({ gqlstatus: '22G03', span }));
  });

  it('gives what the result makes fail the place of the aggregate', () => {
    const sum = accumulatorFactory({ function: 'SUM', distinct: false, span })();
    sum.add(Number.MAX_SAFE_INTEGER);
    for (let i = 0; i < 1100; i++) sum.add(2n ** 53n);
    expect(() => sum.result()).toThrow(expect.objectContaining({ gqlstatus: '22003', span }));
  });
});
