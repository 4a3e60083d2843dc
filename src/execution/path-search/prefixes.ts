import type { Run } from '../runtime/run.ts';
import type { Quota } from './quota.ts';

/**
 * Which beginnings of paths a selector can need. Beginnings that lead to the same place (see
 * `PlaceKeys`) can be exchanged for one another: so once there are as many as the selector asks
 * for, paths or lengths, a longer one belongs to no path that is kept. The search offers them
 * shortest first, in rounds of growing length that each begin anew.
 */
export interface Prefixes {
  beginRound(): void;
  /** Whether a path may go on from the place. */
  admits(place: string, length: number): boolean;
}

/** `signature` tells the beginnings of paths apart. */
export function prefixesFor(quota: Quota, run: Run, signature: () => string): Prefixes {
  return quota.of === 'groups'
    ? new PrefixLengths(run, quota.count)
    : new PrefixPaths(run, quota.count, signature);
}

class PrefixLengths implements Prefixes {
  readonly #run: Run;
  readonly #count: number;
  readonly #lengths = new Map<string, number[]>();

  constructor(run: Run, count: number) {
    this.#run = run;
    this.#count = count;
  }

  beginRound(): void {
    // All beginnings of an admitted length go on, in every round.
  }

  admits(place: string, length: number): boolean {
    const known = this.#lengths.get(place);
    if (known === undefined) {
      this.#lengths.set(place, [length]);
      this.#run.memory.charge(ENTRY_BYTES + place.length);
      return true;
    }
    if (known.includes(length)) return true;
    if (known.length >= this.#count) return false;
    known.push(length);
    return true;
  }
}

class PrefixPaths implements Prefixes {
  readonly #run: Run;
  readonly #count: number;
  readonly #signature: () => string;
  /** By place and signature: the last round that it went on in. */
  readonly #rounds = new Map<string, Map<string, number>>();
  #round = 0;

  constructor(run: Run, count: number, signature: () => string) {
    this.#run = run;
    this.#count = count;
    this.#signature = signature;
  }

  beginRound(): void {
    this.#round++;
  }

  /** Two runs over the same path with the same bindings need to go on only once. */
  admits(place: string): boolean {
    const rounds = this.#rounds.get(place) ?? new Map<string, number>();
    const signature = this.#signature();
    const last = rounds.get(signature);
    if (last === this.#round || (last === undefined && rounds.size >= this.#count)) return false;
    if (rounds.size === 0) this.#rounds.set(place, rounds);
    if (last === undefined) this.#run.memory.charge(ENTRY_BYTES + place.length + signature.length);
    rounds.set(signature, this.#round);
    return true;
  }
}

const ENTRY_BYTES = 96;
