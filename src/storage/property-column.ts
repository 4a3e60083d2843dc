import type { ColumnKind, RawColumn } from '../graph/raw.ts';
import type { Value } from '../values/value.ts';
import { Float } from '../values/value.ts';
import { clearBit, countBits, fillBits, hasBit, setBit, wordsFor } from './bit-set.ts';
import type { Cells } from './column-cells.ts';
import { createCells } from './column-cells.ts';
import { joinKinds, kindOf } from './column-kind.ts';
import { resized } from './growable.ts';
import type { Epoch } from './history.ts';
import { BeforeImages } from './history.ts';
import type { Journal } from './journal.ts';
import { PAGE_BITS, PAGE_ROWS } from './journal.ts';
import type { TextDictionary } from './string-dictionary.ts';
import type { Undoable, UndoLog } from './undo-log.ts';

/** What a column asks of its table. */
export interface ColumnOwner {
  readonly liveCount: number;
  readonly capacity: number;
}

/** 2,048 rows of a column as an epoch sees them. */
interface PageImage {
  cells: Cells;
  /** The cells that `cells` were copied from: a column that widens gets new ones. */
  origin: Cells;
  readonly present: Uint32Array;
}

const SET = 0;
const WIDEN = 1;
const BOUNDS = 2;

/**
 * One property of one table: flat arrays of one kind over the rows, and a bit per row for presence.
 * It holds the narrowest kind that has been needed and widens as a whole.
 */
export class PropertyColumn implements RawColumn, Undoable {
  readonly key: number;
  /** Live rows that have a value. */
  presentCount = 0;
  present: Uint32Array;
  readonly #journal: Journal;
  readonly #owner: ColumnOwner;
  readonly #images = new BeforeImages<PageImage>();
  #cells: Cells;
  #minimum = Infinity;
  #maximum = -Infinity;
  /** False where bounds are not kept: other kinds, and once a NaN was stored. */
  #bounded: boolean;
  /** Counts changes of values, for what is derived from them. */
  changes = 0;
  /** The last estimate of different values, and `changes` at that time. */
  distinct: { readonly count: number; readonly changes: number } | undefined;

  constructor(key: number, kind: ColumnKind, owner: ColumnOwner, journal: Journal) {
    this.key = key;
    this.#owner = owner;
    this.#journal = journal;
    this.#cells = createCells(kind, owner.capacity);
    this.#bounded = isNumeric(kind);
    this.present = new Uint32Array(wordsFor(owner.capacity));
  }

  get kind(): ColumnKind {
    return this.#cells.kind;
  }

  get data(): RawColumn['data'] {
    return this.#cells.data;
  }

  get nanoseconds(): Float64Array | undefined {
    return this.#cells.nanoseconds;
  }

  get dictionary(): TextDictionary | undefined {
    return this.#cells.dictionary;
  }

  get nullCount(): number {
    return this.#owner.liveCount - this.presentCount;
  }

  get minimum(): number {
    return this.#bounded && this.#minimum <= this.#maximum ? this.#minimum : Number.NaN;
  }

  get maximum(): number {
    return this.#bounded && this.#minimum <= this.#maximum ? this.#maximum : Number.NaN;
  }

  get byteLength(): number {
    return this.#cells.byteLength + this.present.byteLength;
  }

  get(row: number): Value {
    return hasBit(this.present, row) ? this.#cells.read(row) : null;
  }

  has(row: number): boolean {
    return hasBit(this.present, row);
  }

  /** The value as `epoch` sees it. */
  getAt(epoch: Epoch, row: number): Value {
    const image = this.#images.find(epoch, row >>> PAGE_BITS);
    if (image === undefined) return this.get(row);
    const at = row & (PAGE_ROWS - 1);
    return hasBit(image.present, at) ? image.cells.read(at) : null;
  }

  hasAt(epoch: Epoch, row: number): boolean {
    const image = this.#images.find(epoch, row >>> PAGE_BITS);
    if (image === undefined) return hasBit(this.present, row);
    return hasBit(image.present, row & (PAGE_ROWS - 1));
  }

