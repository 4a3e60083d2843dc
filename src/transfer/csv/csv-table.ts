import { fileError } from '../import-error.ts';
import type { FilePlace } from '../import-error.ts';

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const QUOTE = 34;

/**
 * A CSV file cut into cells (RFC 4180, any one-byte separator): offsets into its bytes, no strings.
 * Cutting at bytes is some ten times faster than splitting text, and a column of numbers is never
 * decoded at all (see bench/design-measurements in the shared material: 827 against 32 MB/s).
 */
export interface CsvTable {
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly header: readonly string[];
  readonly rowCount: number;
  /**
   * Cell (row, column) is bytes `starts[row * columns + column] … ends[…] − 1`, quotes left out.
   */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Cells in quotes that hold doubled quotes, which reading has to halve. */
  readonly escaped: ReadonlySet<number>;
}

/** Cuts the whole file; every row must have as many cells as the header. */
export function parseCsv(file: string, bytes: Uint8Array, separator: number): CsvTable {
  const cutter = new Cutter(file, bytes, separator);
  const columns = cutter.row();
  const width = columns === 0 ? 1 : columns;
  const header = readHeader(cutter, width);
  cutter.clear();
  let rows = 0;
  while (!cutter.atEnd) {
    const line = cutter.line;
    const start = cutter.offset;
    const cells = cutter.row();
    if (cells === 0) continue;
    if (cells !== width) throw wrongCount(cutter, { line, start, cells, header });
    rows++;
  }
  return {
    file,
    bytes,
    header,
    rowCount: rows,
    starts: cutter.starts,
    ends: cutter.ends,
    escaped: cutter.escaped,
  };
}

/** The text of one cell. */
export function cellString(table: CsvTable, cell: number): string {
  const start = table.starts[cell] as number;
  const end = table.ends[cell] as number;
  const text = decode(table.bytes, start, end);
  return table.escaped.has(cell) ? text.replaceAll('""', '"') : text;
}

/** Where a cell stands, for messages. Counts lines from the start, so only for errors. */
export function placeOfCell(table: CsvTable, cell: number): FilePlace {
  const offset = table.starts[cell] as number;
  return placeInBytes(table.file, table.bytes, offset);
}

export function placeInBytes(file: string, bytes: Uint8Array, offset: number): FilePlace {
  let line = 1;
  let lineStart = 0;
  for (let i = 0; i < offset; i++) {
    if (bytes[i] === LINE_FEED) {
      line++;
      lineStart = i + 1;
    }
  }
  const column = Array.from(decode(bytes, lineStart, offset)).length + 1;
  return { file, line, column, offset };
}

const decoder = new TextDecoder();

/** ASCII of a few bytes is built directly: a TextDecoder costs 13–16 × a cached string. */
export function decode(bytes: Uint8Array, start: number, end: number): string {
  if (end - start > SHORT) return decoder.decode(bytes.subarray(start, end));
  let text = '';
  for (let i = start; i < end; i++) {
    const byte = bytes[i] as number;
    if (byte >= 128) return decoder.decode(bytes.subarray(start, end));
    text += String.fromCharCode(byte);
  }
  return text;
}

const SHORT = 24;

/** Walks over the bytes once, a row at a time. */
class Cutter {
  starts = new Int32Array(1 << 12);
  ends = new Int32Array(1 << 12);
  readonly escaped = new Set<number>();
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly #separator: number;
  #cells = 0;
  offset: number;
  line = 1;

  constructor(file: string, bytes: Uint8Array, separator: number) {
    this.file = file;
    this.bytes = bytes;
    this.#separator = separator;
    this.offset = startsWithByteOrderMark(bytes) ? 3 : 0;
  }

  get atEnd(): boolean {
    return this.offset >= this.bytes.length;
  }

  clear(): void {
    this.#cells = 0;
    this.escaped.clear();
  }

