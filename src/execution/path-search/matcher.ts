import type { PathSearch } from '../../planner/plan/operator.ts';
import type { FoundPath } from './bidirectional.ts';
import { compilePattern } from './compile-pattern.ts';
import type { PathHost } from './host.ts';
import type { MatchRange } from './machine.ts';
import { ANY_LENGTH, PathMachine } from './machine.ts';
import { PathOutput } from './output.ts';
import { endTest, legOf, PlainSearch } from './plain-search.ts';
import { PlaceKeys } from './place-key.ts';
import type { PlainShape } from './plain-shape.ts';
import { plainShape } from './plain-shape.ts';
import type { Prefixes } from './prefixes.ts';
import { prefixesFor } from './prefixes.ts';
import type { PathVerdict, ProductQuery } from './product-search.ts';
import { ProductSearch } from './product-search.ts';
import { wholeModes } from './program.ts';
import type { Program } from './program.ts';
import type { Quota } from './quota.ts';
import { QuotaLedger, quotaReader } from './quota.ts';
import { RestrictedSearch } from './restricted-search.ts';

/** Takes the match that stands in the frame's registers. False: no more are wanted. */
export type MatchSink = () => boolean;

/**
 * Finds the matches of one `pathSearch`. Made once per run's closures; `search` is called for each
 * input row, with the row in the frame. Not re-entrant.
 */
export class PathMatcher {
  readonly #op: PathSearch;
  readonly #host: PathHost;
  readonly #program: Program;
  readonly #machine: PathMachine;
  readonly #output: PathOutput;
  readonly #quota: () => Quota | undefined;
  readonly #product: ProductSearch | undefined;
  readonly #plain: PlainSearch | undefined;
  readonly #restricted: ((query: ProductQuery, sink: MatchSink) => boolean) | undefined;
  readonly #shape: PlainShape | undefined;

  constructor(op: PathSearch, host: PathHost) {
    this.#op = op;
    this.#host = host;
    this.#program = compilePattern(op, host);
    this.#machine = new PathMachine(this.#program, host);
    this.#output = new PathOutput(op, host, this.#program, this.#machine);
    this.#quota = quotaReader(op, host);
    const program = this.#program;
    const shape = op.path.selector === 'ALL' ? undefined : plainShape(op);
    if (shape !== undefined && PlainSearch.serves(op, program, shape)) {
      this.#plain = new PlainSearch(op, host, program, shape);
    }
    this.#shape = shape;
    if (shape?.bare === true && program.restricted) this.#restricted = this.#inOrder(shape);
    if (op.path.selector !== 'ALL' && program.local) {
      this.#product = new ProductSearch(program, host);
    }
  }

