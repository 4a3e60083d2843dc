import { encodedBound, encodeEntryInto } from './entry-codec.ts';
import type { LogEntry } from './entry.ts';

/**
 * Entries one behind the other, as they will lie in the file. An array of its own for every entry
 * costs three times the encoding.
 */
export class EntryBuffer {
  #bytes = new Uint8Array(SMALLEST_BYTES);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;
  /** Where each entry ends. */
  #ends: number[] = [];

  get ends(): readonly number[] {
    return this.#ends;
  }

  add(entry: LogEntry): void {
    this.#reserve(this.#length + encodedBound(entry));
    const start = this.#length;
    this.#length += encodeEntryInto(entry, { bytes: this.#bytes, view: this.#view, at: start });
    this.#ends.push(this.#length);
  }

  /** The bytes of the entry added last, valid until the next call. */
  last(): Uint8Array {
    return this.#bytes.subarray(this.#ends.at(-2) ?? 0, this.#length);
  }

  /** Valid until the next call. */
  slice(from: number, to: number): Uint8Array {
    return this.#bytes.subarray(from, to);
  }

  clear(): void {
    this.#length = 0;
    this.#ends = [];
    if (this.#bytes.length > KEPT_BYTES) this.#replace(SMALLEST_BYTES);
  }

  #reserve(bytes: number): void {
    if (bytes > this.#bytes.length) this.#replace(Math.max(bytes, this.#bytes.length * 2));
  }

  #replace(size: number): void {
    const kept = this.#bytes.subarray(0, this.#length);
    this.#bytes = new Uint8Array(size);
    this.#bytes.set(kept);
    this.#view = new DataView(this.#bytes.buffer);
  }
}

const SMALLEST_BYTES = 64 * 1024;
/** A buffer that grew past this is given back when it is empty. */
const KEPT_BYTES = 4 * 1024 * 1024;
