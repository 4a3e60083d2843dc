import { present } from '../../base/assert.ts';
import { HOME_GRAPH_NUMBER } from '../../catalog/home.ts';
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

interface Op {
  readonly operation: Operation;
  readonly text: string;
  /** Undefined: about the catalog. */
  readonly graph: number | undefined;
}

/**
 * The redo of the open transaction. It stays here until the commit, and nothing is logged of a
 * transaction that rolls back, unless it grows past 1 MiB: then it goes to the log as it comes, and
 * what is rolled back of that is taken back by an entry of its own.
 */
export class RedoBuffer {
  readonly #log: RedoLog;
  readonly #streamUnits: number;
  #ops: Op[] = [];
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

  /** One op as its JSON text; on the catalog where there is no graph. */
  add(operation: Operation, text: string, graph?: number): void {
    this.#ops.push({ operation, text, graph });
    this.#units += text.length;
    if (this.#units <= this.#streamUnits || this.#failure !== undefined) return;
    this.#attempt(() => {
      this.#appendAll(true);
      this.#log.write();
    });
  }

  /** A position to roll back to. */
  mark(): number {
    const position = this.#streamed + this.#ops.length;
    if (this.#marks.at(-1) !== position) this.#marks.push(position);
    return position;
  }

  rollbackTo(mark: number): void {
    if (this.#failure !== undefined) return;
    const kept = Math.max(0, mark - this.#streamed);
    for (const { text } of this.#ops.splice(kept)) this.#units -= text.length;
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
      this.#ops = [];
      throw error;
    }
  }

  #appendAll(keepsMarks: boolean): void {
    const run: string[] = [];
    let units = 0;
    let operation: Operation = 'none';
    let graph = HOME_GRAPH_NUMBER;
    const flush = (): void => {
      if (run.length > 0) this.#append(operation, run.join(','));
      run.length = 0;
      units = 0;
      graph = HOME_GRAPH_NUMBER;
    };
    for (const [i, op] of this.#ops.entries()) {
      const { text } = op;
      const isMarked = keepsMarks && this.#marks[0] === this.#streamed + i;
      if (isMarked || op.operation !== operation || units + text.length > ENTRY_UNITS) flush();
      if (isMarked) this.#sequences.set(this.#marks.shift() ?? 0, this.#sequence);
      ({ operation } = op);
      if (text.length > PART_UNITS) {
        this.#appendParts(op);
        continue;
      }
      if (op.graph !== undefined && op.graph !== graph) {
        graph = op.graph;
        run.push(selectOp(graph));
      }
      run.push(text);
      units += text.length;
    }
    flush();
    this.#streamed += this.#ops.length;
    if (this.#marks[0] === this.#streamed) this.#sequences.set(this.#streamed, this.#sequence);
    this.#ops = [];
    this.#units = 0;
  }

  #appendParts({ operation, text, graph }: Op): void {
    for (let start = 0; start < text.length; start += PART_UNITS) {
      const word = start + PART_UNITS < text.length ? '+' : '=';
      const part = JSON.stringify([word, text.slice(start, start + PART_UNITS)]);
      const selects = word === '=' && graph !== undefined && graph !== HOME_GRAPH_NUMBER;
      this.#append(operation, selects ? `${selectOp(graph)},${part}` : part);
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

/** Of the graph for the ops behind it in the record. */
function selectOp(graph: number): string {
  return `["g",${graph}]`;
}
