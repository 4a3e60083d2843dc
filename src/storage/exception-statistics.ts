import type { ExpandBuffer, Orientation } from '../graph/reader.ts';
import type { EdgeTable } from './edge-table.ts';
import type { NodeTable } from './node-table.ts';
import type { StoreReader } from './store-reader.ts';
import type { TableSelection } from './table-selection.ts';

/**
 * Corrections to counts that took every element for one with its table's labels. Of a product of
 * tests, e·n for an edge and its end, it is E·N + (e − E)·N + e·(n − N), where the capitals are the
 * tests of the tables: the first term is counted by table, the other two run over exceptions.
 */
export function exceptionalIncidence(
  reader: StoreReader,
  { nodes, edges }: { readonly nodes: TableSelection; readonly edges: TableSelection },
  orientation: Orientation,
): number {
  let total = 0;
  forEachException(reader, edges, reader.edgeTables, (table, row, change) => {
    if (table.directed === (orientation === 'undirected')) return;
    const source = table.sources[row] as number;
    const target = table.targets[row] as number;
    if (orientation !== 'in' && selectsTable(reader, nodes, source)) total += change;
    if (orientation === 'in' && selectsTable(reader, nodes, target)) total += change;
    if (orientation === 'undirected' && source !== target && selectsTable(reader, nodes, target)) {
      total += change;
    }
  });
  forEachException(reader, nodes, reader.nodeTables, (table, row, change) => {
    total += change * reader.degree(table.slotOf(row), edges, orientation);
  });
  return total;
}

interface PairSelections {
  readonly from: TableSelection;
  readonly edges: TableSelection;
  readonly to: TableSelection;
}

/** Likewise for f·e·t, which needs one more term. */
export function exceptionalPairs(reader: StoreReader, { from, edges, to }: PairSelections): number {
  let total = 0;
  forEachException(reader, edges, reader.edgeTables, (table, row, change) => {
    const source = table.sources[row] as number;
    const target = table.targets[row] as number;
    const leads = (start: number, end: number): boolean =>
      selectsTable(reader, from, start) && selectsTable(reader, to, end);
    if (leads(source, target)) total += change;
    if (!table.directed && source !== target && leads(target, source)) total += change;
  });
  const neighbours = (slot: number, orientation: Orientation): Int32Array => {
    reader.expand(slot, edges, orientation, buffer);
    const first = buffer.nodes.slice(0, buffer.count);
    reader.expand(slot, edges, 'undirected', buffer);
    return Int32Array.from([...first, ...buffer.nodes.subarray(0, buffer.count)]);
  };
  forEachException(reader, from, reader.nodeTables, (table, row, change) => {
    for (const end of neighbours(table.slotOf(row), 'out')) {
      if (selectsTable(reader, to, end)) total += change;
    }
  });
  forEachException(reader, to, reader.nodeTables, (table, row, change) => {
    for (const start of neighbours(table.slotOf(row), 'in')) {
      if (reader.acceptsNode(from, start)) total += change;
    }
  });
  return total;
}

const buffer: ExpandBuffer = {
  count: 0,
  nodes: new Int32Array(64),
  edges: new Float64Array(64),
};

/** Visits live elements that pass while their table does not (1) or the other way round (−1). */
function forEachException<Table extends NodeTable | EdgeTable>(
  reader: StoreReader,
  selection: TableSelection,
  tables: readonly Table[],
  visit: (table: Table, row: number, change: 1 | -1) => void,
): void {
  if (selection.exact) return;
  for (const id of [...selection.tables, ...selection.others]) {
    const table = tables[id] as Table;
    const rows = table.exceptions?.rows;
    const counted = selection.accepts(table.labelSet);
    for (let at = 0; rows !== undefined && at < rows.length; at++) {
      const row = rows.at(at);
      if (!reader.isLive(table, row)) continue;
      const passes = selection.accepts(reader.labelSet(table, row));
      if (passes !== counted) visit(table, row, passes ? 1 : -1);
    }
  }
}

function selectsTable(reader: StoreReader, selection: TableSelection, slot: number): boolean {
  return selection.accepts(reader.nodeTable(slot).labelSet);
}
