import { GqlError } from '../../base/errors.ts';
import type { PathSearch } from '../../planner/plan/operator.ts';
import type { PathHost } from './host.ts';

/**
 * What a selector keeps for each pair of ends (ISO/IEC 39075, 16.6): so many paths, or all paths of
 * so many different lengths, the shortest first. ANY is ANY SHORTEST, since any path will do.
 */
export interface Quota {
  readonly of: 'paths' | 'groups';
  readonly count: number;
}

/** Reads the selector's count at each run: 22G0F where it is not positive. */
export function quotaReader(op: PathSearch, host: PathHost): () => Quota | undefined {
  const { selector, count } = op.path;
  if (selector === 'ALL') return () => undefined;
  const of = selector === 'ALL SHORTEST' || selector === 'SHORTEST GROUPS' ? 'groups' : 'paths';
  if (count === undefined) return () => ({ of, count: 1 });
  const value = host.value(count);
  return () => {
    const found = value();
    if (typeof found === 'number' && found >= 1) return { of, count: found };
    if (typeof found === 'bigint' && found >= 1n) return { of, count: Number(found) };
    const isNumber = typeof found === 'number' || typeof found === 'bigint';
    throw new GqlError(
      isNumber ? '22G0F' : '22G03',
      isNumber
        ? `the number of paths must be positive, found ${found}`
        : 'the number of paths must be an integer',
      { span: count.span },
    );
  };
}

/** What the ends reached so far have got. Lengths only grow while it is used. */
export class QuotaLedger {
  readonly #quota: Quota;
  readonly #taken = new Map<number, { count: number; length: number }>();

  constructor(quota: Quota) {
    this.#quota = quota;
  }

  /** Whether a path of this length to the end is still wanted. */
  wants(end: number, length: number): boolean {
    const taken = this.#taken.get(end);
    if (taken === undefined || taken.count < this.#quota.count) return true;
    return this.#quota.of === 'groups' && taken.length === length;
  }

  /** How many paths of this length to the end are still wanted. */
  remaining(end: number, length: number): number {
    if (!this.wants(end, length)) return 0;
    if (this.#quota.of === 'groups') return Number.POSITIVE_INFINITY;
    return this.#quota.count - (this.#taken.get(end)?.count ?? 0);
  }

  take(end: number, length: number): void {
    const taken = this.#taken.get(end);
    if (taken === undefined) {
      this.#taken.set(end, { count: 1, length });
    } else if (this.#quota.of === 'paths') {
      taken.count++;
    } else if (taken.length !== length) {
      taken.count++;
      taken.length = length;
    }
  }

  /** Whether the end wants nothing longer. */
  isFull(end: number): boolean {
    return (this.#taken.get(end)?.count ?? 0) >= this.#quota.count;
  }
}
