import { SLOT_PAGE_BITS } from '../graph/ids.ts';
import { GqlError } from '../base/errors.ts';
import { withRoomFor } from './growable.ts';
import type { Journal } from './journal.ts';

/**
 * Which slots belong to which node table: pages of 1,024 slots, handed out in ascending order. A
 * table takes ever larger extents, so that it has few of them; extents that follow one another make
 * one range, and a table with one range needs no look-up from row to slot.
 */
export class SlotSpace {
  pageTable = new Int32Array(0);
  pageDelta = new Int32Array(0);
  #pageCount = 0;
  readonly #journal: Journal;

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  /** The node table of a slot, −1 for numbers that were never handed out. */
  tableOf(slot: number): number {
    const page = slot >>> SLOT_PAGE_BITS;
    return page < this.#pageCount ? (this.pageTable[page] as number) : -1;
  }

  rowOf(slot: number): number {
    return slot + (this.pageDelta[slot >>> SLOT_PAGE_BITS] as number);
  }

  /** Slots handed out so far: every slot is below. */
  get end(): number {
    return this.#pageCount << SLOT_PAGE_BITS;
  }

  /** Gives `pages` pages to the table, for its rows from `firstRow` on; returns the first slot. */
  take(table: number, firstRow: number, pages: number): number {
    const first = this.#pageCount;
    const end = first + pages;
    if (end > MOST_PAGES) {
      throw new GqlError('53200', 'a graph holds at most 2^31 nodes and reserved places for nodes');
    }
    if (end > this.pageTable.length) {
      this.pageTable = withRoomFor(this.pageTable, end);
      this.pageTable.fill(-1, first);
      this.pageDelta = withRoomFor(this.pageDelta, end);
      this.#journal.layoutChanged();
    }
    const slot = first << SLOT_PAGE_BITS;
    this.pageTable.fill(table, first, end);
    this.pageDelta.fill(firstRow - slot, first, end);
    this.#pageCount = end;
    return slot;
  }
}

const MOST_PAGES = 2 ** (31 - SLOT_PAGE_BITS);
