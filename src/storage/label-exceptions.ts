import { hasBit, setBit, wordsFor } from './bit-set.ts';
import { IntStack, resized } from './growable.ts';
import type { Epoch } from './history.ts';
import type { Journal } from './journal.ts';
import type { LabelSet, LabelSets } from './label-sets.ts';
import type { ColumnOwner } from './property-column.ts';
import { PropertyColumn } from './property-column.ts';
import type { Undoable, UndoLog } from './undo-log.ts';

/**
 * The elements of a table whose labels are no longer the table's. Moving an element to the table of
 * its new labels would cost its properties and edges; an exception costs O(1). The sets are a
 * column of the table, so undo and snapshots work as for properties.
 */
export class LabelExceptions implements Undoable {
  readonly #sets: PropertyColumn;
  readonly #labelSets: LabelSets;
  readonly #journal: Journal;
  /** Every row that is an exception in any state that can still be read, and perhaps more. */
  readonly #rows = new IntStack();
  #listed: Uint32Array;
  /** Live exceptional elements by the number of their label set. */
  readonly #counts = new Map<number, number>();

  constructor(owner: ColumnOwner, labelSets: LabelSets, journal: Journal) {
    this.#sets = new PropertyColumn(-1, 'int32', owner, journal);
    this.#listed = new Uint32Array(wordsFor(owner.capacity));
    this.#labelSets = labelSets;
    this.#journal = journal;
  }

  /** The row's own label set; undefined where it has the table's. */
  setOf(row: number): LabelSet | undefined {
    const id = this.#sets.get(row);
    return id === null ? undefined : this.#labelSets.byId(id as number);
  }

  setAt(epoch: Epoch, row: number): LabelSet | undefined {
    const id = this.#sets.getAt(epoch, row);
    return id === null ? undefined : this.#labelSets.byId(id as number);
  }

  /** `undefined` makes the row an ordinary one again. */
  change(row: number, set: LabelSet | undefined): void {
    const before = this.setOf(row);
    this.#sets.change(row, set === undefined ? null : set.id);
    if (set !== undefined && !hasBit(this.#listed, row)) {
      setBit(this.#listed, row);
      this.#rows.push(row);
    }
    this.#recount(before, -1);
    this.#recount(set, 1);
  }

  /** A row with these labels was deleted (−1) or has come back (1). */
  recount(row: number, change: 1 | -1): void {
    this.#recount(this.setOf(row), change);
  }

  /** Candidates: each must be checked for being live and for its labels. */
  get rows(): Pick<IntStack, 'length' | 'at'> {
    return this.#rows;
  }

  /** Live exceptional elements by label set. */
  forEachSet(visit: (set: LabelSet, count: number) => void): void {
    for (const [id, count] of this.#counts) if (count > 0) visit(this.#labelSets.byId(id), count);
  }

  forget(from: number, to: number): void {
    this.#sets.forget(from, to);
  }

  resize(capacity: number): void {
    this.#sets.resize(capacity);
    this.#listed = resized(this.#listed, wordsFor(capacity));
  }

  undo(log: UndoLog): void {
    const set = log.takeNumber();
    this.#counts.set(set, (this.#counts.get(set) ?? 0) - log.takeNumber());
  }

  get byteLength(): number {
    return this.#sets.byteLength + this.#rows.byteLength + this.#listed.byteLength;
  }

  #recount(set: LabelSet | undefined, change: 1 | -1): void {
    if (set === undefined) return;
    this.#counts.set(set.id, (this.#counts.get(set.id) ?? 0) + change);
    const { undo } = this.#journal;
    undo.begin(this, 0);
    undo.number(set.id);
    undo.number(change);
  }
}
