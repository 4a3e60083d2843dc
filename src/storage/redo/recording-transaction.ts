import { invariant } from '../../base/assert.ts';
import type { GraphReader, IndexInfo } from '../../graph/reader.ts';
import type {
  ChangeCounts,
  EdgeBatch,
  NewEdge,
  NodeBatch,
  PropertyEntry,
  WriteTransaction,
} from '../../graph/store.ts';
import type { JsonForm } from '../../values/json-form.ts';
import { toJsonForm } from '../../values/json-form.ts';
import type { Value } from '../../values/value.ts';
import type { NextIds } from '../columnar-store.ts';
import type { Operation } from '../log/entry.ts';
import { edgeBatchOps, nodeBatchOps } from './batch-ops.ts';
import type { RedoBuffer } from './redo-buffer.ts';

/** What a durable store lends to its writer. */
export interface RecordingHost {
  readonly write: WriteTransaction;
  readonly redo: RedoBuffer;
  nextIds(): NextIds;
  /** Makes the changes committed and their redo a part of the log. */
  commit(): void;
  rollback(): void;
}

/**
 * The open write of a durable store: every change is made by the store in memory first, which may
 * refuse it, and then recorded as an op. `redo-format.ts` describes the ops.
 */
export class RecordingTransaction implements WriteTransaction {
  readonly #host: RecordingHost;
  readonly #write: WriteTransaction;
  readonly #redo: RedoBuffer;
  /** Positions in the redo by savepoint. */
  readonly #marks: number[] = [];
  /** Whether ids may have been given that no op names. */
  #hasSkippedIds = false;

  constructor(host: RecordingHost) {
    this.#host = host;
    this.#write = host.write;
    this.#redo = host.redo;
  }

  get reader(): GraphReader {
    return this.#write.reader;
  }

  get counts(): ChangeCounts {
    return this.#write.counts;
  }

  get dirty(): boolean {
    return this.#write.dirty;
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
    const firstId = this.#host.nextIds().node;
    const slots = this.#taking(() => this.#write.insertNodes(batch));
    nodeBatchOps(batch, firstId, (text) => this.#redo.add('insert', text));
    return slots;
  }

  insertEdges(batch: EdgeBatch): void {
    invariant(batch.ids === undefined, 'elements that bring their ids are not recorded');
    const firstId = this.#host.nextIds().edge;
    this.#taking(() => this.#write.insertEdges(batch));
    edgeBatchOps(batch, firstId, this.reader, (text) => this.#redo.add('insert', text));
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

  savepoint(): number {
    const savepoint = this.#write.savepoint();
    // The store gives a savepoint again when nothing has changed since.
    this.#marks[savepoint] ??= this.#redo.mark();
    return savepoint;
  }

  rollbackTo(savepoint: number): void {
    this.#write.rollbackTo(savepoint);
    this.#hasSkippedIds = true;
    const mark = this.#marks[savepoint];
    invariant(mark !== undefined, 'there is no such savepoint');
    this.#marks.length = savepoint + 1;
    this.#redo.rollbackTo(mark);
  }

  commit(): void {
    if (this.#hasSkippedIds && this.dirty) {
      const { node, edge } = this.#host.nextIds();
      this.#record('insert', ['#', node, edge]);
    }
    this.#host.commit();
  }

  rollback(): void {
    this.#host.rollback();
  }

  #record(operation: Operation, op: JsonForm): void {
    this.#redo.add(operation, JSON.stringify(op));
  }

  /** An insertion that is refused has taken ids all the same. */
  #taking<T>(insert: () => T): T {
    try {
      return insert();
    } catch (error) {
      this.#hasSkippedIds = true;
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
