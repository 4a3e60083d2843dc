import { edgeRowOf, edgeTableOf, packEdge } from '../graph/ids.ts';
import type { LabelTest } from '../graph/label-test.ts';
import type { RawGraph } from '../graph/raw.ts';
import type { IndexInfo } from '../graph/reader.ts';
import type { NodePlaces } from './edge-table.ts';
import { EdgeTable } from './edge-table.ts';
import type { ElementTable } from './element-table.ts';
import { IdDirectory } from './id-directory.ts';
import type { Journal } from './journal.ts';
import type { LabelSet } from './label-sets.ts';
import { LabelSets } from './label-sets.ts';
import { NodeTable } from './node-table.ts';
import type { ElementPlaces, PropertyIndex } from './property-index.ts';
import { PropertyNames } from './property-names.ts';
import { SlotSpace } from './slot-space.ts';
import { TableSelection, testText } from './table-selection.ts';

/** The tables and indexes of a graph. Emptying the graph replaces the whole object. */
export class GraphData implements NodePlaces, RawGraph {
  readonly journal: Journal;
  readonly properties: PropertyNames;
  readonly labelSets: LabelSets;
  readonly slots: SlotSpace;
  readonly nodeTables: NodeTable[] = [];
  readonly edgeTables: EdgeTable[] = [];
  readonly nodeIds: IdDirectory;
  readonly edgeIds: IdDirectory;
  nextIndexId: number;
  /** Replaced, never changed, so that older states can keep theirs. */
  indexes: readonly PropertyIndex[] = [];
  indexInfos: readonly IndexInfo[] = [];
  readonly #nodeTableOfSet: (NodeTable | undefined)[] = [];
  readonly #edgeTableOfSet: (EdgeTable | undefined)[] = [];
  #nodeIndexesOfSet = new Map<LabelSet, readonly PropertyIndex[]>();
  #edgeIndexesOfSet = new Map<LabelSet, readonly PropertyIndex[]>();
  readonly #nodeSelections = new Map<string, TableSelection>();
  readonly #edgeSelections = new Map<string, TableSelection>();

  constructor(journal: Journal, before?: GraphData) {
    this.journal = journal;
    this.properties = before?.properties ?? new PropertyNames();
    this.labelSets = before?.labelSets ?? new LabelSets();
    this.slots = new SlotSpace(journal);
    this.nodeIds = new IdDirectory(before?.nodeIds.next ?? 1);
    this.edgeIds = new IdDirectory(before?.edgeIds.next ?? 1);
    this.nextIndexId = before?.nextIndexId ?? 1;
  }

  get pageTable(): Int32Array {
    return this.slots.pageTable;
  }

  get pageDelta(): Int32Array {
    return this.slots.pageDelta;
  }

  nodeTableOf(slot: number): NodeTable | undefined {
    return this.nodeTables[this.slots.tableOf(slot)];
  }

  edgeTableOf(edge: number): EdgeTable | undefined {
    return this.edgeTables[edgeTableOf(edge)];
  }

  /** The table of a label set, made where there is none yet. */
  nodeTable(set: LabelSet): NodeTable {
    let table = this.#nodeTableOfSet[set.id];
    if (table === undefined) {
      table = new NodeTable(this.nodeTables.length, set, this.journal, this.slots);
      this.nodeTables.push(table);
      putAt(this.#nodeTableOfSet, set.id, table);
      this.journal.tablesChanged();
    }
    return table;
  }

  edgeTable(set: LabelSet, directed: boolean): EdgeTable {
    const at = set.id * 2 + (directed ? 1 : 0);
    let table = this.#edgeTableOfSet[at];
    if (table === undefined) {
      const kind = { id: this.edgeTables.length, labelSet: set, directed };
      table = new EdgeTable(kind, this.journal, this);
      this.edgeTables.push(table);
      putAt(this.#edgeTableOfSet, at, table);
      this.journal.tablesChanged();
    }
    return table;
  }

  /** The indexes that elements with these labels stand in. */
  indexesOf(element: 'node' | 'edge', set: LabelSet): readonly PropertyIndex[] {
    const memo = element === 'node' ? this.#nodeIndexesOfSet : this.#edgeIndexesOfSet;
    let indexes = memo.get(set);
    if (indexes === undefined) {
      indexes = this.indexes.filter(({ info }) => info.element === element && set.has(info.label));
      memo.set(set, indexes);
    }
    return indexes;
  }

  setIndexes(indexes: readonly PropertyIndex[]): void {
    this.indexes = indexes;
    this.indexInfos = indexes.map((index) => index.info);
    this.#nodeIndexesOfSet = new Map();
    this.#edgeIndexesOfSet = new Map();
    this.journal.layoutChanged();
  }

  places(element: 'node' | 'edge'): ElementPlaces {
    return element === 'node' ? this.#nodePlaces : this.#edgePlaces;
  }

  selectNodes(test: LabelTest | undefined): TableSelection {
    return this.#select(this.#nodeSelections, this.nodeTables, test);
  }

  selectEdges(test: LabelTest | undefined): TableSelection {
    return this.#select(this.#edgeSelections, this.edgeTables, test);
  }

  /** Folds every delta. Only while no older state is alive. */
  compact(): void {
    for (const table of this.edgeTables) table.fold();
    compactIds(this.nodeIds, this.nodeTables);
    compactIds(this.edgeIds, this.edgeTables);
  }

  readonly #nodePlaces: ElementPlaces = {
    tableOf: (slot) => this.nodeTables[this.slots.tableOf(slot)] as NodeTable,
    rowOf: (slot) => this.slots.rowOf(slot),
  };

  readonly #edgePlaces: ElementPlaces = {
    tableOf: (edge) => this.edgeTables[edgeTableOf(edge)] as EdgeTable,
    rowOf: edgeRowOf,
  };

  #select(
    memo: Map<string, TableSelection>,
    tables: readonly ElementTable[],
    test: LabelTest | undefined,
  ): TableSelection {
    const text = testText(test);
    const known = memo.get(text);
    const version = this.journal.tablesVersion;
    if (known?.version === version) return known;
    // A test that came and went with a query must not stay for ever.
    if (memo.size > MOST_SELECTIONS) memo.clear();
    const selection = new TableSelection(test, tables, version);
    memo.set(text, selection);
    return selection;
  }
}

/** The number by which the outside knows the element in a row. */
export function elementAt(table: NodeTable | EdgeTable, row: number): number {
  return table instanceof NodeTable ? table.slotOf(row) : packEdge(table.id, row);
}

/** Drops the runs of ids that deleted elements have left behind, once they are the most. */
function compactIds(ids: IdDirectory, tables: readonly ElementTable[]): void {
  const live = tables.reduce((total, table) => total + table.liveCount, 0);
  if (ids.runCount < FEW_RUNS || ids.runCount < live * 2) return;
  const elements: { readonly id: number; readonly place: number }[] = [];
  for (const table of tables) {
    for (let row = 0; row < table.rowCount; row++) {
      if (!table.isLive(row)) continue;
      elements.push({ id: table.ids[row] as number, place: packEdge(table.id, row) });
    }
  }
  ids.rebuild(elements.sort((a, b) => a.id - b.id));
}

const FEW_RUNS = 4096;

function putAt<T>(list: (T | undefined)[], at: number, item: T): void {
  while (list.length < at) list.push(undefined);
  list[at] = item;
}

const MOST_SELECTIONS = 4096;
