import { GqlError } from '../base/errors.ts';
import type { RawIndex } from '../graph/raw.ts';
import type { IndexInfo } from '../graph/reader.ts';
import { hashValue } from '../values/hash.ts';
import { formatValue } from '../values/text.ts';
import type { Value } from '../values/value.ts';
import type { ElementTable } from './element-table.ts';
import type { Epoch } from './history.ts';
import type { IndexEntries } from './index-entries.ts';
import { ListedEntries, RemovedEntries, UniqueEntries } from './index-entries.ts';
import { isExactKey, keyOfCell, keyOfHashes, keyOfValue, matches } from './index-key.ts';
import type { Journal } from './journal.ts';
import type { Undoable, UndoLog } from './undo-log.ts';

/** Where the elements that an index names are to be found. */
export interface ElementPlaces {
  tableOf(element: number): ElementTable;
  rowOf(element: number): number;
}

const ADD = 0;
const REMOVE = 1;

/**
 * A hash index on one label and one or more properties, over all tables whose elements carry the
 * label. The writer calls `remove` before and `insert` after it changes an element.
 */
export class PropertyIndex implements RawIndex, Undoable {
  readonly info: IndexInfo;
  readonly #keys: readonly number[];
  readonly #places: ElementPlaces;
  readonly #journal: Journal;
  readonly #entries: IndexEntries;
  readonly #removed = new RemovedEntries();

  constructor(info: IndexInfo, keys: readonly number[], places: ElementPlaces, journal: Journal) {
    this.info = info;
    this.#keys = keys;
    this.#places = places;
    this.#journal = journal;
    this.#entries = info.unique ? new UniqueEntries() : new ListedEntries();
  }

  get id(): number {
    return this.info.id;
  }

  get unique(): boolean {
    return this.info.unique;
  }

  /** Property keys in order. */
  get keys(): readonly number[] {
    return this.#keys;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Different values; hashes that collide count as one. */
  get distinctCount(): number {
    return this.#entries.keyCount;
  }

  get byteLength(): number {
    return this.#entries.byteLength;
  }

  find(value: Value): number {
    if (typeof value === 'number') return this.#entries.first(value);
    if (value === null) return -1;
    const key = keyOfValue(value);
    if (isExactKey(key)) return this.#entries.first(key);
    return this.#findEqual(key, [value]);
  }

  /** Visits the live elements with these values. */
  forEachEqual(values: readonly Value[], visit: (element: number) => void): void {
    const key = this.#keyOf(values);
    if (key === undefined) return;
    const needsCheck = !isExactKey(key);
    this.#entries.some(key, (element) => {
      if (!needsCheck || this.#hasValues(element, values)) visit(element);
      return false;
    });
  }

  /** The same for an older state. */
  forEachEqualAt(epoch: Epoch, values: readonly Value[], visit: (element: number) => void): void {
    const key = this.#keyOf(values);
    if (key === undefined) return;
    const seen = new Set<number>();
    const check = (element: number): false => {
      if (seen.has(element)) return false;
      seen.add(element);
      if (this.hasValuesAt(epoch, element, values)) visit(element);
      return false;
    };
    this.#entries.some(key, check);
    this.#removed.forEach(key, check);
  }

  /** Whether the element is live, labelled and has these values as the epoch sees it. */
  hasValuesAt(epoch: Epoch, element: number, values: readonly Value[]): boolean {
    const table = this.#places.tableOf(element);
    const row = this.#places.rowOf(element);
    return (
      table.isLiveAt(epoch, row) &&
      table.labelSetAt(epoch, row).has(this.info.label) &&
      this.#keys.every((key, i) => matches(table.getAt(epoch, row, key), values[i] ?? null))
    );
  }

  /** Enters an element that carries the label. 23505 where a unique index has its values. */
  insert(element: number): void {
    const key = this.load(element);
    if (key !== undefined) this.#record(ADD, key, element);
  }

  /** The same for an index that nobody uses yet, without undo. Returns the key entered. */
  load(element: number): number | undefined {
    const table = this.#places.tableOf(element);
    const row = this.#places.rowOf(element);
    const key = this.#keyAt(table, row);
    if (key === undefined) return undefined;
    if (this.info.unique) this.#refuseDuplicate(key, table, row);
    this.#entries.add(key, element);
    return key;
  }

  /** Takes an element out that is about to lose its label or one of its values. */
  remove(element: number): void {
    const key = this.#keyAt(this.#places.tableOf(element), this.#places.rowOf(element));
    if (key === undefined) return;
    this.#entries.remove(key, element);
    this.#removed.add(key, element);
    this.#journal.remembering.add(this);
    this.#record(REMOVE, key, element);
  }

  forgetRemoved(): void {
    this.#removed.clear();
  }

  undo(log: UndoLog): void {
    const key = log.takeNumber();
    const element = log.takeNumber();
    if (log.operation === ADD) this.#entries.remove(key, element);
    else this.#entries.add(key, element);
  }

  #record(operation: number, key: number, element: number): void {
    const { undo } = this.#journal;
    undo.begin(this, operation);
    undo.number(key);
    undo.number(element);
  }

  /** Undefined where a value is missing: nulls are not in the index. */
  #keyAt(table: ElementTable, row: number): number | undefined {
    const [first] = this.#keys;
    if (this.#keys.length === 1 && first !== undefined) {
      return keyOfCell(table.columns[first], row);
    }
    return this.#keyOf(this.#keys.map((key) => table.get(row, key)));
  }

  #keyOf(values: readonly Value[]): number | undefined {
    if (values.some((value) => value === null)) return undefined;
    const [only] = values;
    if (values.length === 1 && only !== undefined) return keyOfValue(only);
    return keyOfHashes(values.map(hashValue));
  }

  #refuseDuplicate(key: number, table: ElementTable, row: number): void {
    // Mostly nobody has even the same hash, and the values need not be read.
    if (this.#entries.first(key) < 0) return;
    const values = this.#keys.map((property) => table.get(row, property));
    if (isExactKey(key) || this.#findEqual(key, values) >= 0) throw this.#duplicate(values);
  }

  #findEqual(key: number, values: readonly Value[]): number {
    let found = -1;
    this.#entries.some(key, (element) => {
      if (!this.#hasValues(element, values)) return false;
      found = element;
      return true;
    });
    return found;
  }

  #hasValues(element: number, values: readonly Value[]): boolean {
    const table = this.#places.tableOf(element);
    const row = this.#places.rowOf(element);
    for (let i = 0; i < this.#keys.length; i++) {
      const column = table.columns[this.#keys[i] as number];
      const value = values[i] ?? null;
      if (column?.has(row) !== true) return false;
      if (column.dictionary === undefined) {
        if (!matches(column.get(row), value)) return false;
      } else if (
        typeof value !== 'string' ||
        !column.dictionary.equals(column.data[row] as number, value)
      ) {
        return false;
      }
    }
    return true;
  }

  #duplicate(values: readonly Value[]): GqlError {
    const { element, label, name, properties } = this.info;
    const assignments = properties.map(
      (property, i) => `${property} = ${shorten(formatValue(values[i] ?? null))}`,
    );
    return new GqlError(
      '23505',
      `unique index ${name} allows one ${element} :${label} with ${assignments.join(', ')}`,
      { hint: `find the existing ${element} with MATCH, or choose another value` },
    );
  }
}

function shorten(text: string): string {
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
