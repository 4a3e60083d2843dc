import { joinPath } from '../files/file-system.ts';
import type { FileSystem } from '../files/file-system.ts';
import type { ColumnarStore } from '../columnar-store.ts';
import type { PlacedEntry } from '../log/entry.ts';
import { LogError } from '../log/log-error.ts';
import { logFileName } from '../log/log-names.ts';
import { scanLog } from '../log/log-reader.ts';
import type { LogEnd } from '../log/log-reader.ts';
import { RecordShapeError } from '../redo/record-shape.ts';
import { TAKE_BACK_START } from '../redo/redo-format.ts';
import { RedoReplayer } from '../redo/redo-replayer.ts';

export interface LogSource {
  readonly files: FileSystem;
  /** Of the log. */
  readonly directory: string;
  /** The first file that the image does not cover. */
  readonly firstFile: number;
  readonly nextSequence: bigint;
  readonly knownEnd: LogEnd | undefined;
}

export interface Recovered {
  readonly end: LogEnd;
  /** 0 where the log is empty. */
  readonly lastTransactionId: bigint;
  /** Sequences of the entries that change the catalog, committed or not. */
  readonly catalogSequences: readonly bigint[];
}

/**
 * Replays the committed transactions of a log in order. One pass is enough: a transaction is
 * applied as it comes, savepoints and all, and rolled back where its commit mark never does.
 */
export function replayLog(source: LogSource, store: ColumnarStore): Recovered {
  const { files, directory, firstFile, nextSequence, knownEnd } = source;
  const replay = new LogReplay(directory, store, nextSequence);
  const options = { files, firstFile, nextSequence, ...(knownEnd && { knownEnd }) };
  const end = scanLog(directory, options, (entry) => {
    replay.visit(entry);
  });
  replay.finish();
  const { lastTransactionId, catalogSequences } = replay;
  return { end, lastTransactionId, catalogSequences };
}

class LogReplay {
  lastTransactionId = 0n;
  readonly catalogSequences: bigint[] = [];
  readonly #directory: string;
  readonly #replayer: RedoReplayer;
  #transactionId: bigint | undefined;
  #sequence = 0n;
  #nextSequence: bigint;
  #isFirst = true;

  constructor(directory: string, store: ColumnarStore, nextSequence: bigint) {
    this.#nextSequence = nextSequence;
    this.#directory = directory;
    this.#replayer = new RedoReplayer(store);
  }

  visit(entry: PlacedEntry): void {
    try {
      this.#requireNoGap(entry.globalSequence);
      this.#visit(entry);
    } catch (error) {
      this.#replayer.rollback();
      const file = joinPath(this.#directory, logFileName(entry.fileNumber));
      const place = { file, offset: entry.offset };
      const reason = error instanceof Error ? error.message : String(error);
      throw new LogError('corruption', `the entry cannot be replayed: ${reason}`, place, error);
    }
  }

  /** A file that was cut between two entries shows only in the number of the next one. */
  #requireNoGap(sequence: bigint): void {
    const expected = this.#nextSequence;
    // The first file may begin with entries that the image covers.
    const follows = sequence === expected || (this.#isFirst && sequence < expected);
    this.#nextSequence = sequence + 1n;
    this.#isFirst = false;
    if (follows) return;
    throw new RecordShapeError(`sequence ${expected} is missing; this one is ${sequence}`);
  }

  /** What has no commit mark by now never gets one. */
  finish(): void {
    this.#replayer.rollback();
  }

  #visit(entry: PlacedEntry): void {
    const { transactionId } = entry;
    if (transactionId > this.lastTransactionId) this.lastTransactionId = transactionId;
    switch (entry.type) {
      case 'begin':
        // The one before was cut off by a crash.
        this.#replayer.rollback();
        this.#transactionId = transactionId;
        this.#sequence = 0n;
        return;
      case 'operation':
        this.#operation(entry);
        return;
      case 'commit':
        this.#requireOpen(transactionId);
        this.#replayer.commit();
        this.#transactionId = undefined;
        return;
      case 'rollback':
        this.#requireOpen(transactionId);
        this.#replayer.rollback();
        this.#transactionId = undefined;
        return;
    }
  }

  #operation(entry: PlacedEntry): void {
    this.#requireOpen(entry.transactionId);
    if (entry.sequence !== this.#sequence + 1n) {
      throw new RecordShapeError(
        `sequence ${entry.sequence} of the transaction comes after ${this.#sequence}`,
      );
    }
    this.#sequence = entry.sequence;
    if (entry.operation === 'other' && !entry.description.startsWith(TAKE_BACK_START)) {
      this.catalogSequences.push(entry.globalSequence);
    }
    this.#replayer.apply(Number(entry.sequence), entry.description);
  }

  /** One writer at a time: transactions do not mix in the log. */
  #requireOpen(transactionId: bigint): void {
    if (transactionId === this.#transactionId) return;
    throw new RecordShapeError(`transaction ${transactionId} is not the one that is open here`);
  }
}
