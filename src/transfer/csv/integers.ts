import type { CsvTable } from './csv-table.ts';

const MINUS = 45;
const ZERO = 48;
const NINE = 57;
/** The most digits that always stay within ±(2^53 − 1). */
const MAX_DIGITS = 15;

/**
 * A column of plain integers straight from the bytes: `undefined` as soon as a cell is anything
 * else (then the column is read as text). Keys and ids, most of what an edge file holds, come
 * through here. `present` is undefined where no cell is empty.
 */
export function integerColumn(
  table: CsvTable,
  column: number,
): { readonly data: Float64Array; readonly present: Uint32Array | undefined } | undefined {
  const { bytes, starts, ends, rowCount } = table;
  const width = table.header.length;
  const data = new Float64Array(rowCount);
  let present: Uint32Array | undefined;
  for (let row = 0, cell = column; row < rowCount; row++, cell += width) {
    const end = ends[cell] as number;
    let at = starts[cell] as number;
    if (at === end) {
      present ??= allPresent(rowCount);
      present[row >>> 5] = (present[row >>> 5] as number) & ~(1 << (row & 31));
      continue;
    }
    const negative = bytes[at] === MINUS;
    if (negative) at++;
    const digits = end - at;
    if (digits === 0 || digits > MAX_DIGITS) return undefined;
    // A leading zero is text that means something (007), and −0 is not an integer's form.
    if (bytes[at] === ZERO && (digits > 1 || negative)) return undefined;
    let value = 0;
    for (; at < end; at++) {
      const byte = bytes[at] as number;
      if (byte < ZERO || byte > NINE) return undefined;
      value = value * 10 + (byte - ZERO);
    }
    data[row] = negative ? -value : value;
  }
  return { data, present };
}

function allPresent(rows: number): Uint32Array {
  return new Uint32Array((rows + 31) >>> 5).fill(0xffffffff);
}