  /** Cuts one row and returns its number of cells, 0 for an empty line. */
  row(): number {
    const { bytes } = this;
    const length = bytes.length;
    const first = this.#cells;
    let at = this.offset;
    for (;;) {
      const start = at;
      if (at < length && bytes[at] === QUOTE) {
        at = this.#quoted(at);
      } else {
        while (at < length) {
          const byte = bytes[at] as number;
          if (byte === this.#separator || byte === LINE_FEED) break;
          at++;
        }
        let end = at;
        const ends = at >= length || bytes[at] === LINE_FEED;
        if (ends && end > start && bytes[end - 1] === CARRIAGE_RETURN) end--;
        this.#add(start, end);
      }
      if (at < length && bytes[at] === this.#separator) {
        at++;
        continue;
      }
      break;
    }
    this.offset = at + 1;
    this.line++;
    const count = this.#cells - first;
    const begin = this.starts[first] as number;
    // A pair of quotes is an empty field, nothing at all an empty line.
    const blank = count === 1 && begin === this.ends[first] && bytes[begin - 1] !== QUOTE;
    if (blank) this.#cells = first;
    return blank ? 0 : count;
  }

  /** A cell in quotes from its opening quote; returns the offset behind it. */
  #quoted(open: number): number {
    const { bytes } = this;
    let at = open + 1;
    let doubled = false;
    for (;;) {
      if (at >= bytes.length) {
        throw fileError(
          '22000',
          'a quoted field is never closed',
          placeInBytes(this.file, bytes, open),
          'A quote inside of a quoted field is written twice.',
        );
      }
      const byte = bytes[at] as number;
      if (byte === LINE_FEED) this.line++;
      if (byte !== QUOTE) {
        at++;
      } else if (bytes[at + 1] === QUOTE) {
        doubled = true;
        at += 2;
      } else {
        break;
      }
    }
    if (doubled) this.escaped.add(this.#cells);
    this.#add(open + 1, at);
    at++;
    if (bytes[at] === CARRIAGE_RETURN && (bytes[at + 1] ?? LINE_FEED) === LINE_FEED) at++;
    const next = bytes[at];
    if (next === undefined || next === LINE_FEED || next === this.#separator) return at;
    throw fileError(
      '22000',
      'text follows the closing quote of a field',
      placeInBytes(this.file, bytes, at),
      'A quote inside of a quoted field is written twice.',
    );
  }

  #add(start: number, end: number): void {
    if (this.#cells === this.starts.length) {
      this.starts = grown(this.starts);
      this.ends = grown(this.ends);
    }
    this.starts[this.#cells] = start;
    this.ends[this.#cells] = end;
    this.#cells++;
  }
}

function grown(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}

function startsWithByteOrderMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

function readHeader(cutter: Cutter, width: number): string[] {
  const header: string[] = [];
  const { file, bytes, starts, ends, escaped } = cutter;
  const table = { file, bytes, header, rowCount: 1, starts, ends, escaped };
  for (let column = 0; column < width; column++) {
    const name = cellString(table, column).trim();
    if (name === '') {
      throw fileError(
        '22000',
        `the header names no column ${column + 1}`,
        placeOfCell(table, column),
        'The first row of a file names its columns.',
      );
    }
    header.push(name);
  }
  return header;
}

interface WrongRow {
  readonly line: number;
  readonly start: number;
  readonly cells: number;
  readonly header: readonly string[];
}

function wrongCount(cutter: Cutter, row: WrongRow): Error {
  const expected = row.header.length;
  const place = { file: cutter.file, line: row.line, column: 1, offset: row.start };
  return fileError(
    '22000',
    `the row has ${row.cells} field${row.cells === 1 ? '' : 's'}, the header ${expected}`,
    place,
    row.cells < expected
      ? `No field for ${row.header[row.cells] ?? ''}. Is the separator right?`
      : 'A field that holds the separator has to stand in double quotes.',
  );
}
