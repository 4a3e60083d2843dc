import type { Value } from '../../../values/value.ts';

/**
 * Results of one predicate by dictionary entry: 0 not evaluated, 1 false, 2 true, 3 unknown; place
 * 0 is null's. The table of the last run is used again while the dictionary and the parameters are
 * the same, because the entry of a string never changes.
 */
export class EntryTables {
  #dictionary: object | undefined;
  #parameters: readonly Value[] = [];
  #table = new Uint8Array(0);

  take(dictionary: { readonly size: number }, parameters: readonly Value[]): Uint8Array {
    const size = dictionary.size + 1;
    if (this.#dictionary === dictionary && this.#sameParameters(parameters)) {
      if (size > this.#table.length) {
        const grown = new Uint8Array(size + (size >>> 2));
        grown.set(this.#table);
        this.#table = grown;
      }
      return this.#table;
    }
    this.#dictionary = dictionary;
    this.#parameters = parameters;
    this.#table = new Uint8Array(size);
    return this.#table;
  }

  /** Only by identity: a boxed parameter counts as another one. */
  #sameParameters(parameters: readonly Value[]): boolean {
    return parameters.every((value, i) => value === this.#parameters[i]);
  }
}
