/** Edges of one table between two node tables. */
export interface PairCount {
  readonly source: number;
  readonly target: number;
  count: number;
  /** Of them, those whose two ends are one node. */
  selfLoops: number;
}

export interface EdgeEnds {
  readonly sourceTable: number;
  readonly targetTable: number;
  readonly isLoop: boolean;
}

/** The pairs of node tables that the live edges of a table connect, counted exactly. */
export class EdgePairs {
  readonly #byKey = new Map<number, PairCount>();
  #last: PairCount | undefined;
  #list: readonly PairCount[] | undefined;
  selfLoops = 0;

  /** Those that occur: the same array until one comes or goes. */
  get list(): readonly PairCount[] {
    // Made when it is asked for, because thousands of pairs may come one by one.
    this.#list ??= [...this.#byKey.values()].filter((pair) => pair.count > 0);
    return this.#list;
  }

  /** Counts edges in or, with a negative number, out. 1 when the pair came, −1 when it went. */
  add(ends: EdgeEnds, change: number): 1 | 0 | -1 {
    const pair = this.#pair(ends.sourceTable, ends.targetTable);
    if (ends.isLoop) {
      pair.selfLoops += change;
      this.selfLoops += change;
    }
    const occurred = pair.count > 0;
    pair.count += change;
    if (occurred === pair.count > 0) return 0;
    this.#list = undefined;
    if (!occurred) return 1;
    this.#byKey.delete(pairKey(pair.source, pair.target));
    this.#last = undefined;
    return -1;
  }

  /** Edges come in runs between the same tables, so the last pair is the likely one. */
  #pair(source: number, target: number): PairCount {
    const last = this.#last;
    if (last?.source === source && last.target === target) return last;
    const key = pairKey(source, target);
    let pair = this.#byKey.get(key);
    if (pair === undefined) {
      pair = { source, target, count: 0, selfLoops: 0 };
      this.#byKey.set(key, pair);
    }
    this.#last = pair;
    return pair;
  }
}

/** Exact, because there are at most 2^21 node tables (pages of slots). */
function pairKey(source: number, target: number): number {
  return source * 2 ** 21 + target;
}
