import { withRoomFor } from './growable.ts';
import { packEdge } from '../graph/ids.ts';

/**
 * Public ids and where their elements were put. Ids count up for ever and are never reused.
 * Elements are inserted in runs, so the directory holds runs of ids that went to consecutive rows
 * of a table and finds an id by binary search. It is not undone: what it says of an id that was
 * rolled back or deleted is refused by the ids that the table holds.
 */
export class IdDirectory {
  next: number;
  #firstIds = new Float64Array(0);
  /** Table and row of the first, packed as edges are. */
  #places = new Float64Array(0);
  #count = 0;
  /** False after `place` put in ids below ones that were there; the next look-up sorts them. */
  #isSorted = true;

  constructor(next: number) {
    this.next = next;
  }

  get runCount(): number {
    return this.#count;
  }

  get byteLength(): number {
    return this.#firstIds.byteLength + this.#places.byteLength;
  }

  /** Takes the next `count` ids for rows from `row` on; returns the first. */
  take(table: number, row: number, count: number): number {
    const id = this.next;
    this.next += count;
    this.#sort();
    this.#enter(id, packEdge(table, row));
    return id;
  }

  /** Enters elements that keep the ids they had in a file, for rows from `row` on. */
  place(ids: Float64Array, table: number, row: number): void {
    for (let i = 0; i < ids.length; i++) {
      const id = ids[i] as number;
      const isNextOfRun = i > 0 && id === (ids[i - 1] as number) + 1;
      if (!isNextOfRun) this.#append(id, packEdge(table, row + i));
      if (id >= this.next) this.next = id + 1;
    }
  }

  /** Gives no id below `next` from now on. */
  raise(next: number): void {
    if (next > this.next) this.next = next;
  }

  /** The packed table and row that the id went to; −1 where it never was given. */
  find(id: number): number {
    this.#sort();
    let low = 0;
    let high = this.#count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#firstIds[middle] as number) <= id) low = middle + 1;
      else high = middle;
    }
    if (low === 0 || id >= this.next || !Number.isInteger(id)) return -1;
    return (this.#places[low - 1] as number) + id - (this.#firstIds[low - 1] as number);
  }

  /** Starts over from the elements that are left, in ascending order of ids. */
  rebuild(elements: Iterable<{ readonly id: number; readonly place: number }>): void {
    this.#count = 0;
    this.#isSorted = true;
    for (const { id, place } of elements) this.#enter(id, place);
  }

  #enter(id: number, place: number): void {
    const last = this.#count - 1;
    if (last >= 0) {
      const expected = (this.#places[last] as number) + id - (this.#firstIds[last] as number);
      if (place === expected) return;
    }
    this.#append(id, place);
  }

  #append(id: number, place: number): void {
    if (this.#count > 0 && id < (this.#firstIds[this.#count - 1] as number)) this.#isSorted = false;
    this.#firstIds = withRoomFor(this.#firstIds, this.#count + 1);
    this.#places = withRoomFor(this.#places, this.#count + 1);
    this.#firstIds[this.#count] = id;
    this.#places[this.#count] = place;
    this.#count++;
  }

  #sort(): void {
    if (this.#isSorted) return;
    const firstIds = this.#firstIds.slice(0, this.#count);
    const places = this.#places.slice(0, this.#count);
    const order = Uint32Array.from(firstIds, (_, at) => at);
    order.sort((a, b) => (firstIds[a] as number) - (firstIds[b] as number));
    order.forEach((from, to) => {
      this.#firstIds[to] = firstIds[from] as number;
      this.#places[to] = places[from] as number;
    });
    this.#isSorted = true;
  }
}
