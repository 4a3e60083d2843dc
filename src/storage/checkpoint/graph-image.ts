import type { ColumnKind } from '../../graph/raw.ts';
import type { IndexInfo } from '../../graph/reader.ts';

/**
 * Where every array of a graph lies on disk. An array is cut into pages of `pageRows` rows, and
 * each page says itself which file it is in, so a later checkpoint can write the pages that changed
 * and name older files for the rest. `docs/file-format.md` describes the bytes.
 */
export interface GraphImage {
  readonly pageRows: number;
  readonly nodeTables: readonly TableImage[];
  readonly edgeTables: readonly EdgeTableImage[];
  /** Definitions; the entries are made anew when a graph is loaded. */
  readonly indexes: readonly IndexImage[];
}

export type IndexImage = Omit<IndexInfo, 'id'>;

export interface TableImage {
  readonly labels: readonly string[];
  /** Rows in use or free; `live` says which. */
  readonly rows: number;
  readonly live: ArrayImage;
  /** Public ids. */
  readonly ids: ArrayImage;
  /** In the order in which the table met them. */
  readonly columns: readonly ColumnImage[];
  /** Rows whose labels are no longer the table's. */
  readonly exceptions?: ExceptionsImage;
}

export interface EdgeTableImage extends TableImage {
  readonly directed: boolean;
  /** Public ids of the nodes: they stay right when a node moves to another row. */
  readonly sources: ArrayImage;
  readonly targets: ArrayImage;
}

export interface ColumnImage {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly present: ArrayImage;
  /** Numbers, dictionary codes or, for `tagged`, JSON texts. */
  readonly data: ArrayImage;
  /** Of the day, for `datetime`. */
  readonly nanoseconds?: ArrayImage;
  /** Strings by code, for `string`. */
  readonly dictionary?: DictionaryImage;
}

export interface DictionaryImage {
  readonly entries: number;
  /** Not of `pageRows` entries: each page says how many it has. */
  readonly pages: ArrayImage;
}

export interface ExceptionsImage {
  readonly labelSets: readonly (readonly string[])[];
  /** By row: 0 for the table's labels, n for the n-th of `labelSets`, counted from 1. */
  readonly sets: ArrayImage;
}

export type ArrayImage = readonly PageImage[];

/** One page; a tuple, because a manifest holds thousands. */
export type PageImage = readonly [
  /** The generation that the file is named by. */
  file: number,
  offset: number,
  bytes: number,
  /** CRC-32 of those bytes. */
  checksum: number,
  encoding: PageEncoding,
];

/**
 * What the bytes of a page are; all numbers are little-endian.
 *
 * `zero` (no bytes): every element is 0. `ones` (no bytes): every bit is set. `run` (8 bytes, a
 * double): consecutive numbers from that one on. `bits`: 32-bit words. `u8`, `u32`, `i32`, `i64`,
 * `f64`: that many elements. `text`: a count, the ends of the entries, their UTF-8.
 */
export type PageEncoding =
  'zero' | 'ones' | 'run' | 'bits' | 'u8' | 'u32' | 'i32' | 'i64' | 'f64' | 'text';

/**
 * Rows of a page: 8 of the store's own pages of 2,048. Smaller pages make a checkpoint of scattered
 * changes cheaper and the manifest longer; at this size the page list is 1/2,000 of the data.
 */
export const PAGE_ROWS = 16_384;
