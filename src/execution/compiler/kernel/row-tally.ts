import { TupleMap } from '../../../values/value-map.ts';
import type { Value } from '../../../values/value.ts';

/** How often each row was met, by distinctness. */
export class RowTally {
  readonly #rows: TupleMap;
  readonly #counts: number[] = [];

  constructor(arity: number) {
    this.#rows = new TupleMap(arity);
  }

  /** Once more; how often it is there now. */
  add(row: readonly Value[]): number {
    const number = this.#rows.add(row);
    const count = (this.#counts[number] ?? 0) + 1;
    this.#counts[number] = count;
    return count;
  }

  /** Once less; whether it was there. */
  remove(row: readonly Value[]): boolean {
    const number = this.#rows.find(row);
    const count = this.#counts[number] ?? 0;
    if (count > 0) this.#counts[number] = count - 1;
    return count > 0;
  }

  removeAll(row: readonly Value[]): boolean {
    const number = this.#rows.find(row);
    const present = (this.#counts[number] ?? 0) > 0;
    if (present) this.#counts[number] = 0;
    return present;
  }
}
