import type { Dice } from '../dice.ts';
import { Counter } from './names.ts';

/** What all parts of the generator share while they make one query. */
export interface Generator {
  readonly dice: Dice;
  readonly counter: Counter;
  /** How much nesting is left: queries inside queries and expressions inside expressions. */
  readonly depth: number;
  readonly matchMode: 'DIFFERENT EDGES' | 'REPEATABLE ELEMENTS';
}

export function newGenerator(dice: Dice, matchMode: Generator['matchMode']): Generator {
  return { dice, counter: new Counter(), depth: 3, matchMode };
}

export function deeper(g: Generator): Generator {
  return { ...g, depth: g.depth - 1 };
}
