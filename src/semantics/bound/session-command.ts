import type { CatalogPath } from '../../catalog/catalog-path.ts';
import type { Program, TransactionModes } from '../../syntax/ast/program.ts';

/** A session command with its names resolved (ISO/IEC 39075, clause 7). */
export type BoundSessionCommand =
  | { readonly kind: 'setSchema'; readonly schema: CatalogPath }
  | { readonly kind: 'setGraph'; readonly graph: number }
  | { readonly kind: 'setTimeZone'; readonly zone: string }
  | {
      readonly kind: 'setParameter';
      readonly object: 'value' | 'table' | 'graph';
      readonly name: string;
      /** Its one row has the value, in the column `value`. */
      readonly program: Program;
    }
  | { readonly kind: 'resetParameter'; readonly name: string }
  | { readonly kind: 'resetParameters' }
  | { readonly kind: 'resetTimeZone' }
  /** For the transactions that follow. */
  | { readonly kind: 'setTransaction'; readonly modes: TransactionModes };
