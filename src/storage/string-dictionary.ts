import { GqlError } from '../base/errors.ts';
import { invariant } from '../base/assert.ts';
import type { StringDictionary } from '../graph/raw.ts';
import type { StoredDictionary } from '../graph/store.ts';
import { hashAscii, hashString } from '../values/hash.ts';
import { withRoomFor } from './growable.ts';

/**
 * The distinct strings of one column: UTF-8 bytes outside the JavaScript heap, a hash for every
 * entry, an open-addressing table over the hashes, and a bounded cache of decoded entries.
 *
 * A `Map` of strings would be simpler and cost 250 MB of heap and 150 ms per full collection for
 * 5 million entries, where this costs 2 ms.
 */
export class TextDictionary implements StringDictionary {
  #size = 0;
  #bytes = new Uint8Array(256);
  #byteCount = 0;
  /** Entry `code` lies at `offsets[code] … offsets[code + 1] − 1`. */
  #offsets = new Float64Array(64);
  #hashes = new Int32Array(64);
  /** Codes by hash, −1 where empty. The length is a power of two. */
  #table = new Int32Array(64).fill(-1);
  readonly #cache = new DecodedStrings();

  get size(): number {
    return this.#size;
  }

  get byteLength(): number {
    return (
      this.#bytes.byteLength +
      this.#offsets.byteLength +
      this.#hashes.byteLength +
      this.#table.byteLength
    );
  }

  decode(code: number): string {
    const cached = this.#cache.get(code);
    if (cached !== undefined) return cached;
    const text = this.#read(code);
    this.#cache.put(code, text);
    return text;
  }

  codeOf(text: string): number {
    return this.#find(text, hashString(text));
  }

  /** As `hashValue` of the string; saves decoding an entry to index it. */
  hashOf(code: number): number {
    return this.#hashes[code] as number;
  }

