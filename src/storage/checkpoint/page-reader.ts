import { crc32 } from '../../base/checksum.ts';
import { joinPath } from '../files/file-system.ts';
import type { FileSystem, OpenFile } from '../files/file-system.ts';
import { damage } from './damage.ts';
import { pageFileName } from './file-names.ts';
import type { PageImage } from './graph-image.ts';
import { PAGE_FILE_HEADER_BYTES, pageFileHeader } from './page-writer.ts';

/** What a page holds, in the words of an error: table and column. */
export type PagePurpose = string;

/**
 * Reads and checks pages of any of the page files of a database. A file stays open until `close`,
 * and can be read as long even where another process removes it.
 */
export class PageReader {
  readonly #files: FileSystem;
  readonly #directory: string;
  readonly #open = new Map<number, OpenFile>();

  constructor(files: FileSystem, directory: string) {
    this.#files = files;
    this.#directory = directory;
  }

  /** Fills `into`, which must be as long as the page. */
  readInto(page: PageImage, into: Uint8Array, purpose: PagePurpose): void {
    const [generation, offset, bytes, checksum] = page;
    if (into.length !== bytes) {
      throw this.fault(page, `${purpose}: the page has ${bytes} bytes, not ${into.length}`);
    }
    if (bytes === 0) return;
    const read = this.#file(generation).read(offset, into);
    if (read < bytes) throw this.fault(page, `${purpose}: the file ends within the page`);
    if (crc32(into) !== checksum) throw this.fault(page, `${purpose}: the checksum is wrong`);
  }

  read(page: PageImage, purpose: PagePurpose): Uint8Array {
    const bytes = new Uint8Array(page[2]);
    this.readInto(page, bytes, purpose);
    return bytes;
  }

  openFiles(generations: readonly number[]): void {
    for (const generation of generations) this.#file(generation);
  }

  fault([generation, offset]: PageImage, message: string): Error {
    return damage(message, this.#path(generation), offset);
  }

  close(): void {
    for (const file of this.#open.values()) file.close();
    this.#open.clear();
  }

  #file(generation: number): OpenFile {
    let file = this.#open.get(generation);
    if (file === undefined) {
      const path = this.#path(generation);
      if (!this.#files.exists(path)) throw damage('the file is missing', path);
      file = this.#files.open(path, 'read');
      this.#open.set(generation, file);
      const header = new Uint8Array(PAGE_FILE_HEADER_BYTES);
      file.read(0, header);
      if (pageFileHeader().some((byte, i) => byte !== header[i])) {
        throw damage('this is not a page file of GraphLite', path, 0);
      }
    }
    return file;
  }

  #path(generation: number): string {
    return joinPath(this.#directory, pageFileName(generation));
  }
}
