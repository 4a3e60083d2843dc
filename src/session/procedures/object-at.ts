import type { CatalogPath } from '../../catalog/catalog-path.ts';
import { catalogPath } from '../../semantics/binder.ts';
import { parseCatalogReference } from '../../syntax/parse.ts';
import { bindEnvironment } from '../plans/bound-query.ts';
import type { ProcedureHost } from './system-procedure.ts';

/** The path that a text names, as an argument of a procedure: `/a/b`, or a name of the schema. */
export function objectAt(text: string, { catalog, session, database }: ProcedureHost): CatalogPath {
  const environment = bindEnvironment(session.state.names(catalog), database.options);
  return catalogPath(parseCatalogReference(text), environment);
}
