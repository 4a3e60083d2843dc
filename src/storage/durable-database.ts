import { GqlError } from '../base/errors.ts';
import { initialCatalog } from '../catalog/home.ts';
import type { DatabaseStore, DatabaseWrite } from '../graph/database-store.ts';
import type { WriteTransaction } from '../graph/store.ts';
import type { DurableOptions, DurableStore } from './durable-store.ts';
import { openLockedStore } from './durable-store.ts';
import type { Lock } from './files/lock.ts';

/** A database whose commits are in a log before anybody is told of them. */
export interface DurableDatabase {
  readonly store: DatabaseStore;
  /** Whether there are commits that no sync has made durable yet. */
  readonly hasUnsynced: boolean;
  /** Makes durable what is committed now. */
  flushSync(): void;
  /** Resolves when all that is committed now is durable; rejects where it never will be. */
  flushed(): Promise<void>;
  checkpoint(): void;
  close(): void;
}

/** Opens the database in a directory, or makes one there; see `openLockedStore`. */
export async function openLockedDatabase(
  directory: string,
  options: Omit<DurableOptions, 'lock' | 'graph'>,
  lock: (directory: string) => Promise<Lock>,
): Promise<DurableDatabase> {
  const durable = await openLockedStore(directory, { ...options, graph: 0 }, lock);
  return {
    store: databaseOf(durable),
    get hasUnsynced() {
      return durable.hasUnsynced;
    },
    flushSync: () => {
      durable.flushSync();
    },
    flushed: () => durable.flushed(),
    checkpoint: () => {
      durable.checkpoint();
    },
    close: () => {
      durable.close();
    },
  };
}

/** The home graph alone. */
function databaseOf({ store }: DurableStore): DatabaseStore {
  return {
    get version() {
      return store.version;
    },
    catalog: initialCatalog,
    current: () => store.current(),
    snapshot: () => {
      const held = store.snapshot();
      return {
        version: held.version,
        catalog: initialCatalog,
        reader: () => held.reader(),
        release: () => {
          held.release();
        },
      };
    },
    begin: () => writeOf(store.begin()),
    memoryUsage: () => store.memoryUsage(),
  };
}

function writeOf(write: WriteTransaction): DatabaseWrite {
  return {
    catalog: initialCatalog,
    get dirty() {
      return write.dirty;
    },
    get counts() {
      return write.counts;
    },
    graph: () => write,
    change: () => {
      throw new GqlError('0A000', 'a database on disk has one graph for now');
    },
    savepoint: () => write.savepoint(),
    rollbackTo: (savepoint) => {
      write.rollbackTo(savepoint);
    },
    commit: () => {
      write.commit();
    },
    rollback: () => {
      write.rollback();
    },
  };
}