  /** Whether the entry is that text, without decoding it where it can be helped. */
  equals(code: number, text: string): boolean {
    const start = this.#offsets[code] as number;
    const length = (this.#offsets[code + 1] as number) - start;
    if (length < text.length) return false;
    if (length > text.length) return length <= text.length * 3 && this.decode(code) === text;
    // As many bytes as UTF-16 units, so the two are equal only if both are ASCII.
    const bytes = this.#bytes;
    for (let i = 0; i < length; i++) {
      const unit = text.charCodeAt(i);
      if (unit > 0x7f || unit !== bytes[start + i]) return false;
    }
    return true;
  }

  /** The string's code, a new one where it does not occur yet. */
  add(text: string): number {
    const hash = hashString(text);
    const found = this.#find(text, hash);
    return found >= 0 ? found : this.#append(text, hash);
  }

  /** The entries as they lie here: to be read at once, for they move when one is added. */
  get stored(): StoredDictionary {
    return { size: this.#size, bytes: this.#bytes, offsets: this.#offsets };
  }

  /** Fills an empty dictionary. */
  load({ size, bytes, offsets }: StoredDictionary): void {
    invariant(this.#size === 0, 'a dictionary is loaded while it is empty');
    if (size === 0) return;
    this.#byteCount = offsets[size] as number;
    this.#bytes = bytes.slice(0, this.#byteCount);
    this.#offsets = offsets.slice(0, size + 1);
    this.#hashes = new Int32Array(size);
    this.#size = size;
    for (let code = 0; code < size; code++) this.#hashes[code] = this.#hashEntry(code);
    let length = this.#table.length;
    while (length < size * 2) length *= 2;
    this.#rehash(length);
  }

  #hashEntry(code: number): number {
    const start = this.#offsets[code] as number;
    const end = this.#offsets[code + 1] as number;
    return hashAscii(this.#bytes, start, end) ?? hashString(this.#read(code));
  }

  #find(text: string, hash: number): number {
    const table = this.#table;
    const mask = table.length - 1;
    for (let at = hash & mask; ; at = (at + 1) & mask) {
      const code = table[at] as number;
      if (code < 0) return -1;
      if (this.#hashes[code] === hash && this.equals(code, text)) return code;
    }
  }

  #append(text: string, hash: number): number {
    const code = this.#size;
    this.#offsets = withRoomFor(this.#offsets, code + 2);
    this.#hashes = withRoomFor(this.#hashes, code + 1);
    this.#write(text);
    this.#offsets[code + 1] = this.#byteCount;
    this.#hashes[code] = hash;
    this.#size = code + 1;
    if (this.#size * 2 > this.#table.length) this.#rehash(this.#table.length * 2);
    else this.#enter(code);
    return code;
  }

  #enter(code: number): void {
    const table = this.#table;
    const mask = table.length - 1;
    let at = (this.#hashes[code] as number) & mask;
    while ((table[at] as number) >= 0) at = (at + 1) & mask;
    table[at] = code;
  }

  #rehash(length: number): void {
    this.#table = new Int32Array(length).fill(-1);
    for (let code = 0; code < this.#size; code++) this.#enter(code);
  }

  #write(text: string): void {
    const { length } = text;
    this.#bytes = withRoomFor(this.#bytes, this.#byteCount + length);
    const bytes = this.#bytes;
    const start = this.#byteCount;
    for (let i = 0; i < length; i++) {
      const unit = text.charCodeAt(i);
      if (unit > 0x7f) {
        this.#writeEncoded(text);
        return;
      }
      bytes[start + i] = unit;
    }
    this.#byteCount = start + length;
  }

  #writeEncoded(text: string): void {
    if (LONE_SURROGATE.test(text)) {
      throw new GqlError('22G03', 'a string with a lone surrogate cannot be stored', {
        hint: 'half of a pair of UTF-16 units is no character; UTF-8 has no form for it',
      });
    }
    const start = this.#byteCount;
    // UTF-8 needs at most three bytes for one UTF-16 unit.
    this.#bytes = withRoomFor(this.#bytes, start + text.length * 3);
    this.#byteCount = start + encoder.encodeInto(text, this.#bytes.subarray(start)).written;
  }

  #read(code: number): string {
    const start = this.#offsets[code] as number;
    const end = this.#offsets[code + 1] as number;
    if (end - start > LONGEST_BY_UNIT) return decoder.decode(this.#bytes.subarray(start, end));
    // Faster than the decoder for short ASCII, whose fixed cost is about 0.3 µs.
    let text = '';
    for (let i = start; i < end; i++) {
      const byte = this.#bytes[i] as number;
      if (byte > 0x7f) return decoder.decode(this.#bytes.subarray(start, end));
      text += String.fromCharCode(byte);
    }
    return text;
  }
}

/** Decoded entries in a table without chains: entry `code` can only stand at `code & mask`. */
class DecodedStrings {
  #codes = new Int32Array(0);
  #texts: (string | undefined)[] = [];

  get(code: number): string | undefined {
    const at = code & (this.#codes.length - 1);
    return this.#codes[at] === code ? this.#texts[at] : undefined;
  }

  put(code: number, text: string): void {
    if (text.length > LONGEST_CACHED) return;
    if (code >= this.#codes.length && this.#codes.length < CACHED_STRINGS) this.#grow(code);
    const at = code & (this.#codes.length - 1);
    this.#codes[at] = code;
    this.#texts[at] = text;
  }

  #grow(code: number): void {
    let length = Math.max(64, this.#codes.length);
    while (length <= code && length < CACHED_STRINGS) length *= 2;
    const [codes, texts] = [this.#codes, this.#texts];
    this.#codes = new Int32Array(length).fill(-1);
    this.#texts = new Array<string | undefined>(length).fill(undefined);
    for (let i = 0; i < codes.length; i++) {
      const kept = codes[i] as number;
      if (kept < 0) continue;
      this.#codes[kept & (length - 1)] = kept;
      this.#texts[kept & (length - 1)] = texts[i];
    }
  }
}

/** At most this many decoded entries a column, none of them longer than that many units. */
const CACHED_STRINGS = 131_072;
const LONGEST_CACHED = 1_024;
const LONGEST_BY_UNIT = 24;

const LONE_SURROGATE = /\p{Surrogate}/u;

const encoder = new TextEncoder();
// A byte order mark at the start of a string is part of it.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
