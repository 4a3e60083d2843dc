import type { GqlError } from '../../base/errors.ts';
import { invalidReference } from '../../base/errors.ts';
import type { CatalogPath } from '../../catalog/catalog-path.ts';
import { pathKey, printPath } from '../../catalog/catalog-path.ts';
import type { Catalog, FoundGraph } from '../../catalog/catalog.ts';
import type { GraphEntry, GraphTypeEntry } from '../../catalog/entries.ts';
import type {
  AlterGraph,
  AlterGraphType,
  CreateGraphType,
  DropGraphType,
} from '../../syntax/ast/catalog.ts';
import { missingObject, pathOf, requireObject } from '../catalog-references.ts';
import type { BindState } from '../state.ts';
import { changedType } from './graph-types-changes.ts';
import { closedType, newGraphType } from './graph-types-sources.ts';
import { checkNames } from './new-names.ts';

/** CREATE GRAPH TYPE (12.6). */
export function bindCreateGraphType(clause: CreateGraphType, state: BindState): void {
  const { type: reference, orReplace, ifNotExists } = clause;
  const { span } = reference;
  const path = pathOf(reference, state);
  if (!state.hasSchema(path.slice(0, -1))) throw missingObject('graphType', path, span, state);
  const before = state.find('graphType', path);
  if (before !== undefined) {
    if (ifNotExists) return;
    if (!orReplace) throw exists(path, clause);
  } else {
    checkNames({ kind: 'graphType', path, span }, state);
  }
  const type = newGraphType(clause.source, state);
  if (before !== undefined) leaveGraphsAlone(path, state);
  const object: GraphTypeEntry = { kind: 'graphType', type, createdMs: 0, modifiedMs: 0 };
  state.step({ kind: 'change', change: { change: 'put', path, object } });
}

function exists(path: CatalogPath, { type }: CreateGraphType): GqlError {
  return invalidReference(
    `the graph type ${printPath(path)} exists already`,
    type.span,
    'CREATE GRAPH TYPE IF NOT EXISTS leaves it as it is, CREATE OR REPLACE GRAPH TYPE replaces it',
  );
}

/** DROP GRAPH TYPE (12.7). Graphs that have the type keep it. */
export function bindDropGraphType({ type, ifExists }: DropGraphType, state: BindState): void {
  const path = pathOf(type, state);
  if (ifExists && state.find('graphType', path) === undefined) {
    state.step({ kind: 'warning', gqlstatus: '01G04' });
    return;
  }
  requireObject('graphType', type, state);
  leaveGraphsAlone(path, state);
  state.step({ kind: 'change', change: { change: 'remove', path, kind: 'graphType' } });
}

/** The name of the graph type comes to mean nothing or something else: its graphs forget it. */
function leaveGraphsAlone(path: CatalogPath, state: BindState): void {
  for (const graph of graphsOf(path, state.catalog)) {
    const { typePath: _, ...object } = graph.entry;
    state.step({ kind: 'change', change: { change: 'put', path: graph.path, object } });
  }
}

/** ALTER GRAPH … SET TYPE (an extension): the data must fit (G2000). */
export function bindAlterGraph({ graph, type }: AlterGraph, state: BindState): void {
  const { path, object } = requireObject('graph', graph, state);
  const { type: _, typePath: __, ...untyped } = object;
  retype({ path, entry: { ...untyped, ...closedType(type, state) } }, state);
}

/** ALTER GRAPH TYPE (an extension): of the type and all graphs that have it by its name. */
export function bindAlterGraphType(clause: AlterGraphType, state: BindState): void {
  const { path, object } = requireObject('graphType', clause.type, state);
  const type = clause.changes.reduce(changedType, object.type);
  state.step({ kind: 'change', change: { change: 'put', path, object: { ...object, type } } });
  for (const graph of graphsOf(path, state.catalog)) {
    retype({ path: graph.path, entry: { ...graph.entry, type } }, state);
  }
}

function retype({ path, entry }: FoundGraph, state: BindState): void {
  state.step({ kind: 'change', change: { change: 'put', path, object: entry } });
  if (entry.type !== undefined) state.step({ kind: 'checkGraph', graph: entry.number });
}

function graphsOf(typePath: CatalogPath, catalog: Catalog): FoundGraph[] {
  const key = pathKey(typePath);
  return catalog.schemas().flatMap(({ path, entry }) =>
    entry.objects.graph.entries().flatMap(([name, object]): FoundGraph[] => {
      const graph = object as GraphEntry;
      if (graph.typePath === undefined || pathKey(graph.typePath) !== key) return [];
      return [{ path: [...path, name], entry: graph }];
    }),
  );
}
