import type { VariableId } from '../../semantics/bound/variable.ts';
import type { Value } from '../../values/value.ts';
import type { PathStorages } from './storages.ts';

/**
 * What a search changed since its start, newest last, so that it can go back to any moment:
 * registers of variables, integer cells, and lengths of storages.
 */
export class UndoLog {
  readonly #frame: Value[];
  readonly #cells: Int32Array;
  readonly #storages: PathStorages;
  /** A variable, or a cell or storage behind the variables. */
  #places = new Int32Array(64);
  readonly #values: Value[] = [];
  readonly #firstCell: number;
  readonly #firstStorage: number;
  #size = 0;

  constructor(frame: Value[], cells: Int32Array, storages: PathStorages) {
    this.#frame = frame;
    this.#cells = cells;
    this.#storages = storages;
    this.#firstCell = frame.length;
    this.#firstStorage = frame.length + cells.length;
  }

  get mark(): number {
    return this.#size;
  }

  clear(): void {
    this.#size = 0;
    this.#values.length = 0;
  }

  setVariable(variable: VariableId, value: Value): void {
    this.#note(variable, this.#frame[variable] as Value);
    this.#frame[variable] = value;
  }

  setCell(cell: number, value: number): void {
    this.#note(this.#firstCell + cell, this.#cells[cell] as number);
    this.#cells[cell] = value;
  }

  append(storage: number, value: Value): void {
    this.#note(this.#firstStorage + storage, this.#storages.lengthOf(storage));
    this.#storages.append(storage, value);
  }

  backTo(mark: number): void {
    while (this.#size > mark) {
      const at = --this.#size;
      const place = this.#places[at] as number;
      const value = this.#values[at] as Value;
      if (place < this.#firstCell) this.#frame[place] = value;
      else if (place < this.#firstStorage) this.#cells[place - this.#firstCell] = value as number;
      else this.#storages.cut(place - this.#firstStorage, value as number);
    }
  }

  #note(place: number, before: Value): void {
    const at = this.#size++;
    if (at >= this.#places.length) {
      const places = new Int32Array(this.#places.length * 2);
      places.set(this.#places);
      this.#places = places;
    }
    this.#places[at] = place;
    this.#values[at] = before;
  }
}
