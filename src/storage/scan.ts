import { lowestBit, wordsFor } from './bit-set.ts';
import type { ElementTable } from './element-table.ts';
import type { LabelSet } from './label-sets.ts';
import type { TableSelection } from './table-selection.ts';

/** What a scan asks of a reader. */
interface ScanReader {
  isLive(table: ElementTable, row: number): boolean;
  liveWord(table: ElementTable, word: number): number;
  labelSet(table: ElementTable, row: number): LabelSet;
}

export interface Scan<Table extends ElementTable> {
  readonly reader: ScanReader;
  readonly tables: readonly Table[];
  readonly selection: TableSelection;
}

/**
 * Visits some live elements of a selection, from `cursor` on, and returns the cursor to go on from,
 * −1 at the end: first the tables that the selection names, by row, then the exceptions that passed
 * over to it from other tables. A cursor is packed from the place in these two lists and the row.
 */
export function scanTables<Table extends ElementTable>(
  scan: Scan<Table>,
  cursor: number,
  visit: (table: Table, row: number) => void,
): number {
  const { selection, tables } = scan;
  const named = selection.tables.length;
  let step = Math.floor(cursor / STEP);
  let row = cursor % STEP;
  let budget = ROWS_PER_CALL;
  for (; step < named + selection.others.length; step++, row = 0) {
    const id = step < named ? selection.tables[step] : selection.others[step - named];
    const table = tables[id as number] as Table;
    const end = step < named ? table.rowCount : (table.exceptions?.rows.length ?? 0);
    if (row >= end) continue;
    if (budget <= 0) return step * STEP + row;
    // Whole words of live bits, so that no word is read in two calls.
    const stop = Math.min(end, wordsFor(row + budget) << 5);
    if (step < named) scanRows(scan, table, { from: row, to: stop }, visit);
    else scanExceptions(scan, table, { from: row, to: stop }, visit);
    if (stop < end) return step * STEP + stop;
    budget -= stop - row;
  }
  return -1;
}

interface Range {
  readonly from: number;
  readonly to: number;
}

function scanRows<Table extends ElementTable>(
  { reader, selection }: Scan<Table>,
  table: Table,
  { from, to }: Range,
  visit: (table: Table, row: number) => void,
): void {
  const mustAsk = !selection.exact && table.hasExceptions;
  const words = wordsFor(to);
  for (let word = from >>> 5; word < words; word++) {
    let rest = reader.liveWord(table, word);
    while (rest !== 0) {
      const row = (word << 5) + lowestBit(rest);
      rest &= rest - 1;
      if (mustAsk && !selection.accepts(reader.labelSet(table, row))) continue;
      visit(table, row);
    }
  }
}

function scanExceptions<Table extends ElementTable>(
  { reader, selection }: Scan<Table>,
  table: Table,
  { from, to }: Range,
  visit: (table: Table, row: number) => void,
): void {
  for (let at = from; at < to; at++) {
    const row = table.exceptions?.rows.at(at) ?? -1;
    if (reader.isLive(table, row) && selection.accepts(reader.labelSet(table, row))) {
      visit(table, row);
    }
  }
}

const STEP = 4294967296;
const ROWS_PER_CALL = 2048;
