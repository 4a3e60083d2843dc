import { createMemoryDatabase } from '../storage/memory-database.ts';
import { Database } from './database.ts';
import type { DatabaseOptions } from './options.ts';

/**
 * Databases on disk that are open in this process, by real path: opened twice, it is one database.
 */
const openDirectories = new Map<string, Promise<Database>>();

/** Opens a directory, or a new database in memory for '' and ':memory:'. Released by `release`. */
export async function openDatabase(path: string, options: DatabaseOptions): Promise<Database> {
  if (path === '' || path === ':memory:') {
    return new Database(options, { store: createMemoryDatabase() });
  }
  const paths = await import('node:path');
  const directory = paths.resolve(path);
  const key = await realPath(directory);
  const shared = openDirectories.get(key);
  if (shared !== undefined && !options.readOnly) {
    const database = await shared;
    if (database.retain()) return database;
  }
  const opening = openDirectory(directory, options, () => openDirectories.delete(key));
  if (options.readOnly) return opening;
  openDirectories.set(key, opening);
  // A failed open is forgotten, so that the next one tries again.
  opening.catch(() => openDirectories.delete(key));
  return opening;
}

/** The disk is loaded on first use, so that the core also loads where there is none. */
async function openDirectory(
  directory: string,
  options: DatabaseOptions,
  closed: () => void,
): Promise<Database> {
  const { openLockedDatabase } = await import('../storage/durable-database.ts');
  const { acquireLock } = await import('../storage/files/lock.ts');
  const { clock, readOnly, checkpoint: checkpoints } = options;
  const durable = await openLockedDatabase(directory, { clock, readOnly, checkpoints }, (locked) =>
    acquireLock(locked, clock),
  );
  return new Database(options, { store: durable.store, durable, closed });
}

/** Without symbolic links, also of a path whose last parts do not exist yet. */
async function realPath(path: string): Promise<string> {
  const paths = await import('node:path');
  const { realpathSync } = await import('node:fs');
  const real = (some: string): string => {
    try {
      return realpathSync(some);
    } catch {
      const parent = paths.dirname(some);
      return parent === some ? some : paths.join(real(parent), paths.basename(some));
    }
  };
  return real(path);
}
