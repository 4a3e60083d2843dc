import type { Run } from '../runtime/run.ts';
import type { Leg } from './leg.ts';
import { LegReader } from './leg.ts';
import { borrowArrays, returnArrays } from './search-arrays.ts';

/** Least distances from a node, level by level and only as far as they are asked for. */
export class Distances {
  /** The nodes found so far, the nearest first. */
  readonly nodes: number[];
  readonly #run: Run;
  readonly #reader: LegReader;
  readonly #arrays = borrowArrays();
  #depth = 0;
  /** Where in `nodes` the last level starts. */
  #levelStart = 0;

  constructor(run: Run, leg: Leg, start: number) {
    this.#run = run;
    this.#reader = new LegReader(run, leg, 'forward');
    this.nodes = [start];
    this.#arrays.mark(start, -1, -1, 0);
  }

  /** Gives its memory back; it must not be used any more. */
  close(): void {
    returnArrays(this.#arrays);
  }

  /** The distance of a node, or what it is at least; infinite where it cannot be reached. */
  to(node: number): number {
    if (this.#arrays.isMarked(node)) return this.#arrays.depth[node] as number;
    return this.#isComplete() ? Number.POSITIVE_INFINITY : this.#depth + 1;
  }

  /** The distance of a node if it is no more than `most`, otherwise anything greater. */
  within(node: number, most: number): number {
    while (!this.#arrays.isMarked(node) && this.to(node) <= most) this.grow();
    return this.to(node);
  }

  /** The node before one that was found, on a shortest way to it, and the edge between them. */
  before(node: number): { readonly node: number; readonly edge: number } {
    const { parent, edge } = this.#arrays;
    return { node: parent[node] as number, edge: edge[node] as number };
  }

  /** Finds one level more. False when there is none. */
  grow(): boolean {
    if (this.#isComplete()) return false;
    const levelEnd = this.nodes.length;
    this.#depth++;
    for (let i = this.#levelStart; i < levelEnd; i++) this.#expand(this.nodes[i] as number);
    this.#levelStart = levelEnd;
    this.#run.memory.charge(8 * (this.nodes.length - levelEnd));
    return !this.#isComplete();
  }

  #isComplete(): boolean {
    return this.#levelStart === this.nodes.length;
  }

  #expand(from: number): void {
    const { nodes, edges, count } = this.#reader.load(from);
    for (let i = 0; i < count; i++) {
      const to = nodes[i] as number;
      if (this.#arrays.isMarked(to)) continue;
      this.#arrays.mark(to, from, edges[i] as number, this.#depth);
      this.nodes.push(to);
    }
  }
}
