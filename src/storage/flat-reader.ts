import { present } from '../base/assert.ts';
import { packEdge } from '../graph/ids.ts';
import type { RawGraph } from '../graph/raw.ts';
import type { EdgeSelection, ExpandBuffer, IndexInfo, Orientation } from '../graph/reader.ts';
import type { Value } from '../values/value.ts';
import type { Adjacency } from './adjacency.ts';
import { hasBit } from './bit-set.ts';
import type { PairCount } from './edge-pairs.ts';
import type { EdgeTable } from './edge-table.ts';
import type { ElementTable } from './element-table.ts';
import type { GraphData } from './graph-data.ts';
import { resized } from './growable.ts';
import type { LabelSet } from './label-sets.ts';
import { StoreReader } from './store-reader.ts';
import type { TableSelection } from './table-selection.ts';

/** Reads the present state: the committed one while no write is open, and the writer its own. */
export class FlatReader extends StoreReader {
  get raw(): RawGraph {
    return this.data;
  }

  /** The graph was emptied, or the emptying taken back. */
  follow(data: GraphData): void {
    this.data = data;
  }

  isLive(table: ElementTable, row: number): boolean {
    return table.isLive(row);
  }

  liveWord(table: ElementTable, word: number): number {
    return table.live[word] as number;
  }

  labelSet(table: ElementTable, row: number): LabelSet {
    return table.labelSetOf(row);
  }

  value(table: ElementTable, row: number, key: number): Value {
    return table.get(row, key);
  }

  liveCount(table: ElementTable): number {
    return table.liveCount;
  }

  forEachExceptionSet(table: ElementTable, visit: (set: LabelSet, count: number) => void): void {
    table.exceptions?.forEachSet(visit);
  }

  pairs(table: EdgeTable): readonly PairCount[] {
    return table.pairs;
  }

  expand(
    slot: number,
    selection: EdgeSelection,
    orientation: Orientation,
    into: ExpandBuffer,
  ): void {
    into.count = 0;
    const { slots, nodeTables, edgeTables } = this.data;
    const table = nodeTables[slots.tableOf(slot)];
    if (table === undefined) return;
    const row = slots.rowOf(slot);
    const selected = this.edgeSelection(selection);
    for (const adjacency of selected.adjacencies(table, orientation, edgeTables)) {
      const edges = edgeTables[adjacency.edgeTable] as EdgeTable;
      const count = into.count;
      appendEdges(adjacency, edges, row, into);
      if (edges.hasExceptions && !selected.exact) keepAccepted(edges, selected, into, count);
    }
  }

  degree(slot: number, selection: EdgeSelection, orientation: Orientation): number {
    const { slots, nodeTables, edgeTables } = this.data;
    const table = nodeTables[slots.tableOf(slot)];
    if (table === undefined) return 0;
    const selected = this.edgeSelection(selection);
    if (!selected.exact) {
      this.expand(slot, selected, orientation, scratch);
      return scratch.count;
    }
    const row = slots.rowOf(slot);
    let degree = 0;
    for (const adjacency of selected.adjacencies(table, orientation, edgeTables)) {
      degree += adjacency.degree(row);
    }
    return degree;
  }

  indexes(): readonly IndexInfo[] {
    return this.data.indexInfos;
  }

  protected forEachIndexed(
    index: number,
    values: readonly Value[],
    visit: (element: number) => void,
  ): void {
    const found = this.data.indexes.find(({ id }) => id === index);
    present(found, 'the index').forEachEqual(values, visit);
  }
}

const scratch: ExpandBuffer = {
  count: 0,
  nodes: new Int32Array(64),
  edges: new Float64Array(64),
};

/** Room for `count` entries in both arrays. */
export function growExpandBuffer(into: ExpandBuffer, count: number): void {
  if (count <= into.nodes.length && count <= into.edges.length) return;
  const capacity = Math.max(64, count, into.nodes.length * 2);
  into.nodes = resized(into.nodes, capacity);
  into.edges = resized(into.edges, capacity);
}

function appendEdges(
  adjacency: Adjacency,
  edges: EdgeTable,
  row: number,
  into: ExpandBuffer,
): void {
  const begin = adjacency.offsets[row] as number;
  const end = adjacency.offsets[row + 1] as number;
  const { edgeTable, neighbours, edgeRows, hasDeleted } = adjacency;
  const { live } = edges;
  let { count } = into;
  growExpandBuffer(into, count + end - begin);
  for (let at = begin; at < end; at++) {
    const edge = edgeRows[at] as number;
    if (hasDeleted && !hasBit(live, edge)) continue;
    into.nodes[count] = neighbours[at] as number;
    into.edges[count++] = packEdge(edgeTable, edge);
  }
  if (adjacency.hasDelta) {
    const { next, deltaNeighbours, deltaEdgeRows } = adjacency;
    for (let entry = adjacency.head[row] as number; entry >= 0; entry = next[entry] as number) {
      const edge = deltaEdgeRows[entry] as number;
      if (hasDeleted && !hasBit(live, edge)) continue;
      growExpandBuffer(into, count + 1);
      into.nodes[count] = deltaNeighbours[entry] as number;
      into.edges[count++] = packEdge(edgeTable, edge);
    }
  }
  into.count = count;
}

/** Leaves out what was appended from `from` on and has other labels than its table. */
function keepAccepted(
  edges: EdgeTable,
  selection: TableSelection,
  into: ExpandBuffer,
  from: number,
): void {
  let kept = from;
  for (let at = from; at < into.count; at++) {
    const edge = into.edges[at] as number;
    const row = edge - packEdge(edges.id, 0);
    if (!selection.accepts(edges.labelSetOf(row))) continue;
    into.nodes[kept] = into.nodes[at] as number;
    into.edges[kept++] = edge;
  }
  into.count = kept;
}
