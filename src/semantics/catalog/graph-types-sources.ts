import { invalidReference } from '../../base/errors.ts';
import type { GraphEntry } from '../../catalog/entries.ts';
import type { GraphType } from '../../catalog/graph-type.ts';
import type { CreateGraphType, GraphTypeSource } from '../../syntax/ast/catalog.ts';
import { requireObject } from '../catalog-references.ts';
import type { BindState } from '../state.ts';
import { graphTypeOf } from './graph-types-elements.ts';

/** What the entry of a graph of that type says of it (12.4); nothing for an open one. */
export function closedType(
  source: GraphTypeSource | undefined,
  state: BindState,
): Pick<GraphEntry, 'type' | 'typePath'> {
  switch (source?.kind) {
    case undefined:
    case 'anyGraph':
      return {};
    case 'graphTypeElements':
      return { type: graphTypeOf(source.elements) };
    case 'namedGraphType': {
      const { path, object } = requireObject('graphType', source.type, state);
      return { type: object.type, typePath: path };
    }
    case 'likeGraph': {
      const { type, typePath } = requireObject('graph', source.graph, state).object;
      return { ...(type && { type }), ...(typePath && { typePath }) };
    }
  }
}

/** The graph type that CREATE GRAPH TYPE gives a name to (12.6). */
export function newGraphType(source: CreateGraphType['source'], state: BindState): GraphType {
  if (source.kind === 'copyOfType') {
    return requireObject('graphType', source.type, state).object.type;
  }
  const { type } = closedType(source, state);
  if (type !== undefined) return type;
  throw invalidReference(
    'an open graph has no graph type that a name could stand for',
    source.span,
    'list the element types in braces',
  );
}
