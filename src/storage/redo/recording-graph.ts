import { invariant } from '../../base/assert.ts';
import type { GraphWrite } from '../../graph/database-store.ts';
import type { GraphReader, IndexInfo } from '../../graph/reader.ts';
import type {
  ChangeCounts,
  EdgeBatch,
  NewEdge,
  NodeBatch,
  PropertyEntry,
} from '../../graph/store.ts';
import type { JsonForm } from '../../values/json-form.ts';
import { toJsonForm } from '../../values/json-form.ts';
import type { Value } from '../../values/value.ts';
import type { NextIds } from '../columnar-store.ts';
import type { Operation } from '../log/entry.ts';
import { edgeBatchOps, nodeBatchOps } from './batch-ops.ts';
import type { RedoBuffer } from './redo-buffer.ts';

/** What a durable database lends to the writers of graphs. */
export interface RecordingGraphHost {
  readonly nextIds: (graph: number) => NextIds;
}

/**
 * A graph of the open write of a durable database: every change is made by the store in memory
 * first, which may refuse it, and then recorded as an op. `redo-format.ts` describes the ops.
 */
export class RecordingGraph implements GraphWrite {
  readonly #graph: number;
  readonly #write: GraphWrite;
  readonly #redo: RedoBuffer;
  readonly #host: RecordingGraphHost;
  /** Whether ids may have been given that no op names. */
  hasSkippedIds = false;

  constructor(graph: number, write: GraphWrite, redo: RedoBuffer, host: RecordingGraphHost) {
    this.#graph = graph;
    this.#write = write;
    this.#redo = redo;
    this.#host = host;
  }

  get reader(): GraphReader {
    return this.#write.reader;
  }

  get counts(): ChangeCounts {
    return this.#write.counts;
  }

  insertNode(labels: readonly string[], properties: readonly PropertyEntry[]): number {
    const [names, values] = propertyForms(properties);
    const slot = this.#taking(() => this.#write.insertNode(labels, properties));
    this.#record('insert', ['n', this.reader.nodeId(slot), labels, names, values]);
    return slot;
  }

  insertEdge(edge: NewEdge): number {
    const [names, values] = propertyForms(edge.properties);
    const inserted = this.#taking(() => this.#write.insertEdge(edge));
    const { reader } = this;
    const ends = [reader.nodeId(edge.source), reader.nodeId(edge.target)] as const;
    const directed = edge.directed ? 1 : 0;
    const id = reader.edgeId(inserted);
    this.#record('insert', ['e', id, directed, ...ends, edge.labels, names, values]);
    return inserted;
  }

  setNodeProperty(slot: number, name: string, value: Value): void {
    const form = toJsonForm(value);
    if (!this.#changes(() => this.#write.setNodeProperty(slot, name, value))) return;
    this.#record(form === null ? 'remove' : 'set', [
      'p',
      'n',
      this.reader.nodeId(slot),
      name,
      form,
    ]);
  }

  setEdgeProperty(edge: number, name: string, value: Value): void {
    const form = toJsonForm(value);
    if (!this.#changes(() => this.#write.setEdgeProperty(edge, name, value))) return;
    this.#record(form === null ? 'remove' : 'set', [
      'p',
      'e',
      this.reader.edgeId(edge),
      name,
      form,
    ]);
  }

  addNodeLabel(slot: number, label: string): void {
    if (!this.#changes(() => this.#write.addNodeLabel(slot, label))) return;
    this.#record('set', ['l', 'n', this.reader.nodeId(slot), label]);
  }

  removeNodeLabel(slot: number, label: string): void {
    if (!this.#changes(() => this.#write.removeNodeLabel(slot, label))) return;
    this.#record('remove', ['u', 'n', this.reader.nodeId(slot), label]);
  }

  addEdgeLabel(edge: number, label: string): void {
    if (!this.#changes(() => this.#write.addEdgeLabel(edge, label))) return;
    this.#record('set', ['l', 'e', this.reader.edgeId(edge), label]);
  }

  removeEdgeLabel(edge: number, label: string): void {
    if (!this.#changes(() => this.#write.removeEdgeLabel(edge, label))) return;
    this.#record('remove', ['u', 'e', this.reader.edgeId(edge), label]);
  }

  deleteEdge(edge: number): void {
    const id = this.reader.edgeId(edge);
    this.#write.deleteEdge(edge);
    this.#record('delete', ['d', 'e', id]);
  }

  deleteNode(slot: number): void {
    const id = this.reader.nodeId(slot);
    this.#write.deleteNode(slot);
    this.#record('delete', ['d', 'n', id]);
  }

  insertNodes(batch: NodeBatch): Int32Array {
    invariant(batch.ids === undefined, 'elements that bring their ids are not recorded');
    const firstId = this.#host.nextIds(this.#graph).node;
    const slots = this.#taking(() => this.#write.insertNodes(batch));
    nodeBatchOps(batch, firstId, (text) => this.#add('insert', text));
    return slots;
  }

  insertEdges(batch: EdgeBatch): void {
    invariant(batch.ids === undefined, 'elements that bring their ids are not recorded');
    const firstId = this.#host.nextIds(this.#graph).edge;
    this.#taking(() => this.#write.insertEdges(batch));
    edgeBatchOps(batch, firstId, this.reader, (text) => this.#add('insert', text));
  }

  createIndex(index: Omit<IndexInfo, 'id'>): IndexInfo {
    const info = this.#write.createIndex(index);
    this.#record('other', createIndexOp(info));
    return info;
  }

  dropIndex(name: string): void {
    this.#write.dropIndex(name);
    this.#record('other', ['x', name]);
  }

  clear(): void {
    this.#write.clear();
    this.#record('delete', ['c']);
  }

  /** Before the commit. */
  recordSkippedIds(): void {
    const { node, edge } = this.#host.nextIds(this.#graph);
    this.#record('insert', ['#', node, edge]);
  }

  #record(operation: Operation, op: JsonForm): void {
    this.#add(operation, JSON.stringify(op));
  }

  #add(operation: Operation, text: string): void {
    this.#redo.add(operation, text, this.#graph);
  }

  /** An insertion that is refused has taken ids all the same. */
  #taking<T>(insert: () => T): T {
    try {
      return insert();
    } catch (error) {
      this.hasSkippedIds = true;
      throw error;
    }
  }

  /** Whether the change did anything: what was so already needs no redo. */
  #changes(change: () => void): boolean {
    const before = smallChanges(this.counts);
    change();
    return smallChanges(this.counts) !== before;
  }
}

export function createIndexOp(index: Omit<IndexInfo, 'id'>): JsonForm {
  const { element, name, label, properties, unique } = index;
  return ['i', element === 'node' ? 'n' : 'e', name, label, properties, unique ? 1 : 0];
}

function smallChanges(counts: ChangeCounts): number {
  return (
    counts.propertiesSet + counts.propertiesRemoved + counts.labelsAdded + counts.labelsRemoved
  );
}

function propertyForms(properties: readonly PropertyEntry[]): [string[], JsonForm[]] {
  const names: string[] = [];
  const values: JsonForm[] = [];
  for (const { name, value } of properties) {
    if (value === null) continue;
    names.push(name);
    values.push(toJsonForm(value));
  }
  return [names, values];
}
