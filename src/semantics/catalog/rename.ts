import { GqlError, invalidReference } from '../../base/errors.ts';
import { printPath } from '../../catalog/catalog-path.ts';
import type { CatalogPath } from '../../catalog/catalog-path.ts';
import type { ObjectKind, SchemaObject } from '../../catalog/entries.ts';
import type { RenameObject } from '../../syntax/ast/catalog.ts';
import type { ObjectReference } from '../../syntax/ast/reference.ts';
import {
  KIND_NAMES,
  missingObject,
  pathOf,
  requireObject,
  requireSchema,
  schemaPathOf,
} from '../catalog-references.ts';
import type { BindState } from '../state.ts';
import { checkNames, isHome } from './new-names.ts';
import { requireNewSchema } from './schemas.ts';

/**
 * RENAME SCHEMA, GRAPH, GRAPH TYPE (extension). What it holds, its number and what is made of it go
 * along; texts that name it, such as those of procedures, do not.
 */
export function bindRename(clause: RenameObject, state: BindState): void {
  if (clause.object === 'schema') renameSchema(clause, state);
  else renameObject(clause.object, clause, state);
}

function renameObject(
  kind: 'graph' | 'graphType',
  { from, to }: RenameObject,
  state: BindState,
): void {
  const { path, object } = requireObject(kind, from, state);
  requireNotHome(path, from, state);
  const target = beside(path, to, () => pathOf(to, state));
  if (!state.hasSchema(target.slice(0, -1))) throw missingObject(kind, target, to.span, state);
  if (state.find(kind, target) !== undefined) {
    throw invalidReference(`the ${KIND_NAMES[kind]} ${printPath(target)} exists already`, to.span);
  }
  checkNames({ kind, path: target, span: to.span, replaces: path }, state);
  move(object, path, target, state);
  if (kind === 'graphType') followTypes(path, target, state);
}

function renameSchema({ from, to }: RenameObject, state: BindState): void {
  const path = requireSchema(from, state);
  requireNotHome(path, from, state);
  const target = beside(path, to, () => schemaPathOf(to, state));
  const schema = state.catalog.schema(path);
  requireNewSchema({ path: target, span: to.span, replaces: path }, state);
  const createdMs = schema?.createdMs ?? 0;
  state.step({ kind: 'change', change: { change: 'putSchema', path: target, createdMs } });
  for (const objects of Object.values(schema?.objects ?? {})) {
    for (const [name, object] of objects.entries()) {
      move(object, [...path, name], [...target, name], state);
    }
  }
  state.step({ kind: 'change', change: { change: 'removeSchema', path } });
  followTypes(path, target, state);
}

/** One name alone is the new one in the same place. */
function beside(path: CatalogPath, to: ObjectReference, resolve: () => CatalogPath): CatalogPath {
  const [only, ...others] = to.path;
  const isName = to.root === 'bare' && only !== undefined && others.length === 0;
  return isName ? [...path.slice(0, -1), only.name] : resolve();
}

function requireNotHome(path: CatalogPath, { span }: ObjectReference, state: BindState): void {
  if (!isHome(path, state)) return;
  throw new GqlError('55006', `${printPath(path)} is where sessions start, so it keeps its name`, {
    span,
  });
}

function move(object: SchemaObject, from: CatalogPath, to: CatalogPath, state: BindState): void {
  const kind: ObjectKind = object.kind;
  state.step({ kind: 'change', change: { change: 'remove', path: from, kind } });
  state.step({ kind: 'change', change: { change: 'put', path: to, object } });
}

/** Graphs know the type that they are made of by its path. */
function followTypes(from: CatalogPath, to: CatalogPath, state: BindState): void {
  for (const { path, entry } of state.catalog.schemas()) {
    for (const [name, object] of entry.objects.graph.entries()) {
      if (object.kind !== 'graph' || object.typePath === undefined) continue;
      const { typePath } = object;
      if (!from.every((step, i) => typePath[i] === step)) continue;
      const moved = { ...object, typePath: [...to, ...typePath.slice(from.length)] };
      state.step({
        kind: 'change',
        change: { change: 'put', path: [...path, name], object: moved },
      });
    }
  }
}
