/** Property names by number. Numbers are given once and never change. */
export class PropertyNames {
  readonly #names: string[] = [];
  readonly #keys = new Map<string, number>();

  /** −1 where no element ever had the property. */
  find(name: string): number {
    return this.#keys.get(name) ?? -1;
  }

  keyOf(name: string): number {
    let key = this.#keys.get(name);
    if (key === undefined) {
      key = this.#names.length;
      this.#names.push(name);
      this.#keys.set(name, key);
    }
    return key;
  }

  name(key: number): string {
    return this.#names[key] ?? '';
  }
}
