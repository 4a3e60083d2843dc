import { present } from '../../base/assert.ts';
import type { Operation } from '../log/entry.ts';
import type { NewEntry } from '../log/log-writer.ts';
import { ENTRY_UNITS, PART_UNITS, RECORD_START, STREAM_UNITS } from './redo-format.ts';

/** Where the redo of one transaction goes. */
export interface RedoLog {
  nextTransactionId(): bigint;
  begin(transactionId: bigint): void;
  append(entry: NewEntry): void;
  commit(transactionId: bigint): void;
  rollback(transactionId: bigint): void;
  /** Hands what was appended to the file system, without a sync. */
  write(): void;
}

/**
 * The redo of the open transaction. It stays here until the commit, and nothing is logged of a
 * transaction that rolls back, unless it grows past 1 MiB: then it goes to the log as it comes, and
 * what is rolled back of that is taken back by an entry of its own.
 */
export class RedoBuffer {
  readonly #log: RedoLog;
  readonly #streamUnits: number;
  #texts: string[] = [];
  #operations: Operation[] = [];
  #units = 0;
  /** Ops that the log has and that were not taken back. */
  #streamed = 0;
  #transactionId: bigint | undefined;
  #sequence = 0;
  /** Savepoints in what is not streamed: positions, ascending. Entries end there. */
  #marks: number[] = [];
  /** Of the last entry before a savepoint, by its position, in what is streamed. */
  readonly #sequences = new Map<number, number>();
  #failure: Error | undefined;

  constructor(log: RedoLog, streamUnits = STREAM_UNITS) {
    this.#log = log;
    this.#streamUnits = streamUnits;
  }

  /** One op, as its JSON text. */
  add(operation: Operation, text: string): void {
    this.#texts.push(text);
    this.#operations.push(operation);
    this.#units += text.length;
    if (this.#units <= this.#streamUnits || this.#failure !== undefined) return;
    this.#attempt(() => {
      this.#appendAll(true);
      this.#log.write();
    });
  }

  /** A position to roll back to. */
  mark(): number {
    const position = this.#streamed + this.#texts.length;
    if (this.#marks.at(-1) !== position) this.#marks.push(position);
    return position;
  }

  rollbackTo(mark: number): void {
    if (this.#failure !== undefined) return;
    const kept = Math.max(0, mark - this.#streamed);
    for (let i = kept; i < this.#texts.length; i++) this.#units -= this.#texts[i]?.length ?? 0;
    this.#texts.length = kept;
    this.#operations.length = kept;
    this.#marks = this.#marks.filter((position) => position <= mark);
    if (mark >= this.#streamed) return;
    const sequence = present(this.#sequences.get(mark), 'the sequence number at a savepoint');
    this.#attempt(() => {
      this.#append('other', `["<",${sequence}]`);
    });
    this.#streamed = mark;
    for (const position of this.#sequences.keys()) {
      if (position > mark) this.#sequences.delete(position);
    }
  }

  /** Logs what is left and the commit mark; throws when the log cannot take it. */
  commit(): void {
    if (this.#failure !== undefined) throw this.#failure;
    this.#attempt(() => {
      this.#appendAll(false);
      this.#log.commit(this.#begin());
    });
  }

  /** Leaves a mark where the log has something of the transaction already. */
  rollback(): void {
    const transactionId = this.#transactionId;
    if (transactionId === undefined || this.#failure !== undefined) return;
    this.#attempt(() => {
      this.#log.rollback(transactionId);
    });
  }

  /** After a failure of the log nothing more is recorded, and the commit fails. */
  #attempt(action: () => void): void {
    try {
      action();
    } catch (error) {
      this.#failure = error as Error;
      this.#texts = [];
      this.#operations = [];
      throw error;
    }
  }

  #appendAll(keepsMarks: boolean): void {
    const run: string[] = [];
    let units = 0;
    let operation: Operation = 'none';
    const flush = (): void => {
      if (run.length > 0) this.#append(operation, run.join(','));
      run.length = 0;
      units = 0;
    };
    for (const [i, text] of this.#texts.entries()) {
      const own = this.#operations[i] ?? 'none';
      const isMarked = keepsMarks && this.#marks[0] === this.#streamed + i;
      if (isMarked || own !== operation || units + text.length > ENTRY_UNITS) flush();
      if (isMarked) this.#sequences.set(this.#marks.shift() ?? 0, this.#sequence);
      operation = own;
      if (text.length > PART_UNITS) this.#appendParts(operation, text);
      else {
        run.push(text);
        units += text.length;
      }
    }
    flush();
    this.#streamed += this.#texts.length;
    if (this.#marks[0] === this.#streamed) this.#sequences.set(this.#streamed, this.#sequence);
    this.#texts = [];
    this.#operations = [];
    this.#units = 0;
  }

  #appendParts(operation: Operation, text: string): void {
    for (let start = 0; start < text.length; start += PART_UNITS) {
      const word = start + PART_UNITS < text.length ? '+' : '=';
      const part = JSON.stringify([word, text.slice(start, start + PART_UNITS)]);
      this.#append(operation, part);
    }
  }

  #append(operation: Operation, ops: string): void {
    this.#log.append({
      transactionId: this.#begin(),
      operation,
      sequence: BigInt(++this.#sequence),
      description: `${RECORD_START}${ops}]`,
    });
  }

  #begin(): bigint {
    if (this.#transactionId === undefined) {
      const transactionId = this.#log.nextTransactionId();
      this.#log.begin(transactionId);
      this.#transactionId = transactionId;
    }
    return this.#transactionId;
  }
}
