import type { FoundPath } from './bidirectional.ts';
import type { Scope } from './program.ts';

/** The end of a path: from the node `tip` over `edge` to the tip of `next` and so on. */
export interface Suffix {
  readonly tip: number;
  readonly edge: number;
  readonly next: Suffix | undefined;
  readonly length: number;
  /** Whether a path is known that ends with it and is as long as its place in the queue says. */
  isCertain: boolean;
}

export interface PathEnds {
  readonly start: number;
  readonly end: number;
}

/** What the modes of a path forbid in front of a suffix. */
export class Taken {
  readonly #modes: readonly Scope['mode'][];
  readonly #ends: PathEnds;
  readonly #nodes = new Set<number>();
  readonly #edges = new Set<number>();
  readonly #isClosed: boolean;

  constructor(suffix: Suffix, modes: readonly Scope['mode'][], ends: PathEnds) {
    this.#modes = modes;
    this.#ends = ends;
    this.#isClosed = suffix.length > 0 && suffix.tip === ends.end;
    for (let at: Suffix | undefined = suffix; at !== undefined; at = at.next) {
      this.#nodes.add(at.tip);
      if (at.next !== undefined) this.#edges.add(at.edge);
    }
  }

  /** Whether the path may come from a node over an edge. */
  allows(edge: number, node: number): boolean {
    return this.#modes.every((mode) => {
      if (mode === 'TRAIL') return !this.#edges.has(edge);
      return mode === 'ACYCLIC' ? !this.#nodes.has(node) : this.#isSimple(node);
    });
  }

  /** SIMPLE: the last node may be the first too, before which nothing comes. */
  #isSimple(node: number): boolean {
    if (this.#isClosed) return false;
    const { start, end } = this.#ends;
    return !this.#nodes.has(node) || (node === start && node === end);
  }
}

/** A suffix that begins at the start of the path, as a path. */
export function pathOf(suffix: Suffix): FoundPath {
  const nodes = new Int32Array(suffix.length + 1);
  const edges = new Float64Array(suffix.length);
  let at: Suffix | undefined = suffix;
  for (let i = 0; at !== undefined; i++) {
    nodes[i] = at.tip;
    if (at.next !== undefined) edges[i] = at.edge;
    at = at.next;
  }
  return { nodes, edges };
}
