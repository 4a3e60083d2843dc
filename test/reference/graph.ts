import { present } from '../../src/base/assert.ts';
import { GqlError } from '../../src/base/errors.ts';
import { isList } from '../../src/values/family.ts';
import type { Value } from '../../src/values/value.ts';
import { EdgeValue, NodeValue, PathValue, RecordValue } from '../../src/values/value.ts';

/** A node of the reference graph: plain data, changed in place. */
export interface ReferenceNode {
  readonly kind: 'node';
  readonly labels: Set<string>;
  readonly properties: Map<string, Value>;
  deleted: boolean;
}

/** `source` and `target` are the places of the nodes in the list of nodes. */
export interface ReferenceEdge {
  readonly kind: 'edge';
  readonly source: number;
  readonly target: number;
  readonly directed: boolean;
  readonly labels: Set<string>;
  readonly properties: Map<string, Value>;
  deleted: boolean;
}

export type ReferenceElement = ReferenceNode | ReferenceEdge;

/** The number that element references of the reference graph carry. */
export const GRAPH_NUMBER = 1;

/**
 * A property graph (ISO/IEC 39075, 4.3.5) as two lists. An element reference is a place in one of
 * them; deleted elements stay, so that references to them are recognised.
 */
export class ReferenceGraph {
  readonly nodes: ReferenceNode[] = [];
  readonly edges: ReferenceEdge[] = [];

  addNode(labels: Iterable<string>, properties: Iterable<readonly [string, Value]>): number {
    this.nodes.push({
      kind: 'node',
      labels: new Set(labels),
      properties: withoutNulls(properties),
      deleted: false,
    });
    return this.nodes.length - 1;
  }

  addEdge(
    ends: { readonly source: number; readonly target: number; readonly directed: boolean },
    labels: Iterable<string>,
    properties: Iterable<readonly [string, Value]>,
  ): number {
    this.edges.push({
      kind: 'edge',
      ...ends,
      labels: new Set(labels),
      properties: withoutNulls(properties),
      deleted: false,
    });
    return this.edges.length - 1;
  }

  /** A copy that shares nothing that can change. */
  copy(): ReferenceGraph {
    const copy = new ReferenceGraph();
    for (const node of this.nodes) {
      copy.nodes.push({
        ...node,
        labels: new Set(node.labels),
        properties: new Map(node.properties),
      });
    }
    for (const edge of this.edges) {
      copy.edges.push({
        ...edge,
        labels: new Set(edge.labels),
        properties: new Map(edge.properties),
      });
    }
    return copy;
  }

  node(place: number): ReferenceNode {
    return present(this.nodes[place], 'a node');
  }

  edge(place: number): ReferenceEdge {
    return present(this.edges[place], 'an edge');
  }

  /** The element of a reference; 22G11 when it was deleted. */
  element(reference: NodeValue | EdgeValue): ReferenceElement {
    const element =
      reference instanceof NodeValue ? this.node(reference.slot) : this.edge(reference.edge);
    if (element.deleted) throw new GqlError('22G11', `the ${element.kind} was deleted`);
    return element;
  }

  /** Places of the nodes that are there. */
  livingNodes(): number[] {
    return this.nodes.flatMap((node, place) => (node.deleted ? [] : [place]));
  }

  livingEdges(): number[] {
    return this.edges.flatMap((edge, place) => (edge.deleted ? [] : [place]));
  }
}

export function nodeReference(place: number): NodeValue {
  return new NodeValue(GRAPH_NUMBER, place);
}

export function edgeReference(place: number): EdgeValue {
  return new EdgeValue(GRAPH_NUMBER, place);
}

export function pathReference(nodes: readonly number[], edges: readonly number[]): PathValue {
  return new PathValue(GRAPH_NUMBER, [...nodes], [...edges]);
}

/** A property set to null is absent. */
function withoutNulls(properties: Iterable<readonly [string, Value]>): Map<string, Value> {
  return new Map([...properties].filter(([, value]) => value !== null));
}

/** Every element reference in a value. */
export function referencesIn(value: Value): (NodeValue | EdgeValue)[] {
  if (value instanceof NodeValue || value instanceof EdgeValue) return [value];
  if (value instanceof PathValue) {
    return [...value.nodes.map(nodeReference), ...value.edges.map(edgeReference)];
  }
  if (value instanceof RecordValue) return value.values.flatMap(referencesIn);
  return isList(value) ? value.flatMap(referencesIn) : [];
}
