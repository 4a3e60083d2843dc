import type { ColumnKind, RawColumn, RawGraph } from '../../graph/raw.ts';
import type { GraphReader } from '../../graph/reader.ts';
import { present } from '../../base/assert.ts';
import type { Code } from './code.ts';
import { MAX_SAFE, NULL_CODE } from './code.ts';
import type { Generator } from './generator.ts';
import type { Cursor, FunctionScope } from './scope.ts';
import { bitIsClear, choice, either, grouped } from './source/text.ts';

/** A column of one table, bound by the identifiers that start with `name`. */
export interface ColumnRef {
  readonly name: string;
  readonly element: 'node' | 'edge';
  readonly table: number;
  readonly property: string;
  readonly kind: ColumnKind;
}

/** The column, or undefined where the table has none of that name. */
export function columnOf(
  gen: Generator,
  element: 'node' | 'edge',
  table: number,
  property: string,
): ColumnRef | undefined {
  const find = (reader: GraphReader, raw: RawGraph): RawColumn | undefined =>
    findColumn(reader, raw, { element, table, property });
  const kind = gen.layout.fact((reader, raw) => find(reader, raw)?.kind);
  if (kind === undefined) return undefined;
  const key = `${element} ${table} ${property}`;
  const known = gen.columns.get(key);
  if (known !== undefined) return known;
  const column: ColumnRef = { name: gen.fresh('c'), element, table, property, kind };
  gen.columns.set(key, column);
  return column;
}

function findColumn(
  reader: GraphReader,
  raw: RawGraph,
  place: Pick<ColumnRef, 'element' | 'table' | 'property'>,
): RawColumn | undefined {
  const key = reader.propertyKey(place.property);
  if (key < 0) return undefined;
  const tables = place.element === 'node' ? raw.nodeTables : raw.edgeTables;
  return tables[place.table]?.columns[key];
}

/** Binds a part of the column: the object itself, or an array of it. */
export function columnPart(gen: Generator, column: ColumnRef, part: ColumnPart): string {
  const name = part === 'column' ? column.name : `${column.name}_${part}`;
  return gen.layout.bind(name, (reader, raw) => {
    const found = present(findColumn(reader, raw, column), 'a bound column');
    return part === 'column' ? found : found[part];
  });
}

type ColumnPart = 'column' | 'data' | 'present' | 'nanoseconds' | 'dictionary';

/** The condition that a row has no value; columns without nulls cost one hoisted flag, ~1.0 ×. */
function absent(gen: Generator, fn: FunctionScope, column: ColumnRef, row: string): string {
  const flag = fn.hoist(
    `${column.name}_nulls`,
    `${columnPart(gen, column, 'column')}.nullCount !== 0`,
  );
  return `${flag} && ${bitIsClear(columnPart(gen, column, 'present'), row)}`;
}

/** The value of a column at a row; `isNull` is a further reason for it to be null. */
export function readColumn(
  gen: Generator,
  cursor: Cursor,
  column: ColumnRef,
  at: { readonly row: string; readonly isNull?: string | undefined },
): Code {
  const row = grouped(at.row);
  const missing = absent(gen, cursor.fn, column, row);
  const isNull = at.isNull === undefined ? grouped(missing) : grouped(either(at.isNull, missing));
  const cell = (): string => `${columnPart(gen, column, 'data')}[${at.row}]`;
  switch (column.kind) {
    case 'int32':
      return { rep: 'int', text: cell(), low: -2147483648, high: 2147483647, isNull };
    case 'int53':
      return { rep: 'int', text: cell(), low: -MAX_SAFE, high: MAX_SAFE, isNull };
    case 'float64':
      return { rep: 'float', text: cell(), isNull };
    case 'string':
      return { rep: 'entry', text: cell(), column, isNull };
    case 'date':
      return { rep: 'day', text: cell(), isNull };
    case 'bool':
      return {
        rep: 'bool',
        whenTrue: `!${isNull} && ${cell()} === 1`,
        whenFalse: `!${isNull} && ${cell()} === 0`,
        value: `${isNull} ? null : ${cell()} === 1`,
        nullable: true,
      };
    default: {
      const value = gen.fresh('x');
      const get = `${columnPart(gen, column, 'column')}.get(${at.row})`;
      cursor.block.line(`const ${value} = ${choice(at.isNull ?? 'false', 'null', get)};`);
      return { rep: 'value', text: value, nullable: true };
    }
  }
}

/** A property that no element of the tables has. */
export const ABSENT: Code = NULL_CODE;
