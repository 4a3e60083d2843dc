import { GqlError } from '../../base/errors.ts';
import { joinPath } from '../files/file-system.ts';
import type { FileSystem } from '../files/file-system.ts';
import { LOG_DIRECTORY } from '../log/log-names.ts';

/**
 * Refuses a directory that holds something else than a database, before anything is created or
 * locked there. True when there is a database already.
 */
export function holdsDatabase(files: FileSystem, directory: string): boolean {
  const names = listNames(files, directory);
  if (names.some((name) => name === LOG_DIRECTORY || MANIFEST.test(name))) return true;
  const foreign = names.find((name) => !OWN_NAME.test(name));
  if (foreign === undefined) return false;
  throw new GqlError('22023', `${directory} holds ${foreign} and no database`, {
    hint: 'Give an empty directory, one that does not exist yet, or one that holds a database.',
  });
}

const MANIFEST = /^manifest_[0-9]+$/u;
/** What an open that was cut off before the first commit may have left. */
const OWN_NAME = /^(?:data|lock.*|manifest_[0-9]+\.tmp)$/u;

function listNames(files: FileSystem, directory: string): string[] {
  try {
    return files.list(directory);
  } catch (error) {
    const cause = error instanceof GqlError ? (error.cause as { code?: string } | undefined) : {};
    if (cause?.code !== 'ENOTDIR') throw error;
    throw new GqlError('22023', `${directory} is a file; a database is a directory`, {
      cause: error,
    });
  }
}

/** Makes the directory and its log's durably: a commit in them must not vanish with their names. */
export function makeDatabaseDirectory(files: FileSystem, directory: string): void {
  const missing: string[] = [];
  let path = joinPath(directory, LOG_DIRECTORY);
  for (; path !== parentOf(path) && !files.exists(path); path = parentOf(path)) missing.push(path);
  const [deepest] = missing;
  if (deepest === undefined) return;
  files.makeDirectory(deepest);
  for (const made of missing) files.syncDirectory(parentOf(made));
}

function parentOf(path: string): string {
  const end = path.replace(/\/+$/u, '').lastIndexOf('/');
  if (end < 0) return '.';
  return end === 0 ? '/' : path.slice(0, end);
}
