import type { Clock } from '../base/clock.ts';
import { invariant } from '../base/assert.ts';
import { GqlError } from '../base/errors.ts';
import { removeOldGenerations } from './checkpoint/generations.ts';
import { nextGeneration } from './checkpoint/file-names.ts';
import type { Manifest } from './checkpoint/manifest.ts';
import { FORMAT_VERSION, readManifest, writeManifest } from './checkpoint/manifest.ts';
import { readGraphImage } from './checkpoint/read-image.ts';
import { writeGraphImage } from './checkpoint/write-image.ts';
import type { ColumnarStore } from './columnar-store.ts';
import { createGraphStore } from './columnar-store.ts';
import { CatalogLog } from './durable/catalog-log.ts';
import { catalogEntries, isSoundCatalog } from './durable/catalog-entries.ts';
import { holdsDatabase, makeDatabaseDirectory } from './durable/directory.ts';
import { DurableGraph } from './durable/durable-graph.ts';
import { DurableLog } from './durable/durable-log.ts';
import { GroupCommit } from './durable/group-commit.ts';
import type { Recovered } from './durable/recovery.ts';
import { replayLog } from './durable/recovery.ts';
import { diskFiles } from './files/disk-files.ts';
import { joinPath } from './files/file-system.ts';
import type { FileSystem } from './files/file-system.ts';
import type { Lock } from './files/lock.ts';
import { LOG_DIRECTORY, logFileName, logFileNumbers } from './log/log-names.ts';
import { continueLog } from './log/log-writer.ts';
import type { LogOptions } from './log/log-writer.ts';

export interface DurableOptions {
  /** The graph's number in values. */
  readonly graph: number;
  readonly clock: Clock;
  /** Default: the disk. */
  readonly files?: FileSystem;
  /** Creates nothing, writes nothing, needs no lock. */
  readonly readOnly?: boolean;
  /** Of the directory, held already; the store releases it when it closes or cannot be opened. */
  readonly lock?: Lock;
  /** See `LogOptions`. */
  readonly maxFileBytes?: number;
  /** Past how many UTF-16 units of redo a transaction is logged before it commits; for tests. */
  readonly streamUnits?: number;
}

/**
 * Makes sure that the directory holds a database or nothing, makes it where it is missing, takes
 * its lock and opens it; `lock` is not called to read only.
 */
export async function openLockedStore(
  directory: string,
  options: Omit<DurableOptions, 'lock'>,
  lock: (directory: string) => Promise<Lock>,
): Promise<DurableStore> {
  if (options.readOnly === true) return openDurableStore(directory, options);
  prepareDirectory(directory, options);
  return openDurableStore(directory, { ...options, lock: await lock(directory) });
}

/**
 * Opens the database in a directory, or makes one there: the newest checkpoint is loaded and the
 * log replayed behind it. Throws 22023 where the directory holds something else, XX001 with file
 * and offset where it is damaged, and 0A000 where a newer program wrote it.
 */
