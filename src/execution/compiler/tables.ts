import { present } from '../../base/assert.ts';
import { SLOT_PAGE_BITS } from '../../graph/ids.ts';
import type { LabelTest } from '../../graph/label-test.ts';
import type { RawTable } from '../../graph/raw.ts';
import type { NodeCode } from './code.ts';
import type { Generator } from './generator.ts';
import type { Block } from './source/block.ts';
import { grouped } from './source/text.ts';

/** The tables that a label test selects, and whether the table alone decides. */
export interface Selected {
  readonly tables: readonly number[];
  /**
   * False where elements became exceptions of their tables: then all tables are candidates, and the
   * reader is asked for each element.
   */
  readonly exact: boolean;
  /** Identifier of the bound selection, for asking the reader. */
  readonly selection: string;
}

export function selectNodes(gen: Generator, test: LabelTest | undefined): Selected {
  const { tables, exact } = gen.layout.structure((reader, raw) => {
    const selection = reader.selectNodes(test);
    if (selection.exact) return { tables: selection.tables, exact: true };
    return { tables: raw.nodeTables.map((table) => table.id), exact: false };
  });
  const key = `node ${JSON.stringify(test)}`;
  const selection = selectionName(gen, key, () => {
    const name = gen.fresh('nodes');
    return gen.layout.bind(name, (reader) => reader.selectNodes(test));
  });
  return { tables, exact, selection };
}

export function selectEdges(gen: Generator, test: LabelTest | undefined): Selected {
  const { tables, exact } = gen.layout.structure((reader, raw) => {
    const selection = reader.selectEdges(test);
    if (selection.exact) return { tables: selection.tables, exact: true };
    return { tables: raw.edgeTables.map((table) => table.id), exact: false };
  });
  const key = `edge ${JSON.stringify(test)}`;
  const selection = selectionName(gen, key, () => {
    const name = gen.fresh('edges');
    return gen.layout.bind(name, (reader) => reader.selectEdges(test));
  });
  return { tables, exact, selection };
}

function selectionName(gen: Generator, key: string, make: () => string): string {
  const known = gen.selections.get(key);
  if (known !== undefined) return known;
  const name = make();
  gen.selections.set(key, name);
  return name;
}

/** Binds a part of a node or edge table. */
export function tablePart(
  gen: Generator,
  element: 'node' | 'edge',
  table: number,
  part: 'table' | 'live' | 'slotBase' | 'sources' | 'targets' | 'ids',
): string {
  const prefix = element === 'node' ? `t${table}` : `r${table}`;
  const name = part === 'table' ? prefix : `${prefix}_${part}`;
  return gen.layout.bind(name, (_reader, raw) => {
    const tables: readonly RawTable[] = element === 'node' ? raw.nodeTables : raw.edgeTables;
    const found = present(tables[table], 'a bound table');
    return part === 'table' ? found : (found as unknown as Record<string, unknown>)[part];
  });
}

/** The node table of a slot. */
export function pageOf(gen: Generator, slot: string): string {
  const pageTable = gen.layout.bind('pageTable', (_reader, raw) => raw.pageTable);
  return `${pageTable}[${grouped(slot)} >>> ${SLOT_PAGE_BITS}]`;
}

/** The row of a slot that is known to lie in `table`. */
export function rowFromSlot(gen: Generator, table: number, slot: string): string {
  const kind = slotKind(gen, table);
  if (kind === 'same') return slot;
  if (kind === 'base') return `${slot} - ${tablePart(gen, 'node', table, 'slotBase')}`;
  const pageDelta = gen.layout.bind('pageDelta', (_reader, raw) => raw.pageDelta);
  return `${slot} + ${pageDelta}[${grouped(slot)} >>> ${SLOT_PAGE_BITS}]`;
}

export function slotFromRow(gen: Generator, table: number, row: string): string {
  return slotKind(gen, table) === 'same'
    ? row
    : `${row} + ${tablePart(gen, 'node', table, 'slotBase')}`;
}

/** How slots and rows of a table go together: equal, by a constant, or by page. */
export function slotKind(gen: Generator, table: number): 'same' | 'base' | 'pages' {
  return gen.layout.fact((_reader, raw) => {
    const base = raw.nodeTables[table]?.slotBase;
    if (base === undefined) return 'pages';
    return base === 0 ? 'same' : 'base';
  });
}

/**
 * Code of a node whose slot stands in a variable. The row is computed in `place` when asked for.
 */
export function nodeOfSlot(
  gen: Generator,
  place: Block,
  node: { readonly slot: string; readonly tables: readonly number[]; readonly nullable?: boolean },
): NodeCode {
  const { slot, tables } = node;
  let row: string | undefined;
  return {
    rep: 'node',
    tables,
    slot: () => slot,
    row: () => {
      row ??= defineRow(gen, place, slot, present(tables[0], 'the table of a node'));
      return row;
    },
    ...(node.nullable === true && { isNull: `${slot} < 0` }),
  };
}

function defineRow(gen: Generator, place: Block, slot: string, table: number): string {
  const text = rowFromSlot(gen, table, slot);
  if (text === slot) return slot;
  const name = slot.endsWith('_slot') ? `${slot.slice(0, -5)}_row` : `${slot}_row`;
  place.line(`const ${name} = ${text};`);
  return name;
}

/** Code of a node that is known by its row, as in a scan. */
export function nodeOfRow(gen: Generator, place: Block, row: string, table: number): NodeCode {
  let slot: string | undefined;
  return {
    rep: 'node',
    tables: [table],
    row: () => row,
    slot: () => {
      if (slot !== undefined) return slot;
      const text = slotFromRow(gen, table, row);
      if (text === row) return (slot = row);
      slot = row.endsWith('_row') ? `${row.slice(0, -4)}_slot` : `${row}_slot`;
      place.line(`const ${slot} = ${text};`);
      return slot;
    },
  };
}

/**
 * The condition that a node passes a label test, `true` where its tables imply it; and the tables
 * that remain.
 */
export function labelCondition(
  gen: Generator,
  reader: () => string,
  node: NodeCode,
  test: LabelTest | undefined,
): { readonly condition: string; readonly tables: readonly number[] } {
  if (test === undefined) return { condition: 'true', tables: node.tables };
  const { tables, exact, selection } = selectNodes(gen, test);
  if (!exact) {
    return {
      condition: `${reader()}.acceptsNode(${selection}, ${node.slot()})`,
      tables: node.tables,
    };
  }
  const left = node.tables.filter((table) => tables.includes(table));
  if (left.length === node.tables.length) return { condition: 'true', tables: left };
  if (left.length === 0) return { condition: 'false', tables: left };
  const [only] = left;
  const page = pageOf(gen, node.slot());
  if (left.length === 1) return { condition: `${page} === ${only}`, tables: left };
  return { condition: `${acceptedTables(gen, tables)}[${page}] === 1`, tables: left };
}

/** A bound table of flags by node table. */
export function acceptedTables(gen: Generator, tables: readonly number[]): string {
  const key = `accepted ${tables.join(',')}`;
  return selectionName(gen, key, () =>
    gen.layout.bind(gen.fresh('accepted'), (_reader, raw) => {
      const flags = new Uint8Array(raw.nodeTables.length);
      for (const table of tables) flags[table] = 1;
      return flags;
    }),
  );
}
