import type { Code, EdgeCode, NodeCode } from '../code.ts';
import { MAX_SAFE } from '../code.ts';
import type { ColumnRef } from '../columns.ts';
import { columnOf, columnPart } from '../columns.ts';
import type { Generator } from '../generator.ts';
import type { Cursor } from '../scope.ts';
import { Block } from '../source/block.ts';
import { bitIsClear, choice, FALSE } from '../source/text.ts';
import { pageOf, rowFromSlot } from '../tables.ts';

/** Beyond this many tables the reader's own look-up is no slower than a long `switch`. */
const MOST_TABLES = 8;

/**
 * A property of an element that lies in one of a few tables: a helper function that switches over
 * the tables and reads the column of each. The result is typed where all columns are of one type.
 */
export function propertyOfTables(
  gen: Generator,
  cursor: Cursor,
  element: NodeCode | EdgeCode,
  name: string,
): Code | undefined {
  const { tables } = element;
  if (tables.length > MOST_TABLES) return undefined;
  const columns = tables.map((table) => columnOf(gen, element.rep, table, name));
  const type = commonType(columns);
  const helper = dispatcher(gen, { element: element.rep, tables, name, columns, type });
  const argument = element.rep === 'node' ? element.slot() : element.packed();
  const result = gen.fresh('x');
  const call = `${helper}(${argument})`;
  cursor.block.line(`const ${result} = ${choice(element.isNull ?? FALSE, 'null', call)};`);
  switch (type) {
    case 'int':
      return {
        rep: 'int',
        text: result,
        isNull: `${result} === null`,
        low: -MAX_SAFE,
        high: MAX_SAFE,
      };
    case 'float':
    case 'string':
      return { rep: type, text: result, isNull: `${result} === null` };
    case 'value':
      return { rep: 'value', text: result, nullable: true };
  }
}

type CommonType = 'int' | 'float' | 'string' | 'value';

function commonType(columns: readonly (ColumnRef | undefined)[]): CommonType {
  const types = new Set<CommonType>();
  for (const column of columns) if (column !== undefined) types.add(typeOfKind(column));
  const [only] = types;
  return types.size === 1 && only !== undefined ? only : 'value';
}

function typeOfKind(column: ColumnRef): CommonType {
  switch (column.kind) {
    case 'int32':
    case 'int53':
      return 'int';
    case 'float64':
      return 'float';
    case 'string':
      return 'string';
    default:
      return 'value';
  }
}

interface Dispatch {
  readonly element: 'node' | 'edge';
  readonly tables: readonly number[];
  readonly name: string;
  readonly columns: readonly (ColumnRef | undefined)[];
  readonly type: CommonType;
}

/** The helper function's name; one serves all reads of the property from the same tables. */
function dispatcher(gen: Generator, dispatch: Dispatch): string {
  const key = `${dispatch.element} ${dispatch.tables.join(',')} ${dispatch.name}`;
  const known = gen.dispatchers.get(key);
  if (known !== undefined) return known;
  const helper = gen.fresh('property_');
  gen.dispatchers.set(key, helper);
  const isNode = dispatch.element === 'node';
  const parameter = isNode ? 'slot' : 'edge';
  const body = gen.helpers.nested(`function ${helper}(${parameter})`);
  const table = isNode ? pageOf(gen, 'slot') : 'Math.floor(edge / 4294967296)';
  const cases = body.nested(`switch (${table})`);
  dispatch.tables.forEach((number, i) => {
    const column = dispatch.columns[i];
    if (column === undefined) return;
    const block = new Block(`case ${number}:`);
    const row = isNode ? rowFromSlot(gen, number, 'slot') : 'edge % 4294967296';
    block.line(`const row = ${row};`);
    block.line(`return ${cellOf(gen, column, dispatch.type)};`);
    cases.adopt(block);
  });
  body.line('return null;');
  return helper;
}

function cellOf(gen: Generator, column: ColumnRef, type: CommonType): string {
  if (type === 'value') return `${columnPart(gen, column, 'column')}.get(row)`;
  const cell = `${columnPart(gen, column, 'data')}[row]`;
  const value =
    type === 'string' ? `${columnPart(gen, column, 'dictionary')}.decode(${cell})` : cell;
  return choice(bitIsClear(columnPart(gen, column, 'present'), 'row'), 'null', value);
}
