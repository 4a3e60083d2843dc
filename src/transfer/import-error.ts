import { GqlError } from '../base/errors.ts';

/** Where in an import file something is wrong; line and column count from 1. */
export interface FilePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** In bytes. */
  readonly offset: number;
}

/** An error in a file: the message names file, line and column. */
export function fileError(
  gqlstatus: string,
  message: string,
  place: FilePlace,
  hint?: string,
): GqlError {
  const { file, line, column, offset } = place;
  return new GqlError(gqlstatus, `${file}, line ${line}, column ${column}: ${message}`, {
    position: { offset, line, column },
    hint,
  });
}
