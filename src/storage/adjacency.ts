import { invariant } from '../base/assert.ts';
import type { RawAdjacency } from '../graph/raw.ts';
import type { Orientation } from '../graph/reader.ts';
import { hasBit } from './bit-set.ts';
import type { AdjacencyEntries, Csr } from './csr.ts';
import { buildCsr, mergeDelta } from './csr.ts';
import { resized, withRoomFor } from './growable.ts';
import type { Journal } from './journal.ts';
import type { Undoable, UndoLog } from './undo-log.ts';

const APPEND = 0;
const REMOVE = 1;
const BUILD = 2;

/** Entries outside the CSR that are never worth a fold. */
export const FOLD_AT_LEAST = 256;
/** From an eighth of the CSR on, sorting everything is quicker than merging row by row. */
const REBUILD_FACTOR = 8;

export interface AdjacencyPlace {
  readonly edgeTable: number;
  readonly nodeTable: number;
  readonly orientation: Orientation;
}

/**
 * The edges of one edge table at the nodes of one node table in one orientation, as `RawAdjacency`
 * describes it.
 *
 * It needs no before-images. The lists only gain entries between two folds, and a fold waits until
 * no older epoch is alive, so a snapshot reads the same lists and asks the edge table's live bits,
 * which do have images, which of the entries it sees.
 */
export class Adjacency implements RawAdjacency, Undoable {
  readonly edgeTable: number;
  readonly nodeTable: number;
  readonly orientation: Orientation;
  offsets: Int32Array;
  neighbours: Int32Array = new Int32Array(0);
  edgeRows: Int32Array = new Int32Array(0);
  head: Int32Array;
  next = new Int32Array(0);
  deltaNeighbours = new Int32Array(0);
  deltaEdgeRows = new Int32Array(0);
  degreeChange: Int32Array;
  neighbourTable = -1;
  readonly sorted = true;
  /** Live entries. */
  liveCount = 0;
  /** The node tables of neighbours, with how many pairs of tables say so. */
  readonly #neighbourTables = new Map<number, number>();
  /** By delta entry, for taking it back. */
  #deltaRows = new Int32Array(0);
  #csrCount = 0;
  #deltaCount = 0;
  #deletedCount = 0;
  /** Rows with two edges or more. */
  #manyCount = 0;
  readonly #journal: Journal;

  constructor(place: AdjacencyPlace, capacity: number, journal: Journal) {
    this.edgeTable = place.edgeTable;
    this.nodeTable = place.nodeTable;
    this.orientation = place.orientation;
    this.offsets = new Int32Array(capacity + 1);
    this.head = new Int32Array(capacity).fill(-1);
    this.degreeChange = new Int32Array(capacity);
    this.#journal = journal;
  }

  get hasDelta(): boolean {
    return this.#deltaCount > 0;
  }

  get hasDeleted(): boolean {
    return this.#deletedCount > 0;
  }

  get single(): boolean {
    return this.#manyCount === 0;
  }

  /** Whether a CSR can be built without a merge. */
  get isEmpty(): boolean {
    return this.#csrCount === 0 && this.#deltaCount === 0;
  }

  degree(row: number): number {
    return (
      (this.offsets[row + 1] as number) -
      (this.offsets[row] as number) +
      (this.degreeChange[row] as number)
    );
  }