  /** False when the sink refused a row. `end` is −1 where the search binds it. */
  search(start: number, end: number, sink: MatchSink): boolean {
    const quota = this.#quota();
    if (quota === undefined) return this.#all(start, sink);
    const query = { start, end, quota };
    if (quota.count === 1 && this.#plain !== undefined) return this.#shortest(start, end, sink);
    if (this.#restricted !== undefined) return this.#restricted(query, sink);
    if (!this.#program.restricted && this.#product !== undefined) {
      return this.#product.run(query, (path, most) => this.#replay(path, most, sink));
    }
    const simple = quota.count === 1 && this.#shape !== undefined && this.#product !== undefined;
    return simple ? this.#shortestSimple(start, end, quota, sink) : this.#deepen(query, sink);
  }

  /**
   * Shortest walks of a plain shape between different nodes keep every mode by themselves. Those
   * back to the start may not, so they are looked for one by one.
   */
  #shortestSimple(start: number, end: number, quota: Quota, sink: MatchSink): boolean {
    const wantsStart = end < 0 || end === start;
    if (wantsStart && !this.#deepen({ start, end: start, quota }, sink)) return false;
    if (end === start || this.#product === undefined) return true;
    return this.#product.run({ start, end, quota }, (path, most) =>
      path.nodes[path.edges.length] === start
        ? { taken: 0, stop: false }
        : this.#replay(path, most, sink),
    );
  }

  #inOrder(shape: PlainShape): (query: ProductQuery, sink: MatchSink) => boolean {
    const { run } = this.#host;
    const leg = legOf(this.#program, shape);
    const search = new RestrictedSearch({ run, leg, modes: wholeModes(this.#program) });
    const accepts = endTest(this.#host, shape.end);
    return (query, sink) => {
      if (query.end >= 0 && !accepts(query.end)) return true;
      return search.run(
        { ...query, lower: shape.lower, accepts },
        (path) => !this.#replay(path, 1, sink).stop,
      );
    };
  }

  #all(start: number, sink: MatchSink): boolean {
    const isNew = this.#novelty();
    return this.#machine.run(start, ANY_LENGTH, () => !isNew() || this.#output.emit(sink));
  }

  /** Says of each match whether it is the first of its kind; `|` and `?` may find one twice. */
  #novelty(): () => boolean {
    if (this.#program.trace === undefined) return () => true;
    const seen = new Set<string>();
    const { memory } = this.#host.run;
    return () => {
      const signature = this.#output.signature();
      if (seen.has(signature)) return false;
      seen.add(signature);
      memory.charge(48 + signature.length);
      return true;
    };
  }

  /** Emits the bindings of one path, `most` of them. */
  #replay(along: FoundPath, most: number, sink: MatchSink): PathVerdict {
    const isNew = this.#novelty();
    let taken = 0;
    let stop = false;
    this.#machine.run(along.nodes[0] as number, { exactLength: -1, along }, () => {
      if (!isNew()) return true;
      taken++;
      stop = !this.#output.emit(sink);
      return !stop && taken < most;
    });
    return { taken, stop };
  }

  #shortest(start: number, end: number, sink: MatchSink): boolean {
    const { selector } = this.#op.path;
    const single = selector !== 'ALL SHORTEST' && selector !== 'SHORTEST GROUPS';
    const most = single ? 1 : Number.POSITIVE_INFINITY;
    return (
      this.#plain?.run(
        { start, end, single },
        {
          onPath: (path) => !this.#replay(path, most, sink).stop,
          onClosed: (length) => this.#closed(start, length, sink),
        },
      ) ?? true
    );
  }

  /** All paths of a known length back to the start. */
  #closed(start: number, exactLength: number, sink: MatchSink): boolean {
    return this.#machine.run(
      start,
      { exactLength },
      () => this.#machine.path.end !== start || this.#output.emit(sink),
    );
  }

  /**
   * Shortest paths where what may follow depends on the path so far (restrictive modes, conditions
   * over it): all paths of length 0, 1, 2, … in turn, until every end is served or none goes on.
   */
  #deepen(query: ProductQuery, sink: MatchSink): boolean {
    const { start, end, quota } = query;
    const ledger = new QuotaLedger(quota);
    const prefixes = this.#program.finite ? undefined : this.#prefixes(quota);
    const admits = prefixes && this.#admission(prefixes);
    for (let exactLength = 0; ; exactLength++) {
      const isNew = this.#novelty();
      prefixes?.beginRound();
      const range: MatchRange = { exactLength, ...(admits && { admits }) };
      const goesOn = this.#machine.run(start, range, () => {
        const reached = this.#machine.path.end;
        if (end >= 0 && reached !== end) return true;
        if (!ledger.wants(reached, exactLength) || !isNew()) return true;
        ledger.take(reached, exactLength);
        return this.#output.emit(sink);
      });
      if (!goesOn) return false;
      if (!this.#machine.wasCut) return true;
      if (end >= 0 && ledger.isFull(end)) return true;
    }
  }

  /** Without a mode over the whole path nothing else keeps it from growing for ever. */
  #prefixes(quota: Quota): Prefixes {
    return prefixesFor(quota, this.#host.run, () => this.#output.signature());
  }

  #admission(prefixes: Prefixes): NonNullable<MatchRange['admits']> {
    const { path } = this.#machine;
    const keys = new PlaceKeys(this.#host, this.#program, this.#machine);
    return (step, pc) => prefixes.admits(keys.keyOf(step, pc), path.length);
  }
}
