import type { Span } from '../../base/errors.ts';
import { GqlError } from '../../base/errors.ts';
import type { LabelTest } from '../../graph/label-test.ts';
import type { EdgeSelection, GraphReader, NodeSelection } from '../../graph/reader.ts';
import { describeFamily } from '../../values/family.ts';
import { invalidValueType } from '../../values/data-error.ts';
import type { Value } from '../../values/value.ts';
import { EdgeValue, NodeValue, RecordValue } from '../../values/value.ts';
import { NO_EDGE, NO_NODE } from '../../graph/ids.ts';

/** What a run reads: its own graph, and others in the same state. */
export interface RunReaders {
  readonly reader: GraphReader;
  readonly readerOf: (graph: number) => GraphReader;
}

/** The reader of an element's graph. What a run did not bind itself may be of any graph. */
export function readerFor(run: RunReaders, element: NodeValue | EdgeValue): GraphReader {
  const { reader } = run;
  return element.graph === reader.graph ? reader : run.readerOf(element.graph);
}

/** `object.name` of a value of any type: null of null and where there is no such property. */
export function propertyOf(reader: GraphReader, object: Value, name: string): Value {
  if (object === null) return null;
  if (object instanceof NodeValue) {
    checkNodeLives(reader, object.slot);
    return reader.nodeProperty(object.slot, reader.propertyKey(name));
  }
  if (object instanceof EdgeValue) {
    checkEdgeLives(reader, object.edge);
    return reader.edgeProperty(object.edge, reader.propertyKey(name));
  }
  if (object instanceof RecordValue) return object.get(name) ?? null;
  throw invalidValueType(
    `.${name} takes a node, an edge or a record, not ${describeFamily(object)}`,
  );
}

/** Every present property, in the order of the store. */
export function propertiesOf(reader: GraphReader, element: NodeValue | EdgeValue): RecordValue {
  const isNode = element instanceof NodeValue;
  if (isNode) checkNodeLives(reader, element.slot);
  else checkEdgeLives(reader, element.edge);
  const keys = isNode ? reader.nodeKeys(element.slot) : reader.edgeKeys(element.edge);
  return new RecordValue(
    keys.map((key) => reader.propertyName(key)),
    keys.map((key) =>
      isNode ? reader.nodeProperty(element.slot, key) : reader.edgeProperty(element.edge, key),
    ),
  );
}

/** `element IS LABELED test`: unknown of null, 22G03 of what is no element. */
export function labelsMatch(
  reader: GraphReader,
  value: Value,
  nodes: NodeSelection,
  edges: EdgeSelection,
): boolean | null {
  if (value === null) return null;
  if (value instanceof NodeValue) {
    checkNodeLives(reader, value.slot);
    return reader.acceptsNode(nodes, value.slot);
  }
  if (value instanceof EdgeValue) {
    checkEdgeLives(reader, value.edge);
    return reader.acceptsEdge(edges, value.edge);
  }
  throw invalidValueType(`IS LABELED takes a node or an edge, not ${describeFamily(value)}`);
}

/** The same where nothing was resolved in advance, as for an element of another graph. */
export function labelsMatchIn(
  reader: GraphReader,
  element: NodeValue | EdgeValue,
  test: LabelTest,
): boolean | null {
  return labelsMatch(reader, element, reader.selectNodes(test), reader.selectEdges(test));
}

export function checkNodeLives(reader: GraphReader, slot: number, span?: Span): void {
  if (!reader.isNode(slot)) throw referentDeleted('node', span);
}

export function checkEdgeLives(reader: GraphReader, edge: number, span?: Span): void {
  if (!reader.isEdge(edge)) throw referentDeleted('edge', span);
}

/** 22G11. */
export function referentDeleted(what: 'node' | 'edge', span?: Span): GqlError {
  const hint = 'keep what is needed of it with LET in front of DELETE';
  return new GqlError('22G11', `the ${what} has been deleted`, { span, hint });
}

/**
 * The slot in a boxed value that stands where a node must. Null gives `NO_NODE`, and so does a node
 * of another graph than `reader`'s, where it is none.
 */
export function slotIn(reader: GraphReader, value: Value | undefined): number {
  if (value instanceof NodeValue) return value.graph === reader.graph ? value.slot : NO_NODE;
  if (value === null || value === undefined) return NO_NODE;
  throw invalidValueType(`expected a node, found ${describeFamily(value)}`);
}

export function edgeIn(reader: GraphReader, value: Value | undefined): number {
  if (value instanceof EdgeValue) return value.graph === reader.graph ? value.edge : NO_EDGE;
  if (value === null || value === undefined) return NO_EDGE;
  throw invalidValueType(`expected an edge, found ${describeFamily(value)}`);
}

/** Slots and packed edges are of the reader's graph. */
export function nodeValue(reader: GraphReader, slot: number): NodeValue | null {
  return slot < 0 ? null : new NodeValue(reader.graph, slot);
}

export function edgeValue(reader: GraphReader, edge: number): EdgeValue | null {
  return edge < 0 ? null : new EdgeValue(reader.graph, edge);
}
