import { invariant } from '../base/assert.ts';
import type { ColumnKind } from '../graph/raw.ts';
import type { BatchColumn } from '../graph/store.ts';
import type { Value } from '../values/value.ts';
import { Float } from '../values/value.ts';
import { fillBits, hasBit, setBit } from './bit-set.ts';
import { joinKinds, kindOf } from './column-kind.ts';
import type { ElementTable } from './element-table.ts';
import type { PropertyColumn } from './property-column.ts';

/** Rows `first` … `first + count − 1` of a table, which are new and have no properties yet. */
export interface NewRows {
  readonly table: ElementTable;
  readonly first: number;
  readonly count: number;
}

type Numbers = Extract<BatchColumn['values'], { readonly kind: 'int53' | 'float64' }>;

/** Fills one property of many new rows; returns how many got a value. */
export function fillColumn(rows: NewRows, key: number, values: BatchColumn['values']): number {
  if (values instanceof Int32Array) return fillInt32(rows, key, values);
  if ('kind' in values) return fillNumbers(rows, key, values);
  return fillValues(rows, key, values);
}

function fillInt32(rows: NewRows, key: number, values: Int32Array): number {
  const { table, first, count } = rows;
  invariant(values.length === count, 'a column of a batch has a value for every row');
  const column = columnFor(table, key, 'int32');
  const { data } = column;
  if (!(data instanceof Int32Array || data instanceof Float64Array) || !isInteger(column)) {
    return fillValues(rows, key, Array.from(values));
  }
  data.set(values, first);
  fillBits(column.present, first, first + count, true);
  let [minimum, maximum] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < minimum) minimum = value;
    if (value > maximum) maximum = value;
  }
  column.initialized(count, minimum, maximum);
  return count;
}

function fillNumbers(rows: NewRows, key: number, values: Numbers): number {
  const { table, first, count } = rows;
  const { data, present } = values;
  invariant(data.length === count, 'a column of a batch has a value for every row');
  const bounds = numberBounds(data, present);
  if (bounds.count === 0) return 0;
  const isInt32 = bounds.minimum >= -(2 ** 31) && bounds.maximum < 2 ** 31;
  const kind = values.kind === 'int53' && isInt32 ? 'int32' : values.kind;
  const column = columnFor(table, key, kind);
  const to = column.data;
  const fits = values.kind === 'int53' ? isInteger(column) : column.kind === 'float64';
  if (!fits || !(to instanceof Int32Array || to instanceof Float64Array)) {
    return fillValues(rows, key, boxed(values));
  }
  to.set(data, first);
  if (present === undefined) fillBits(column.present, first, first + count, true);
  else for (let i = 0; i < count; i++) if (hasBit(present, i)) setBit(column.present, first + i);
  column.initialized(bounds.count, bounds.minimum, bounds.maximum);
  return bounds.count;
}

interface Bounds {
  readonly count: number;
  /** NaN when one of the numbers is. */
  readonly minimum: number;
  readonly maximum: number;
}

function numberBounds(data: Float64Array, present: Uint32Array | undefined): Bounds {
  let [count, minimum, maximum] = [0, Infinity, -Infinity];
  for (let i = 0; i < data.length; i++) {
    if (present !== undefined && !hasBit(present, i)) continue;
    count++;
    minimum = Math.min(minimum, data[i] as number);
    maximum = Math.max(maximum, data[i] as number);
  }
  return { count, minimum, maximum };
}

function boxed({ kind, data, present }: Numbers): (Value | null)[] {
  return Array.from(data, (number, i) => {
    if (present !== undefined && !hasBit(present, i)) return null;
    return kind === 'int53' ? number : new Float(number);
  });
}

function fillValues(rows: NewRows, key: number, values: readonly Value[]): number {
  const { table, first, count } = rows;
  invariant(values.length === count, 'a column of a batch has a value for every row');
  const kind = kindOfAll(values);
  if (kind === undefined) return 0;
  const column = columnFor(table, key, kind);
  const { cells, present } = column;
  const isNumeric = cells.kind === 'int32' || cells.kind === 'int53' || cells.kind === 'float64';
  let [filled, minimum, maximum] = [0, Infinity, -Infinity];
  for (let i = 0; i < count; i++) {
    const value = values[i] ?? null;
    if (value === null) continue;
    cells.write(first + i, value);
    setBit(present, first + i);
    filled++;
    if (!isNumeric) continue;
    const number = value instanceof Float ? value.value : (value as number);
    minimum = Math.min(minimum, number);
    maximum = Math.max(maximum, number);
  }
  column.initialized(filled, minimum, maximum);
  return filled;
}

/** The kind that holds all values; undefined where there are only nulls. */
function kindOfAll(values: readonly Value[]): ColumnKind | undefined {
  let kind: ColumnKind | undefined;
  for (const value of values) {
    if (value === null || kind === 'tagged') continue;
    const other = kindOf(value);
    if (kind !== other) kind = kind === undefined ? other : joinKinds(kind, other);
  }
  return kind;
}

function isInteger({ kind }: PropertyColumn): boolean {
  return kind === 'int32' || kind === 'int53';
}

function columnFor(table: ElementTable, key: number, kind: ColumnKind): PropertyColumn {
  const column = table.columnFor(key, kind);
  column.admitKind(kind);
  return column;
}
