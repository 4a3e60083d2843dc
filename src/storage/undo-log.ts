import { invariant } from '../base/assert.ts';
import type { Epoch } from './history.ts';
import { withRoomFor } from './growable.ts';

/**
 * What can take back one of its changes. The log stands at the entry: `operation` and, in the order
 * in which they were written, `takeNumber()` and `takeValue()` read it.
 */
export interface Undoable {
  /** Restores the state from before the entry. Entries come back newest first. */
  undo(log: UndoLog): void;
  /**
   * Restores the old state in the before-images of `epoch` instead and leaves the present alone,
   * for a reader that wants the committed state in the middle of a write. Absent where the change
   * is not in what epochs keep images of.
   */
  reveal?(log: UndoLog, epoch: Epoch): void;
}

/**
 * What the open write changed, in order: one typed-array log for all parts of the store. An entry
 * costs some 20 ns and no object, against about 1 µs for a page image, so images are only kept
 * while a snapshot needs them.
 */
export class UndoLog {
  #count = 0;
  #targets: (Undoable | undefined)[] = [];
  #operations = new Uint8Array(0);
  #numberStarts = new Int32Array(0);
  #valueStarts = new Int32Array(0);
  #numbers = new Float64Array(0);
  #numberCount = 0;
  readonly #values: unknown[] = [];
  #readNumber = 0;
  #readValue = 0;

  /** Of the entry that is being taken back. */
  operation = 0;

  /** The number of entries: a mark to roll back to. */
  get length(): number {
    return this.#count;
  }

  /** Starts an entry; `number` and `value` add to it. */
  begin(target: Undoable, operation: number): void {
    const at = this.#count++;
    if (at >= this.#operations.length) this.#grow();
    this.#targets[at] = target;
    this.#operations[at] = operation;
    this.#numberStarts[at] = this.#numberCount;
    this.#valueStarts[at] = this.#values.length;
  }

  number(number: number): void {
    if (this.#numberCount >= this.#numbers.length) {
      this.#numbers = withRoomFor(this.#numbers, this.#numberCount + 1);
    }
    this.#numbers[this.#numberCount++] = number;
  }

  value(value: unknown): void {
    this.#values.push(value);
  }

  takeNumber(): number {
    return this.#numbers[this.#readNumber++] as number;
  }

  takeValue(): unknown {
    return this.#values[this.#readValue++];
  }

  /** Takes back every entry after the mark. */
  rollbackTo(mark: number): void {
    invariant(mark >= 0 && mark <= this.#count, 'a savepoint lies behind the end of the undo log');
    while (this.#count > mark) {
      const at = this.#count - 1;
      this.#open(at).undo(this);
      invariant(this.#count === at + 1, 'undo must not write to the undo log');
      this.#count = at;
      this.#numberCount = this.#numberStarts[at] as number;
      this.#values.length = this.#valueStarts[at] as number;
      this.#targets[at] = undefined;
    }
  }

  /** Gives `epoch` the state from before the first entry. */
  revealTo(epoch: Epoch): void {
    for (let at = this.#count - 1; at >= 0; at--) this.#open(at).reveal?.(this, epoch);
  }

  clear(): void {
    this.#count = 0;
    this.#numberCount = 0;
    this.#values.length = 0;
    if (this.#operations.length > KEPT_ENTRIES) {
      this.#operations = new Uint8Array(0);
      this.#numbers = new Float64Array(0);
      this.#targets = [];
    } else {
      this.#targets.length = 0;
    }
  }

  get byteLength(): number {
    return this.#operations.length * ENTRY_BYTES + this.#numbers.byteLength;
  }

  #open(at: number): Undoable {
    this.operation = this.#operations[at] as number;
    this.#readNumber = this.#numberStarts[at] as number;
    this.#readValue = this.#valueStarts[at] as number;
    return this.#targets[at] as Undoable;
  }

  #grow(): void {
    this.#operations = withRoomFor(this.#operations, this.#count);
    const { length } = this.#operations;
    this.#numberStarts = withRoomFor(this.#numberStarts, length);
    this.#valueStarts = withRoomFor(this.#valueStarts, length);
  }
}

/** A log that grew past this is given back after the transaction. */
const KEPT_ENTRIES = 65_536;
const ENTRY_BYTES = 17;
