import type { GraphTypeRules } from '../catalog/graph-type-rules.ts';
import type { PropertyRule } from '../catalog/graph-type-property.ts';
import type { GraphWrite } from '../graph/database-store.ts';
import type { GraphReader, IndexInfo } from '../graph/reader.ts';
import type { ChangeCounts, EdgeBatch, NewEdge, NodeBatch, PropertyEntry } from '../graph/store.ts';
import type { Value } from '../values/value.ts';
import { storedColumns } from './typed-batches.ts';
import { TypedElements } from './typed-elements.ts';

/**
 * A graph of a closed type in the open write. What shows by itself to conform is let through, with
 * numbers as the type stores them; all else is looked at when the statement has ended, since a
 * later change may mend it.
 */
export class TypedGraph implements GraphWrite {
  readonly #write: GraphWrite;
  readonly #rules: GraphTypeRules;
  readonly #doubtful: TypedElements;

  constructor(write: GraphWrite, rules: GraphTypeRules) {
    this.#write = write;
    this.#rules = rules;
    this.#doubtful = new TypedElements(write, rules);
  }

  get reader(): GraphReader {
    return this.#write.reader;
  }

  get counts(): ChangeCounts {
    return this.#write.counts;
  }

  /** G2000 where a changed element does not conform. */
  check(): void {
    this.#doubtful.check();
  }

  /** The same of every element, changed or not. */
  checkAll(): void {
    this.#doubtful.addAll();
    this.#doubtful.check();
  }

  insertNode(labels: readonly string[], properties: readonly PropertyEntry[]): number {
    const stored = only(this.#rules.nodes(labels))?.stored(properties);
    const slot = this.#write.insertNode(labels, stored ?? properties);
    if (stored === undefined) this.#doubtful.addNode(slot);
    return slot;
  }

  insertEdge(edge: NewEdge): number {
    const { labels, directed, properties } = edge;
    const source = this.#nodeTypeOf(edge.source);
    const target = this.#nodeTypeOf(edge.target);
    const rules = this.#rules.edges(labels);
    const hasEnds = source !== undefined && target !== undefined;
    const rule = hasEnds ? only(rules.between(directed, source, target)) : undefined;
    const stored = rule?.stored(properties);
    const inserted = this.#write.insertEdge(
      stored === undefined || stored === properties ? edge : { ...edge, properties: stored },
    );
    if (stored === undefined) this.#doubtful.addEdge(inserted);
    return inserted;
  }

  setNodeProperty(slot: number, name: string, value: Value): void {
    const types = this.#rules.nodes(this.reader.nodeLabels(slot));
    const stored = storedProperty(only(types)?.properties.get(name), value);
    this.#write.setNodeProperty(slot, name, stored ?? value);
    // Which of several node types it is of, its edges may depend on.
    if (stored === undefined) this.#doubtful.addNode(slot, types.length !== 1);
  }

  setEdgeProperty(edge: number, name: string, value: Value): void {
    const rule = only(this.#rules.edges(this.reader.edgeLabels(edge)).all);
    const stored = storedProperty(rule?.properties.get(name), value);
    this.#write.setEdgeProperty(edge, name, stored ?? value);
    if (stored === undefined) this.#doubtful.addEdge(edge);
  }

  addNodeLabel(slot: number, label: string): void {
    this.#write.addNodeLabel(slot, label);
    this.#doubtful.addNode(slot, true);
  }

  removeNodeLabel(slot: number, label: string): void {
    this.#write.removeNodeLabel(slot, label);
    this.#doubtful.addNode(slot, true);
  }

  addEdgeLabel(edge: number, label: string): void {
    this.#write.addEdgeLabel(edge, label);
    this.#doubtful.addEdge(edge);
  }

  removeEdgeLabel(edge: number, label: string): void {
    this.#write.removeEdgeLabel(edge, label);
    this.#doubtful.addEdge(edge);
  }

  deleteEdge(edge: number): void {
    this.#write.deleteEdge(edge);
  }

  deleteNode(slot: number): void {
    this.#write.deleteNode(slot);
  }

  insertNodes(batch: NodeBatch): Int32Array {
    const columns = storedColumns(
      only(this.#rules.nodes(batch.labels)),
      batch.columns,
      batch.count,
    );
    const slots = this.#write.insertNodes(columns === undefined ? batch : { ...batch, columns });
    if (columns === undefined) for (const slot of slots) this.#doubtful.addNode(slot);
    return slots;
  }

  /** Edges are told apart by their ends, which a batch does not have in common. */
  insertEdges(batch: EdgeBatch): void {
    const { labels, directed, sources, targets, columns } = batch;
    const rules = this.#rules.edges(labels);
    const count = sources.length;
    const rule = only(rules.all);
    const stored = storedColumns(rule, columns, count);
    const fits =
      stored !== undefined &&
      sources.every((source, i) => {
        const [from, to] = [this.#nodeTypeOf(source), this.#nodeTypeOf(targets[i] as number)];
        return (
          from !== undefined && to !== undefined && rules.between(directed, from, to)[0] === rule
        );
      });
    this.#write.insertEdges(stored === undefined ? batch : { ...batch, columns: stored });
    if (!fits) this.#doubtful.addLabelledEdges(labels);
  }

  createIndex(index: Omit<IndexInfo, 'id'>): IndexInfo {
    return this.#write.createIndex(index);
  }

  dropIndex(name: string): void {
    this.#write.dropIndex(name);
  }

  clear(): void {
    this.#write.clear();
  }

  /** The position of its node type, where its labels alone tell it. */
  #nodeTypeOf(slot: number): number | undefined {
    return only(this.#rules.nodes(this.reader.nodeLabels(slot)))?.index;
  }
}

function only<T>(items: readonly T[]): T | undefined {
  return items.length === 1 ? items[0] : undefined;
}

/** Undefined where the value is not one of the property, or takes away a required one. */
function storedProperty(rule: PropertyRule | undefined, value: Value): Value | undefined {
  if (rule === undefined) return undefined;
  if (value !== null) return rule.stored(value);
  return rule.isRequired ? undefined : null;
}
