import type { CatalogPath } from './catalog-path.ts';
import type { ObjectKind, SchemaObject } from './entries.ts';
import type { Principal } from './principals.ts';

/**
 * What changes a catalog: plain data, which the log keeps as JSON. Putting an object where one of
 * its kind stands replaces it.
 */
export type CatalogChange =
  | { readonly change: 'putSchema'; readonly path: CatalogPath; readonly createdMs: number }
  /** With everything in it. */
  | { readonly change: 'removeSchema'; readonly path: CatalogPath }
  | { readonly change: 'put'; readonly path: CatalogPath; readonly object: SchemaObject }
  | { readonly change: 'remove'; readonly path: CatalogPath; readonly kind: ObjectKind }
  | { readonly change: 'putPrincipal'; readonly principal: Principal }
  | {
      readonly change: 'removePrincipal';
      readonly kind: Principal['kind'];
      readonly name: string;
    };
