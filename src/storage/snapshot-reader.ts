import { present } from '../base/assert.ts';
import { packEdge } from '../graph/ids.ts';
import type { EdgeSelection, ExpandBuffer, IndexInfo, Orientation } from '../graph/reader.ts';
import type { Value } from '../values/value.ts';
import type { Adjacency } from './adjacency.ts';
import { popCount, wordsFor } from './bit-set.ts';
import type { PairCount } from './edge-pairs.ts';
import { EdgePairs } from './edge-pairs.ts';
import type { EdgeTable } from './edge-table.ts';
import type { ElementTable } from './element-table.ts';
import { growExpandBuffer } from './flat-reader.ts';
import type { GraphData } from './graph-data.ts';
import { elementAt } from './graph-data.ts';
import type { Epoch } from './history.ts';
import { PAGE_BITS } from './journal.ts';
import type { LabelSet } from './label-sets.ts';
import type { PropertyIndex } from './property-index.ts';
import { StoreReader } from './store-reader.ts';
import type { TableSelection } from './table-selection.ts';

/** Reads the state of an epoch: the present one, with before-images laid over it. */
export class SnapshotReader extends StoreReader {
  readonly raw = undefined;
  readonly #epoch: Epoch;
  readonly #indexes: readonly PropertyIndex[];
  // The epoch's state never changes, so what was counted once stays right.
  readonly #liveCounts = new Map<ElementTable, number>();
  readonly #pairs = new Map<EdgeTable, readonly PairCount[]>();

  constructor(graph: number, state: CommittedState, epoch: Epoch) {
    super(graph, state.data);
    this.#indexes = state.indexes;
    this.#epoch = epoch;
  }

