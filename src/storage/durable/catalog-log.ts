import { GqlError } from '../../base/errors.ts';
import { joinPath } from '../files/file-system.ts';
import type { FileSystem, OpenFile } from '../files/file-system.ts';
import { EntryScanner } from '../log/entry-scanner.ts';
import { CATALOG_LOG } from '../log/log-names.ts';

export interface CatalogRepair {
  /** Whether entries with these sequences can be what the log's copies are. */
  readonly isSound: (sequences: readonly bigint[]) => boolean;
  /** What the catalog is now, as entries. */
  readonly entries: () => readonly Uint8Array[];
}

/**
 * The smaller log with a copy of every entry that changes the catalog. It serves readers that want
 * the catalog's history and no recovery, so it is not synced, and what goes wrong with it fails no
 * commit: it is left alone then and made anew by the next open.
 */
export class CatalogLog {
  readonly #files: FileSystem;
  readonly #path: string;
  readonly #directory: string;
  #pending: Uint8Array[] = [];
  #file: OpenFile | undefined;
  #isBroken = false;

  constructor(files: FileSystem, logDirectory: string) {
    this.#files = files;
    this.#path = joinPath(logDirectory, CATALOG_LOG);
    this.#directory = this.#path.slice(0, this.#path.lastIndexOf('/'));
  }

  /** Takes a whole entry, to be written with the next `write`. */
  add(bytes: Uint8Array): void {
    this.#pending.push(bytes);
  }

  write(): void {
    if (this.#pending.length === 0) return;
    const entries = this.#pending;
    this.#pending = [];
    this.#attempt(() => {
      const file = this.#open();
      for (const bytes of entries) file.write(file.size(), bytes);
    });
  }

  /** Makes it anew where it is damaged or does not fit the log: a crash may leave either ahead. */
  repair({ isSound, entries }: CatalogRepair): void {
    this.#attempt(() => {
      const isThere = this.#files.exists(this.#path);
      const sequences = isThere ? this.#sequences() : undefined;
      if (sequences !== undefined && isSound(sequences)) return;
      const bytes = entries();
      if (!isThere && bytes.length === 0) return;
      const file = this.#open();
      file.truncate(0);
      for (const entry of bytes) file.write(file.size(), entry);
    });
  }

  close(): void {
    this.#file?.close();
    this.#file = undefined;
  }

  /** Of its entries, in order; undefined where it is damaged. */
  #sequences(): bigint[] | undefined {
    const file = this.#files.open(this.#path, 'read');
    try {
      const scanner = new EntryScanner(file, 0);
      const found: bigint[] = [];
      for (;;) {
        const scanned = scanner.next();
        if (scanned.kind === 'fault') return undefined;
        if (scanned.kind === 'end') return scanned.offset === file.size() ? found : undefined;
        found.push(scanned.entry.globalSequence);
      }
    } finally {
      file.close();
    }
  }

  #open(): OpenFile {
    if (this.#file === undefined) {
      this.#files.makeDirectory(this.#directory);
      const mode = this.#files.exists(this.#path) ? 'write' : 'create';
      this.#file = this.#files.open(this.#path, mode);
    }
    return this.#file;
  }

  #attempt(action: () => void): void {
    if (this.#isBroken) return;
    try {
      action();
    } catch (error) {
      if (!(error instanceof GqlError)) throw error;
      this.#isBroken = true;
    }
  }
}
