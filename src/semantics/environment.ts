/** What binding depends on besides the text: choices of the session. */
export interface BindEnvironment {
  /** For a MATCH without a match mode (ID086). */
  readonly defaultMatchMode: 'DIFFERENT EDGES' | 'REPEATABLE ELEMENTS';
  /** Where nulls go in ascending order when the text does not say (IS001). */
  readonly nullOrdering: 'first' | 'last';
  /** Refuse what is not in ISO/IEC 39075. */
  readonly strict: boolean;
  /**
   * Whether the working graph has an open type (GG01), so that any label and property may exist and
   * a property's type is known only when it is read.
   */
  readonly graphIsOpen: boolean;
}

export const defaultBindEnvironment: BindEnvironment = {
  defaultMatchMode: 'DIFFERENT EDGES',
  nullOrdering: 'last',
  strict: false,
  graphIsOpen: true,
};
