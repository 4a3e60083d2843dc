import { invalidReference, syntaxError } from '../../base/errors.ts';
import type { GqlError } from '../../base/errors.ts';
import { nearest } from '../../base/nearest.ts';
import type { EdgeType, GraphType, NodeType } from '../../catalog/graph-type.ts';
import type { GraphTypeChange } from '../../syntax/ast/catalog.ts';
import type { Identifier } from '../../syntax/ast/node.ts';
import { checkPropertyCount } from '../element-limits.ts';
import { graphTypeOf } from './graph-types-elements.ts';
import { propertyOf } from './graph-types-nodes.ts';

/** One change of ALTER GRAPH TYPE (an extension). */
export function changedType(type: GraphType, change: GraphTypeChange): GraphType {
  switch (change.kind) {
    case 'addElementType':
      return graphTypeOf([change.element], type);
    case 'dropElementType':
      return change.element === 'node'
        ? withoutNodes(type, new Set(namedNodes(type, change.name)))
        : withoutEdges(type, new Set(namedEdges(type, change.name)));
    case 'addPropertyType':
    case 'dropPropertyType':
      return change.element === 'node'
        ? {
            ...type,
            nodeTypes: changedElements(type.nodeTypes, namedNodes(type, change.name), change),
          }
        : {
            ...type,
            edgeTypes: changedElements(type.edgeTypes, namedEdges(type, change.name), change),
          };
  }
}

function namedNodes({ nodeTypes }: GraphType, name: Identifier): readonly NodeType[] {
  return named(nodeTypes, name, 'node');
}

function namedEdges({ edgeTypes }: GraphType, name: Identifier): readonly EdgeType[] {
  return named(edgeTypes, name, 'edge');
}

/** The element types of that name, or else those that have the label in their key. */
function named<T extends NodeType>(
  types: readonly T[],
  { name, span }: Identifier,
  kind: 'node' | 'edge',
): readonly T[] {
  const byName = types.filter((type) => type.name === name);
  if (byName.length > 0) return byName;
  const byLabel = types.filter(({ keyLabels }) => keyLabels.includes(name));
  if (byLabel.length > 0) return byLabel;
  const known = types.flatMap((type) => [type.name ?? [], ...type.labels].flat());
  const near = nearest(name, known);
  const message = `the graph type has no ${kind} type "${name}"`;
  throw invalidReference(message, span, near && `did you mean "${near}"?`);
}

function withoutEdges(type: GraphType, gone: ReadonlySet<EdgeType>): GraphType {
  return { ...type, edgeTypes: type.edgeTypes.filter((edge) => !gone.has(edge)) };
}

/** Edge types go with the node types at their ends. */
function withoutNodes({ nodeTypes, edgeTypes }: GraphType, gone: ReadonlySet<NodeType>): GraphType {
  const kept = nodeTypes.filter((node) => !gone.has(node));
  const moved = new Map(kept.map((node, i) => [nodeTypes.indexOf(node), i]));
  return {
    nodeTypes: kept,
    edgeTypes: edgeTypes.flatMap((edge) => {
      const [source, target] = [moved.get(edge.source), moved.get(edge.target)];
      return source === undefined || target === undefined ? [] : [{ ...edge, source, target }];
    }),
  };
}

type PropertyChange = Extract<
  GraphTypeChange,
  { readonly kind: 'addPropertyType' | 'dropPropertyType' }
>;

function changedElements<T extends NodeType>(
  types: readonly T[],
  changed: readonly NodeType[],
  change: PropertyChange,
): T[] {
  return types.map((type) => {
    if (!changed.includes(type)) return type;
    return { ...type, properties: changedProperties(type, change) };
  });
}

function changedProperties(
  { properties }: NodeType,
  change: PropertyChange,
): NodeType['properties'] {
  const isAdding = change.kind === 'addPropertyType';
  const name = isAdding ? change.property.name : change.property;
  const has = properties.some((property) => property.name === name.name);
  if (has === isAdding) throw wrongProperty(name, has);
  if (!isAdding) return properties.filter((property) => property.name !== name.name);
  const place = { stage: 'binding', span: change.span } as const;
  checkPropertyCount(properties.length + 1, change.element, place);
  return [...properties, propertyOf(change.property)];
}

function wrongProperty({ name, span }: Identifier, has: boolean): GqlError {
  return has
    ? syntaxError(`the element type has a property "${name}" already`, span)
    : invalidReference(`the element type has no property "${name}"`, span);
}
