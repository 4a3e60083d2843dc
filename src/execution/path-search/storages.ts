import type { GraphReader } from '../../graph/reader.ts';
import type { Value } from '../../values/value.ts';
import { EdgeValue, NodeValue } from '../../values/value.ts';
import type { GroupList } from './program.ts';

/** The elements of group variables as they are collected along a path. */
export class PathStorages {
  readonly #values: Value[][];
  readonly #lengths: Int32Array;

  constructor(count: number) {
    this.#values = Array.from({ length: count }, () => []);
    this.#lengths = new Int32Array(count);
  }

  clear(): void {
    this.#lengths.fill(0);
  }

  lengthOf(storage: number): number {
    return this.#lengths[storage] as number;
  }

  append(storage: number, value: Value): void {
    const at = this.lengthOf(storage);
    (this.#values[storage] as Value[])[at] = value;
    this.#lengths[storage] = at + 1;
  }

  cut(storage: number, length: number): void {
    this.#lengths[storage] = length;
  }

  /**
   * The group's list from its base on, boxed; empty where its part of the pattern was not taken.
   */
  list(group: GroupList, base: number, reader: GraphReader): readonly Value[] {
    if (base < 0) return [];
    const { graph } = reader;
    const values = this.from(group.storage, base);
    switch (group.element) {
      case 'node':
        return values.map((slot) => new NodeValue(graph, slot as number));
      case 'edge':
        return values.map((edge) => new EdgeValue(graph, edge as number));
      case undefined:
        return values;
    }
  }

  /** A copy of the contents of a storage of numbers. */
  numbers(storage: number): Float64Array {
    return Float64Array.from(this.from(storage, 0) as readonly number[]);
  }

  /** A copy of the contents of a storage from a place on. */
  from(storage: number, base: number): Value[] {
    return (this.#values[storage] as Value[]).slice(base, this.lengthOf(storage));
  }
}
