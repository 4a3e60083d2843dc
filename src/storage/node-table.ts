import { SLOT_PAGE_BITS } from '../graph/ids.ts';
import type { Orientation } from '../graph/reader.ts';
import type { RawNodeTable } from '../graph/raw.ts';
import type { Adjacency } from './adjacency.ts';
import { ElementTable } from './element-table.ts';
import { withRoomFor } from './growable.ts';
import type { Journal } from './journal.ts';
import type { LabelSet } from './label-sets.ts';
import type { SlotSpace } from './slot-space.ts';

/** The nodes that were inserted with one label set. */
export class NodeTable extends ElementTable implements RawNodeTable {
  readonly adjacencies: Adjacency[] = [];
  slotBase: number | undefined;
  readonly #slots: SlotSpace;
  /** slot − row by page of rows. */
  #rowDelta = new Int32Array(0);
  #slotRows = 0;
  readonly #byEdgeTable = new Map<number, Adjacency>();

  constructor(id: number, labelSet: LabelSet, journal: Journal, slots: SlotSpace) {
    super(id, labelSet, journal);
    this.#slots = slots;
  }

  slotOf(row: number): number {
    return row + (this.#rowDelta[row >>> SLOT_PAGE_BITS] as number);
  }

  adjacency(edgeTable: number, orientation: Orientation): Adjacency | undefined {
    return this.#byEdgeTable.get(adjacencyKey(edgeTable, orientation));
  }

  addAdjacency(adjacency: Adjacency): void {
    this.adjacencies.push(adjacency);
    this.#byEdgeTable.set(adjacencyKey(adjacency.edgeTable, adjacency.orientation), adjacency);
  }

  /** Live edges at a row over all edge tables. */
  degreeOf(row: number): number {
    let degree = 0;
    for (const adjacency of this.adjacencies) degree += adjacency.degree(row);
    return degree;
  }

  override reserve(rows: number): void {
    super.reserve(rows);
    if (rows > this.#slotRows) this.#takeSlots(rows);
  }

  protected override resize(capacity: number): void {
    super.resize(capacity);
    for (const adjacency of this.adjacencies) adjacency.resize(capacity);
  }

  #takeSlots(rows: number): void {
    const firstRow = this.#slotRows;
    const missing = Math.ceil((rows - firstRow) / PAGE_SLOTS);
    // A quarter more than a batch needs leaves the table room to grow without a second range.
    const spare = missing > 1 ? missing >>> 2 : 0;
    const pages = Math.max(missing + spare, firstRow >>> SLOT_PAGE_BITS, 1);
    const slot = this.#slots.take(this.id, firstRow, pages);
    const firstPage = firstRow >>> SLOT_PAGE_BITS;
    this.#rowDelta = withRoomFor(this.#rowDelta, firstPage + pages);
    this.#rowDelta.fill(slot - firstRow, firstPage, firstPage + pages);
    this.#slotRows += pages * PAGE_SLOTS;
    const base = firstRow === 0 || this.slotBase === slot - firstRow ? slot - firstRow : undefined;
    if (base !== this.slotBase) {
      this.slotBase = base;
      this.journal.layoutChanged();
    }
  }
}

const PAGE_SLOTS = 1 << SLOT_PAGE_BITS;

function adjacencyKey(edgeTable: number, orientation: Orientation): number {
  return edgeTable * 4 + ORIENTATION_NUMBERS[orientation];
}

const ORIENTATION_NUMBERS: Readonly<Record<Orientation, number>> = { out: 0, in: 1, undirected: 2 };
