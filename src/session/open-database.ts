import { createGraphStore } from '../storage/columnar-store.ts';
import { Database } from './database.ts';
import type { DatabaseOptions } from './options.ts';

/** Databases on disk that are open in this process: a directory opened twice is one database. */
const openDirectories = new Map<string, Promise<Database>>();

/** Opens a directory, or an empty graph in memory for '' and ':memory:'. Released by `release`. */
export async function openDatabase(path: string, options: DatabaseOptions): Promise<Database> {
  if (path === '' || path === ':memory:') {
    return new Database(options, { store: createGraphStore({ graph: 0 }) });
  }
  const paths = await import('node:path');
  const directory = paths.resolve(path);
  const shared = openDirectories.get(directory);
  if (shared !== undefined && !options.readOnly) {
    const database = await shared;
    if (database.retain()) return database;
  }
  const opening = openDirectory(directory, options);
  if (options.readOnly) return opening;
  openDirectories.set(directory, opening);
  // A failed open is forgotten, so that the next one tries again.
  opening.catch(() => openDirectories.delete(directory));
  return opening;
}

/** The disk is loaded on first use, so that the core also loads where there is none. */
async function openDirectory(directory: string, options: DatabaseOptions): Promise<Database> {
  const { openLockedStore } = await import('../storage/durable-store.ts');
  const { acquireLock } = await import('../storage/files/lock.ts');
  const { clock, readOnly } = options;
  const durable = await openLockedStore(directory, { graph: 0, clock, readOnly }, (locked) =>
    acquireLock(locked, clock),
  );
  return new Database(options, {
    store: durable.store,
    durable,
    closed: () => openDirectories.delete(directory),
  });
}
