import { invariant } from '../base/assert.ts';
import { GqlError, invalidReference } from '../base/errors.ts';
import { edgeRowOf, packEdge } from '../graph/ids.ts';
import type { GraphReader, IndexInfo } from '../graph/reader.ts';
import type {
  BatchColumn,
  ChangeCounts,
  EdgeBatch,
  NewEdge,
  NodeBatch,
  PropertyEntry,
  StoredColumn,
  WriteTransaction,
} from '../graph/store.ts';
import type { Value } from '../values/value.ts';
import type { NewRows } from './batch-columns.ts';
import { fillColumn } from './batch-columns.ts';
import { kindOf } from './column-kind.ts';
import { hasBit } from './bit-set.ts';
import type { EdgeTable } from './edge-table.ts';
import type { ElementTable } from './element-table.ts';
import { elementAt, GraphData } from './graph-data.ts';
import type { IdDirectory } from './id-directory.ts';
import type { Journal } from './journal.ts';
import type { LabelSet } from './label-sets.ts';
import { loadColumn } from './stored-columns.ts';
import type { NodeTable } from './node-table.ts';
import { PropertyIndex } from './property-index.ts';
import type { Undoable, UndoLog } from './undo-log.ts';

/** What the store lends to its writer. */
export interface WriteHost {
  readonly reader: GraphReader;
  readonly data: GraphData;
  /** The graph's data is now another object. */
  follow(data: GraphData): void;
  end(changed: boolean): void;
}

const REPLACE_DATA = 0;
const REPLACE_INDEXES = 1;

interface Savepoint {
  readonly mark: number;
  readonly counts: ChangeCounts;
}

/** The open write. An operation that throws has changed nothing. */
export class StoreTransaction implements WriteTransaction, Undoable {
  readonly reader: GraphReader;
  readonly counts: ChangeCounts = noChanges();
  readonly #host: WriteHost;
  readonly #journal: Journal;
  #data: GraphData;
  #isOpen = true;
  readonly #savepoints: Savepoint[] = [];

  constructor(host: WriteHost) {
    this.#host = host;
    this.#data = host.data;
    this.#journal = host.data.journal;
    this.reader = host.reader;
  }

  get dirty(): boolean {
    return this.#journal.undo.length > 0;
  }

