import { invariant } from '../../base/assert.ts';
import { GqlError } from '../../base/errors.ts';
import type { GraphReader } from '../../graph/reader.ts';
import type { GraphSnapshot, WriteTransaction } from '../../graph/store.ts';
import type { ColumnarStore, NextIds } from '../columnar-store.ts';
import { RecordingTransaction } from '../redo/recording-transaction.ts';
import type { RedoLog } from '../redo/redo-buffer.ts';
import { RedoBuffer } from '../redo/redo-buffer.ts';

export interface DurableGraphHost {
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
export class DurableGraph implements ColumnarStore {
  readonly #store: ColumnarStore;
  /** Undefined where the database is open to be read only. */
  readonly #log: RedoLog | undefined;
  readonly #host: DurableGraphHost;
  #open: WriteTransaction | undefined;
  /** The last durable state, while there are later commits. */
  #durable: GraphSnapshot | undefined;
  #failure: GqlError | undefined;

  constructor(store: ColumnarStore, log: RedoLog | undefined, host: DurableGraphHost) {
    this.#store = store;
    this.#log = log;
    this.#host = host;
  }

  get graph(): number {
    return this.#store.graph;
  }

  get version(): number {
    return (this.#failure && this.#durable)?.version ?? this.#store.version;
  }

  current(): GraphReader {
    return (this.#failure && this.#durable)?.reader() ?? this.#store.current();
  }

  snapshot(): GraphSnapshot {
    const durable = this.#durable;
    if (this.#failure !== undefined && durable !== undefined) {
      // Kept until the end, so there is nothing to release.
      return { version: durable.version, reader: () => durable.reader(), release: noRelease };
    }
    const snapshot = this.#store.snapshot();
    const { version } = snapshot;
    return {
      version,
      reader: () => {
        if (this.#failure !== undefined) this.#requireDurable(version, this.#failure);
        return snapshot.reader();
      },
      release: () => {
        snapshot.release();
      },
    };
  }

  begin(): WriteTransaction {
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#log === undefined) {
      throw new GqlError('25G03', 'the database is open for reading only', {
        hint: 'Open it without readOnly to write.',
      });
    }
    const write = this.#store.begin();
    const redo = new RedoBuffer(this.#log, this.#host.streamUnits);
    const recording = new RecordingTransaction({
      write,
      redo,
      nextIds: () => this.#store.nextIds(),
      commit: () => {
        this.#commit(write, redo);
      },
      rollback: () => {
        this.#rollback(write, redo);
      },
    });
    this.#open = recording;
    return recording;
  }

  memoryUsage(): Readonly<Record<string, number>> {
    return this.#store.memoryUsage();
  }

  compact(): void {
    this.#store.compact();
  }

  nextIds(): NextIds {
    return this.#store.nextIds();
  }

  raiseIds(next: NextIds): void {
    this.#store.raiseIds(next);
  }

  get openWrite(): WriteTransaction | undefined {
    return this.#open;
  }

  get hasUnsynced(): boolean {
    return this.#durable !== undefined && this.#failure === undefined;
  }

  get failure(): GqlError | undefined {
    return this.#failure;
  }

  /** Holds what is committed now, for `advance` when that is durable. */
  reached(): GraphSnapshot {
    return this.#store.snapshot();
  }

  /** The state of the snapshot, which is released sooner or later, is durable. */
  advance(reached: GraphSnapshot): void {
    const durable = this.#durable;
    if (durable === undefined || durable.version >= reached.version) {
      reached.release();
      return;
    }
    durable.release();
    this.#durable = reached;
    if (reached.version < this.#store.version) return;
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
    const isFull = error instanceof GqlError && error.gqlstatus === '53100';
    this.#failure ??= new GqlError(
      isFull ? '53100' : '58030',
      'a write to the disk failed; the database is back at its last durable commit, read-only',
      { hint: 'Close the database, see to the disk, and open it again.', cause: error },
    );
    return this.#failure;
  }

  #requireDurable(version: number, failure: GqlError): void {
    if (this.#durable !== undefined && version > this.#durable.version) throw failure;
  }

  #commit(write: WriteTransaction, redo: RedoBuffer): void {
    if (!write.dirty) {
      this.#end();
      leaveMark(redo);
      write.commit();
      return;
    }
    const isFirst = this.#durable === undefined;
    this.#durable ??= this.#store.snapshot();
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

  #rollback(write: WriteTransaction, redo: RedoBuffer): void {
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

function noRelease(): void {
  // See `snapshot`.
}
