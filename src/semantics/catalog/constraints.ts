import { notSupported } from '../../base/errors.ts';
import type { CreateConstraint, DropConstraint } from '../../syntax/ast/catalog.ts';
import { noCurrentGraph } from '../catalog-references.ts';
import type { BindState } from '../state.ts';
import { bindIndex } from './indexes.ts';

/** CREATE CONSTRAINT (extension): what is unique is so by an index of that name. */
export function bindCreateConstraint(clause: CreateConstraint, state: BindState): void {
  if (clause.requirement !== 'unique') {
    throw notSupported(
      'a constraint that requires properties',
      clause.span,
      'a graph type with NOT NULL properties does so for all graphs of the type',
    );
  }
  bindIndex({ ...clause, kind: 'createIndex', unique: true }, state);
}

export function bindDropConstraint(clause: DropConstraint, state: BindState): void {
  const { graph } = state.focus;
  if (graph === undefined || state.catalog.graph(graph) === undefined) {
    throw noCurrentGraph(clause.span);
  }
  state.step({ kind: 'dropConstraint', graph, clause });
}
