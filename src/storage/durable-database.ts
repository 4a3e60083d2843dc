import { invariant } from '../base/assert.ts';
import type { Clock } from '../base/clock.ts';
import { GqlError } from '../base/errors.ts';
import { Catalog } from '../catalog/catalog.ts';
import { HOME_GRAPH_NUMBER, initialCatalog } from '../catalog/home.ts';

import { readManifest } from './checkpoint/manifest.ts';
import { Checkpointer } from './durable/checkpointer.ts';
import { holdsDatabase, makeDatabaseDirectory } from './durable/directory.ts';
import type { DurableLog } from './durable/durable-log.ts';
import { GroupCommit } from './durable/group-commit.ts';
import { openDurableLog } from './durable/open-log.ts';
import { RecordedDatabase } from './durable/recorded-database.ts';
import { recoverDatabase } from './durable/recovery.ts';
import { StoredGraphs } from './durable/stored-graphs.ts';
import { diskFiles } from './files/disk-files.ts';
import type { FileSystem } from './files/file-system.ts';
import type { Lock } from './files/lock.ts';
import { MemoryDatabase } from './memory-database.ts';

export interface DurableOptions {
  readonly clock: Clock;
  /** Default: the disk. */
  readonly files?: FileSystem;
  /** Creates nothing, writes nothing, needs no lock. */
  readonly readOnly?: boolean;
  /** Of the directory, held already; released when the database closes or cannot be opened. */
  readonly lock?: Lock;
  /** Default: by itself, when the log has outgrown the last one. */
  readonly checkpoints?: 'auto' | 'manual';
  /** See `LogOptions`. */
  readonly maxFileBytes?: number;
  /** Past how many UTF-16 units of redo a transaction is logged before it commits; for tests. */
  readonly streamUnits?: number;
}

/**
 * Makes sure that the directory holds a database or nothing, makes it where it is missing, takes
 * its lock and opens it; `lock` is not called to read only.
 */
export async function openLockedDatabase(
  directory: string,
  options: Omit<DurableOptions, 'lock'>,
  lock: (directory: string) => Promise<Lock>,
): Promise<DurableDatabase> {
  if (options.readOnly === true) return openDurableDatabase(directory, options);
  prepareDirectory(directory, options);
  return openDurableDatabase(directory, { ...options, lock: await lock(directory) });
}

/**
 * Opens the database in a directory, or makes one there: the newest checkpoint is the beginning,
 * and the log is replayed behind it. Throws 22023 where the directory holds something else, XX001
 * with file and offset where it is damaged, and 0A000 where a newer program wrote it.
 */
export function openDurableDatabase(directory: string, options: DurableOptions): DurableDatabase {
  for (let attempt = 1; ; attempt++) {
    try {
      prepareDirectory(directory, options);
      return new DurableDatabase(directory, options);
    } catch (error) {
      // Another process may write and take a checkpoint while this one reads.
      const mayPass = options.readOnly === true && error instanceof GqlError;
      if (mayPass && attempt < READ_ATTEMPTS && RACES.has(error.gqlstatus)) continue;
      options.lock?.release();
      throw error;
    }
  }
}

const READ_ATTEMPTS = 3;
/** What a reader may find when a file went or grew under its eyes. */
const RACES: ReadonlySet<string> = new Set(['58030', 'XX001']);

function prepareDirectory(directory: string, options: DurableOptions): void {
  const files = options.files ?? diskFiles;
  const isThere = holdsDatabase(files, directory);
  if (options.readOnly !== true) makeDatabaseDirectory(files, directory);
  else if (!isThere) throw new GqlError('22023', `there is no database in ${directory}`);
}

/** A database in memory whose commits are in a log before anybody is told of them. */
export class DurableDatabase {
  readonly store: RecordedDatabase;
  readonly #clock: Clock;
  readonly #lock: Lock | undefined;
  readonly #group: GroupCommit;
  readonly #graphs: StoredGraphs;
  /** Both undefined where the database is open for reading only. */
  readonly #log: DurableLog | undefined;
  readonly #checkpointer: Checkpointer | undefined;
  readonly #takesCheckpoints: boolean;
  #isClosed = false;

