import { GqlError, invalidReference } from '../../base/errors.ts';
import type { Span } from '../../base/errors.ts';
import { printPath } from '../../catalog/catalog-path.ts';
import type { CatalogPath } from '../../catalog/catalog-path.ts';
import type { CreateSchema, DropSchema } from '../../syntax/ast/catalog.ts';
import { requireSchema, schemaPathOf } from '../catalog-references.ts';
import type { BindState } from '../state.ts';
import type { NewName } from './new-names.ts';
import { checkNames, isHome } from './new-names.ts';

/** CREATE SCHEMA (12.2). Directories come with the schemas below them. */
export function bindCreateSchema(clause: CreateSchema, state: BindState): void {
  const { schema, ifNotExists } = clause;
  const { span } = schema;
  const path = schemaPathOf(schema, state);
  if (ifNotExists && path.length > 0 && state.hasSchema(path)) return;
  requireNewSchema({ path, span }, state);
  state.step({ kind: 'change', change: { change: 'putSchema', path, createdMs: 0 } });
}

/** That a schema can be made there. */
export function requireNewSchema(place: Omit<NewName, 'kind'>, state: BindState): void {
  const { path, span } = place;
  if (path.length === 0) throw invalidReference('the root is no schema', span, 'give a name');
  if (state.hasSchema(path)) {
    throw invalidReference(
      `the schema ${printPath(path)} exists already`,
      span,
      'CREATE SCHEMA IF NOT EXISTS leaves it as it is',
    );
  }
  if (state.catalog.isDirectory(path)) {
    throw invalidReference(`${printPath(path)} is a directory, which holds schemas`, span);
  }
  requireNoSchemaAbove(path, span, state);
  checkNames({ kind: 'schema', ...place }, state);
}

/** Schemas hold objects and directories schemas: nothing is both. */
function requireNoSchemaAbove(path: CatalogPath, span: Span, state: BindState): void {
  for (let length = 1; length < path.length; length++) {
    const above = path.slice(0, length);
    if (!state.hasSchema(above)) continue;
    throw invalidReference(
      `${printPath(above)} is a schema, which holds no other`,
      span,
      'put the schema below a directory',
    );
  }
}

/** DROP SCHEMA (12.3): only an empty one, but for the extension CASCADE. */
export function bindDropSchema(clause: DropSchema, state: BindState): void {
  const { schema, ifExists, cascade } = clause;
  const path = schemaPathOf(schema, state);
  if (ifExists && !state.hasSchema(path)) return;
  requireSchema(schema, state);
  if (isHome(path, state)) throw dropsHome(`the schema ${printPath(path)}`, clause);
  const entry = state.catalog.schema(path);
  const isEmpty = Object.values(entry?.objects ?? {}).every((objects) => objects.size === 0);
  if (!isEmpty && !cascade) {
    throw new GqlError('G1000', `the schema ${printPath(path)} is not empty`, {
      span: schema.span,
      hint: 'drop what is in it first, or use DROP SCHEMA … CASCADE',
    });
  }
  state.step({ kind: 'change', change: { change: 'removeSchema', path } });
}

/** Sessions start there. */
export function dropsHome(what: string, { span }: { readonly span: GqlError['span'] }): GqlError {
  return new GqlError('55006', `${what} is where sessions start, so it cannot be dropped`, {
    span,
  });
}
