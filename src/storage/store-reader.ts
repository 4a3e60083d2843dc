import { invariant, present } from '../base/assert.ts';
import { edgeRowOf, edgeTableOf, packEdge } from '../graph/ids.ts';
import type { LabelTest } from '../graph/label-test.ts';
import type { RawGraph } from '../graph/raw.ts';
import type {
  EdgeBuffer,
  EdgeSelection,
  ExpandBuffer,
  GraphReader,
  IndexInfo,
  NodeBuffer,
  NodeSelection,
  Orientation,
} from '../graph/reader.ts';
import type { Value } from '../values/value.ts';
import type { PairCount } from './edge-pairs.ts';
import type { EdgeTable } from './edge-table.ts';
import type { ElementTable } from './element-table.ts';
import type { GraphData } from './graph-data.ts';
import { withRoomFor } from './growable.ts';
import type { LabelSet } from './label-sets.ts';
import type { NodeTable } from './node-table.ts';
import type { PropertyIndex } from './property-index.ts';
import { scanTables } from './scan.ts';
import { StoreStatistics } from './store-statistics.ts';
import { TableSelection } from './table-selection.ts';

/**
 * What the reader of the present state and the readers of older ones have in common. They differ in
 * where they find liveness, labels and values: in the tables, or first in before-images.
 */
export abstract class StoreReader implements GraphReader {
  readonly graph: number;
  readonly statistics: StoreStatistics;
  protected data: GraphData;

  constructor(graph: number, data: GraphData) {
    this.graph = graph;
    this.data = data;
    this.statistics = new StoreStatistics(this);
  }

  abstract readonly raw: RawGraph | undefined;
  abstract isLive(table: ElementTable, row: number): boolean;
  /** 32 live bits from row `word` × 32 on. */
  abstract liveWord(table: ElementTable, word: number): number;
  abstract labelSet(table: ElementTable, row: number): LabelSet;
  abstract value(table: ElementTable, row: number, key: number): Value;
  abstract liveCount(table: ElementTable): number;
  /** Live exceptional elements by label set. */
  abstract forEachExceptionSet(
    table: ElementTable,
    visit: (set: LabelSet, count: number) => void,
  ): void;
  abstract pairs(table: EdgeTable): readonly PairCount[];
  abstract expand(
    slot: number,
    selection: EdgeSelection,
    orientation: Orientation,
    into: ExpandBuffer,
  ): void;
  abstract degree(slot: number, selection: EdgeSelection, orientation: Orientation): number;
  abstract indexes(): readonly IndexInfo[];
  protected abstract forEachIndexed(
    index: number,
    values: readonly Value[],
    visit: (element: number) => void,
  ): void;

  get layoutVersion(): number {
    return this.data.journal.layoutVersion;
  }

  get nodeTables(): readonly NodeTable[] {
    return this.data.nodeTables;
  }

  get edgeTables(): readonly EdgeTable[] {
    return this.data.edgeTables;
  }

  get allIndexes(): readonly PropertyIndex[] {
    return this.data.indexes;
  }

  propertyKey(name: string): number {
    return this.data.properties.find(name);
  }

  propertyName(key: number): string {
    return this.data.properties.name(key);
  }

  nodeLabelNames(): readonly string[] {
    return this.#labelNames(this.data.nodeTables);
  }

  edgeLabelNames(): readonly string[] {
    return this.#labelNames(this.data.edgeTables);
  }

  selectNodes(test: LabelTest | undefined): TableSelection {
    return this.data.selectNodes(test);
  }

  selectEdges(test: LabelTest | undefined): TableSelection {
    return this.data.selectEdges(test);
  }

  acceptsNode(selection: NodeSelection, slot: number): boolean {
    const { slots } = this.data;
    const table = this.data.nodeTables[slots.tableOf(slot)];
    if (table === undefined) return false;
    return this.nodeSelection(selection).accepts(this.labelSet(table, slots.rowOf(slot)));
  }

  acceptsEdge(selection: EdgeSelection, edge: number): boolean {
    const table = this.data.edgeTableOf(edge);
    if (table === undefined) return false;
    return this.edgeSelection(selection).accepts(this.labelSet(table, edgeRowOf(edge)));
  }

  scanNodes(selection: NodeSelection, cursor: number, into: NodeBuffer): number {
    const { nodeTables } = this.data;
    return scanTables(
      { reader: this, tables: nodeTables, selection: this.nodeSelection(selection) },
      cursor,
      (table, row) => {
        if (into.count >= into.nodes.length) into.nodes = withRoomFor(into.nodes, into.count + 1);
        into.nodes[into.count++] = table.slotOf(row);
      },
    );
  }

  scanEdges(selection: EdgeSelection, cursor: number, into: EdgeBuffer): number {
    const { edgeTables } = this.data;
    return scanTables(
      { reader: this, tables: edgeTables, selection: this.edgeSelection(selection) },
      cursor,
      (table, row) => {
        if (into.count >= into.edges.length) into.edges = withRoomFor(into.edges, into.count + 1);
        into.edges[into.count++] = packEdge(table.id, row);
      },
    );
  }

