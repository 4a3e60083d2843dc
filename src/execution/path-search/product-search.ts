import type { PathHost } from './host.ts';
import { invariant } from '../../base/assert.ts';
import { EpsilonClosure } from './epsilon-closure.ts';
import type { StateSet } from './epsilon-closure.ts';
import { Frontier } from './frontier.ts';
import { NeighbourReader } from './neighbours.ts';
import type { Program } from './program.ts';
import type { Quota, QuotaLedger } from './quota.ts';

/** A path found, as packed edges and the nodes around them, of which `most` matches count. */
export type OnPath = (
  path: { readonly nodes: Int32Array; readonly edges: Float64Array },
  most: number,
) => PathVerdict;

/** `taken`: matches that counted; `stop`: no more rows are wanted. */
export interface PathVerdict {
  readonly taken: number;
  readonly stop: boolean;
}

export interface ProductQuery {
  readonly start: number;
  /** The end that alone counts, or −1. */
  readonly end: number;
  readonly quota: Quota;
}

/**
 * Shortest paths over the product of graph and pattern, for patterns without memory. Breadth first;
 * the pattern's side of a state is the set of instructions that the path may stand at, as in the
 * subset construction, so each path leads to one state by one way and none is found twice. A state
 * is entered at no more different lengths than the selector asks for: a longer way into it could be
 * exchanged for that many shorter ones.
 */
export class ProductSearch {
  readonly #host: PathHost;
  readonly #isRestricted: boolean;
  readonly #closure: EpsilonClosure;
  readonly #neighbours: NeighbourReader;

  constructor(program: Program, host: PathHost) {
    this.#host = host;
    this.#isRestricted = program.restricted;
    this.#closure = new EpsilonClosure(program, host);
    this.#neighbours = new NeighbourReader(host.run);
  }

  /** False when a row was refused. `ledger` is told what each end has got. */
  run(query: ProductQuery, ledger: QuotaLedger, onPath: OnPath): boolean {
    const { quota, end } = query;
    this.#closure.beginRun();
    const frontier = new Frontier(this.#host.run, {
      lengths: quota.count,
      // A mode may refuse the walk by one way and take the one by another.
      allWays: this.#isRestricted || quota.of === 'groups' || quota.count > 1,
    });
    frontier.add(query.start, this.#closure.initial(query.start).id, -1, 0);
    for (let length = 0; ; length++) {
      const entries = frontier.nextLevel();
      if (entries.length === 0) return true;
      for (const entry of entries) {
        const node = frontier.nodeOf(entry);
        if (end >= 0 && node !== end) continue;
        if (!this.#closure.set(frontier.stateOf(entry)).accepting) continue;
        if (!this.#give(frontier, entry, ledger, onPath)) return false;
      }
      if (end >= 0 && ledger.isFull(end)) return true;
      for (const entry of entries) this.#expand(frontier, entry);
      invariant(length < Number.MAX_SAFE_INTEGER, 'paths end');
    }
  }

  #give(frontier: Frontier, entry: number, ledger: QuotaLedger, onPath: OnPath): boolean {
    const end = frontier.nodeOf(entry);
    const length = frontier.length;
    return frontier.paths(entry, (path) => {
      const most = ledger.remaining(end, length);
      if (most === 0) return 'enough';
      const verdict = onPath(path, most);
      for (let i = 0; i < verdict.taken; i++) ledger.take(end, length);
      return verdict.stop ? 'stop' : 'more';
    });
  }

  #expand(frontier: Frontier, entry: number): void {
    const from = frontier.nodeOf(entry);
    const { configurations } = this.#closure.set(frontier.stateOf(entry));
    const [only] = configurations;
    if (only !== undefined && configurations.length === 1) {
      const { step } = only;
      this.#neighbours.load(from, step.orientations, step.test);
      const { nodes, edges, count } = this.#neighbours;
      for (let i = 0; i < count; i++) {
        const edge = edges[i] as number;
        const to = nodes[i] as number;
        const set = this.#closure.cross(only, { from, edge, to });
        if (set !== undefined) frontier.add(to, set.id, entry, edge);
      }
      return;
    }
    this.#expandMany(frontier, entry, configurations);
  }

  /** Several instructions may cross the same edge: their next states are one set. */
  #expandMany(frontier: Frontier, entry: number, configurations: StateSet['configurations']): void {
    const from = frontier.nodeOf(entry);
    const reached = new Map<number, { readonly to: number; set: StateSet }>();
    for (const configuration of configurations) {
      const { step } = configuration;
      this.#neighbours.load(from, step.orientations, step.test);
      const { nodes, edges, count } = this.#neighbours;
      for (let i = 0; i < count; i++) {
        const edge = edges[i] as number;
        const to = nodes[i] as number;
        const set = this.#closure.cross(configuration, { from, edge, to });
        if (set === undefined) continue;
        const known = reached.get(edge);
        if (known === undefined) reached.set(edge, { to, set });
        else known.set = this.#closure.union(known.set, set);
      }
    }
    for (const [edge, { to, set }] of reached) frontier.add(to, set.id, entry, edge);
  }
}
