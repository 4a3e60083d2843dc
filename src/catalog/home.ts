import type { CatalogChange } from './catalog-change.ts';
import type { CatalogPath } from './catalog-path.ts';
import { INITIAL_PRINCIPALS } from './principals.ts';
import { Catalog } from './catalog.ts';

/** Where every session starts. */
export const HOME_SCHEMA: CatalogPath = ['default'];
export const HOME_GRAPH: CatalogPath = ['default', 'default'];
export const HOME_GRAPH_NUMBER = 0;

/**
 * The catalog of a new database: the schema `/default`, in it the open graph `default`, roles and
 * an administrator. A directory without a word on the catalog holds it, so it has no date.
 */
export const initialCatalog: Catalog = [
  ...INITIAL_PRINCIPALS.map((principal) => ({ change: 'putPrincipal', principal })),
  { change: 'putSchema', path: HOME_SCHEMA, createdMs: 0 },
  {
    change: 'put',
    path: HOME_GRAPH,
    object: { kind: 'graph', number: HOME_GRAPH_NUMBER, createdMs: 0, modifiedMs: 0 },
  },
].reduce((catalog, change) => catalog.apply(change as CatalogChange), Catalog.empty);
