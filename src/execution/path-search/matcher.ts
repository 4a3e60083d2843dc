import type { PathSearch } from '../../planner/plan/operator.ts';
import type { FoundPath } from './bidirectional.ts';
import { compilePattern } from './compile-pattern.ts';
import type { PathHost } from './host.ts';
import type { Leg } from './leg.ts';
import { legOf } from './leg.ts';
import type { MatchRange } from './machine.ts';
import { ANY_LENGTH, PathMachine } from './machine.ts';
import { PathOutput } from './output.ts';
import { closesEasily, endTest, PlainSearch } from './plain-search.ts';
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
import { WalkLengths } from './walk-lengths.ts';

/** Takes the match that stands in the frame's registers. False: no more are wanted. */
export type MatchSink = () => boolean;

/**
 * Up to so many lengths, walks that keep no mode are few beside the paths that need not be looked
 * for thanks to them.
 */
const FEW_WALKS = 4;

/** Who takes the paths found. */
interface Taker {
  readonly ledger: QuotaLedger;
  readonly sink: MatchSink;
  /** The only ends that count, with the lengths up to which they have got all. */
  readonly unserved?: ReadonlyMap<number, number>;
}

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

  constructor(op: PathSearch, host: PathHost) {
    this.#op = op;
    this.#host = host;
    this.#program = compilePattern(op, host);
    this.#machine = new PathMachine(this.#program, host);
    this.#output = new PathOutput(op, host, this.#program, this.#machine);
    this.#quota = quotaReader(op, host);
    const program = this.#program;
    if (op.path.selector === 'ALL' || !program.local) return;
    this.#product = new ProductSearch(program, host);
    const shape = plainShape(op);
    if (shape === undefined) return;
    const leg = legOf(program, shape, host);
    if (closesEasily(op, shape, leg)) this.#plain = new PlainSearch(op, host, shape, leg);
    if (program.restricted) this.#restricted = this.#inOrder(shape, leg);
  }

  /** False when the sink refused a row. `end` is −1 where the search binds it. */
  search(start: number, end: number, sink: MatchSink): boolean {
    const quota = this.#quota();
    if (quota === undefined) return this.#all(start, sink);
    const query = { start, end, quota };
    if (quota.count === 1 && this.#plain !== undefined) return this.#shortest(start, end, sink);
    if (this.#restricted !== undefined) return this.#restricted(query, sink);
    const ledger = new QuotaLedger(quota);
    const product = this.#program.restricted && quota.count > FEW_WALKS ? undefined : this.#product;
    if (product === undefined) return this.#deepen(query, { ledger, sink });
    return this.#walksFirst(product, query, { ledger, sink });
  }

  /**
   * Whatever the modes, the walks of as many lengths as the selector asks for are all that it needs
   * for an end which gets its fill of those that keep the modes. The other ends are searched for.
   */
  #walksFirst(product: ProductSearch, query: ProductQuery, { ledger, sink }: Taker): boolean {
    const { count } = query.quota;
    const walks = new WalkLengths(count);
    const goesOn = product.run(query, ledger, (path, most) =>
      walks.admits(path) ? this.#replay(path, most, sink) : { taken: 0, stop: false },
    );
    if (!goesOn || !this.#program.restricted) return goesOn;
    const unserved = walks.complete((end) => !ledger.isFull(end));
    return unserved.size === 0 || this.#deepen(query, { ledger, sink, unserved });
  }

  /** For a plain shape under modes. */
  #inOrder(shape: PlainShape, leg: Leg): (query: ProductQuery, sink: MatchSink) => boolean {
    const { run } = this.#host;
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
  #deepen({ start, end, quota }: ProductQuery, { ledger, sink, unserved }: Taker): boolean {
    const prefixes = this.#program.finite ? undefined : this.#prefixes(quota);
    const admits = prefixes && this.#admission(prefixes);
    for (let exactLength = 0; ; exactLength++) {
      const isNew = this.#novelty();
      prefixes?.beginRound();
      const range: MatchRange = { exactLength, ...(admits && { admits }) };
      const goesOn = this.#machine.run(start, range, () => {
        const reached = this.#machine.path.end;
        if (end >= 0 && reached !== end) return true;
        if (unserved && !(exactLength > (unserved.get(reached) ?? Infinity))) return true;
        if (!ledger.wants(reached, exactLength) || !isNew()) return true;
        ledger.take(reached, exactLength);
        return this.#output.emit(sink);
      });
      if (!goesOn) return false;
      if (!this.#machine.wasCut) return true;
      const ends = unserved?.keys() ?? (end >= 0 ? [end] : undefined);
      if (ends !== undefined && [...ends].every((each) => ledger.isFull(each))) return true;
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
