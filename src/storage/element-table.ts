import { invariant } from '../base/assert.ts';
import type { ColumnKind, RawTable } from '../graph/raw.ts';
import type { Value } from '../values/value.ts';
import { clearBit, fillBits, hasBit, setBit, wordsFor } from './bit-set.ts';
import { capacityFor, IntStack, resized } from './growable.ts';
import type { Epoch } from './history.ts';
import { BeforeImages } from './history.ts';
import type { Journal } from './journal.ts';
import { PAGE_BITS, PAGE_ROWS } from './journal.ts';
import { LabelExceptions } from './label-exceptions.ts';
import type { LabelSet, LabelSets } from './label-sets.ts';
import { PropertyColumn } from './property-column.ts';
import type { Undoable, UndoLog } from './undo-log.ts';

const INSERT = 0;
const DELETE = 1;
const FIRST_EXCEPTION = 2;

/** What tables of nodes and of edges have in common: rows, ids, labels and properties. */
export abstract class ElementTable implements RawTable, Undoable {
  readonly id: number;
  readonly labelSet: LabelSet;
  readonly columns: (PropertyColumn | undefined)[] = [];
  /** Keys of the columns in the order of first use. */
  readonly keyOrder: number[] = [];
  rowCount = 0;
  liveCount = 0;
  capacity = 0;
  hasExceptions = false;
  live = new Uint32Array(0);
  ids = new Float64Array(0);
  exceptions: LabelExceptions | undefined;
  protected readonly journal: Journal;
  readonly #liveImages = new BeforeImages<Uint32Array>();
  readonly #freeRows = new IntStack();
  /** Deleted in the open write. */
  readonly #deletedRows = new IntStack();
  /** Deleted and committed, but older states may still see them. */
  readonly #retiredRows: { readonly version: number; readonly rows: Int32Array }[] = [];

  constructor(id: number, labelSet: LabelSet, journal: Journal) {
    this.id = id;
    this.labelSet = labelSet;
    this.journal = journal;
  }

  get labels(): readonly string[] {
    return this.labelSet.names;
  }

  isLive(row: number): boolean {
    return row >= 0 && row < this.rowCount && hasBit(this.live, row);
  }

  isLiveAt(epoch: Epoch, row: number): boolean {
    const image = this.#liveImages.find(epoch, row >>> PAGE_BITS);
    if (image === undefined) return this.isLive(row);
    return row >= 0 && hasBit(image, row & (PAGE_ROWS - 1));
  }

  /** The live bits of a page of 2,048 rows as the epoch sees them; undefined: as they are now. */
  livePageAt(epoch: Epoch, page: number): Uint32Array | undefined {
    return this.#liveImages.find(epoch, page);
  }

  /** Whether the epoch may see other rows alive than there are now. */
  differsFrom(epoch: Epoch): boolean {
    return this.#liveImages.touches(epoch);
  }

  labelSetOf(row: number): LabelSet {
    return this.exceptions?.setOf(row) ?? this.labelSet;
  }

  labelSetAt(epoch: Epoch, row: number): LabelSet {
    return this.exceptions?.setAt(epoch, row) ?? this.labelSet;
  }

  get(row: number, key: number): Value {
    return this.columns[key]?.get(row) ?? null;
  }

  getAt(epoch: Epoch, row: number, key: number): Value {
    return this.columns[key]?.getAt(epoch, row) ?? null;
  }

  /** The column of a property, made for that kind where the table has none yet. */
  columnFor(key: number, kind: ColumnKind): PropertyColumn {
    let column = this.columns[key];
    if (column === undefined) {
      column = new PropertyColumn(key, kind, this, this.journal);
      // Without holes, so that reads of other keys stay fast.
      while (this.columns.length < key) this.columns.push(undefined);
      this.columns[key] = column;
      this.keyOrder.push(key);
      this.journal.layoutChanged();
    }
    return column;
  }

  /** A live row with no properties yet: a free one, or the next. */
  insertRow(id: number): number {
    const free = this.#freeRows.pop();
    const row = free >= 0 ? free : this.rowCount;
    this.reserve(row + 1);
    this.#keepLive(row, row + 1);
    if (free < 0) this.rowCount++;
    setBit(this.live, row);
    this.ids[row] = id;
    this.liveCount++;
    this.#recordInsert(row, 1, free >= 0);
    return row;
  }

  /** `count` live rows at the end; returns the first. */
  insertRows(count: number, firstId: number): number {
    const first = this.rowCount;
    this.reserve(first + count);
    this.#keepLive(first, first + count);
    this.rowCount += count;
    this.liveCount += count;
    fillBits(this.live, first, first + count, true);
    const { ids } = this;
    for (let i = 0; i < count; i++) ids[first + i] = firstId + i;
    this.#recordInsert(first, count, false);
    return first;
  }

  /** The row keeps what it holds for those who still see it, until `freeRow`. */
  deleteRow(row: number): void {
    invariant(this.isLive(row), 'only a live element can be deleted');
    this.exceptions?.recount(row, -1);
    this.#keepLive(row, row + 1);
    clearBit(this.live, row);
    this.#countDeleted(row, 1);
    this.#deletedRows.push(row);
    this.journal.retiring.add(this);
    const { undo } = this.journal;
    undo.begin(this, DELETE);
    undo.number(row);
  }

