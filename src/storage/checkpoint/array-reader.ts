import { invariant } from '../../base/assert.ts';
import type { StoredDictionary } from '../../graph/store.ts';
import { fillBits, wordsFor } from '../bit-set.ts';
import type { TypedArray } from '../growable.ts';
import { withRoomFor } from '../growable.ts';
import type { ArrayImage, DictionaryImage, PageEncoding, PageImage } from './graph-image.ts';
import type { PagePurpose, PageReader } from './page-reader.ts';

/** An array that an image names: how many rows it has, and what it is. */
export interface ArraySource {
  readonly reader: PageReader;
  readonly pageRows: number;
  readonly rows: number;
  readonly purpose: PagePurpose;
}

/** Fills `into` from pages of its own element type, straight from the file. */
export function readArray<T extends TypedArray>(
  source: ArraySource,
  image: ArrayImage,
  encoding: PageEncoding,
  into: T,
): T {
  forEachPage(source, image, (page, from, to) => {
    if (page[4] === 'zero') return;
    requireEncoding(source, page, [encoding]);
    source.reader.readInto(page, bytesOf(into, from, to), source.purpose);
  });
  return into;
}

export function readBits(source: ArraySource, image: ArrayImage): Uint32Array {
  const words = new Uint32Array(wordsFor(source.rows));
  forEachPage(source, image, (page, from, to) => {
    if (page[4] === 'zero') return;
    if (page[4] === 'ones') {
      fillBits(words, from, to, true);
      return;
    }
    requireEncoding(source, page, ['bits']);
    source.reader.readInto(page, bytesOf(words, from >>> 5, wordsFor(to)), source.purpose);
  });
  return words;
}

export function readIds(source: ArraySource, image: ArrayImage): Float64Array {
  const ids = new Float64Array(source.rows);
  forEachPage(source, image, (page, from, to) => {
    if (page[4] === 'zero') return;
    if (page[4] === 'run') {
      const first = new Float64Array(1);
      source.reader.readInto(page, bytesOf(first, 0, 1), source.purpose);
      for (let row = from; row < to; row++) ids[row] = (first[0] as number) + row - from;
    } else if (page[4] === 'u32') {
      const numbers = new Uint32Array(to - from);
      source.reader.readInto(page, bytesOf(numbers, 0, to - from), source.purpose);
      ids.set(numbers, from);
    } else {
      requireEncoding(source, page, ['f64']);
      source.reader.readInto(page, bytesOf(ids, from, to), source.purpose);
    }
  });
  return ids;
}

/** Calls `visit` with every text that is not empty. */
export function readTexts(
  source: ArraySource,
  image: ArrayImage,
  visit: (row: number, text: string) => void,
): void {
  forEachPage(source, image, (page, from, to) => {
    const { ends, text } = readTextPage(source, page);
    if (ends.length !== to - from) throw wrongCount(source, page, ends.length);
    let start = 0;
    for (const [i, end] of ends.entries()) {
      if (end > start) visit(from + i, decoder.decode(text.subarray(start, end)));
      start = end;
    }
  });
}

export function readDictionary(source: ArraySource, image: DictionaryImage): StoredDictionary {
  const offsets = new Float64Array(image.entries + 1);
  let bytes = new Uint8Array(0);
  let entries = 0;
  for (const page of image.pages) {
    const { ends, text } = readTextPage(source, page);
    if (entries + ends.length > image.entries) throw wrongCount(source, page, ends.length);
    const start = offsets[entries] as number;
    for (const end of ends) offsets[++entries] = start + end;
    bytes = withRoomFor(bytes, start + text.length);
    bytes.set(text, start);
  }
  const [last] = image.pages.slice(-1);
  if (last !== undefined && entries !== image.entries) throw wrongCount(source, last, entries);
  return { size: entries, bytes, offsets };
}

function readTextPage(
  source: ArraySource,
  page: PageImage,
): { readonly ends: Uint32Array; readonly text: Uint8Array } {
  requireEncoding(source, page, ['text']);
  const bytes = source.reader.read(page, source.purpose);
  const count = bytes.length < 4 ? 0 : new DataView(bytes.buffer).getUint32(0, true);
  if (bytes.length < 4 + count * 4) throw wrongCount(source, page, count);
  const ends = new Uint32Array(bytes.buffer, 4, count);
  return { ends, text: bytes.subarray(4 + count * 4) };
}

function forEachPage(
  source: ArraySource,
  image: ArrayImage,
  visit: (page: PageImage, from: number, to: number) => void,
): void {
  const { rows, pageRows } = source;
  invariant(image.length === Math.ceil(rows / pageRows), 'an array has a page for every row');
  for (const [i, page] of image.entries()) {
    visit(page, i * pageRows, Math.min(rows, (i + 1) * pageRows));
  }
}

function requireEncoding(
  source: ArraySource,
  page: PageImage,
  allowed: readonly PageEncoding[],
): void {
  if (allowed.includes(page[4])) return;
  throw source.reader.fault(page, `${source.purpose}: a page is encoded as ${page[4]}`);
}

function wrongCount(source: ArraySource, page: PageImage, count: number): Error {
  return source.reader.fault(page, `${source.purpose}: the page has ${count} entries`);
}

function bytesOf(array: TypedArray, from: number, to: number): Uint8Array {
  const part = array.subarray(from, to);
  return new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
}

// A byte order mark at the start of a string is part of it.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
