import { withRoomFor } from './growable.ts';
import { KeyTable } from './key-table.ts';

/** Elements by key. Different values may share a key; the index tells them apart. */
export interface IndexEntries {
  readonly size: number;
  readonly byteLength: number;
  /** The number of different keys. */
  readonly keyCount: number;
  /** An element with the key, −1 where there is none. */
  first(key: number): number;
  /** Visits the elements with the key until `visit` returns true. */
  some(key: number, visit: (element: number) => boolean): boolean;
  add(key: number, element: number): void;
  /** The entry must be there. */
  remove(key: number, element: number): void;
}

/** For unique indexes: a key occurs more than once only where hashes collide. */
export class UniqueEntries implements IndexEntries {
  readonly #table = new KeyTable();

  get size(): number {
    return this.#table.size;
  }

  get keyCount(): number {
    return this.#table.size;
  }

  get byteLength(): number {
    return this.#table.byteLength;
  }

  first(key: number): number {
    return this.#table.get(key);
  }

  some(key: number, visit: (element: number) => boolean): boolean {
    const table = this.#table;
    for (let at = table.first(key); at >= 0; at = table.next(key, at)) {
      if (visit(table.payloadAt(at))) return true;
    }
    return false;
  }

  add(key: number, element: number): void {
    this.#table.add(key, element);
  }

  remove(key: number, element: number): void {
    const table = this.#table;
    let at = table.first(key);
    while (table.payloadAt(at) !== element) at = table.next(key, at);
    table.removeAt(at);
  }
}

/**
 * Lists of elements by key, linked both ways through typed arrays, so that half a million elements
 * with one value neither slow each other down nor take long to remove.
 */
export class ListedEntries implements IndexEntries {
  /** Key to the first entry of its list. */
  readonly #heads = new KeyTable();
  /** Element to its entry; an element has one value and so one entry. */
  readonly #byElement = new KeyTable();
  #elements = new Float64Array(0);
  #next = new Int32Array(0);
  #previous = new Int32Array(0);
  #count = 0;
  /** Entries that were removed, linked by `next`. */
  #free = -1;

  get size(): number {
    return this.#byElement.size;
  }

  get keyCount(): number {
    return this.#heads.size;
  }

  get byteLength(): number {
    const lists = this.#elements.byteLength + this.#next.byteLength * 2;
    return lists + this.#heads.byteLength + this.#byElement.byteLength;
  }

  first(key: number): number {
    const head = this.#heads.get(key);
    return head < 0 ? -1 : (this.#elements[head] as number);
  }

  some(key: number, visit: (element: number) => boolean): boolean {
    for (let entry = this.#heads.get(key); entry >= 0; entry = this.#next[entry] as number) {
      if (visit(this.#elements[entry] as number)) return true;
    }
    return false;
  }

  add(key: number, element: number): void {
    const entry = this.#allocate();
    this.#elements[entry] = element;
    this.#previous[entry] = -1;
    const at = this.#heads.first(key);
    if (at < 0) {
      this.#next[entry] = -1;
      this.#heads.add(key, entry);
    } else {
      const head = this.#heads.payloadAt(at);
      this.#next[entry] = head;
      this.#previous[head] = entry;
      this.#heads.setPayload(at, entry);
    }
    this.#byElement.add(element, entry);
  }

  remove(key: number, element: number): void {
    const at = this.#byElement.first(element);
    const entry = this.#byElement.payloadAt(at);
    this.#byElement.removeAt(at);
    const next = this.#next[entry] as number;
    const previous = this.#previous[entry] as number;
    if (next >= 0) this.#previous[next] = previous;
    if (previous >= 0) this.#next[previous] = next;
    else if (next >= 0) this.#heads.setPayload(this.#heads.first(key), next);
    else this.#heads.removeAt(this.#heads.first(key));
    this.#next[entry] = this.#free;
    this.#free = entry;
  }

  #allocate(): number {
    const free = this.#free;
    if (free >= 0) {
      this.#free = this.#next[free] as number;
      return free;
    }
    const entry = this.#count++;
    this.#elements = withRoomFor(this.#elements, entry + 1);
    this.#next = withRoomFor(this.#next, entry + 1);
    this.#previous = withRoomFor(this.#previous, entry + 1);
    return entry;
  }
}

/** Entries that were removed while an older state can still be read, which may look for them. */
export class RemovedEntries {
  readonly #heads = new KeyTable();
  #elements = new Float64Array(0);
  #next = new Int32Array(0);
  #count = 0;

  add(key: number, element: number): void {
    const entry = this.#count++;
    this.#elements = withRoomFor(this.#elements, entry + 1);
    this.#next = withRoomFor(this.#next, entry + 1);
    this.#elements[entry] = element;
    const at = this.#heads.first(key);
    this.#next[entry] = at < 0 ? -1 : this.#heads.payloadAt(at);
    if (at < 0) this.#heads.add(key, entry);
    else this.#heads.setPayload(at, entry);
  }

  forEach(key: number, visit: (element: number) => void): void {
    if (this.#count === 0) return;
    for (let entry = this.#heads.get(key); entry >= 0; entry = this.#next[entry] as number) {
      visit(this.#elements[entry] as number);
    }
  }

  clear(): void {
    this.#heads.clear();
    this.#elements = new Float64Array(0);
    this.#next = new Int32Array(0);
    this.#count = 0;
  }
}