  /** The open write became `version`; what it deleted is gone from there on. */
  retireDeleted(version: number): void {
    if (this.#deletedRows.length === 0) return;
    this.#retiredRows.push({ version, rows: this.#deletedRows.takeAll() });
  }

  /**
   * Frees the rows that no state from `oldestVersion` on sees. True when some have to wait.
   */
  reclaim(oldestVersion: number): boolean {
    for (;;) {
      const [first] = this.#retiredRows;
      if (first === undefined) return false;
      if (first.version > oldestVersion) return true;
      for (const row of first.rows) this.freeRow(row);
      this.#retiredRows.shift();
    }
  }

  setLabels(row: number, set: LabelSet, labelSets: LabelSets): void {
    if (this.exceptions === undefined) {
      this.exceptions = new LabelExceptions(this, labelSets, this.journal);
    }
    if (!this.hasExceptions) {
      this.hasExceptions = true;
      this.journal.undo.begin(this, FIRST_EXCEPTION);
      this.journal.tablesChanged();
    }
    this.exceptions.change(row, set === this.labelSet ? undefined : set);
  }

  /** Makes room for rows 0 … `rows` − 1. */
  reserve(rows: number): void {
    if (rows > this.capacity) this.resize(capacityFor(this.capacity, rows));
  }

  undo(log: UndoLog): void {
    switch (log.operation) {
      case INSERT: {
        const row = log.takeNumber();
        const count = log.takeNumber();
        this.undoInsert(row, count);
        for (const column of this.columns) {
          if (column !== undefined) column.presentCount -= column.countIn(row, row + count);
        }
        fillBits(this.live, row, row + count, false);
        this.liveCount -= count;
        this.#forget(row, row + count);
        if (log.takeNumber() === 1) this.#freeRows.push(row);
        else this.rowCount = row;
        return;
      }
      case DELETE: {
        const row = log.takeNumber();
        setBit(this.live, row);
        this.#countDeleted(row, -1);
        this.#deletedRows.pop();
        this.undoDelete(row);
        return;
      }
      default:
        this.hasExceptions = false;
        this.journal.tablesChanged();
    }
  }

  reveal(log: UndoLog, epoch: Epoch): void {
    if (log.operation === FIRST_EXCEPTION) return;
    const isInsert = log.operation === INSERT;
    const first = log.takeNumber();
    const end = first + (isInsert ? log.takeNumber() : 1);
    for (let row = first; row < end; row++) {
      const image = this.#liveImage(epoch, row >>> PAGE_BITS);
      if (isInsert) clearBit(image, row & (PAGE_ROWS - 1));
      else setBit(image, row & (PAGE_ROWS - 1));
    }
  }

  get byteLength(): number {
    let bytes = this.live.byteLength + this.ids.byteLength + (this.exceptions?.byteLength ?? 0);
    for (const column of this.columns) bytes += column?.byteLength ?? 0;
    return bytes;
  }

  /** Gives a deleted row back for use, which nobody can see any more. */
  protected freeRow(row: number): void {
    this.#forget(row, row + 1);
    this.#freeRows.push(row);
  }

  /** For counts that a table keeps beside the rows. Called while the rows are still live. */
  protected undoInsert(_first: number, _count: number): void {
    // Nothing to do for a table without such counts.
  }

  protected undoDelete(_row: number): void {
    // Nothing to do for a table without such counts.
  }

  protected resize(capacity: number): void {
    this.capacity = capacity;
    this.live = resized(this.live, wordsFor(capacity));
    this.ids = resized(this.ids, capacity);
    for (const column of this.columns) column?.resize(capacity);
    this.exceptions?.resize(capacity);
    this.journal.layoutChanged();
  }

  #countDeleted(row: number, count: 1 | -1): void {
    this.liveCount -= count;
    for (const column of this.columns) if (column?.has(row) === true) column.presentCount -= count;
  }

  #recordInsert(row: number, count: number, reused: boolean): void {
    const { undo } = this.journal;
    undo.begin(this, INSERT);
    undo.number(row);
    undo.number(count);
    undo.number(reused ? 1 : 0);
  }

  #forget(from: number, to: number): void {
    for (const column of this.columns) column?.forget(from, to);
    this.exceptions?.forget(from, to);
  }

  #keepLive(from: number, to: number): void {
    const epoch = this.journal.history.newest;
    if (epoch === undefined) return;
    for (let page = from >>> PAGE_BITS; page <= (to - 1) >>> PAGE_BITS; page++) {
      this.#liveImage(epoch, page);
    }
  }

  #liveImage(epoch: Epoch, page: number): Uint32Array {
    let image = this.#liveImages.own(epoch, page);
    if (image === undefined) {
      const firstWord = page << (PAGE_BITS - 5);
      // Always a whole page, since the table may still grow into the rest of it.
      image = new Uint32Array(PAGE_ROWS >>> 5);
      image.set(this.live.subarray(firstWord, firstWord + (PAGE_ROWS >>> 5)));
      this.#liveImages.keep(epoch, page, image);
    }
    return image;
  }
}
