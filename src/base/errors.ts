import type { Circumstances, DiagnosticRecord, GqlStatus, Subject } from './diagnostic-record.ts';
import { diagnosticRecord } from './diagnostic-record.ts';
import type { SourcePosition } from './position.ts';
import { positionAt } from './position.ts';
import { statusDescription } from './status-codes.ts';

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
  /** The name that it is about. */
  readonly subject?: Subject | undefined;
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
  readonly subject?: Subject;
  #circumstances: (() => Circumstances) | undefined;

  constructor(gqlstatus: string, message: string, details: GqlErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'GqlError';
    this.gqlstatus = gqlstatus;
    if (details.position !== undefined) this.position = details.position;
    if (details.hint !== undefined) this.hint = details.hint;
    if (details.span !== undefined) this.span = details.span;
    if (details.subject !== undefined) this.subject = details.subject;
  }

  /** Class and subclass in words: `error: data exception - division by zero`. */
  get description(): string {
    return statusDescription(this.gqlstatus);
  }

  /** Statement, schema, place and name that the error is about (ISO/IEC 39075, 23.2). */
  get diagnosticRecord(): DiagnosticRecord {
    return diagnosticRecord(this.#circumstances?.() ?? UNKNOWN_CIRCUMSTANCES, this);
  }

  /** The primary status and behind it those of what led to it (ISO/IEC 39075, 4.9.2). */
  get statuses(): readonly GqlStatus[] {
    const { gqlstatus, description, diagnosticRecord: record } = this;
    const own = { gqlstatus, description, diagnosticRecord: record };
    return this.cause instanceof GqlError ? [own, ...this.cause.statuses] : [own];
  }

  /** Notes where it arose, to be worked out when asked; the innermost, which comes first, stays. */
  arisesIn(circumstances: () => Circumstances): this {
    this.#circumstances ??= circumstances;
    return this;
  }

  /** The same error with more known about it. */
  with(details: GqlErrorDetails & { readonly message?: string }): GqlError {
    const { message = this.message, ...rest } = details;
    const { position, hint, cause, span, subject } = this;
    const known = { position, hint, cause, span, subject };
    const copy = new GqlError(this.gqlstatus, message, { ...known, ...rest });
    return this.#circumstances === undefined ? copy : copy.arisesIn(this.#circumstances);
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

const UNKNOWN_CIRCUMSTANCES: Circumstances = { operation: '', schema: '' };

/** The same error with a line and column, for an error that knows only its span. */
export function withSource(error: GqlError, text: string): GqlError {
  if (error.position !== undefined || error.span === undefined) return error;
  return error.with({ position: positionAt(text, error.span.start) });
}

export function syntaxError(message: string, span: Span, hint?: string): GqlError {
  return new GqlError('42001', message, { span, hint });
}

/** 42002: a name that stands for nothing here. */
export function invalidReference(message: string, span?: Span, hint?: string): GqlError {
  return new GqlError('42002', message, { span, hint });
}

/** 42002 with the name in its diagnostic record. */
export function unknownName(
  subject: Subject,
  message: string,
  span: Span | undefined,
  hint?: string,
): GqlError {
  return new GqlError('42002', message, { span, hint, subject });
}

/** 0A000: known to the standard or the documentation, not built yet. */
export function notSupported(what: string, span?: Span, hint?: string): GqlError {
  return new GqlError('0A000', `${what} is not supported`, { span, hint });
}
