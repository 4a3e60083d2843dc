import type { EdgeSelection, NodeSelection, Orientation } from '../graph/reader.ts';
import type { GraphStatistics } from '../graph/statistics.ts';
import { estimateDistinct } from './distinct-estimate.ts';
import type { EdgeTable } from './edge-table.ts';
import type { ElementTable } from './element-table.ts';
import { exceptionalIncidence, exceptionalPairs } from './exception-statistics.ts';
import type { StoreReader } from './store-reader.ts';
import type { TableSelection } from './table-selection.ts';

/**
 * Exact counts from the counters of the tables. Elements whose labels are not their table's are
 * counted with their table first and corrected one by one, since they are few.
 */
export class StoreStatistics implements GraphStatistics {
  readonly #reader: StoreReader;

  constructor(reader: StoreReader) {
    this.#reader = reader;
  }

  get nodeCount(): number {
    return this.countNodes(this.#reader.selectNodes(undefined));
  }

  get edgeCount(): number {
    return this.countEdges(this.#reader.selectEdges(undefined));
  }

  countNodes(selection: NodeSelection): number {
    return this.#count(this.#reader.nodeSelection(selection), this.#reader.nodeTables);
  }

  countEdges(selection: EdgeSelection): number {
    return this.#count(this.#reader.edgeSelection(selection), this.#reader.edgeTables);
  }

  countIncident(nodes: NodeSelection, edges: EdgeSelection, orientation: Orientation): number {
    const reader = this.#reader;
    const selectedNodes = reader.nodeSelection(nodes);
    const selectedEdges = reader.edgeSelection(edges);
    const selects = this.#tableTest(selectedNodes);
    let total = 0;
    for (const table of this.#edgeTables(selectedEdges)) {
      if (table.directed === (orientation === 'undirected')) continue;
      for (const { source, target, count, selfLoops } of reader.pairs(table)) {
        if (orientation !== 'in' && selects(source)) total += count;
        if (orientation === 'in' && selects(target)) total += count;
        // An undirected edge stands at both its ends, a self-loop once.
        if (orientation === 'undirected' && selects(target)) total += count - selfLoops;
      }
    }
    const selections = { nodes: selectedNodes, edges: selectedEdges };
    return total + exceptionalIncidence(reader, selections, orientation);
  }

  /** An undirected edge counts in each direction in which it leads from `from` to `to`. */
  countBetween(from: NodeSelection, edges: EdgeSelection, to: NodeSelection): number {
    const reader = this.#reader;
    const selections = {
      from: reader.nodeSelection(from),
      edges: reader.edgeSelection(edges),
      to: reader.nodeSelection(to),
    };
    const starts = this.#tableTest(selections.from);
    const ends = this.#tableTest(selections.to);
    let total = 0;
    for (const table of this.#edgeTables(selections.edges)) {
      for (const { source, target, count, selfLoops } of reader.pairs(table)) {
        if (starts(source) && ends(target)) total += count;
        if (!table.directed && starts(target) && ends(source)) total += count - selfLoops;
      }
    }
    return total + exceptionalPairs(reader, selections);
  }

  distinctValues(nodes: NodeSelection, key: number): number {
    const selection = this.#reader.nodeSelection(nodes);
    const indexed = this.#indexedCount(selection, key);
    if (indexed > 0) return indexed;
    let total = 0;
    for (const table of this.#nodeTables(selection)) {
      const column = table.columns[key];
      if (column === undefined || column.presentCount === 0) continue;
      const count = estimateDistinct(column, table);
      // Values that are nearly unique in one table hardly come again in another one.
      const isKeyLike = count * 2 > column.presentCount;
      total = isKeyLike ? total + count : Math.max(total, count);
    }
    return Math.max(1, total);
  }

  range(
    nodes: NodeSelection,
    key: number,
  ): { readonly min: number; readonly max: number } | undefined {
    let min = Infinity;
    let max = -Infinity;
    for (const table of this.#nodeTables(this.#reader.nodeSelection(nodes))) {
      const column = table.columns[key];
      if (column === undefined || column.presentCount === 0) continue;
      const { minimum, maximum } = column;
      if (Number.isNaN(minimum)) return undefined;
      min = Math.min(min, minimum);
      max = Math.max(max, maximum);
    }
    return min <= max ? { min, max } : undefined;
  }

  presence(nodes: NodeSelection, key: number): number {
    let present = 0;
    let live = 0;
    for (const table of this.#nodeTables(this.#reader.nodeSelection(nodes))) {
      live += table.liveCount;
      present += table.columns[key]?.presentCount ?? 0;
    }
    return live === 0 ? 0 : present / live;
  }

  #count(selection: TableSelection, tables: readonly ElementTable[]): number {
    const reader = this.#reader;
    let total = 0;
    for (const id of selection.tables) total += reader.liveCount(tables[id] as ElementTable);
    if (selection.exact) return total;
    for (const id of [...selection.tables, ...selection.others]) {
      const table = tables[id] as ElementTable;
      if (!table.hasExceptions) continue;
      const counted = selection.accepts(table.labelSet) ? 1 : 0;
      reader.forEachExceptionSet(table, (set, count) => {
        total += count * ((selection.accepts(set) ? 1 : 0) - counted);
      });
    }
    return total;
  }

  /** Of an index on this property and the very label that is selected. */
  #indexedCount(selection: TableSelection, key: number): number {
    const { test } = selection;
    if (test?.kind !== 'label') return 0;
    const index = this.#reader.allIndexes.find(
      ({ info, keys }) =>
        info.element === 'node' && info.label === test.name && keys.length === 1 && keys[0] === key,
    );
    return index?.distinctCount ?? 0;
  }

  #tableTest(selection: TableSelection): (table: number) => boolean {
    const { nodeTables } = this.#reader;
    return (id) => selection.accepts((nodeTables[id] as ElementTable).labelSet);
  }

  #nodeTables(selection: TableSelection): ElementTable[] {
    return selection.tables.map((id) => this.#reader.nodeTables[id] as ElementTable);
  }

  #edgeTables(selection: TableSelection): EdgeTable[] {
    return selection.tables.map((id) => this.#reader.edgeTables[id] as EdgeTable);
  }
}
