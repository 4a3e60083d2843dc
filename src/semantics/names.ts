import type { CatalogPath } from '../catalog/catalog-path.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { HOME_GRAPH, HOME_GRAPH_NUMBER, HOME_SCHEMA, initialCatalog } from '../catalog/home.ts';
import type { ValueType } from '../values/type.ts';
import type { Routines } from './routines.ts';
import { noRoutines } from './routines.ts';

/** What a session parameter is known to be before the program runs. */
export type SessionParameter =
  | { readonly kind: 'graph'; readonly graph: number }
  | { readonly kind: 'value' | 'table'; readonly type: ValueType };

/** What names mean in a program: the catalog, and where the session stands in it. */
export interface NameContext {
  readonly catalog: Catalog;
  /** The session's current schema. */
  readonly schema: CatalogPath;
  /** The number of its current graph; undefined where that has been dropped. */
  readonly graph: number | undefined;
  readonly homeSchema: CatalogPath;
  readonly homeGraph: CatalogPath;
  readonly parameters: ReadonlyMap<string, SessionParameter>;
  /** Procedures and functions that the host has. */
  readonly routines: Routines;
}

/** Those of a session that was just opened on a new database. */
export const initialNames: NameContext = {
  catalog: initialCatalog,
  schema: HOME_SCHEMA,
  graph: HOME_GRAPH_NUMBER,
  homeSchema: HOME_SCHEMA,
  homeGraph: HOME_GRAPH,
  parameters: new Map(),
  routines: noRoutines,
};