  insertNode(labels: readonly string[], properties: readonly PropertyEntry[]): number {
    const table = this.#data.nodeTable(this.#data.labelSets.of(labels));
    return this.#atomically(() => {
      const row = table.insertRow(this.#data.nodeIds.next);
      this.#data.nodeIds.take(table.id, row, 1);
      const slot = table.slotOf(row);
      this.#initialize(table, row, properties);
      this.#enter(this.#data.indexesOf('node', table.labelSet), slot);
      this.counts.nodesInserted++;
      return slot;
    });
  }

  insertEdge(edge: NewEdge): number {
    const { source, target } = edge;
    invariant(this.reader.isNode(source) && this.reader.isNode(target), 'an edge needs two nodes');
    const table = this.#data.edgeTable(this.#data.labelSets.of(edge.labels), edge.directed);
    return this.#atomically(() => {
      const row = table.insertEdge(this.#data.edgeIds.next, source, target);
      this.#data.edgeIds.take(table.id, row, 1);
      const inserted = packEdge(table.id, row);
      this.#initialize(table, row, edge.properties);
      this.#enter(this.#data.indexesOf('edge', table.labelSet), inserted);
      this.counts.edgesInserted++;
      return inserted;
    });
  }

  setNodeProperty(slot: number, name: string, value: Value): void {
    const { table, row } = this.#node(slot);
    const indexes = this.#data.indexesOf('node', table.labelSetOf(row));
    this.#setProperty({ table, row, element: slot, indexes }, name, value);
  }

  setEdgeProperty(edge: number, name: string, value: Value): void {
    const { table, row } = this.#edge(edge);
    const indexes = this.#data.indexesOf('edge', table.labelSetOf(row));
    this.#setProperty({ table, row, element: edge, indexes }, name, value);
  }

  addNodeLabel(slot: number, label: string): void {
    const { table, row } = this.#node(slot);
    const set = table.labelSetOf(row);
    if (set.has(label)) return;
    this.#setLabels({ table, row, element: slot }, 'node', set.with(label));
    this.counts.labelsAdded++;
  }

  removeNodeLabel(slot: number, label: string): void {
    const { table, row } = this.#node(slot);
    const set = table.labelSetOf(row);
    if (!set.has(label)) return;
    this.#setLabels({ table, row, element: slot }, 'node', set.without(label));
    this.counts.labelsRemoved++;
  }

  addEdgeLabel(edge: number, label: string): void {
    const { table, row } = this.#edge(edge);
    const set = table.labelSetOf(row);
    if (set.has(label)) return;
    this.#setLabels({ table, row, element: edge }, 'edge', set.with(label));
    this.counts.labelsAdded++;
  }

  removeEdgeLabel(edge: number, label: string): void {
    const { table, row } = this.#edge(edge);
    const set = table.labelSetOf(row);
    if (!set.has(label)) return;
    this.#setLabels({ table, row, element: edge }, 'edge', set.without(label));
    this.counts.labelsRemoved++;
  }

  deleteEdge(edge: number): void {
    const { table, row } = this.#edge(edge);
    for (const index of this.#data.indexesOf('edge', table.labelSetOf(row))) index.remove(edge);
    table.deleteEdge(row);
    this.counts.edgesDeleted++;
  }

  deleteNode(slot: number): void {
    const { table, row } = this.#node(slot);
    invariant(table.degreeOf(row) === 0, 'a node with edges is deleted');
    for (const index of this.#data.indexesOf('node', table.labelSetOf(row))) index.remove(slot);
    table.deleteRow(row);
    this.counts.nodesDeleted++;
  }

  insertNodes(batch: NodeBatch): Int32Array {
    const { count } = batch;
    const table = this.#data.nodeTable(this.#data.labelSets.of(batch.labels));
    const slots = new Int32Array(count);
    if (count === 0) return slots;
    return this.#atomically(() => {
      const first = table.insertRows(count, this.#data.nodeIds.next);
      numberRows(this.#data.nodeIds, { table, first, count }, batch.ids);
      this.#fill({ table, first, count }, batch.columns);
      this.#load({ table, first, count }, batch.stored);
      for (let i = 0; i < count; i++) slots[i] = table.slotOf(first + i);
      for (const index of this.#data.indexesOf('node', table.labelSet)) {
        for (const slot of slots) index.insert(slot);
      }
      this.counts.nodesInserted += count;
      return slots;
    });
  }

  insertEdges(batch: EdgeBatch): void {
    const { sources, targets } = batch;
    const count = sources.length;
    invariant(targets.length === count, 'a batch of edges has as many sources as targets');
    if (count === 0) return;
    this.#requireNodes(sources);
    this.#requireNodes(targets);
    const table = this.#data.edgeTable(this.#data.labelSets.of(batch.labels), batch.directed);
    this.#atomically(() => {
      const first = table.insertEdges(sources, targets, this.#data.edgeIds.next);
      numberRows(this.#data.edgeIds, { table, first, count }, batch.ids);
      this.#fill({ table, first, count }, batch.columns);
      this.#load({ table, first, count }, batch.stored);
      for (const index of this.#data.indexesOf('edge', table.labelSet)) {
        for (let row = first; row < first + count; row++) index.insert(packEdge(table.id, row));
      }
      this.counts.edgesInserted += count;
    });
  }

  createIndex(description: Omit<IndexInfo, 'id'>): IndexInfo {
    const data = this.#data;
    const { name, element, label } = description;
    if (data.indexes.some(({ info }) => info.name === name)) {
      throw new GqlError('42000', `an index named ${name} exists already`, {
        hint: 'choose another name, or drop that index first',
      });
    }
    const info: IndexInfo = { ...description, id: data.nextIndexId++ };
    const keys = description.properties.map((property) => data.properties.keyOf(property));
    const index = new PropertyIndex(info, keys, data.places(element), this.#journal);
    const tables: readonly (NodeTable | EdgeTable)[] =
      element === 'node' ? data.nodeTables : data.edgeTables;
    for (const table of tables) {
      if (!table.labelSet.has(label) && !table.hasExceptions) continue;
      for (let row = 0; row < table.rowCount; row++) {
        if (table.isLive(row) && table.labelSetOf(row).has(label)) {
          index.load(elementAt(table, row));
        }
      }
    }
    this.#replaceIndexes([...data.indexes, index]);
    return info;
  }

  dropIndex(name: string): void {
    const kept = this.#data.indexes.filter(({ info }) => info.name !== name);
    if (kept.length === this.#data.indexes.length) {
      throw invalidReference(`there is no index named ${name}`);
    }
    this.#replaceIndexes(kept);
  }

  /** Indexes stay, empty. */
  clear(): void {
    invariant(this.#isOpen, 'the write has ended already');
    const before = this.#data;
    const { nodeCount, edgeCount } = this.reader.statistics;
    const after = new GraphData(this.#journal, before);
    after.setIndexes(
      before.indexes.map(
        ({ info, keys }) =>
          new PropertyIndex(info, keys, after.places(info.element), this.#journal),
      ),
    );
    this.#journal.undo.begin(this, REPLACE_DATA);
    this.#journal.undo.value(before);
    this.#follow(after);
    this.counts.nodesDeleted += nodeCount;
    this.counts.edgesDeleted += edgeCount;
  }

  savepoint(): number {
    const mark = this.#journal.undo.length;
    const last = this.#savepoints.length - 1;
    // Statements that change nothing would pile up savepoints otherwise.
    if (last >= 0 && this.#savepoints[last]?.mark === mark) return last;
    return this.#savepoints.push({ mark, counts: { ...this.counts } }) - 1;
  }

  rollbackTo(savepoint: number): void {
    const found = this.#savepoints[savepoint];
    invariant(this.#isOpen && found !== undefined, 'there is no such savepoint');
    this.#journal.undo.rollbackTo(found.mark);
    Object.assign(this.counts, found.counts);
    this.#savepoints.length = savepoint + 1;
  }

  commit(): void {
    this.#end(this.dirty);
  }

  rollback(): void {
    this.#journal.undo.rollbackTo(0);
    Object.assign(this.counts, noChanges());
    this.#end(false);
  }

  undo(log: UndoLog): void {
    if (log.operation === REPLACE_INDEXES) {
      this.#data.setIndexes(log.takeValue() as readonly PropertyIndex[]);
      return;
    }
    const before = log.takeValue() as GraphData;
    // Ids that were given since must not be given again.
    before.nodeIds.next = this.#data.nodeIds.next;
    before.edgeIds.next = this.#data.edgeIds.next;
    before.nextIndexId = this.#data.nextIndexId;
    this.#follow(before);
  }

  #end(changed: boolean): void {
    invariant(this.#isOpen, 'the write has ended already');
    this.#isOpen = false;
    this.#journal.undo.clear();
    this.#host.end(changed);
  }

  #follow(data: GraphData): void {
    this.#data = data;
    this.#journal.tablesChanged();
    this.#host.follow(data);
  }

  #replaceIndexes(indexes: readonly PropertyIndex[]): void {
    invariant(this.#isOpen, 'the write has ended already');
    this.#journal.undo.begin(this, REPLACE_INDEXES);
    this.#journal.undo.value(this.#data.indexes);
    this.#data.setIndexes(indexes);
  }

  #node(slot: number): { readonly table: NodeTable; readonly row: number } {
    const table = this.#data.nodeTableOf(slot);
    const row = table === undefined ? -1 : this.#data.slots.rowOf(slot);
    invariant(this.#isOpen && table?.isLive(row) === true, 'a node that is not there is changed');
    return { table, row };
  }

  #edge(edge: number): { readonly table: EdgeTable; readonly row: number } {
    const table = this.#data.edgeTableOf(edge);
    const row = edgeRowOf(edge);
    invariant(this.#isOpen && table?.isLive(row) === true, 'an edge that is not there is changed');
    return { table, row };
  }

  #requireNodes(slots: Int32Array): void {
    const { slots: space, nodeTables } = this.#data;
    for (const slot of slots) {
      const table = nodeTables[space.tableOf(slot)];
      const row = table === undefined ? -1 : space.rowOf(slot);
      invariant(
        table !== undefined && row < table.rowCount && hasBit(table.live, row),
        'an edge needs two nodes',
      );
    }
  }

  #initialize(table: ElementTable, row: number, properties: readonly PropertyEntry[]): void {
    for (const { name, value } of properties) {
      if (value === null) continue;
      const column = table.columnFor(this.#data.properties.keyOf(name), kindOf(value));
      if (column.has(row)) column.change(row, value);
      else column.initialize(row, value);
    }
  }

  #fill(rows: NewRows, columns: readonly BatchColumn[]): void {
    for (const { name, values } of columns) {
      fillColumn(rows, this.#data.properties.keyOf(name), values);
    }
  }

  #load(rows: NewRows, columns: readonly StoredColumn[] = []): void {
    for (const column of columns) {
      loadColumn(rows, this.#data.properties.keyOf(column.name), column);
    }
  }

  #setProperty(place: IndexedPlace, name: string, value: Value): void {
    const { table, row, element } = place;
    const key =
      value === null ? this.#data.properties.find(name) : this.#data.properties.keyOf(name);
    const had = table.columns[key]?.has(row) === true;
    if (value === null && !had) return;
    const column = table.columnFor(key, kindOf(value));
    const indexes = place.indexes.filter((index) => index.keys.includes(key));
    if (indexes.length === 0) column.change(row, value);
    else {
      this.#atomically(() => {
        for (const index of indexes) index.remove(element);
        column.change(row, value);
        this.#enter(indexes, element);
      });
    }
    if (value === null) this.counts.propertiesRemoved++;
    else this.counts.propertiesSet++;
  }

  #setLabels(place: ElementPlace, kind: 'node' | 'edge', set: LabelSet): void {
    const { table, row, element } = place;
    const before = this.#data.indexesOf(kind, table.labelSetOf(row));
    const after = this.#data.indexesOf(kind, set);
    this.#atomically(() => {
      for (const index of before) if (!after.includes(index)) index.remove(element);
      table.setLabels(row, set, this.#data.labelSets);
      this.#enter(
        after.filter((index) => !before.includes(index)),
        element,
      );
    });
  }

  #enter(indexes: readonly PropertyIndex[], element: number): void {
    for (const index of indexes) index.insert(element);
  }

  /** Takes back what `change` did where it throws. */
  #atomically<T>(change: () => T): T {
    invariant(this.#isOpen, 'the write has ended already');
    const mark = this.#journal.undo.length;
    try {
      return change();
    } catch (error) {
      this.#journal.undo.rollbackTo(mark);
      throw error;
    }
  }
}

interface ElementPlace {
  readonly table: ElementTable;
  readonly row: number;
  /** Slot or packed edge. */
  readonly element: number;
}

interface IndexedPlace extends ElementPlace {
  readonly indexes: readonly PropertyIndex[];
}

/** Gives new rows the next ids, or those that they come with. */
function numberRows(directory: IdDirectory, rows: NewRows, ids: Float64Array | undefined): void {
  const { table, first, count } = rows;
  if (ids === undefined) {
    directory.take(table.id, first, count);
    return;
  }
  invariant(ids.length === count, 'a batch that brings ids brings one for every row');
  table.ids.set(ids, first);
  directory.place(ids, table.id, first);
}

export function noChanges(): ChangeCounts {
  return {
    nodesInserted: 0,
    nodesDeleted: 0,
    edgesInserted: 0,
    edgesDeleted: 0,
    propertiesSet: 0,
    propertiesRemoved: 0,
    labelsAdded: 0,
    labelsRemoved: 0,
  };
}