export function openDurableStore(directory: string, options: DurableOptions): DurableStore {
  for (let attempt = 1; ; attempt++) {
    try {
      prepareDirectory(directory, options);
      return new DurableStore(directory, options);
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

/** A graph in memory whose commits are in a log before anybody is told of them. */
export class DurableStore {
  readonly store: DurableGraph;
  readonly #files: FileSystem;
  readonly #directory: string;
  readonly #clock: Clock;
  readonly #lock: Lock | undefined;
  readonly #group: GroupCommit;
  /** Undefined where the database is open for reading only. */
  readonly #log: DurableLog | undefined;
  #manifest: Manifest | undefined;
  #isClosed = false;

  /** For `openDurableStore`. */
  constructor(directory: string, options: DurableOptions) {
    this.#files = options.files ?? diskFiles;
    this.#directory = directory;
    this.#clock = options.clock;
    this.#lock = options.lock;
    const store = createGraphStore({ graph: options.graph });
    this.#manifest = readManifest(this.#files, directory);
    const recovered = this.#recover(store);
    const isReadOnly = options.readOnly === true;
    this.#log = isReadOnly ? undefined : this.#openLog(recovered, store, options);
    this.store = new DurableGraph(store, this.#log, {
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
   * Writes the graph to page files, so that opening has no log to replay. No write may be open. A
   * failure leaves the database as it was, and as usable.
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
        this.#log?.close();
      } finally {
        this.#lock?.release();
      }
    }
  }

  #recover(store: ColumnarStore): Recovered {
    const manifest = this.#manifest;
    if (manifest !== undefined) {
      const write = store.begin();
      readGraphImage(this.#files, this.#directory, manifest.image, write);
      write.commit();
      store.raiseIds({ node: manifest.nextNodeId, edge: manifest.nextEdgeId });
    }
    const firstFile = manifest?.replayFrom ?? 1;
    const end = manifest?.cleanEnd;
    const source = {
      files: this.#files,
      directory: joinPath(this.#directory, LOG_DIRECTORY),
      firstFile,
      nextSequence: manifest?.nextSequence ?? 1n,
      // Of a log that the checkpoint covers nothing need be there.
      knownEnd: end !== undefined && end.fileNumber >= firstFile ? end : undefined,
    };
    return replayLog(source, store);
  }

  #openLog(recovered: Recovered, store: ColumnarStore, options: DurableOptions): DurableLog {
    const directory = joinPath(this.#directory, LOG_DIRECTORY);
    const files = this.#files;
    const manifest = this.#manifest;
    const logOptions: LogOptions = {
      files,
      clock: this.#clock,
      firstFile: manifest?.replayFrom ?? 1,
      nextFileNumber: manifest?.nextFileNumber ?? 1,
      nextSequence: manifest?.nextSequence ?? 1n,
      ...(options.maxFileBytes !== undefined && { maxFileBytes: options.maxFileBytes }),
    };
    const writer = continueLog(directory, recovered.end, logOptions);
    const catalog = new CatalogLog(files, directory);
    const afterLast = recovered.lastTransactionId + 1n;
    const least = manifest?.nextTransactionId ?? 1n;
    const nextTransactionId = afterLast > least ? afterLast : least;
    const nextSequence = writer.nextGlobalSequence();
    catalog.repair({
      isSound: (sequences) => isSoundCatalog(sequences, recovered.catalogSequences, nextSequence),
      entries: () => catalogEntries(store.current().indexes(), nextTransactionId - 1n, this.#clock),
    });
    return new DurableLog({
      ...{ directory, writer, catalog, nextTransactionId },
      ...{ clock: this.#clock, options: logOptions },
      failed: (error) => {
        this.#fail(error);
      },
    });
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

  #checkpoint(isLast: boolean): void {
    const log = this.#log;
    const { failure } = this.store;
    if (failure !== undefined) throw failure;
    invariant(log !== undefined, 'a database that is open for reading takes no checkpoint');
    invariant(this.store.openWrite === undefined, 'a checkpoint waits for the end of the write');
    this.#group.flushSync();
    this.#flush();
    const before = this.#manifest;
    const isCovered = log.nextSequence === (before?.nextSequence ?? 1n);
    if (isCovered && this.#isUpToDate(isLast)) return;
    const generation = nextGeneration(this.#files, this.#directory);
    const image =
      isCovered && before !== undefined
        ? before.image
        : writeGraphImage(this.#files, this.#directory, generation, this.store.current());
    const { end } = log;
    log.rotate();
    this.#swapManifest(log, { generation, image, ...(isLast && { cleanEnd: end }) });
  }

  /** Whether the manifest says all that it should, where the log has nothing new. */
  #isUpToDate(isLast: boolean): boolean {
    const before = this.#manifest;
    const { node, edge } = this.store.nextIds();
    const hasIds = node === (before?.nextNodeId ?? 1) && edge === (before?.nextEdgeId ?? 1);
    return hasIds && (!isLast || before === undefined || before.cleanEnd !== undefined);
  }

  #swapManifest(log: DurableLog, found: Pick<Manifest, 'generation' | 'image' | 'cleanEnd'>): void {
    const nextFileNumber = log.nextFileNumber;
    const { node, edge } = this.store.nextIds();
    const manifest: Manifest = {
      ...found,
      formatVersion: FORMAT_VERSION,
      nextFileNumber,
      replayFrom: nextFileNumber,
      nextSequence: log.nextSequence,
      nextTransactionId: log.leastTransactionId,
      nextNodeId: node,
      nextEdgeId: edge,
      createdNs: this.#clock.nowNs(),
    };
    writeManifest(this.#files, this.#directory, manifest);
    this.#manifest = manifest;
    this.#removeOld(manifest);
  }

  /** What cannot be removed now is removed by a later checkpoint. */
  #removeOld(manifest: Manifest): void {
    const files = this.#files;
    const logDirectory = joinPath(this.#directory, LOG_DIRECTORY);
    try {
      const first = removeOldGenerations(files, this.#directory, manifest.generation);
      const old = logFileNumbers(files, logDirectory).filter((number) => number < (first ?? 0));
      for (const number of old) files.remove(joinPath(logDirectory, logFileName(number)));
      if (old.length > 0) files.syncDirectory(logDirectory);
    } catch (error) {
      if (!(error instanceof GqlError)) throw error;
    }
  }
}
