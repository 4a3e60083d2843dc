import { GqlError } from '../../base/errors.ts';

/** Runs a call of the host's and turns what it throws into a `GqlError`. */
export function attempt<T>(what: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw fileFailure(what, error);
  }
}

/** The host's name for a failure, such as `ENOENT`. */
export function codeOf(error: unknown): string {
  return (error as { code?: string }).code ?? '';
}

export function fileFailure(what: string, error: unknown): GqlError {
  const code = codeOf(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new GqlError('53100', `cannot ${what}: no space is left on the disk`, { cause: error });
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new GqlError('42501', `cannot ${what}: not permitted (${code})`, { cause: error });
  }
  return new GqlError('58030', `cannot ${what}: ${(error as Error).message}`, { cause: error });
}
