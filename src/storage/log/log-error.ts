import { GqlError } from '../../base/errors.ts';

/** The three kinds of failure of the log, told apart because they call for different acts. */
export type LogErrorKind =
  /** The disk said no; trying again may help. */
  | 'input/output'
  /** Bytes that no writer of the log has written; `file` and `offset` say where. */
  | 'corruption'
  /** The caller asked for what cannot be. */
  | 'configuration';

export interface LogPlace {
  readonly file: string;
  readonly offset: number;
}

const CODES: Readonly<Record<LogErrorKind, string>> = {
  'input/output': '58030',
  corruption: 'XX001',
  configuration: '22023',
};

export class LogError extends GqlError {
  readonly kind: LogErrorKind;
  readonly file?: string;
  readonly offset?: number;

  constructor(kind: LogErrorKind, message: string, place?: LogPlace, cause?: unknown) {
    const where = place === undefined ? '' : `${place.file}, offset ${place.offset}: `;
    // What the disk said may be more precise, such as 53100 for a full one.
    const isOfDisk = kind === 'input/output' && cause instanceof GqlError;
    const gqlstatus = isOfDisk ? cause.gqlstatus : CODES[kind];
    super(gqlstatus, `${where}${message}`, { cause });
    this.name = 'LogError';
    this.kind = kind;
    if (place !== undefined) {
      this.file = place.file;
      this.offset = place.offset;
    }
  }
}

export function corruption(message: string, place: LogPlace): LogError {
  return new LogError('corruption', message, place);
}

/** A failure of the files below the log as one of the log's own. */
export function asLogError(error: unknown): unknown {
  if (!(error instanceof GqlError) || error instanceof LogError) return error;
  return new LogError('input/output', error.message, undefined, error);
}
