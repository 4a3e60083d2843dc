import type { Span } from '../../base/errors.ts';
import { GqlError } from '../../base/errors.ts';

/** The error with the place in the text that it came from, unless it has one already. */
export function located(error: unknown, span: Span | undefined): unknown {
  if (!(error instanceof GqlError) || span === undefined) return error;
  if (error.span !== undefined || error.position !== undefined) return error;
  return error.with({ span });
}
