import type { Random } from '../../src/base/random.ts';
import { seededRandom } from '../../src/base/random.ts';

/** The same numbers in every run of a test. */
export class SeededDice {
  readonly #random: Random;

  constructor(seed: number) {
    this.#random = seededRandom(seed);
  }

  below(bound: number): number {
    return Math.floor(this.#random.next() * bound);
  }
}