  isNode(slot: number): boolean {
    const { slots } = this.data;
    const table = this.data.nodeTables[slots.tableOf(slot)];
    return table !== undefined && this.isLive(table, slots.rowOf(slot));
  }

  isEdge(edge: number): boolean {
    const table = this.data.edgeTableOf(edge);
    return table !== undefined && this.isLive(table, edgeRowOf(edge));
  }

  nodeProperty(slot: number, key: number): Value {
    const { slots } = this.data;
    const table = this.data.nodeTables[slots.tableOf(slot)];
    return table === undefined ? null : this.value(table, slots.rowOf(slot), key);
  }

  edgeProperty(edge: number, key: number): Value {
    const table = this.data.edgeTableOf(edge);
    return table === undefined ? null : this.value(table, edgeRowOf(edge), key);
  }

  nodeKeys(slot: number): readonly number[] {
    const table = this.nodeTable(slot);
    const row = this.data.slots.rowOf(slot);
    return table.keyOrder.filter((key) => this.value(table, row, key) !== null);
  }

  edgeKeys(edge: number): readonly number[] {
    const table = this.edgeTable(edge);
    return table.keyOrder.filter((key) => this.value(table, edgeRowOf(edge), key) !== null);
  }

  nodeLabels(slot: number): readonly string[] {
    return this.labelSet(this.nodeTable(slot), this.data.slots.rowOf(slot)).names;
  }

  edgeLabels(edge: number): readonly string[] {
    return this.labelSet(this.edgeTable(edge), edgeRowOf(edge)).names;
  }

  edgeSource(edge: number): number {
    return this.edgeTable(edge).sources[edgeRowOf(edge)] as number;
  }

  edgeTarget(edge: number): number {
    return this.edgeTable(edge).targets[edgeRowOf(edge)] as number;
  }

  edgeIsDirected(edge: number): boolean {
    return this.edgeTable(edge).directed;
  }

  nodeId(slot: number): number {
    return this.nodeTable(slot).ids[this.data.slots.rowOf(slot)] as number;
  }

  edgeId(edge: number): number {
    return this.edgeTable(edge).ids[edgeRowOf(edge)] as number;
  }

  nodeById(id: number): number {
    const place = this.data.nodeIds.find(id);
    if (place < 0) return -1;
    const table = this.data.nodeTables[edgeTableOf(place)];
    const row = edgeRowOf(place);
    if (table === undefined || table.ids[row] !== id || !this.isLive(table, row)) return -1;
    return table.slotOf(row);
  }

  edgeById(id: number): number {
    const place = this.data.edgeIds.find(id);
    if (place < 0) return -1;
    const table = this.data.edgeTableOf(place);
    const row = edgeRowOf(place);
    if (table === undefined || table.ids[row] !== id || !this.isLive(table, row)) return -1;
    return place;
  }

  lookupNodes(index: number, values: readonly Value[], into: NodeBuffer): void {
    into.count = 0;
    this.forEachIndexed(index, values, (slot) => {
      if (into.count >= into.nodes.length) into.nodes = withRoomFor(into.nodes, into.count + 1);
      into.nodes[into.count++] = slot;
    });
  }

  lookupEdges(index: number, values: readonly Value[], into: EdgeBuffer): void {
    into.count = 0;
    this.forEachIndexed(index, values, (edge) => {
      if (into.count >= into.edges.length) into.edges = withRoomFor(into.edges, into.count + 1);
      into.edges[into.count++] = edge;
    });
  }

  /** The selection as of now: tables may have come since it was made. */
  nodeSelection(selection: NodeSelection): TableSelection {
    return this.#isCurrent(selection) ? selection : this.data.selectNodes(selection.test);
  }

  edgeSelection(selection: EdgeSelection): TableSelection {
    return this.#isCurrent(selection) ? selection : this.data.selectEdges(selection.test);
  }

  nodeTable(slot: number): NodeTable {
    return present(this.data.nodeTableOf(slot), 'the node table of a slot');
  }

  edgeTable(edge: number): EdgeTable {
    return present(this.data.edgeTableOf(edge), 'the edge table of an edge');
  }

  #isCurrent(selection: NodeSelection | EdgeSelection): selection is TableSelection {
    return (
      selection instanceof TableSelection && selection.version === this.data.journal.tablesVersion
    );
  }

  #labelNames(tables: readonly ElementTable[]): readonly string[] {
    const names = new Set<string>();
    const add = (set: LabelSet): void => {
      for (const name of set.names) names.add(name);
    };
    for (const table of tables) {
      let ordinary = this.liveCount(table);
      this.forEachExceptionSet(table, (set, count) => {
        add(set);
        ordinary -= count;
      });
      invariant(ordinary >= 0, 'a table has more exceptions than elements');
      if (ordinary > 0) add(table.labelSet);
    }
    return [...names].sort();
  }
}
