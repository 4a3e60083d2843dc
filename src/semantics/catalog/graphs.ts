import type { GqlError } from '../../base/errors.ts';
import { invalidReference } from '../../base/errors.ts';
import { printPath } from '../../catalog/catalog-path.ts';
import type { CatalogPath } from '../../catalog/catalog-path.ts';
import type { GraphEntry } from '../../catalog/entries.ts';
import type { ClearGraph, CreateGraph, DropGraph } from '../../syntax/ast/catalog.ts';
import { missingObject, noCurrentGraph, pathOf, requireObject } from '../catalog-references.ts';
import type { BindState } from '../state.ts';
import { closedType } from './graph-types-sources.ts';
import { checkNames, isHome } from './new-names.ts';
import { dropsHome } from './schemas.ts';

/** CREATE GRAPH (12.4). */
export function bindCreateGraph(clause: CreateGraph, state: BindState): void {
  const { graph, orReplace, ifNotExists } = clause;
  const path = pathOf(graph, state);
  if (!state.hasSchema(path.slice(0, -1))) throw missingObject('graph', path, graph.span, state);
  const before = state.find('graph', path);
  if (before !== undefined) {
    if (ifNotExists) return;
    if (!orReplace) throw exists(path, clause);
  } else {
    checkNames({ kind: 'graph', path, span: graph.span }, state);
  }
  if (before !== undefined && isHome(path, state)) {
    throw dropsHome(`the graph ${printPath(path)}`, graph);
  }
  const object: GraphEntry = {
    kind: 'graph',
    number: state.catalog.nextGraph,
    ...closedType(clause.type, state),
    createdMs: 0,
    modifiedMs: 0,
  };
  const source = clause.copyOf && requireObject('graph', clause.copyOf, state).object;
  const change = { change: 'put', path, object } as const;
  state.step(
    source === undefined
      ? { kind: 'change', change }
      : { kind: 'copyGraph', change, from: source.number, to: object.number },
  );
}

function exists(path: CatalogPath, { graph }: CreateGraph): GqlError {
  return invalidReference(
    `the graph ${printPath(path)} exists already`,
    graph.span,
    'CREATE GRAPH IF NOT EXISTS leaves it as it is, CREATE OR REPLACE GRAPH makes it anew',
  );
}

/** DROP GRAPH (12.5). */
export function bindDropGraph({ graph, ifExists }: DropGraph, state: BindState): void {
  const path = pathOf(graph, state);
  if (ifExists && state.find('graph', path) === undefined) {
    state.step({ kind: 'warning', gqlstatus: '01G03' });
    return;
  }
  requireObject('graph', graph, state);
  if (isHome(path, state)) throw dropsHome(`the graph ${printPath(path)}`, graph);
  state.step({ kind: 'change', change: { change: 'remove', path, kind: 'graph' } });
}

/** CLEAR GRAPH, TRUNCATE GRAPH (extensions). */
export function bindClearGraph({ graph, span }: ClearGraph, state: BindState): void {
  const number =
    graph === undefined ? state.focus.graph : requireObject('graph', graph, state).object.number;
  if (number === undefined) throw noCurrentGraph(span);
  state.step({ kind: 'clearGraph', graph: number });
}
