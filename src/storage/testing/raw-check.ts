import type { RawAdjacency, RawColumn, RawGraph, RawTable } from '../../graph/raw.ts';
import { SLOT_PAGE_BITS } from '../../graph/ids.ts';

/** What the raw arrays promise and do not hold, computed from them in the plainest way. */
export function rawErrors(raw: RawGraph): string[] {
  const errors: string[] = [];
  const expectEqual = (what: string, actual: unknown, expected: unknown): void => {
    if (JSON.stringify(actual) !== JSON.stringify(expected)) {
      errors.push(`${what}: ${JSON.stringify(actual)}, not ${JSON.stringify(expected)}`);
    }
  };
  const tableOf = (slot: number): number => raw.pageTable[slot >>> SLOT_PAGE_BITS] ?? -1;
  for (const table of raw.nodeTables) {
    const name = `node table ${table.id}`;
    checkTable(table, name, expectEqual);
    for (let row = 0; row < table.rowCount && table.slotBase !== undefined; row++) {
      const slot = row + table.slotBase;
      const back = slot + (raw.pageDelta[slot >>> SLOT_PAGE_BITS] ?? 0);
      expectEqual(`${name} of slot ${slot}`, [tableOf(slot), back], [table.id, row]);
    }
  }
  for (const table of raw.edgeTables) {
    const name = `edge table ${table.id}`;
    checkTable(table, name, expectEqual);
    const rows = liveRows(table);
    const loops = rows.filter((row) => table.sources[row] === table.targets[row]);
    expectEqual(`${name} self-loops`, table.selfLoops, loops.length);
    const pairs = rows.map(
      (row) => `${tableOf(table.sources[row] ?? -1)} ${tableOf(table.targets[row] ?? -1)}`,
    );
    const listed = table.pairs.map(({ source, target }) => `${source} ${target}`);
    expectEqual(`${name} pairs`, listed.sort(), [...new Set(pairs)].sort());
    for (const adjacency of table.adjacencies) {
      const owner = raw.nodeTables[adjacency.nodeTable];
      if (owner?.adjacencies.includes(adjacency) !== true) errors.push(`${name} lost an adjacency`);
      checkAdjacency({ raw, adjacency, name: `${name} ${adjacency.orientation}` }, expectEqual);
    }
  }
  return errors;
}

type ExpectEqual = (what: string, actual: unknown, expected: unknown) => void;

function isSet(words: Uint32Array, at: number): boolean {
  return (((words[at >>> 5] ?? 0) >>> (at & 31)) & 1) === 1;
}

function liveRows(table: RawTable): number[] {
  return Array.from({ length: table.rowCount }, (_, row) => row).filter((row) =>
    isSet(table.live, row),
  );
}

function checkTable(table: RawTable, name: string, expectEqual: ExpectEqual): void {
  const rows = liveRows(table);
  expectEqual(`${name} live rows`, table.liveCount, rows.length);
  const beyond = Array.from({ length: 64 }, (_, i) => isSet(table.live, table.rowCount + i));
  expectEqual(`${name} live rows beyond the end`, beyond.includes(true), false);
  for (const column of table.columns) {
    if (column !== undefined) {
      checkColumn(column, `${name} column ${column.key}`, rows, expectEqual);
    }
  }
}

function checkColumn(
  column: RawColumn,
  name: string,
  rows: readonly number[],
  expectEqual: ExpectEqual,
): void {
  const absent = rows.filter((row) => !isSet(column.present, row));
  expectEqual(`${name} nulls`, column.nullCount, absent.length);
  if (!(column.data instanceof Int32Array || column.data instanceof Float64Array)) return;
  if (Number.isNaN(column.minimum)) return;
  const { data, minimum, maximum } = column;
  const outside = rows.filter((row) => {
    const number = data[row] ?? Number.NaN;
    return isSet(column.present, row) && !(number >= minimum && number <= maximum);
  });
  expectEqual(`${name} outside ${minimum} … ${maximum}`, outside, []);
}

interface AdjacencyToCheck {
  readonly raw: RawGraph;
  readonly adjacency: RawAdjacency;
  readonly name: string;
}

function checkAdjacency(
  { raw, adjacency, name }: AdjacencyToCheck,
  expectEqual: ExpectEqual,
): void {
  const edges = raw.edgeTables[adjacency.edgeTable];
  const nodes = raw.nodeTables[adjacency.nodeTable];
  if (edges === undefined || nodes === undefined) return;
  const { offsets, neighbours, edgeRows, head, next, degreeChange } = adjacency;
  const tables = new Set<number>();
  let isSingle = true;
  for (let row = 0; row < nodes.rowCount; row++) {
    let degree = 0;
    const count = (edge: number, neighbour: number): void => {
      if (adjacency.hasDeleted && !isSet(edges.live, edge)) return;
      degree++;
      tables.add(raw.pageTable[neighbour >>> SLOT_PAGE_BITS] ?? -1);
    };
    const [begin = 0, end = 0] = [offsets[row], offsets[row + 1]];
    for (let at = begin; at < end; at++) count(edgeRows[at] ?? -1, neighbours[at] ?? -1);
    const part = [...neighbours.subarray(begin, end)];
    const sorted = [...part].sort((a, b) => a - b);
    if (adjacency.sorted) expectEqual(`${name} order at ${row}`, part, sorted);
    for (let d = adjacency.hasDelta ? (head[row] ?? -1) : -1; d >= 0; d = next[d] ?? -1) {
      count(adjacency.deltaEdgeRows[d] ?? -1, adjacency.deltaNeighbours[d] ?? -1);
    }
    const isChanged = adjacency.hasDelta || adjacency.hasDeleted;
    expectEqual(
      `${name} degree at ${row}`,
      end - begin + (isChanged ? (degreeChange[row] ?? 0) : 0),
      degree,
    );
    if (degree > 1) isSingle = false;
  }
  expectEqual(`${name} single`, adjacency.single, isSingle);
  const [only = -1] = tables;
  if (tables.size > 0) {
    expectEqual(`${name} neighbour table`, adjacency.neighbourTable, tables.size === 1 ? only : -1);
  }
}
