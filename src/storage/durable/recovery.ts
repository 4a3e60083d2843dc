import type { Manifest } from '../checkpoint/manifest-form.ts';
import { joinPath } from '../files/file-system.ts';
import type { FileSystem } from '../files/file-system.ts';
import type { PlacedEntry } from '../log/entry.ts';
import { LogError } from '../log/log-error.ts';
import { LOG_DIRECTORY, logFileName } from '../log/log-names.ts';
import { scanLog } from '../log/log-reader.ts';
import type { LogEnd } from '../log/log-reader.ts';
import type { MemoryDatabase } from '../memory-database.ts';
import { lengthOf } from './durable-log.ts';
import { RecordShapeError } from '../redo/record-shape.ts';
import { changesCatalog } from '../redo/redo-format.ts';
import { RedoReplayer } from '../redo/redo-replayer.ts';

/** A database on disk whose checkpoint is in memory, or comes there when it is touched. */
export interface RecoverySource {
  readonly files: FileSystem;
  readonly directory: string;
  readonly manifest: Manifest | undefined;
  readonly database: MemoryDatabase;
}

export interface Recovered {
  readonly end: LogEnd;
  /** 0 where the log is empty. */
  readonly lastTransactionId: bigint;
  /** Sequences of the entries that change the catalog, committed or not. */
  readonly catalogSequences: readonly bigint[];
  /** About how many bytes were replayed. */
  readonly length: number;
}

/**
 * Replays the committed transactions of the log in order. One pass is enough: a transaction is
 * applied as it comes, savepoints and all, and rolled back where its commit mark never does.
 */
export function recoverDatabase(source: RecoverySource): Recovered {
  const { files, manifest, database } = source;
  const directory = joinPath(source.directory, LOG_DIRECTORY);
  const firstFile = manifest?.replayFrom ?? 1;
  const nextSequence = manifest?.nextSequence ?? 1n;
  const cleanEnd = manifest?.cleanEnd;
  // Of a log that the checkpoint covers nothing need be there.
  const isNeeded = cleanEnd !== undefined && cleanEnd.fileNumber >= firstFile;
  const replay = new LogReplay(directory, database, nextSequence);
  const options = { files, firstFile, nextSequence, ...(isNeeded && { knownEnd: cleanEnd }) };
  const end = scanLog(directory, options, (entry) => {
    replay.visit(entry);
  });
  replay.finish();
  const { lastTransactionId, catalogSequences, length } = replay;
  return { end, lastTransactionId, catalogSequences, length };
}

class LogReplay {
  lastTransactionId = 0n;
  length = 0;
  readonly catalogSequences: bigint[] = [];
  readonly #directory: string;
  readonly #replayer: RedoReplayer;
  #transactionId: bigint | undefined;
  #sequence = 0n;
  #nextSequence: bigint;
  #isFirst = true;

  constructor(directory: string, database: MemoryDatabase, nextSequence: bigint) {
    this.#nextSequence = nextSequence;
    this.#directory = directory;
    this.#replayer = new RedoReplayer(database);
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
    this.length += lengthOf(entry);
    if (changesCatalog(entry)) this.catalogSequences.push(entry.globalSequence);
    this.#replayer.apply(Number(entry.sequence), entry.description);
  }

  /** One writer at a time: transactions do not mix in the log. */
  #requireOpen(transactionId: bigint): void {
    if (transactionId === this.#transactionId) return;
    throw new RecordShapeError(`transaction ${transactionId} is not the one that is open here`);
  }
}
