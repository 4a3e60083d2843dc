import { GqlError } from '../../base/errors.ts';
import type { FileSystem, OpenFile } from './file-system.ts';

/** What one file of a memory file system holds. */
export class MemoryContent {
  #bytes = new Uint8Array(1 << 10);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  read(position: number, into: Uint8Array): number {
    const end = Math.min(this.#size, position + into.length);
    if (end <= position) return 0;
    into.set(this.#bytes.subarray(position, end));
    return end - position;
  }

  write(position: number, bytes: Uint8Array): void {
    this.#reserve(position + bytes.length);
    this.#bytes.set(bytes, position);
    this.#size = Math.max(this.#size, position + bytes.length);
  }

  truncate(size: number): void {
    this.#reserve(size);
    if (size < this.#size) this.#bytes.fill(0, size, this.#size);
    this.#size = size;
  }

  copy(): Uint8Array {
    return this.#bytes.slice(0, this.#size);
  }

  #reserve(size: number): void {
    if (size <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(size, this.#bytes.length * 2));
    larger.set(this.#bytes.subarray(0, this.#size));
    this.#bytes = larger;
  }
}

/** Files in memory, for tests and for databases that need a log but no disk. */
export class MemoryFiles implements FileSystem {
  readonly files = new Map<string, MemoryContent>();
  readonly directories = new Set<string>();

  open(path: string, mode: 'read' | 'write' | 'create'): OpenFile {
    const known = this.files.get(path);
    if (mode === 'create') {
      if (known !== undefined) throw failure(`cannot create ${path}: it exists`);
      const content = new MemoryContent();
      this.files.set(path, content);
      return new MemoryFile(path, content);
    }
    if (known === undefined) throw failure(`cannot open ${path}: there is no such file`);
    return new MemoryFile(path, known);
  }

  list(directory: string): string[] {
    const prefix = `${directory}/`;
    const names = new Set<string>();
    for (const path of [...this.files.keys(), ...this.directories]) {
      if (path.startsWith(prefix)) names.add(path.slice(prefix.length).split('/')[0] ?? '');
    }
    return [...names].sort();
  }

  exists(path: string): boolean {
    return this.files.has(path) || this.directories.has(path);
  }

  makeDirectory(path: string): void {
    const parts = path.split('/');
    for (let i = 1; i <= parts.length; i++) this.directories.add(parts.slice(0, i).join('/'));
  }

  rename(from: string, to: string): void {
    const content = this.files.get(from);
    if (content === undefined) throw failure(`cannot rename ${from}: there is no such file`);
    this.files.delete(from);
    this.files.set(to, content);
  }

  remove(path: string): void {
    if (!this.files.delete(path)) throw failure(`cannot remove ${path}: there is no such file`);
  }

  syncDirectory(): void {
    // Memory is as durable as it gets.
  }
}

class MemoryFile implements OpenFile {
  readonly path: string;
  readonly #content: MemoryContent;

  constructor(path: string, content: MemoryContent) {
    this.path = path;
    this.#content = content;
  }

  read(position: number, into: Uint8Array): number {
    return this.#content.read(position, into);
  }

  write(position: number, bytes: Uint8Array): void {
    this.#content.write(position, bytes);
  }

  size(): number {
    return this.#content.size;
  }

  truncate(size: number): void {
    this.#content.truncate(size);
  }

  sync(): void {
    // Memory is as durable as it gets.
  }

  syncInBackground(): Promise<void> {
    return Promise.resolve();
  }

  close(): void {
    // Nothing is held open.
  }
}

function failure(message: string): GqlError {
  return new GqlError('58030', message);
}