  /** Gives a row its value that no reader can see yet and that has none. */
  initialize(row: number, value: Value): void {
    if (!this.#cells.fits(value)) this.admitKind(kindOf(value));
    this.#cells.write(row, value);
    setBit(this.present, row);
    this.presentCount++;
    this.changes++;
    this.#stretchBy(value);
  }

  /** Changes the value of a live row; null removes it. */
  change(row: number, value: Value): void {
    const had = hasBit(this.present, row);
    if (value === null && !had) return;
    if (value !== null && !this.#cells.fits(value)) this.admitKind(kindOf(value));
    const { history, undo } = this.#journal;
    if (history.newest !== undefined) this.#imageFor(history.newest, row);
    undo.begin(this, SET);
    undo.value(this.#cells);
    undo.number(row);
    undo.number(had ? 1 : 0);
    if (had) this.#cells.save(row, undo);
    this.changes++;
    if (value === null) {
      clearBit(this.present, row);
      this.presentCount--;
      this.#cells.erase(row);
      return;
    }
    this.#cells.write(row, value);
    if (!had) {
      setBit(this.present, row);
      this.presentCount++;
    }
    this.#stretchBy(value);
  }

  /** The arrays to fill a batch of new rows into, once `admitKind` made them wide enough. */
  get cells(): Cells {
    return this.#cells;
  }

  /** After a batch has filled the cells of new rows. */
  initialized(present: number, minimum: number, maximum: number): void {
    this.presentCount += present;
    this.changes += present;
    if (Number.isNaN(minimum)) this.#setBounds(this.#minimum, this.#maximum, false);
    else this.#stretch(minimum, maximum);
  }

  /** Takes the values of rows away that nobody can see any more. */
  forget(from: number, to: number): void {
    for (let row = from; row < to; row++) if (this.has(row)) this.#cells.erase(row);
    fillBits(this.present, from, to, false);
  }

  /** `count` of the rows in a range, which has just come alive or gone, have a value. */
  countIn(from: number, to: number): number {
    return countBits(this.present, from, to);
  }

  resize(capacity: number): void {
    this.#cells.resize(capacity);
    this.present = resized(this.present, wordsFor(capacity));
  }

  /** Makes the column wide enough for values of a kind. */
  admitKind(kind: ColumnKind): void {
    const old = this.#cells;
    // A column that holds nothing takes any kind, and so recovers from a transaction that failed.
    const isEmpty = countBits(this.present, 0, this.#owner.capacity) === 0;
    const wider = isEmpty ? kind : joinKinds(old.kind, kind);
    if (wider === old.kind) return;
    const cells = createCells(wider, this.#owner.capacity);
    for (let row = 0; !isEmpty && row < this.#owner.capacity; row++) {
      if (this.has(row)) cells.write(row, old.read(row));
    }
    const { undo } = this.#journal;
    undo.begin(this, WIDEN);
    undo.value(old);
    if (isEmpty) this.#setBounds(Infinity, -Infinity, isNumeric(wider));
    else if (!isNumeric(wider)) this.#setBounds(Infinity, -Infinity, false);
    this.#replaceCells(cells);
  }

  undo(log: UndoLog): void {
    switch (log.operation) {
      case SET: {
        const cells = log.takeValue() as Cells;
        const row = log.takeNumber();
        this.presentCount -= this.has(row) ? 1 : 0;
        restoreCell(log, { cells, present: this.present, at: row });
        this.presentCount += this.has(row) ? 1 : 0;
        this.changes++;
        return;
      }
      case WIDEN:
        this.#replaceCells(log.takeValue() as Cells);
        return;
      default:
        this.#minimum = log.takeNumber();
        this.#maximum = log.takeNumber();
        this.#bounded = log.takeNumber() === 1;
    }
  }

  reveal(log: UndoLog, epoch: Epoch): void {
    if (log.operation !== SET) return;
    const cells = log.takeValue() as Cells;
    const row = log.takeNumber();
    const image = this.#imageFor(epoch, row);
    if (image.origin !== cells) {
      // The entries from here back were made before the column widened. Its old arrays have stood
      // still since then, so they are the state to go back from.
      const from = (row >>> PAGE_BITS) << PAGE_BITS;
      image.cells = cells.slice(from, from + PAGE_ROWS);
      image.origin = cells;
    }
    restoreCell(log, { cells: image.cells, present: image.present, at: row & (PAGE_ROWS - 1) });
  }

  #imageFor(epoch: Epoch, row: number): PageImage {
    const page = row >>> PAGE_BITS;
    const kept = this.#images.own(epoch, page);
    if (kept !== undefined) return kept;
    const from = page << PAGE_BITS;
    const to = from + PAGE_ROWS;
    const image: PageImage = {
      cells: this.#cells.slice(from, to),
      origin: this.#cells,
      present: this.present.slice(from >>> 5, to >>> 5),
    };
    this.#images.keep(epoch, page, image);
    return image;
  }

  #replaceCells(cells: Cells): void {
    if (cells.data.length !== this.#owner.capacity) cells.resize(this.#owner.capacity);
    this.#cells = cells;
    this.#journal.layoutChanged();
  }

  #stretchBy(value: Value): void {
    if (!this.#bounded) return;
    if (typeof value === 'number') {
      if (!(value >= this.#minimum && value <= this.#maximum)) this.#stretch(value, value);
    } else if (value instanceof Float) {
      const { value: double } = value;
      if (double >= this.#minimum && double <= this.#maximum) return;
      if (Number.isNaN(double)) this.#setBounds(this.#minimum, this.#maximum, false);
      else this.#stretch(double, double);
    }
  }

  #stretch(minimum: number, maximum: number): void {
    if (!this.#bounded || (minimum >= this.#minimum && maximum <= this.#maximum)) return;
    const lower = Math.min(minimum, this.#minimum);
    this.#setBounds(lower, Math.max(maximum, this.#maximum), this.#bounded);
  }

  #setBounds(minimum: number, maximum: number, bounded: boolean): void {
    if (!bounded && !this.#bounded) return;
    const { undo } = this.#journal;
    undo.begin(this, BOUNDS);
    undo.number(this.#minimum);
    undo.number(this.#maximum);
    undo.number(this.#bounded ? 1 : 0);
    this.#minimum = minimum;
    this.#maximum = maximum;
    this.#bounded = bounded;
  }
}

interface CellPlace {
  readonly cells: Cells;
  readonly present: Uint32Array;
  readonly at: number;
}

function restoreCell(log: UndoLog, { cells, present, at }: CellPlace): void {
  if (log.takeNumber() === 1) {
    cells.restore(at, log);
    setBit(present, at);
  } else {
    cells.erase(at);
    clearBit(present, at);
  }
}

/** The kinds that bounds are kept for. */
function isNumeric(kind: ColumnKind): boolean {
  return kind === 'int32' || kind === 'int53' || kind === 'float64';
}
