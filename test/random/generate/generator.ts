import type { Dice } from '../dice.ts';
import { Counter } from './names.ts';

/** What all parts of the generator share while they make one query. */
export interface Generator {
  readonly dice: Dice;
  readonly counter: Counter;
  /** How much nesting is left: queries inside queries and expressions inside expressions. */
  readonly depth: number;
  /** Of the pattern that is made. */
  readonly matchMode: MatchMode;
  /** Of patterns that name none. */
  readonly sessionMode: MatchMode;
}

export type MatchMode = 'DIFFERENT EDGES' | 'REPEATABLE ELEMENTS';

export function newGenerator(dice: Dice, matchMode: MatchMode): Generator {
  return { dice, counter: new Counter(), depth: 3, matchMode, sessionMode: matchMode };
}

export function deeper(g: Generator): Generator {
  return { ...g, depth: g.depth - 1 };
}
