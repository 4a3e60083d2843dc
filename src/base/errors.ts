import type { SourcePosition } from './position.ts';
import { positionAt } from './position.ts';

/** The place in the query text that an error is about: offsets in UTF-16 units, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface GqlErrorDetails {
  readonly position?: SourcePosition | undefined;
  readonly hint?: string | undefined;
  readonly cause?: unknown;
  /** The span in the text, for layers that do not hold the text; see `withSource`. */
  readonly span?: Span | undefined;
}

/**
 * Every failure that a user can cause. `gqlstatus` is the five-character code of ISO/IEC 39075
 * clause 23, or one of the project's own where ISO has none (see `status-codes.ts`).
 */
export class GqlError extends Error {
  readonly gqlstatus: string;
  readonly position?: SourcePosition;
  readonly hint?: string;
  /** Where in the text, until `withSource` turns it into `position`. */
  readonly span?: Span;

  constructor(gqlstatus: string, message: string, details: GqlErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'GqlError';
    this.gqlstatus = gqlstatus;
    if (details.position !== undefined) this.position = details.position;
    if (details.hint !== undefined) this.hint = details.hint;
    if (details.span !== undefined) this.span = details.span;
  }

  toJSON(): Record<string, unknown> {
    return {
      gqlstatus: this.gqlstatus,
      message: this.message,
      ...(this.position && { position: this.position }),
      ...(this.hint !== undefined && { hint: this.hint }),
    };
  }
}

/** The same error with a line and column, for an error that knows only its span. */
export function withSource(error: GqlError, text: string): GqlError {
  if (error.position !== undefined || error.span === undefined) return error;
  return new GqlError(error.gqlstatus, error.message, {
    position: positionAt(text, error.span.start),
    span: error.span,
    hint: error.hint,
    cause: error.cause,
  });
}

export function syntaxError(message: string, span: Span, hint?: string): GqlError {
  return new GqlError('42001', message, { span, hint });
}

/** 42002: a name that stands for nothing here. */
export function invalidReference(message: string, span?: Span, hint?: string): GqlError {
  return new GqlError('42002', message, { span, hint });
}

/** 0A000: known to the standard or the documentation, not built yet. */
export function notSupported(what: string, span?: Span, hint?: string): GqlError {
  return new GqlError('0A000', `${what} is not supported`, { span, hint });
}