  /** For `openDurableDatabase`. */
  constructor(directory: string, options: DurableOptions) {
    const { clock, files = diskFiles } = options;
    this.#clock = clock;
    this.#lock = options.lock;
    this.#takesCheckpoints = options.checkpoints !== 'manual';
    const manifest = readManifest(files, directory);
    const graphs = new StoredGraphs(files, directory, manifest);
    this.#graphs = graphs;
    const { catalog } = manifest ?? {};
    const database = new MemoryDatabase({
      catalog: catalog ? Catalog.of(catalog.changes, catalog.nextGraph) : initialCatalog,
      make: (graph) => graphs.load(graph),
    });
    const place = { files, directory, manifest, database };
    const recovered = recoverDatabase(place);
    // Other graphs are loaded when they are touched; what every session starts with comes now.
    if (database.catalog.graph(HOME_GRAPH_NUMBER) !== undefined) database.store(HOME_GRAPH_NUMBER);
    if (options.readOnly !== true) {
      const failed = (error: unknown): void => void this.#fail(error);
      this.#log = openDurableLog({ ...place, ...options, graphs, recovered, failed });
      this.#checkpointer = new Checkpointer({ ...place, clock, graphs, log: this.#log });
    } else if (manifest !== undefined) graphs.openFiles(manifest);
    this.store = new RecordedDatabase(database, this.#log, {
      streamUnits: options.streamUnits,
      committed: () => {
        this.#group.schedule();
      },
    });
    this.#group = this.#groupCommit(this.#log);
  }

  /** Whether there are commits that no sync has made durable yet. */
  get hasUnsynced(): boolean {
    return this.store.hasUnsynced;
  }

  /**
   * Whether a write failed: readers get the last durable state, and nothing is written any more.
   */
  get poisoned(): boolean {
    return this.store.failure !== undefined;
  }

  /** Makes durable what is committed now. */
  flushSync(): void {
    this.#group.flushSync();
  }

  /** Resolves when all that is committed now is durable; rejects where it never will be. */
  flushed(): Promise<void> {
    return this.#group.flushed();
  }

  /**
   * Writes what has changed to page files, so that opening has no log to replay. No write may be
   * open. A failure leaves the database as it was, and as usable.
   */
  checkpoint(): void {
    this.#checkpoint(false);
  }

  /**
   * Rolls an open write back, makes all commits durable, takes a checkpoint and lets the directory
   * go. What fails on the way is thrown when all is closed. Closing twice is fine.
   */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    try {
      this.store.openWrite?.rollback();
      if (this.#log !== undefined && !this.poisoned) this.#checkpoint(true);
    } finally {
      try {
        this.#graphs.close();
        this.#log?.close();
      } finally {
        this.#lock?.release();
      }
    }
  }

  #groupCommit(log: DurableLog | undefined): GroupCommit {
    const { store } = this;
    return new GroupCommit({
      clock: this.#clock,
      get hasUnsynced() {
        return store.hasUnsynced;
      },
      get failure() {
        return store.failure;
      },
      flush: () => {
        this.#flush();
      },
      flushInBackground: async () => {
        const reached = store.reached();
        try {
          await log?.flushInBackground();
        } catch (error) {
          reached.release();
          throw this.#fail(error);
        }
        store.advance(reached);
      },
      idle: () => {
        this.#checkpointWhenDue();
      },
    });
  }

  /** Also what is no commit, such as the mark of a transaction that was rolled back. */
  #flush(): void {
    try {
      this.#log?.flush();
    } catch (error) {
      throw this.#fail(error);
    }
    this.store.allDurable();
  }

  #fail(error: unknown): GqlError {
    const failure = this.store.fail(error);
    this.#group.rejectAll(failure);
    return failure;
  }

  /** The end of a write that is open now comes back here. */
  #checkpointWhenDue(): void {
    const isBusy = this.#isClosed || this.poisoned || this.store.openWrite !== undefined;
    if (isBusy || !this.#takesCheckpoints || this.#checkpointer?.isDue !== true) return;
    try {
      this.#checkpoint(false);
    } catch (error) {
      // Nobody asked for it, and all commits are in the log.
      if (!(error instanceof GqlError)) throw error;
      this.#checkpointer.postpone();
    }
  }

  #checkpoint(isLast: boolean): void {
    const { failure, openWrite } = this.store;
    if (failure !== undefined) throw failure;
    const checkpointer = this.#checkpointer;
    invariant(checkpointer !== undefined, 'a database that is only read takes no checkpoint');
    invariant(openWrite === undefined, 'a checkpoint waits for the end of the write');
    this.#group.flushSync();
    this.#flush();
    checkpointer.take(isLast);
  }
}
