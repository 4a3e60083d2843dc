import type { FoundPath } from './bidirectional.ts';

/** The lengths of the walks to each end, up to a number of different ones, as they ascend. */
export class WalkLengths {
  readonly #most: number;
  readonly #ends = new Map<number, { lengths: number; last: number }>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Whether a walk is among those of the first lengths of its end, all of which are found. */
  admits({ nodes, edges }: FoundPath): boolean {
    const { length } = edges;
    const end = nodes[length] as number;
    const known = this.#ends.get(end);
    if (known === undefined) {
      this.#ends.set(end, { lengths: 1, last: length });
      return true;
    }
    if (known.last === length) return true;
    if (known.lengths === this.#most) return false;
    known.lengths++;
    known.last = length;
    return true;
  }

  /** The ends with as many lengths as were asked for, each with the last of them. */
  complete(counts: (end: number) => boolean): Map<number, number> {
    const found = new Map<number, number>();
    for (const [end, { lengths, last }] of this.#ends) {
      if (lengths === this.#most && counts(end)) found.set(end, last);
    }
    return found;
  }
}