  /** A pair of tables with that one at the other end came (1) or went (−1). */
  linkTable(table: number, change: 1 | -1): void {
    const pairs = (this.#neighbourTables.get(table) ?? 0) + change;
    if (pairs > 0) this.#neighbourTables.set(table, pairs);
    else this.#neighbourTables.delete(table);
    const [only = -1] = this.#neighbourTables.size === 1 ? this.#neighbourTables.keys() : [];
    this.neighbourTable = only;
  }

  append(row: number, neighbour: number, edgeRow: number): void {
    this.#journal.undo.begin(this, APPEND);
    this.#append(row, neighbour, edgeRow);
  }

  appendAll(entries: AdjacencyEntries): void {
    for (let i = 0; i < entries.count; i++) {
      this.append(
        entries.rows[i] as number,
        entries.neighbours[i] as number,
        entries.edgeRows[i] as number,
      );
    }
  }

  /** The edge's bit in the edge table has been cleared. */
  remove(row: number): void {
    this.#changeDegree(row, -1);
    this.#deletedCount++;
    this.#journal.undo.begin(this, REMOVE);
    this.#journal.undo.number(row);
  }

  /** Takes all entries at once into an adjacency that is empty. */
  build(entries: AdjacencyEntries): void {
    invariant(this.isEmpty, 'a CSR is built only where there is none');
    // What an undone build left behind.
    this.offsets.fill(0);
    this.#takeCsr(entries);
    this.#manyCount = this.#countMany();
    this.#journal.undo.begin(this, BUILD);
    this.#journal.layoutChanged();
  }

  /** Whether so much lies outside the CSR that reading it slows down, about 1 %. */
  get needsFold(): boolean {
    const outside = this.#deltaCount + this.#deletedCount;
    return outside > Math.max(FOLD_AT_LEAST, (this.#csrCount + this.offsets.length) / 100);
  }

  /**
   * Puts the delta into the CSR and forgets deleted edges. Only without an open write and older
   * epochs. The arrays stay the same objects where they are large enough.
   */
  fold(live: Uint32Array): void {
    if (this.#deltaCount === 0 && this.#deletedCount === 0) return;
    const outside = this.#deltaCount + this.#deletedCount;
    if (outside * REBUILD_FACTOR > this.#csrCount) this.#rebuild(live);
    else {
      this.#adopt(mergeDelta(this, live, this.#roomFor(this.liveCount)));
      this.#csrCount = this.liveCount;
    }
    this.#deltaCount = 0;
    this.#deletedCount = 0;
  }

  resize(capacity: number): void {
    const before = this.head.length;
    const end = this.offsets[before] as number;
    this.offsets = resized(this.offsets, capacity + 1).fill(end, before + 1);
    this.head = resized(this.head, capacity).fill(-1, before);
    this.degreeChange = resized(this.degreeChange, capacity);
  }

  undo(log: UndoLog): void {
    switch (log.operation) {
      case APPEND:
        this.#undoAppend();
        return;
      case REMOVE:
        this.#deletedCount--;
        this.#changeDegree(log.takeNumber(), 1);
        return;
      default:
        this.offsets.fill(0);
        this.#csrCount = 0;
        this.#manyCount = 0;
        this.liveCount = 0;
    }
  }

  get byteLength(): number {
    const delta = this.next.byteLength * 4;
    const rows = this.offsets.byteLength + this.head.byteLength + this.degreeChange.byteLength;
    return rows + delta + this.neighbours.byteLength + this.edgeRows.byteLength;
  }

  #append(row: number, neighbour: number, edgeRow: number): void {
    const entry = this.#deltaCount++;
    if (entry >= this.next.length) this.#growDelta(entry + 1);
    this.next[entry] = this.head[row] as number;
    this.head[row] = entry;
    this.deltaNeighbours[entry] = neighbour;
    this.deltaEdgeRows[entry] = edgeRow;
    this.#deltaRows[entry] = row;
    this.#changeDegree(row, 1);
  }

  #undoAppend(): void {
    const entry = --this.#deltaCount;
    const row = this.#deltaRows[entry] as number;
    this.head[row] = this.next[entry] as number;
    this.#changeDegree(row, -1);
  }

  #changeDegree(row: number, change: 1 | -1): void {
    this.degreeChange[row] = (this.degreeChange[row] as number) + change;
    this.liveCount += change;
    const degree = this.degree(row);
    if (degree === 2 && change === 1) {
      if (this.#manyCount++ === 0) this.#journal.layoutChanged();
    } else if (degree === 1 && change === -1) this.#manyCount--;
  }

  #growDelta(needed: number): void {
    this.next = withRoomFor(this.next, needed);
    this.deltaNeighbours = withRoomFor(this.deltaNeighbours, needed);
    this.deltaEdgeRows = withRoomFor(this.deltaEdgeRows, needed);
    this.#deltaRows = withRoomFor(this.#deltaRows, needed);
    this.#journal.layoutChanged();
  }

  #takeCsr(entries: AdjacencyEntries): void {
    this.#csrCount = entries.count;
    this.liveCount = entries.count;
    this.#adopt(buildCsr(entries, this.offsets, this.#roomFor(entries.count)));
  }

  /** Exactly enough for a copy into the arrays there are, or new arrays with room to grow. */
  #roomFor(count: number): number {
    return count <= this.neighbours.length ? count : count + (count >>> 3);
  }

  /** Keeps the arrays that compiled code has bound, where they hold the new content. */
  #adopt({ neighbours, edgeRows }: Csr): void {
    if (neighbours.length <= this.neighbours.length) {
      this.neighbours.set(neighbours);
      this.edgeRows.set(edgeRows);
      return;
    }
    this.neighbours = neighbours;
    this.edgeRows = edgeRows;
    this.#journal.layoutChanged();
  }

  #countMany(): number {
    const { offsets } = this;
    let many = 0;
    for (let row = 0; row + 1 < offsets.length; row++) {
      if ((offsets[row + 1] as number) - (offsets[row] as number) > 1) many++;
    }
    return many;
  }

  /** A delta that is large against the CSR is quicker to sort in than to merge in. */
  #rebuild(live: Uint32Array): void {
    const entries = this.#liveEntries(live);
    invariant(entries.count === this.liveCount, 'an adjacency has lost count of its edges');
    this.offsets.fill(0);
    this.head.fill(-1);
    this.degreeChange.fill(0);
    this.#takeCsr(entries);
  }

  #liveEntries(live: Uint32Array): AdjacencyEntries {
    const rows = new Int32Array(this.liveCount);
    const neighbours = new Int32Array(this.liveCount);
    const edgeRows = new Int32Array(this.liveCount);
    let count = 0;
    for (let row = 0; row + 1 < this.offsets.length; row++) {
      const end = this.offsets[row + 1] as number;
      for (let at = this.offsets[row] as number; at < end; at++) {
        const edge = this.edgeRows[at] as number;
        if (!hasBit(live, edge)) continue;
        rows[count] = row;
        neighbours[count] = this.neighbours[at] as number;
        edgeRows[count++] = edge;
      }
    }
    for (let entry = 0; entry < this.#deltaCount; entry++) {
      const edge = this.deltaEdgeRows[entry] as number;
      if (!hasBit(live, edge)) continue;
      rows[count] = this.#deltaRows[entry] as number;
      neighbours[count] = this.deltaNeighbours[entry] as number;
      edgeRows[count++] = edge;
    }
    return { count, rows, neighbours, edgeRows };
  }
}
