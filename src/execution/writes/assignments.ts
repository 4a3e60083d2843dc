import type { Span } from '../../base/errors.ts';
import { GqlError } from '../../base/errors.ts';
import type { GraphReader } from '../../graph/reader.ts';
import type { GraphWrite } from '../../graph/database-store.ts';
import { checkLabelCount, checkPropertyCount } from '../../semantics/element-limits.ts';
import { sameValue } from '../../values/equality.ts';
import { describeFamily } from '../../values/family.ts';
import type { Value } from '../../values/value.ts';
import { EdgeValue, NodeValue, RecordValue } from '../../values/value.ts';
import { checkEdgeLives, checkNodeLives, propertiesOf } from '../runtime/elements.ts';
import { located } from '../runtime/located.ts';
import { checkStorable } from './storable.ts';
import { checkWorkingGraph } from './working-graph.ts';

/** The state that a statement sees, by graph. */
interface ReadableGraphs {
  readerOf(graph: number): GraphReader;
}

/** What one SET or REMOVE does to one element. */
interface Changes {
  readonly element: NodeValue | EdgeValue;
  /** The place of the first of them in the text. */
  readonly span: Span;
  readonly properties: Map<string, Value>;
  /** `SET n = {…}`: all other properties go. */
  replaces: boolean;
  readonly addedLabels: Set<string>;
  readonly removedLabels: Set<string>;
}

/**
 * All changes of one SET or REMOVE statement. They are gathered while every row is evaluated
 * against the state before it and are applied at the end, so that they do not depend on their order
 * (ISO/IEC 39075, 13.3 and 13.4): `SET a.x = b.x, b.x = a.x` swaps. Changes of null do nothing.
 */
export class Assignments {
  readonly #graphs: ReadableGraphs;
  readonly #graph: number;
  readonly #nodes = new Map<number, Changes>();
  readonly #edges = new Map<number, Changes>();

  /** `graph` is the one that the statement works on. */
  constructor(graphs: ReadableGraphs, graph: number) {
    this.#graphs = graphs;
    this.#graph = graph;
  }

  /** How many elements are to be changed. */
  get size(): number {
    return this.#nodes.size + this.#edges.size;
  }

  /** A null value removes the property; 22G0M for two different values of one property. */
  setProperty(element: Value, name: string, value: Value, span: Span): void {
    const changes = this.#changesOf(element, span);
    if (changes === undefined) return;
    checkStorable(value, name, span);
    assign(changes, name, value, span);
  }

  removeProperty(element: Value, name: string, span: Span): void {
    this.setProperty(element, name, null, span);
  }

  /** `value` is a record, or an element whose properties are taken. */
  setAll(element: Value, value: Value, merge: boolean, span: Span): void {
    const changes = this.#changesOf(element, span);
    if (changes === undefined) return;
    const record = this.#recordOf(value, span);
    if (!merge) changes.replaces = true;
    record.names.forEach((name, i) => {
      const property = record.values[i] ?? null;
      checkStorable(property, name, span);
      assign(changes, name, property, span);
    });
  }

  addLabel(element: Value, label: string, span: Span): void {
    this.#changesOf(element, span)?.addedLabels.add(label);
  }

  removeLabel(element: Value, label: string, span: Span): void {
    this.#changesOf(element, span)?.removedLabels.add(label);
  }

  apply(writer: GraphWrite): void {
    for (const changes of this.#nodes.values()) applyToNode(writer, changes);
    for (const changes of this.#edges.values()) applyToEdge(writer, changes);
  }

  #changesOf(element: Value, span: Span): Changes | undefined {
    try {
      if (element === null) return undefined;
      if (element instanceof NodeValue) {
        checkWorkingGraph(element, this.#graph);
        checkNodeLives(this.#graphs.readerOf(element.graph), element.slot);
        return changesIn(this.#nodes, element.slot, element, span);
      }
      if (element instanceof EdgeValue) {
        checkWorkingGraph(element, this.#graph);
        checkEdgeLives(this.#graphs.readerOf(element.graph), element.edge);
        return changesIn(this.#edges, element.edge, element, span);
      }
      throw new GqlError('22G03', `expected a node or an edge, found ${describeFamily(element)}`);
    } catch (error) {
      throw located(error, span);
    }
  }

  #recordOf(value: Value, span: Span): RecordValue {
    if (value instanceof RecordValue) return value;
    try {
      if (value instanceof NodeValue || value instanceof EdgeValue) {
        return propertiesOf(this.#graphs.readerOf(value.graph), value);
      }
      const gqlstatus = value === null ? '22004' : '22G03';
      throw new GqlError(gqlstatus, `expected a record, found ${describeFamily(value)}`);
    } catch (error) {
      throw located(error, span);
    }
  }
}

function changesIn(
  map: Map<number, Changes>,
  key: number,
  element: NodeValue | EdgeValue,
  span: Span,
): Changes {
  const known = map.get(key);
  if (known !== undefined) return known;
  const changes: Changes = {
    element,
    span,
    properties: new Map(),
    replaces: false,
    addedLabels: new Set(),
    removedLabels: new Set(),
  };
  map.set(key, changes);
  return changes;
}

function assign(changes: Changes, name: string, value: Value, span: Span): void {
  const before = changes.properties.get(name);
  if (before !== undefined && !sameValue(before, value)) {
    throw new GqlError('22G0M', `property ${name} of one element is set to two values`, {
      span,
      hint: 'the rows before this statement give more than one value for it: aggregate them',
    });
  }
  changes.properties.set(name, value);
}

function applyToNode(writer: GraphWrite, changes: Changes): void {
  const { slot } = changes.element as NodeValue;
  if (changes.replaces) {
    for (const key of [...writer.reader.nodeKeys(slot)]) {
      const name = writer.reader.propertyName(key);
      if (!changes.properties.has(name)) writer.setNodeProperty(slot, name, null);
    }
  }
  for (const [name, value] of changes.properties) writer.setNodeProperty(slot, name, value);
  for (const label of changes.removedLabels) writer.removeNodeLabel(slot, label);
  for (const label of changes.addedLabels) writer.addNodeLabel(slot, label);
  const place = { stage: 'run', span: changes.span } as const;
  const { reader } = writer;
  if (changes.addedLabels.size > 0) checkLabelCount(reader.nodeLabels(slot).length, 'node', place);
  if (changes.properties.size > 0) checkPropertyCount(reader.nodeKeys(slot).length, 'node', place);
}

function applyToEdge(writer: GraphWrite, changes: Changes): void {
  const { edge } = changes.element as EdgeValue;
  if (changes.replaces) {
    for (const key of [...writer.reader.edgeKeys(edge)]) {
      const name = writer.reader.propertyName(key);
      if (!changes.properties.has(name)) writer.setEdgeProperty(edge, name, null);
    }
  }
  for (const [name, value] of changes.properties) writer.setEdgeProperty(edge, name, value);
  for (const label of changes.removedLabels) writer.removeEdgeLabel(edge, label);
  for (const label of changes.addedLabels) writer.addEdgeLabel(edge, label);
  const place = { stage: 'run', span: changes.span } as const;
  const { reader } = writer;
  if (changes.addedLabels.size > 0) checkLabelCount(reader.edgeLabels(edge).length, 'edge', place);
  if (changes.properties.size > 0) checkPropertyCount(reader.edgeKeys(edge).length, 'edge', place);
}
