import type { Run } from '../runtime/run.ts';

/** What `paths` does after a path. */
export type PathAnswer = 'more' | 'enough' | 'stop';

export interface FrontierOptions {
  /** At how many different lengths a state may be entered. */
  readonly lengths: number;
  /** Whether all ways into a state at one length are kept, or the first. */
  readonly allWays: boolean;
}

/** The levels of a breadth-first search, with the ways that led into each state. */
export class Frontier {
  /** The length of paths to the level that `nextLevel` gave last. */
  length = -1;
  readonly #run: Run;
  readonly #options: FrontierOptions;
  readonly #nodes: number[] = [];
  readonly #states: number[] = [];
  readonly #head: number[] = [];
  readonly #linkNext: number[] = [];
  readonly #linkFrom: number[] = [];
  readonly #linkEdge: number[] = [];
  /** By node and state: the entry at the last length, and at how many lengths there was one. */
  readonly #known = new Map<number, { entry: number; length: number; lengths: number }>();
  #next: number[] = [];

  constructor(run: Run, options: FrontierOptions) {
    this.#run = run;
    this.#options = options;
  }

  nodeOf(entry: number): number {
    return this.#nodes[entry] as number;
  }

  stateOf(entry: number): number {
    return this.#states[entry] as number;
  }

  /** The entries of the next length. */
  nextLevel(): readonly number[] {
    const level = this.#next;
    this.#next = [];
    this.length++;
    return level;
  }

  /** Enters a state over an edge from an entry of the level before; −1 for the start. */
  add(node: number, state: number, from: number, edge: number): void {
    const length = this.length + 1;
    const key = state * STATE_FACTOR + node;
    const known = this.#known.get(key);
    if (known === undefined) {
      const entry = this.#newEntry(node, state, from, edge);
      this.#known.set(key, { entry, length, lengths: 1 });
    } else if (known.length === length) {
      if (this.#options.allWays) this.#link(known.entry, from, edge);
    } else if (known.lengths < this.#options.lengths) {
      known.entry = this.#newEntry(node, state, from, edge);
      known.length = length;
      known.lengths++;
    }
  }

  /** Every path to an entry of the current level; false when `visit` said stop. */
  paths(
    entry: number,
    visit: (path: { readonly nodes: Int32Array; readonly edges: Float64Array }) => PathAnswer,
  ): boolean {
    const { length } = this;
    const nodes = new Int32Array(length + 1);
    const edges = new Float64Array(length);
    nodes[length] = this.nodeOf(entry);
    if (length === 0) return visit({ nodes, edges }) !== 'stop';
    /** By length: the link taken into the entry there. */
    const taken = new Int32Array(length + 1);
    taken[length] = this.#head[entry] as number;
    let at = length;
    while (at <= length) {
      const link = taken[at] as number;
      if (link < 0) {
        at++;
        if (at <= length) taken[at] = this.#linkNext[taken[at] as number] as number;
        continue;
      }
      const from = this.#linkFrom[link] as number;
      edges[at - 1] = this.#linkEdge[link] as number;
      nodes[at - 1] = this.nodeOf(from);
      if (at > 1) {
        at--;
        taken[at] = this.#head[from] as number;
        continue;
      }
      const answer = visit({ nodes, edges });
      if (answer !== 'more') return answer !== 'stop';
      taken[at] = this.#linkNext[link] as number;
    }
    return true;
  }

  #newEntry(node: number, state: number, from: number, edge: number): number {
    const entry = this.#nodes.length;
    this.#nodes.push(node);
    this.#states.push(state);
    this.#head.push(-1);
    this.#next.push(entry);
    this.#run.memory.charge(ENTRY_BYTES);
    if (from >= 0) this.#link(entry, from, edge);
    return entry;
  }

  #link(entry: number, from: number, edge: number): void {
    this.#linkNext.push(this.#head[entry] as number);
    this.#linkFrom.push(from);
    this.#linkEdge.push(edge);
    this.#head[entry] = this.#linkFrom.length - 1;
    this.#run.memory.charge(LINK_BYTES);
  }
}

/** More than there are nodes, so that a state and a node make one exact number. */
const STATE_FACTOR = 4_294_967_296;
const ENTRY_BYTES = 96;
const LINK_BYTES = 24;
