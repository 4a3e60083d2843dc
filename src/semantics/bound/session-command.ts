import type { CatalogPath } from '../../catalog/catalog-path.ts';

/** A session command with its names resolved (ISO/IEC 39075, clause 7). */
export type BoundSessionCommand =
  | { readonly kind: 'setSchema'; readonly schema: CatalogPath }
  | { readonly kind: 'setGraph'; readonly graph: number };
