import { crc32 } from '../../base/checksum.ts';
import { GqlError } from '../../base/errors.ts';
import { joinPath } from '../files/file-system.ts';
import type { FileSystem, OpenFile } from '../files/file-system.ts';
import { DATA_DIRECTORY, pageFileName } from './file-names.ts';
import type { PageEncoding, PageImage } from './graph-image.ts';

/** The first bytes of a page file: `GLPAGES`, 0, the version and four bytes of zeros. */
export const PAGE_FILE_HEADER_BYTES = 16;
export const PAGE_FILE_VERSION = 1;

export function pageFileHeader(): Uint8Array {
  const header = new Uint8Array(PAGE_FILE_HEADER_BYTES);
  new TextEncoder().encodeInto('GLPAGES', header);
  new DataView(header.buffer).setUint32(8, PAGE_FILE_VERSION, true);
  return header;
}

/** Writes one page file from front to end, with few and large writes. */
export class PageWriter {
  readonly #files: FileSystem;
  readonly #directory: string;
  readonly #generation: number;
  readonly #file: OpenFile;
  readonly #buffer = new Uint8Array(BUFFER_BYTES);
  #buffered = 0;
  /** Where the buffer's first byte goes. */
  #position = 0;

  constructor(files: FileSystem, directory: string, generation: number) {
    this.#files = files;
    this.#directory = directory;
    this.#generation = generation;
    files.makeDirectory(joinPath(directory, DATA_DIRECTORY));
    this.#file = files.open(joinPath(directory, pageFileName(generation)), 'create');
    this.#put(pageFileHeader());
  }

  /** Appends a page; the bytes may change as soon as this returns. */
  write(encoding: PageEncoding, bytes: Uint8Array): PageImage {
    if (bytes.length === 0) return [this.#generation, 0, 0, 0, encoding];
    // Aligned, so that typed arrays can lie over a file that is mapped or read as a whole.
    const padding = -(this.#position + this.#buffered) & (ALIGNMENT - 1);
    this.#put(ZEROS.subarray(0, padding));
    const offset = this.#position + this.#buffered;
    this.#put(bytes);
    return [this.#generation, offset, bytes.length, crc32(bytes), encoding];
  }

  /** Returns when the file and its name are durable. */
  finish(): void {
    this.#flush();
    this.#file.sync();
    this.#file.close();
    this.#files.syncDirectory(joinPath(this.#directory, DATA_DIRECTORY));
    this.#files.syncDirectory(this.#directory);
  }

  /** Removes what was written, which may be what the disk has no room for. */
  abandon(): void {
    try {
      this.#file.close();
      this.#files.remove(joinPath(this.#directory, pageFileName(this.#generation)));
    } catch (error) {
      // No manifest names the file, so it does no harm, and a later checkpoint removes it.
      if (!(error instanceof GqlError)) throw error;
    }
  }

  #put(bytes: Uint8Array): void {
    if (this.#buffered + bytes.length > BUFFER_BYTES) this.#flush();
    if (bytes.length > BUFFER_BYTES) {
      // In pieces, since hosts refuse to write 2 GiB at once.
      for (let from = 0; from < bytes.length; from += MOST_AT_ONCE) {
        const piece = bytes.subarray(from, from + MOST_AT_ONCE);
        this.#file.write(this.#position, piece);
        this.#position += piece.length;
      }
      return;
    }
    this.#buffer.set(bytes, this.#buffered);
    this.#buffered += bytes.length;
  }

  #flush(): void {
    if (this.#buffered === 0) return;
    this.#file.write(this.#position, this.#buffer.subarray(0, this.#buffered));
    this.#position += this.#buffered;
    this.#buffered = 0;
  }
}

const BUFFER_BYTES = 1 << 20;
const MOST_AT_ONCE = 1 << 30;
const ALIGNMENT = 8;
const ZEROS = new Uint8Array(ALIGNMENT);
