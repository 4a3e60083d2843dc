import { present } from '../../src/base/assert.ts';
import type { Random } from '../../src/base/random.ts';

/** Choices out of a source of chance. */
export class Dice {
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  /** 0 to `below` − 1. */
  int(below: number): number {
    return Math.floor(this.#random.next() * below);
  }

  between(least: number, most: number): number {
    return least + this.int(most - least + 1);
  }

  chance(probability: number): boolean {
    return this.#random.next() < probability;
  }

  pick<T>(choices: readonly T[]): T {
    return present(choices[this.int(choices.length)], 'a choice');
  }

  /** Each of them with its own probability. */
  some<T>(choices: readonly T[], probability: number): T[] {
    return choices.filter(() => this.chance(probability));
  }

  /** One of the makers, by weight, run. */
  weighted<T>(choices: readonly (readonly [number, () => T])[]): T {
    const total = choices.reduce((sum, [weight]) => sum + weight, 0);
    let left = this.#random.next() * total;
    for (const [weight, make] of choices) {
      left -= weight;
      if (left < 0) return make();
    }
    return present(choices.at(-1), 'a choice')[1]();
  }

  times<T>(count: number, make: (index: number) => T): T[] {
    return Array.from({ length: count }, (_, index) => make(index));
  }
}
