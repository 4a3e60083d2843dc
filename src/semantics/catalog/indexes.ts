import type { CreateIndex, DropIndex } from '../../syntax/ast/catalog.ts';
import { noCurrentGraph } from '../catalog-references.ts';
import type { BindState } from '../state.ts';

/** CREATE INDEX, DROP INDEX (extensions): of the current graph, which knows its indexes. */
export function bindIndex(clause: CreateIndex | DropIndex, state: BindState): void {
  const { graph } = state.focus;
  if (graph === undefined || state.catalog.graph(graph) === undefined) {
    throw noCurrentGraph(clause.span);
  }
  state.step({ kind: 'index', graph, clause });
}
