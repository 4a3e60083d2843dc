import { invariant } from '../../base/assert.ts';
import type { StoredDictionary } from '../../graph/store.ts';
import { wordsFor } from '../bit-set.ts';
import type { TypedArray } from '../growable.ts';
import type { ArrayImage, PageEncoding, PageImage } from './graph-image.ts';
import { PAGE_ROWS } from './graph-image.ts';
import type { PageWriter } from './page-writer.ts';

/** The first `rows` elements of a typed array, page by page. */
export function writeArray(writer: PageWriter, array: TypedArray, rows: number): ArrayImage {
  return pagesOf(rows, (from, to) => {
    const page = array.subarray(from, to);
    return isZero(page)
      ? writer.write('zero', NOTHING)
      : writer.write(encodingOf(array), bytesOf(page));
  });
}

/** The first `rows` bits of a bit set; bits behind them are written as 0. */
export function writeBits(writer: PageWriter, words: Uint32Array, rows: number): ArrayImage {
  return pagesOf(rows, (from, to) => {
    const page = words.slice(from >>> 5, wordsFor(to));
    const rest = to & 31;
    const last = page.length - 1;
    const whole = rest === 0 ? 0xffffffff : 2 ** rest - 1;
    page[last] = (page[last] as number) & whole;
    if (page[last] === whole && page.every((word, i) => i === last || word === 0xffffffff)) {
      return writer.write('ones', NOTHING);
    }
    return isZero(page) ? writer.write('zero', NOTHING) : writer.write('bits', bytesOf(page));
  });
}

/**
 * Public ids: 8 bytes a page where they follow one another, as those of elements do that were
 * inserted together; 4 or 8 bytes an id elsewhere.
 */
export function writeIds(writer: PageWriter, ids: Float64Array, rows: number): ArrayImage {
  return pagesOf(rows, (from, to) => {
    const page = ids.subarray(from, to);
    const first = page[0] as number;
    if (page.every((id, i) => id === first + i)) {
      return writer.write('run', bytesOf(page.subarray(0, 1)));
    }
    if (isZero(page)) return writer.write('zero', NOTHING);
    return page.every((id) => id < 2 ** 32)
      ? writer.write('u32', bytesOf(Uint32Array.from(page)))
      : writer.write('f64', bytesOf(page));
  });
}

/** One text a row; an empty one where `textOf` has none. */
export function writeTexts(
  writer: PageWriter,
  rows: number,
  textOf: (row: number) => string | undefined,
): ArrayImage {
  return pagesOf(rows, (from, to) => {
    const texts: Uint8Array[] = [];
    for (let row = from; row < to; row++) texts.push(encoder.encode(textOf(row) ?? ''));
    const ends = new Uint32Array(texts.length);
    let end = 0;
    for (const [i, text] of texts.entries()) {
      end += text.length;
      ends[i] = end;
    }
    const page = textPage(ends, end);
    const start = page.length - end;
    for (const [i, text] of texts.entries()) {
      page.set(text, start + (ends[i] as number) - text.length);
    }
    return writer.write('text', page);
  });
}

/** Entries of a dictionary, which only grows: every page but the last stays as it is for ever. */
export function writeEntries(writer: PageWriter, dictionary: StoredDictionary): ArrayImage {
  const { bytes, offsets, size: entries } = dictionary;
  const pages: PageImage[] = [];
  let from = 0;
  for (let to = 1; to <= entries; to++) {
    const start = offsets[from] as number;
    const isFull = to - from === PAGE_ROWS || (offsets[to] as number) - start >= FULL_BYTES;
    if (!isFull && to < entries) continue;
    const end = offsets[to] as number;
    const ends = Uint32Array.from(offsets.subarray(from + 1, to + 1), (offset) => offset - start);
    const page = textPage(ends, end - start);
    page.set(bytes.subarray(start, end), page.length - (end - start));
    pages.push(writer.write('text', page));
    from = to;
  }
  return pages;
}

function pagesOf(rows: number, write: (from: number, to: number) => PageImage): ArrayImage {
  const pages: PageImage[] = [];
  for (let from = 0; from < rows; from += PAGE_ROWS) {
    pages.push(write(from, Math.min(rows, from + PAGE_ROWS)));
  }
  return pages;
}

/** A text page with its count and its ends, and room for `length` bytes behind them. */
function textPage(ends: Uint32Array, length: number): Uint8Array {
  invariant(length < 2 ** 32, 'the texts of a page are shorter than 4 GiB');
  const page = new Uint8Array(4 + ends.byteLength + length);
  const head = new Uint32Array(page.buffer, 0, ends.length + 1);
  head[0] = ends.length;
  head.set(ends, 1);
  return page;
}

function isZero(page: TypedArray): boolean {
  const bytes = new Uint8Array(page.buffer, page.byteOffset, page.byteLength);
  // A page that is not zero mostly shows it at once; −0.0 is not zero.
  if (bytes.length > 0 && bytes[bytes.length - 1] !== 0) return false;
  return bytes.every((byte) => byte === 0);
}

function encodingOf(array: TypedArray): PageEncoding {
  if (array instanceof Int32Array) return 'i32';
  if (array instanceof Uint32Array) return 'u32';
  if (array instanceof Float64Array) return 'f64';
  return array instanceof BigInt64Array ? 'i64' : 'u8';
}

/** The array's own bytes: every host of JavaScript engines that we know is little-endian. */
function bytesOf(array: TypedArray): Uint8Array {
  invariant(IS_LITTLE_ENDIAN, 'page files are written on little-endian hosts only');
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

const IS_LITTLE_ENDIAN = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;
const NOTHING = new Uint8Array(0);
/** A page of strings ends with the entry that takes it here. */
const FULL_BYTES = 1 << 20;
const encoder = new TextEncoder();
