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
  selfLoops = 0;
  /** Those that occur. A new array whenever a pair comes or goes. */
  list: readonly PairCount[] = [];

  /** Counts edges in or, with a negative number, out. True when a pair came or went. */
  add(ends: EdgeEnds, change: number): boolean {
    const pair = this.#pair(ends.sourceTable, ends.targetTable);
    if (ends.isLoop) {
      pair.selfLoops += change;
      this.selfLoops += change;
    }
    const occurred = pair.count > 0;
    pair.count += change;
    if (occurred === pair.count > 0) return false;
    if (occurred) {
      this.#byKey.delete(pairKey(pair.source, pair.target));
      this.#last = undefined;
    }
    this.list = [...this.#byKey.values()].filter((other) => other.count > 0);
    return true;
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
