import type { OpenFile } from '../files/file-system.ts';
import { ENTRY_BYTES } from './entry.ts';
import type { LogEntry } from './entry.ts';
import { DESCRIPTION_AT, claimedLength, decodeEntry } from './entry-codec.ts';

export type Scanned =
  | { readonly kind: 'entry'; readonly entry: LogEntry; readonly offset: number }
  /** Nothing but zeros (free space) behind `offset`, or nothing at all. */
  | { readonly kind: 'end'; readonly offset: number }
  | { readonly kind: 'fault'; readonly offset: number; readonly message: string };

const WINDOW_BYTES = 1 << 20;

/**
 * Walks over the entries of one file with a window on it, so memory does not grow with the file.
 */
export class EntryScanner {
  readonly #file: OpenFile;
  #size: number;
  #offset: number;
  #window = new Uint8Array(0);
  #windowStart = 0;

  constructor(file: OpenFile, start: number) {
    this.#file = file;
    this.#size = file.size();
    this.#offset = start;
  }

  next(): Scanned {
    const scanned = this.entryAt(this.#offset);
    if (scanned.kind === 'entry') this.#offset += this.#lengthAt(this.#offset);
    return scanned;
  }

  /**
   * What lies at an offset. Another process may be writing the file: what looks bad is read anew
   * before it is called bad, since the window may be older than what lies behind it.
   */
  entryAt(offset: number): Scanned {
    const scanned = this.#entryAt(offset);
    if (scanned.kind !== 'fault') return scanned;
    this.#window = new Uint8Array(0);
    this.#size = this.#file.size();
    return this.#entryAt(offset);
  }

  #entryAt(offset: number): Scanned {
    if (offset >= this.#size) return { kind: 'end', offset };
    const fixed = this.#bytes(offset, DESCRIPTION_AT);
    if (fixed[0] === 0 && this.#onlyZerosFrom(offset)) return { kind: 'end', offset };
    if (fixed.length < DESCRIPTION_AT) return { kind: 'fault', offset, message: CUT_SHORT };
    const length = claimedLength(fixed);
    const whole = offset + length > this.#size ? fixed : this.#bytes(offset, length);
    if (whole.length < length) return { kind: 'fault', offset, message: CUT_SHORT };
    const entry = decodeEntry(whole);
    if (typeof entry === 'string') return { kind: 'fault', offset, message: entry };
    return { kind: 'entry', entry, offset };
  }

  /** The next offset behind `offset` where the magic number's bytes stand, −1 when nowhere. */
  nextMagic(offset: number): number {
    for (let at = offset + 1; at + ENTRY_BYTES <= this.#size;) {
      const window = this.#bytes(at, Math.min(WINDOW_BYTES, this.#size - at));
      for (let i = 0; i + 4 <= window.length; i++) {
        if (
          window[i] === 0x57 &&
          window[i + 1] === 0x4e &&
          window[i + 2] === 0x59 &&
          window[i + 3] === 0x53
        ) {
          return at + i;
        }
      }
      // The last three bytes may be the start of a magic number that the window cut.
      at += Math.max(1, window.length - 3);
    }
    return -1;
  }

  #lengthAt(offset: number): number {
    return claimedLength(this.#bytes(offset, DESCRIPTION_AT));
  }

  #onlyZerosFrom(offset: number): boolean {
    for (let at = offset; at < this.#size; at += WINDOW_BYTES) {
      const window = this.#bytes(at, Math.min(WINDOW_BYTES, this.#size - at));
      for (const byte of window) if (byte !== 0) return false;
    }
    return true;
  }

  /** Bytes of the file, valid until the next call; fewer at the file's end. */
  #bytes(offset: number, length: number): Uint8Array {
    const start = offset - this.#windowStart;
    if (start >= 0 && start + length <= this.#window.length) {
      return this.#window.subarray(start, start + length);
    }
    const wanted = Math.min(Math.max(length, WINDOW_BYTES), this.#size - offset);
    const buffer = new Uint8Array(wanted);
    const read = this.#file.read(offset, buffer);
    this.#window = buffer.subarray(0, read);
    this.#windowStart = offset;
    return this.#window.subarray(0, Math.min(length, read));
  }
}

const CUT_SHORT = 'the entry is cut short';
