import { GqlError } from '../base/errors.ts';

/**
 * What ends in the depth of the host's stack, although the limits of the language hold it far away:
 * values nested by a hundred thousand, say. The statement has failed and is undone like any other.
 */
export function withoutStackOverflow(error: unknown): unknown {
  if (!(error instanceof RangeError) || !/call stack/iu.test(error.message)) return error;
  return new GqlError('54001', 'the statement nests deeper than the host has room for', {
    hint: 'Split the statement, or nest values less deeply.',
    cause: error,
  });
}
