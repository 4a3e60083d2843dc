import type { LabelTest } from '../graph/label-test.ts';
import { matchesLabels } from '../graph/label-test.ts';

/** A set of labels that elements carry. There is one object for each set, so `===` compares. */
export class LabelSet {
  readonly id: number;
  /** Sorted. */
  readonly names: readonly string[];
  readonly #registry: LabelSets;
  readonly #with = new Map<string, LabelSet>();
  readonly #without = new Map<string, LabelSet>();

  constructor(id: number, names: readonly string[], registry: LabelSets) {
    this.id = id;
    this.names = names;
    this.#registry = registry;
  }

  has(name: string): boolean {
    return this.names.includes(name);
  }

  with(name: string): LabelSet {
    let result = this.#with.get(name);
    if (result === undefined) {
      result = this.#registry.of([...this.names, name]);
      this.#with.set(name, result);
    }
    return result;
  }

  without(name: string): LabelSet {
    let result = this.#without.get(name);
    if (result === undefined) {
      result = this.#registry.of(this.names.filter((other) => other !== name));
      this.#without.set(name, result);
    }
    return result;
  }

  passes(test: LabelTest | undefined): boolean {
    if (test === undefined) return true;
    return matchesLabels(test, (name) => this.has(name), this.names.length);
  }
}

/** The label sets that a graph has ever met. */
export class LabelSets {
  readonly #sets: LabelSet[] = [];
  readonly #byNames = new Map<string, LabelSet>();
  /** Sets of one label by that label, which is what most elements have. */
  readonly #single = new Map<string, LabelSet>();

  of(labels: readonly string[]): LabelSet {
    const [only] = labels;
    if (labels.length !== 1 || only === undefined) return this.#intern(labels);
    let set = this.#single.get(only);
    if (set === undefined) {
      set = this.#intern(labels);
      this.#single.set(only, set);
    }
    return set;
  }

  byId(id: number): LabelSet {
    return this.#sets[id] as LabelSet;
  }

  #intern(labels: readonly string[]): LabelSet {
    const names = [...new Set(labels)].sort();
    // Names may hold any character, so the lengths keep two lists from reading alike.
    const key = names.map((name) => `${name.length}:${name}`).join('');
    let set = this.#byNames.get(key);
    if (set === undefined) {
      set = new LabelSet(this.#sets.length, names, this);
      this.#sets.push(set);
      this.#byNames.set(key, set);
    }
    return set;
  }
}
