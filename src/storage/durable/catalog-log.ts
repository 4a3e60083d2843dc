import { GqlError } from '../../base/errors.ts';
import { joinPath } from '../files/file-system.ts';
import type { FileSystem, OpenFile } from '../files/file-system.ts';
import { EntryScanner } from '../log/entry-scanner.ts';
import { CATALOG_LOG } from '../log/log-names.ts';

export interface CatalogRepair {
  /** Whether entries with these sequences can be what the log's copies are. */
  readonly isSound: (sequences: readonly bigint[]) => boolean;
  /** What the catalog is now, with all that was committed, as entries. */
  readonly entries: () => readonly Uint8Array[];
}

/**
 * The smaller log with a copy of every entry that changes the catalog. It serves readers that want
 * the catalog's history and no recovery, so it is not synced, and what goes wrong with it fails no
 * commit: it is left alone then and made anew by a later process.
 */
export class CatalogLog {
  readonly #files: FileSystem;
  readonly #path: string;
  readonly #directory: string;
  #pending: Uint8Array[] = [];
  #file: OpenFile | undefined;
  readonly #repair: CatalogRepair;
  #isSound = false;
  #isBroken = false;

  constructor(files: FileSystem, logDirectory: string, repair: CatalogRepair) {
    this.#files = files;
    this.#repair = repair;
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
      // What is made anew has them all.
      if (!this.#isSound && this.#mend()) return;
      const file = this.#open();
      for (const bytes of entries) file.write(file.size(), bytes);
    });
  }

  /**
   * Sees to it that there is a log. Reading it through takes its time, so that waits for the next
   * `write` unless a crash may have left it ahead of the log or behind it.
   */
  start(afterCrash: boolean): void {
    this.#attempt(() => {
      if (afterCrash || !this.#files.exists(this.#path)) this.#mend();
    });
  }

  close(): void {
    this.#file?.close();
    this.#file = undefined;
  }

  /** Makes it anew where it is damaged or does not fit the log; whether it had to. */
  #mend(): boolean {
    this.#isSound = true;
    const isThere = this.#files.exists(this.#path);
    const sequences = isThere ? this.#sequences() : undefined;
    if (sequences !== undefined && this.#repair.isSound(sequences)) return false;
    const bytes = this.#repair.entries();
    if (!isThere && bytes.length === 0) return false;
    const file = this.#open();
    file.truncate(0);
    for (const entry of bytes) file.write(file.size(), entry);
    return true;
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
