import type { Literal } from '../syntax/ast/expression.ts';
import type { NameContext } from './names.ts';
import { initialNames } from './names.ts';

/** What binding depends on besides the text: choices of the session. */
export interface BindEnvironment {
  /** For a MATCH without a match mode (ID086). */
  readonly defaultMatchMode: 'DIFFERENT EDGES' | 'REPEATABLE ELEMENTS';
  /** Where nulls go in ascending order when the text does not say (IS001). */
  readonly nullOrdering: 'first' | 'last';
  /** Refuse what is not in ISO/IEC 39075. */
  readonly strict: boolean;
  readonly names: NameContext;
  /**
   * Literals of the program that are bound as parameters, by index, so that programs that differ in
   * nothing else share a plan. They keep their static types and come before the named parameters.
   */
  readonly lifted?: LiftedLiterals | undefined;
}

export type LiftedLiterals = ReadonlyMap<Literal, number>;

export const defaultBindEnvironment: BindEnvironment = {
  defaultMatchMode: 'DIFFERENT EDGES',
  nullOrdering: 'last',
  strict: false,
  names: initialNames,
};
