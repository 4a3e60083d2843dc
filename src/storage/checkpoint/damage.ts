import { GqlError } from '../../base/errors.ts';

/** XX001: bytes that no checkpoint has written. `offset` is left out where the file is at fault. */
export function damage(message: string, file: string, offset?: number): GqlError {
  const place = offset === undefined ? file : `${file}, offset ${offset}`;
  return new GqlError('XX001', `${place}: ${message}`, {
    hint: 'restore the database from a copy; nothing of it was changed',
  });
}
