import {
  closeSync,
  existsSync,
  fdatasync,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  readdirSync,
  renameSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { attempt, codeOf, fileFailure } from './disk-failure.ts';
import type { FileSystem, OpenFile } from './file-system.ts';

/** The disk, through Node. */
export const diskFiles: FileSystem = {
  open(path, mode) {
    const flags = { read: 'r', write: 'r+', create: 'wx+' }[mode];
    return new DiskFile(
      path,
      attempt(`open ${path}`, () => openSync(path, flags)),
    );
  },
  list(directory) {
    return attempt(`list ${directory}`, () => {
      try {
        return readdirSync(directory).sort();
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return [];
        throw error;
      }
    });
  },
  exists: (path) => existsSync(path),
  makeDirectory(path) {
    attempt(`make the directory ${path}`, () => mkdirSync(path, { recursive: true }));
  },
  rename(from, to) {
    attempt(`rename ${from}`, () => {
      renameSync(from, to);
    });
  },
  remove(path) {
    attempt(`remove ${path}`, () => {
      unlinkSync(path);
    });
  },
  syncDirectory(path) {
    // Windows cannot open a directory; there the file system keeps the order by itself.
    if (process.platform === 'win32') return;
    attempt(`sync the directory ${path}`, () => {
      const descriptor = openSync(path, 'r');
      try {
        fsyncSync(descriptor);
      } finally {
        closeSync(descriptor);
      }
    });
  },
};

class DiskFile implements OpenFile {
  readonly path: string;
  #descriptor: number;

  constructor(path: string, descriptor: number) {
    this.path = path;
    this.#descriptor = descriptor;
  }

  read(position: number, into: Uint8Array): number {
    return attempt(`read ${this.path}`, () => {
      let done = 0;
      while (done < into.length) {
        const length = into.length - done;
        const count = readSync(this.#descriptor, into, done, length, position + done);
        if (count === 0) break;
        done += count;
      }
      return done;
    });
  }

  write(position: number, bytes: Uint8Array): void {
    attempt(`write ${this.path}`, () => {
      let done = 0;
      while (done < bytes.length) {
        const length = bytes.length - done;
        done += writeSync(this.#descriptor, bytes, done, length, position + done);
      }
    });
  }

  size(): number {
    return attempt(`look at ${this.path}`, () => fstatSync(this.#descriptor).size);
  }

  truncate(size: number): void {
    attempt(`cut ${this.path}`, () => {
      ftruncateSync(this.#descriptor, size);
    });
  }

  sync(): void {
    attempt(`sync ${this.path}`, () => {
      fdatasyncSync(this.#descriptor);
    });
  }

  syncInBackground(): Promise<void> {
    return new Promise((resolve, reject) => {
      fdatasync(this.#descriptor, (error) => {
        if (error === null) resolve();
        else reject(fileFailure(`sync ${this.path}`, error));
      });
    });
  }

  close(): void {
    if (this.#descriptor < 0) return;
    const descriptor = this.#descriptor;
    this.#descriptor = -1;
    attempt(`close ${this.path}`, () => {
      closeSync(descriptor);
    });
  }
}
