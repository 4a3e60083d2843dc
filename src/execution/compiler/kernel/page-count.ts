import type { Span } from '../../../base/errors.ts';
import { GqlError } from '../../../base/errors.ts';
import { describeFamily } from '../../../values/family.ts';
import type { Value } from '../../../values/value.ts';

/** OFFSET's or LIMIT's number: 22G02 for negative ones, 22G03 for what is no integer. */
export function pageCount(span: Span | undefined): (value: Value) => number {
  return (value) => {
    if (typeof value === 'number' && value >= 0) return value;
    if (typeof value === 'bigint' && value >= 0n) return Number(value);
    if (typeof value === 'number' || typeof value === 'bigint') {
      throw new GqlError('22G02', `a limit or offset must not be negative, found ${value}`, {
        span,
      });
    }
    const found = describeFamily(value);
    throw new GqlError('22G03', `a limit or offset is an integer, found ${found}`, { span });
  };
}
