import { SLOT_PAGE_BITS } from '../../../graph/ids.ts';
import type { NodeScan } from '../../../planner/plan/operator.ts';
import type { Consume, Generator } from '../generator.ts';
import type { Cursor } from '../scope.ts';
import { binding, FunctionScope } from '../scope.ts';
import { bitIsClear, both } from '../source/text.ts';
import type { Selected } from '../tables.ts';
import {
  acceptedTables,
  nodeOfRow,
  nodeOfSlot,
  selectNodes,
  slotKind,
  tablePart,
} from '../tables.ts';
import { countWork, openLoop } from './loops.ts';
import { rangeStage } from './stages.ts';

/** The scan as the outermost loop of a stage. */
export function scanStage(gen: Generator, op: NodeScan, consume: Consume): void {
  const selected = selectNodes(gen, op.labels);
  const begin = new FunctionScope();
  const rows = rowEstimate(gen, selected);
  const table = onlyTable(gen, selected);
  if (table !== undefined) {
    const end = `${tablePart(gen, 'node', table, 'table')}.rowCount`;
    const index = `${gen.unique(`n${op.node}`)}_row`;
    const stage = { comment: 'scan of a node table', begin, end, rows, index };
    rangeStage(gen, stage, (cursor) => {
      liveRow(gen, cursor, { table, row: index, variable: op.node }, consume);
    });
    return;
  }
  const pageTable = gen.layout.bind('pageTable', (_reader, raw) => raw.pageTable);
  const end = selected.tables.length === 0 ? '0' : `${pageTable}.length`;
  const stage = { comment: 'scan of node tables by page', begin, end, rows, step: 64 };
  rangeStage(gen, stage, (cursor, page) => {
    scanPage(gen, cursor, { page, selected, variable: op.node }, consume);
  });
}

/** The scan inside other loops. */
export function nodeScan(gen: Generator, op: NodeScan, cursor: Cursor, consume: Consume): void {
  const selected = selectNodes(gen, op.labels);
  const rows = cursor.rows * rowEstimate(gen, selected);
  const table = onlyTable(gen, selected);
  if (selected.tables.length === 0) return;
  cursor.block.comment('scan');
  if (table !== undefined) {
    const row = `${gen.unique(`n${op.node}`)}_row`;
    const end = `${tablePart(gen, 'node', table, 'table')}.rowCount`;
    countWork(gen, cursor, end);
    const header = `for (let ${row} = 0, end = ${end}; ${row} < end; ${row}++)`;
    const loop = openLoop(cursor, header, rows);
    liveRow(gen, loop.inside, { table, row, variable: op.node }, consume);
    loop.finish();
    return;
  }
  const pageTable = gen.layout.bind('pageTable', (_reader, raw) => raw.pageTable);
  const page = gen.fresh('page');
  countWork(gen, cursor, `${pageTable}.length * 1024`);
  const header = `for (let ${page} = 0; ${page} < ${pageTable}.length; ${page}++)`;
  const loop = openLoop(cursor, header, rows);
  scanPage(gen, loop.inside, { page, selected, variable: op.node }, consume);
  loop.finish();
}

/** The one table to scan, where rows lead to slots by a constant and no exceptions are about. */
function onlyTable(gen: Generator, { tables, exact }: Selected): number | undefined {
  const [table] = tables;
  if (table === undefined || tables.length > 1 || !exact) return undefined;
  return slotKind(gen, table) === 'pages' ? undefined : table;
}

/** In powers of four, so that a growing table does not change the fact. */
function rowEstimate(gen: Generator, { tables }: Selected): number {
  return gen.layout.fact((_reader, raw) => {
    let rows = 1;
    for (const table of tables) rows += raw.nodeTables[table]?.liveCount ?? 0;
    return 4 ** Math.ceil(Math.log(rows) / Math.log(4));
  });
}

interface ScannedRow {
  readonly table: number;
  readonly row: string;
  readonly variable: number;
}

/** Skips rows that were deleted; tables without such rows pay a hoisted flag. */
function liveRow(gen: Generator, cursor: Cursor, scanned: ScannedRow, consume: Consume): void {
  const { table, row, variable } = scanned;
  const object = tablePart(gen, 'node', table, 'table');
  const holes = cursor.fn.hoist(`${object}_holes`, `${object}.liveCount !== ${object}.rowCount`);
  const dead = both(holes, bitIsClear(tablePart(gen, 'node', table, 'live'), row));
  cursor.block.line(`if (${dead}) continue;`);
  const node = nodeOfRow(gen, cursor.block.place(), row, table);
  consume(binding(cursor, [[variable, node]]));
}

interface ScannedPage {
  readonly page: string;
  readonly selected: Selected;
  readonly variable: number;
}

/** The slots of one page, which lie in one table. */
function scanPage(gen: Generator, cursor: Cursor, scanned: ScannedPage, consume: Consume): void {
  const { page, selected, variable } = scanned;
  const { block } = cursor;
  const pageTable = gen.layout.bind('pageTable', (_reader, raw) => raw.pageTable);
  const pageDelta = gen.layout.bind('pageDelta', (_reader, raw) => raw.pageDelta);
  const tables = gen.layout.bind('nodeTables', (_reader, raw) => raw.nodeTables);
  const accepted = acceptedTables(gen, selected.tables);
  const table = gen.fresh('table');
  const slot = `${gen.unique(`n${variable}`)}_slot`;
  block.line(`const ${table} = ${pageTable}[${page}];`);
  block.line(`if (${table} < 0 || ${accepted}[${table}] === 0) continue;`);
  block.line(`const ${table}_delta = ${pageDelta}[${page}];`);
  block.line(`const { live: ${table}_live, rowCount: ${table}_rows } = ${tables}[${table}];`);
  const first = `${page} << ${SLOT_PAGE_BITS}`;
  const last = `Math.min(${page} + 1 << ${SLOT_PAGE_BITS}, ${table}_rows - ${table}_delta)`;
  const header = `for (let ${slot} = ${first}, end = ${last}; ${slot} < end; ${slot}++)`;
  const loop = openLoop(cursor, header, cursor.rows);
  const inside = loop.inside;
  inside.block.line(`const ${slot}_at = ${slot} + ${table}_delta;`);
  inside.block.line(`if (${bitIsClear(`${table}_live`, `${slot}_at`)}) continue;`);
  if (!selected.exact) {
    const reader = gen.reader(cursor.fn);
    const test = `${reader}.acceptsNode(${selected.selection}, ${slot})`;
    inside.block.line(`if (!${test}) continue;`);
  }
  const place = inside.block.place();
  const node = nodeOfSlot(gen, place, { slot, tables: selected.tables });
  consume(binding(inside, [[variable, node]]));
  loop.finish();
}
