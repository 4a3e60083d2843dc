import { invariant, present } from '../base/assert.ts';
import type { StoredColumn } from '../graph/store.ts';
import type { NewRows } from './batch-columns.ts';
import { countBits, forEachBit, setBit } from './bit-set.ts';
import type { PropertyColumn } from './property-column.ts';

/** Fills a property of new rows from arrays of the same kind, by copying them. */
export function loadColumn(rows: NewRows, key: number, from: StoredColumn): void {
  const { table, first, count } = rows;
  const column = table.columnFor(key, from.kind);
  invariant(column.kind === from.kind, 'a stored column goes into a table without the property');
  invariant(from.data.length === count, 'a stored column has a value for every row');
  copyCells(column, from, first);
  if (first === 0) column.present.set(from.present);
  else forEachBit(from.present, count, (row) => setBit(column.present, first + row));
  const { minimum, maximum } = bounds(from, count);
  column.initialized(countBits(from.present, 0, count), minimum, maximum);
}

function copyCells(column: PropertyColumn, from: StoredColumn, first: number): void {
  const { data, nanoseconds, dictionary } = column;
  if (from.dictionary !== undefined) present(dictionary, 'the dictionary').load(from.dictionary);
  if (from.nanoseconds !== undefined) {
    present(nanoseconds, 'the nanoseconds').set(from.nanoseconds, first);
  }
  if (Array.isArray(data) && Array.isArray(from.data)) {
    for (const [row, value] of from.data.entries()) data[first + row] = value;
  } else if (data instanceof BigInt64Array && from.data instanceof BigInt64Array) {
    data.set(from.data, first);
  } else {
    const isNumeric = !Array.isArray(data) && !(data instanceof BigInt64Array);
    const comesNumeric = !Array.isArray(from.data) && !(from.data instanceof BigInt64Array);
    invariant(isNumeric && comesNumeric, 'a stored column has arrays of its kind');
    data.set(from.data, first);
  }
}

interface Bounds {
  readonly minimum: number;
  readonly maximum: number;
}

/** Of the present numbers; NaN when one of them is. */
function bounds({ kind, data, present: rows }: StoredColumn, count: number): Bounds {
  let [minimum, maximum] = [Infinity, -Infinity];
  if (kind !== 'int32' && kind !== 'int53' && kind !== 'float64') return { minimum, maximum };
  const numbers = data as Int32Array | Float64Array;
  forEachBit(rows, count, (row) => {
    const number = numbers[row] as number;
    minimum = Math.min(minimum, number);
    maximum = Math.max(maximum, number);
  });
  return { minimum, maximum };
}
