import type { Clock } from '../../base/clock.ts';
import { ENTRY_BYTES } from '../log/entry.ts';
import { LogWriter } from '../log/log-writer.ts';
import type { LogOptions, NewEntry } from '../log/log-writer.ts';
import type { LogEnd } from '../log/log-reader.ts';
import type { RedoLog } from '../redo/redo-buffer.ts';
import { changesCatalog } from '../redo/redo-format.ts';
import type { CatalogLog } from './catalog-log.ts';

export interface DurableLogParts {
  readonly directory: string;
  readonly writer: LogWriter;
  readonly catalog: CatalogLog;
  readonly clock: Clock;
  readonly options: LogOptions;
  readonly nextTransactionId: bigint;
  /** See `Recovered`. */
  readonly length: number;
  /** A write failed: nobody knows what the disk holds now. */
  readonly failed: (error: unknown) => void;
}

/**
 * The log of an open database: entries, marks and ids of transactions, and the catalog's copies.
 */
export class DurableLog implements RedoLog {
  readonly #parts: DurableLogParts;
  #writer: LogWriter;
  #nextTransactionId: bigint;
  #length: number;

  constructor(parts: DurableLogParts) {
    this.#parts = parts;
    this.#writer = parts.writer;
    this.#nextTransactionId = parts.nextTransactionId;
    this.#length = parts.length;
  }

  get end(): LogEnd {
    return this.#writer.end;
  }

  get nextSequence(): bigint {
    return this.#writer.nextGlobalSequence();
  }

  /** The least id that the next transaction gets. */
  get leastTransactionId(): bigint {
    return this.#nextTransactionId;
  }

  /** The file that the next entry goes to after `rotate`. */
  get nextFileNumber(): number {
    return this.#writer.currentFileNumber + 1;
  }

  /** About how many bytes there are behind the last checkpoint. */
  get length(): number {
    return this.#length;
  }

  /** Nanoseconds since 1970, but always more than before, however the clock is set. */
  nextTransactionId(): bigint {
    const now = this.#parts.clock.nowNs();
    const id = now > this.#nextTransactionId ? now : this.#nextTransactionId;
    this.#nextTransactionId = id + 1n;
    return id;
  }

  begin(transactionId: bigint): void {
    this.#writer.begin(transactionId);
  }

  append(entry: NewEntry): void {
    this.#length += lengthOf(entry);
    if (!changesCatalog(entry)) this.#writer.append(entry);
    else this.#writer.append(entry, (bytes) => this.#parts.catalog.add(bytes));
  }

  commit(transactionId: bigint): void {
    this.#writer.commit(transactionId);
  }

  rollback(transactionId: bigint): void {
    this.#writer.rollback(transactionId);
  }

  write(): void {
    try {
      this.#writer.write();
    } catch (error) {
      this.#parts.failed(error);
      throw error;
    }
  }

  flush(): void {
    this.#writer.flush();
    this.#parts.catalog.write();
  }

  async flushInBackground(): Promise<void> {
    await this.#writer.flushInBackground();
    this.#parts.catalog.write();
  }

  /** Ends the current file; the next entry starts another. All entries must be flushed. */
  rotate(): void {
    const { directory, options } = this.#parts;
    this.#length = 0;
    try {
      this.#writer.close();
    } finally {
      // What was flushed is durable even where the file could not be cut.
      const { end } = this.#writer;
      const nextSequence = end.globalSequence + 1n;
      this.#writer = new LogWriter(directory, end, { ...options, nextSequence });
    }
  }

  close(): void {
    this.#writer.close();
    this.#parts.catalog.close();
  }
}

/** About the bytes of an entry of a redo record. */
export function lengthOf({ description }: { readonly description: string }): number {
  return ENTRY_BYTES + description.length;
}
