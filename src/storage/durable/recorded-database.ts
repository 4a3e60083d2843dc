import { invariant, present } from '../../base/assert.ts';
import { GqlError } from '../../base/errors.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import type { DatabaseSnapshot, DatabaseStore, DatabaseWrite } from '../../graph/database-store.ts';
import type { GraphReader } from '../../graph/reader.ts';
import type { MemoryDatabase } from '../memory-database.ts';
import { RecordingWrite } from '../redo/recording-write.ts';
import type { RecordingHost } from '../redo/recording-write.ts';
import type { RedoLog } from '../redo/redo-buffer.ts';
import { RedoBuffer } from '../redo/redo-buffer.ts';

export interface RecordedDatabaseHost {
  /** See `DurableOptions`. */
  readonly streamUnits: number | undefined;
  /** Something was committed and waits to be made durable. */
  committed(): void;
}

/**
 * The store of a durable database. A commit is visible as soon as its redo is handed to the log;
 * until that is synced the last durable state is kept, and when the sync fails it is the one that
 * readers get from then on.
 */
export class RecordedDatabase implements DatabaseStore {
  readonly #database: MemoryDatabase;
  /** Undefined where the database is open to be read only. */
  readonly #log: RedoLog | undefined;
  readonly #host: RecordedDatabaseHost;
  #open: DatabaseWrite | undefined;
  // Made once and not for every write, of which there are many in a second.
  readonly #recordingHost: RecordingHost = {
    nextIds: (graph) => present(this.#database.touched(graph), 'the store').nextIds(),
    commit: (write, redo) => {
      this.#commit(write, redo);
    },
    rollback: (write, redo) => {
      this.#rollback(write, redo);
    },
  };
  /** The last durable state, while there are later commits. */
  #durable: DatabaseSnapshot | undefined;
  #failure: GqlError | undefined;

  constructor(database: MemoryDatabase, log: RedoLog | undefined, host: RecordedDatabaseHost) {
    this.#database = database;
    this.#log = log;
    this.#host = host;
  }

  get version(): number {
    return (this.#fallback ?? this.#database).version;
  }

  get catalog(): Catalog {
    return (this.#fallback ?? this.#database).catalog;
  }

  current(graph: number): GraphReader {
    return this.#fallback?.reader(graph) ?? this.#database.current(graph);
  }

  snapshot(): DatabaseSnapshot {
    const fallback = this.#fallback;
    // It is kept until the end, so there is nothing to release.
    if (fallback !== undefined) return unreleased(fallback);
    const snapshot = this.#database.snapshot();
    const { version, catalog } = snapshot;
    return {
      version,
      catalog,
      reader: (graph) => {
        if (version > (this.#fallback?.version ?? version)) throw present(this.#failure, 'why');
        return snapshot.reader(graph);
      },
      release: () => {
        snapshot.release();
      },
    };
  }

  begin(): DatabaseWrite {
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#log === undefined) {
      throw new GqlError('25G03', 'the database is open for reading only', {
        hint: 'Open it without readOnly to write.',
      });
    }
    const write = this.#database.begin();
    const redo = new RedoBuffer(this.#log, this.#host.streamUnits);
    const recording = new RecordingWrite(write, redo, this.#recordingHost);
    this.#open = recording;
    return recording;
  }

  memoryUsage(): Readonly<Record<string, number>> {
    return this.#database.memoryUsage();
  }

  get openWrite(): DatabaseWrite | undefined {
    return this.#open;
  }

  get hasUnsynced(): boolean {
    return this.#durable !== undefined && this.#failure === undefined;
  }

  get failure(): GqlError | undefined {
    return this.#failure;
  }

  /** Holds what is committed now, for `advance` when that is durable. */
  reached(): DatabaseSnapshot {
    return this.#database.snapshot();
  }

  /** The state of the snapshot, which is released sooner or later, is durable. */
  advance(reached: DatabaseSnapshot): void {
    const durable = this.#durable;
    if (durable === undefined || durable.version >= reached.version) {
      reached.release();
      return;
    }
    durable.release();
    this.#durable = reached;
    if (reached.version < this.#database.version) return;
    reached.release();
    this.#durable = undefined;
  }

  /** All that is committed is durable. */
  allDurable(): void {
    this.#durable?.release();
    this.#durable = undefined;
  }

  /** Goes back to the last durable state for good. */
  fail(error: unknown): GqlError {
    if (this.#failure !== undefined) return this.#failure;
    const isFull = error instanceof GqlError && error.gqlstatus === '53100';
    this.#failure = new GqlError(
      isFull ? '53100' : '58030',
      'a write to the disk failed; the database is back at its last durable commit, read-only',
      { hint: 'Close the database, see to the disk, and open it again.', cause: error },
    );
    return this.#failure;
  }

  /** The state that readers get after a failure, where that is not the present one. */
  get #fallback(): DatabaseSnapshot | undefined {
    return this.#failure === undefined ? undefined : this.#durable;
  }

  #commit(write: DatabaseWrite, redo: RedoBuffer): void {
    if (!write.dirty) {
      this.#end();
      leaveMark(redo);
      write.commit();
      return;
    }
    const isFirst = this.#durable === undefined;
    this.#durable ??= this.#database.snapshot();
    try {
      if (this.#failure !== undefined) throw this.#failure;
      redo.commit();
    } catch (error) {
      if (isFirst) this.allDurable();
      this.#end();
      write.rollback();
      throw error;
    }
    this.#end();
    write.commit();
    this.#host.committed();
  }

  #rollback(write: DatabaseWrite, redo: RedoBuffer): void {
    this.#end();
    write.rollback();
    leaveMark(redo);
  }

  #end(): void {
    invariant(this.#open !== undefined, 'the write has ended already');
    this.#open = undefined;
  }
}

/**
 * A mark that cannot be left is no loss: without a commit mark a transaction counts for nothing.
 */
function leaveMark(redo: RedoBuffer): void {
  try {
    redo.rollback();
  } catch (error) {
    if (!(error instanceof GqlError)) throw error;
  }
}

function unreleased(snapshot: DatabaseSnapshot): DatabaseSnapshot {
  const { version, catalog } = snapshot;
  return { version, catalog, reader: (graph) => snapshot.reader(graph), release: noRelease };
}

function noRelease(): void {
  // Others read it as well.
}