  isLive(table: ElementTable, row: number): boolean {
    return table.isLiveAt(this.#epoch, row);
  }

  liveWord(table: ElementTable, word: number): number {
    const image = table.livePageAt(this.#epoch, word >>> WORD_PAGE_BITS);
    if (image === undefined) return table.live[word] as number;
    return image[word & (WORDS_PER_PAGE - 1)] as number;
  }

  labelSet(table: ElementTable, row: number): LabelSet {
    return table.labelSetAt(this.#epoch, row);
  }

  value(table: ElementTable, row: number, key: number): Value {
    return table.getAt(this.#epoch, row, key);
  }

  liveCount(table: ElementTable): number {
    if (!table.differsFrom(this.#epoch)) return table.liveCount;
    let count = this.#liveCounts.get(table);
    if (count === undefined) {
      count = 0;
      const words = wordsFor(table.rowCount);
      for (let word = 0; word < words; word++) count += popCount(this.liveWord(table, word));
      this.#liveCounts.set(table, count);
    }
    return count;
  }

  forEachExceptionSet(table: ElementTable, visit: (set: LabelSet, count: number) => void): void {
    const { exceptions } = table;
    if (exceptions === undefined) return;
    const counts = new Map<LabelSet, number>();
    for (let at = 0; at < exceptions.rows.length; at++) {
      const row = exceptions.rows.at(at);
      const set = exceptions.setAt(this.#epoch, row);
      if (set === undefined || !this.isLive(table, row)) continue;
      counts.set(set, (counts.get(set) ?? 0) + 1);
    }
    for (const [set, count] of counts) visit(set, count);
  }

  pairs(table: EdgeTable): readonly PairCount[] {
    if (!table.differsFrom(this.#epoch)) return table.pairs;
    let pairs = this.#pairs.get(table);
    if (pairs === undefined) {
      pairs = this.#countPairs(table);
      this.#pairs.set(table, pairs);
    }
    return pairs;
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
      this.#appendEdges(adjacency, row, selected, into);
    }
  }

  degree(slot: number, selection: EdgeSelection, orientation: Orientation): number {
    const buffer = { count: 0, nodes: new Int32Array(64), edges: new Float64Array(64) };
    this.expand(slot, selection, orientation, buffer);
    return buffer.count;
  }

  indexes(): readonly IndexInfo[] {
    return this.#indexes.map(({ info }) => info);
  }

  protected forEachIndexed(
    index: number,
    values: readonly Value[],
    visit: (element: number) => void,
  ): void {
    const found = this.#indexes.find(({ id }) => id === index);
    if (found !== undefined) found.forEachEqualAt(this.#epoch, values, visit);
    else this.#scanForIndex(index, values, visit);
  }

  #appendEdges(
    adjacency: Adjacency,
    row: number,
    selection: TableSelection,
    into: ExpandBuffer,
  ): void {
    const edges = this.data.edgeTables[adjacency.edgeTable] as EdgeTable;
    const mustAsk = edges.hasExceptions && !selection.exact;
    const add = (neighbour: number, edge: number): void => {
      if (!edges.isLiveAt(this.#epoch, edge)) return;
      if (mustAsk && !selection.accepts(edges.labelSetAt(this.#epoch, edge))) return;
      growExpandBuffer(into, into.count + 1);
      into.nodes[into.count] = neighbour;
      into.edges[into.count++] = packEdge(edges.id, edge);
    };
    const end = adjacency.offsets[row + 1] as number;
    for (let at = adjacency.offsets[row] as number; at < end; at++) {
      add(adjacency.neighbours[at] as number, adjacency.edgeRows[at] as number);
    }
    const { next, deltaNeighbours, deltaEdgeRows } = adjacency;
    for (let entry = adjacency.head[row] as number; entry >= 0; entry = next[entry] as number) {
      add(deltaNeighbours[entry] as number, deltaEdgeRows[entry] as number);
    }
  }

  /** The present counts, corrected by the edges that are alive in one of the two states only. */
  #countPairs(table: EdgeTable): readonly PairCount[] {
    const pairs = new EdgePairs();
    for (const { source, target, count, selfLoops } of table.pairs) {
      const ends = { sourceTable: source, targetTable: target };
      pairs.add({ ...ends, isLoop: false }, count - selfLoops);
      if (selfLoops > 0) pairs.add({ ...ends, isLoop: true }, selfLoops);
    }
    const { slots } = this.data;
    const words = wordsFor(table.rowCount);
    for (let word = 0; word < words; word++) {
      const then = this.liveWord(table, word);
      const changed = then ^ (table.live[word] as number);
      for (let bit = 0; changed !== 0 && bit < 32; bit++) {
        if (((changed >>> bit) & 1) === 0) continue;
        const row = (word << 5) + bit;
        const source = table.sources[row] as number;
        const target = table.targets[row] as number;
        const sourceTable = slots.tableOf(source);
        const targetTable = slots.tableOf(target);
        const isLoop = source === target;
        pairs.add({ sourceTable, targetTable, isLoop }, ((then >>> bit) & 1) === 1 ? 1 : -1);
      }
    }
    return pairs.list;
  }

  /** For an index that was made after this state: it knows nothing of what was deleted before. */
  #scanForIndex(index: number, values: readonly Value[], visit: (element: number) => void): void {
    const made = this.data.indexes.find(({ id }) => id === index);
    const { info } = present(made, 'the index');
    const tables = info.element === 'node' ? this.data.nodeTables : this.data.edgeTables;
    for (const table of tables) {
      for (let row = 0; row < table.rowCount; row++) {
        const element = elementAt(table, row);
        if (present(made, 'the index').hasValuesAt(this.#epoch, element, values)) visit(element);
      }
    }
  }
}

/** What of the committed state is replaced rather than changed in place. */
export interface CommittedState {
  readonly data: GraphData;
  readonly indexes: readonly PropertyIndex[];
}

const WORD_PAGE_BITS = PAGE_BITS - 5;
const WORDS_PER_PAGE = 1 << WORD_PAGE_BITS;
