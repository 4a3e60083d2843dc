import { present } from '../../base/assert.ts';
import { Holding } from '../runtime/memory.ts';
import type { Run } from '../runtime/run.ts';
import type { FoundPath } from './bidirectional.ts';
import { Distances } from './distances.ts';
import type { Leg } from './leg.ts';
import { LegReader } from './leg.ts';
import type { ProductQuery } from './product-search.ts';
import type { Scope } from './program.ts';
import { QuotaLedger } from './quota.ts';
import { borrowArrays, returnArrays } from './search-arrays.ts';
import type { Suffix } from './suffix.ts';
import { pathOf, Taken } from './suffix.ts';

export interface RestrictedShape {
  readonly run: Run;
  readonly leg: Leg;
  /** Of the whole path. */
  readonly modes: readonly Scope['mode'][];
}

export interface RestrictedQuery extends ProductQuery {
  readonly lower: 0 | 1;
  /** Whether a node may be an end, where that is open. */
  readonly accepts: (slot: number) => boolean;
}

/**
 * Shortest paths of a plain shape under restrictive modes, more than one per pair of ends, the
 * shortest first (after E. Lawler, "A procedure for computing the k best solutions", 1972). From
 * each end backwards it keeps suffixes of paths by the length of the shortest path with the suffix:
 * at first what the distance from the start makes it at least, and before a suffix is made longer
 * what it is, since a shortest way that avoids what the suffix has taken keeps every mode by
 * itself. So each suffix that is made longer belongs to a path, and the time for a path is bounded.
 */
export class RestrictedSearch {
  readonly #shape: RestrictedShape;
  readonly #held: Holding;

  constructor(shape: RestrictedShape) {
    this.#shape = shape;
    this.#held = new Holding(shape.run.memory);
  }

  /** False when a path was refused. */
  run(query: RestrictedQuery, onPath: (path: FoundPath) => boolean): boolean {
    const { start, end, accepts } = query;
    const { run, leg } = this.#shape;
    const distances = new Distances(run, leg, start);
    const toEnd = (each: number): boolean => {
      const paths = new PathsToEnd(this.#shape, { ...query, end: each }, distances, this.#held);
      const goesOn = paths.run(onPath);
      this.#held.clear();
      return goesOn;
    };
    try {
      if (end >= 0) return toEnd(end);
      for (let i = 0; i < distances.nodes.length || distances.grow(); i++) {
        const node = distances.nodes[i] as number;
        if (distances.to(node) > leg.upper) return true;
        if (accepts(node) && !toEnd(node)) return false;
      }
      return true;
    } finally {
      distances.close();
    }
  }
}

/** The paths to one end. */
class PathsToEnd {
  readonly #query: RestrictedQuery;
  readonly #modes: RestrictedShape['modes'];
  readonly #upper: number;
  readonly #distances: Distances;
  readonly #held: Holding;
  readonly #reader: LegReader;
  /** Suffixes by the length of the shortest path with them, as far as it is known. */
  readonly #queue: Suffix[][] = [];

  constructor(
    { run, leg, modes }: RestrictedShape,
    query: RestrictedQuery,
    distances: Distances,
    held: Holding,
  ) {
    this.#query = query;
    this.#modes = modes;
    this.#upper = leg.upper;
    this.#distances = distances;
    this.#held = held;
    this.#reader = new LegReader(run, leg, 'backward');
  }

  run(onPath: (path: FoundPath) => boolean): boolean {
    const { start, end, quota, lower } = this.#query;
    const ledger = new QuotaLedger(quota);
    this.#put({ tip: end, edge: -1, next: undefined, length: 0, isCertain: false }, 0);
    for (let length = 0; length < this.#queue.length && ledger.wants(end, length); length++) {
      for (;;) {
        const suffix = this.#queue[length]?.pop();
        if (suffix === undefined) break;
        const taken = new Taken(suffix, this.#modes, this.#query);
        if (!this.#isDue(suffix, taken, length)) continue;
        if (suffix.tip === start && length >= lower) {
          ledger.take(end, length);
          if (!onPath(pathOf(suffix))) return false;
          if (!ledger.wants(end, length)) return true;
        }
        this.#extend(suffix, taken, length);
      }
    }
    return true;
  }

  /** Whether the suffix has a path of this length; otherwise it is put where it belongs. */
  #isDue(suffix: Suffix, taken: Taken, length: number): boolean {
    if (suffix.isCertain) return true;
    const most = length - suffix.length;
    const least = this.#distances.within(suffix.tip, most);
    if (least > most) {
      this.#put(suffix, suffix.length + least);
      return false;
    }
    suffix.isCertain = true;
    if (this.#isOpen(suffix.tip, taken)) return true;
    const distance = this.#wayAround(suffix.tip, taken);
    this.#put(suffix, suffix.length + distance);
    return false;
  }

  /** Whether the shortest way known to the node is still allowed. */
  #isOpen(tip: number, taken: Taken): boolean {
    for (let at = tip; at !== this.#query.start;) {
      const { node, edge } = this.#distances.before(at);
      if (!taken.allows(edge, node)) return false;
      at = node;
    }
    return true;
  }

  /** The length of the shortest way that is allowed, breadth first from the node backwards. */
  #wayAround(tip: number, taken: Taken): number {
    const { start } = this.#query;
    if (!taken.allows(-1, start)) return Number.POSITIVE_INFINITY;
    const arrays = borrowArrays();
    try {
      arrays.mark(tip, -1, -1, 0);
      const queue = [tip];
      for (const from of queue) {
        const depth = (arrays.depth[from] as number) + 1;
        const { nodes, edges, count } = this.#reader.load(from);
        for (let i = 0; i < count; i++) {
          const to = nodes[i] as number;
          const edge = edges[i] as number;
          if (arrays.isMarked(to) || !taken.allows(edge, to)) continue;
          if (to === start) return depth;
          arrays.mark(to, from, edge, depth);
          queue.push(to);
        }
      }
      return Number.POSITIVE_INFINITY;
    } finally {
      returnArrays(arrays);
    }
  }

  #extend(suffix: Suffix, taken: Taken, least: number): void {
    const { nodes, edges, count } = this.#reader.load(suffix.tip);
    const length = suffix.length + 1;
    for (let i = 0; i < count; i++) {
      const tip = nodes[i] as number;
      const edge = edges[i] as number;
      if (!taken.allows(edge, tip)) continue;
      const total = Math.max(least, length + this.#distances.to(tip));
      this.#put({ tip, edge, next: suffix, length, isCertain: false }, total);
    }
  }

  #put(suffix: Suffix, length: number): void {
    if (length > this.#upper || length === Number.POSITIVE_INFINITY) return;
    while (this.#queue.length <= length) this.#queue.push([]);
    present(this.#queue[length], 'a place in the queue').push(suffix);
    this.#held.charge(SUFFIX_BYTES);
  }
}

const SUFFIX_BYTES = 64;
