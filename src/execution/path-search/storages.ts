import type { GraphReader } from '../../graph/reader.ts';
import type { Value } from '../../values/value.ts';
import { EdgeValue, NodeValue, PathValue } from '../../values/value.ts';
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
    const values = (this.#values[group.storage] as Value[]).slice(
      base,
      this.lengthOf(group.storage),
    );
    switch (group.element) {
      case 'node':
        return values.map((slot) => new NodeValue(graph, slot as number));
      case 'edge':
        return values.map((edge) => new EdgeValue(graph, edge as number));
      case undefined:
        return values;
    }
  }

  /** All contents as text, which tells bindings of one path apart. */
  signature(): string {
    return this.#values
      .map((values, storage) => values.slice(0, this.lengthOf(storage)).map(mark).join(','))
      .join(';');
  }
}

/** Storages hold numbers and subpaths; of one path, a subpath is known by its edges. */
export function mark(value: Value | undefined): string {
  if (typeof value === 'number') return `${value}`;
  return value instanceof PathValue ? `${value.nodes.length}:${value.edges.join('-')}` : '';
}
