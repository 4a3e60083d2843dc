import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import { GqlError } from '../../src/base/errors.ts';
import { GraphLite } from '../../src/index.ts';
import type { DurableDatabase } from '../../src/storage/durable-database.ts';
import { openDurableDatabase } from '../../src/storage/durable-database.ts';
import { joinPath } from '../../src/storage/files/file-system.ts';
import type { FileSystem, OpenFile } from '../../src/storage/files/file-system.ts';
import { MemoryFiles } from '../../src/storage/files/memory-files.ts';

/** The files of another system with only so much room; what is removed is free again. */
class SmallDisk implements FileSystem {
  readonly #files = new MemoryFiles();
  roomBytes: number;

  constructor(roomBytes: number) {
    this.roomBytes = roomBytes;
  }

  open(path: string, mode: 'read' | 'write' | 'create'): OpenFile {
    const file = this.#files.open(path, mode);
    return {
      path,
      read: (position, into) => file.read(position, into),
      write: (position, bytes) => {
        this.#take(path, Math.max(0, position + bytes.length - file.size()));
        file.write(position, bytes);
      },
      size: () => file.size(),
      truncate: (size) => {
        this.roomBytes += Math.max(0, file.size() - size);
        file.truncate(size);
      },
      sync: () => {
        file.sync();
      },
      syncInBackground: () => file.syncInBackground(),
      close: () => {
        file.close();
      },
    };
  }

  list(directory: string): string[] {
    return this.#files.list(directory);
  }

  exists(path: string): boolean {
    return this.#files.exists(path);
  }

  makeDirectory(path: string): void {
    this.#files.makeDirectory(path);
  }

  rename(from: string, to: string): void {
    this.#files.rename(from, to);
  }

  remove(path: string): void {
    const file = this.#files.open(path, 'read');
    this.roomBytes += file.size();
    file.close();
    this.#files.remove(path);
  }

  syncDirectory(): void {
    this.#files.syncDirectory();
  }

  #take(path: string, bytes: number): void {
    if (bytes > this.roomBytes) {
      throw new GqlError('53100', `cannot write ${path}: no space is left on the disk`);
    }
    this.roomBytes -= bytes;
  }
}

function insert(store: DurableDatabase, count: number): void {
  const write = store.store.begin();
  const home = write.graph(0);
  for (let i = 0; i < count; i++) {
    // All different, so that a checkpoint needs the room for them as well.
    const text = `${home.reader.statistics.nodeCount} `.repeat(500);
    home.insertNode(['N'], [{ name: 'text', value: text }]);
  }
  write.commit();
  store.flushSync();
}

describe('a full disk', () => {
  const open = (files: FileSystem) => openDurableDatabase('db', { files, clock: systemClock });
  const nodes = (store: DurableDatabase) => store.store.current(0).statistics.nodeCount;

  it.each([[1], [30], [600]])('stops commits of %i nodes with 53100 and loses none', (count) => {
    const disk = new SmallDisk(4 * 2 ** 20);
    const store = open(disk);
    let acknowledged = 0;
    let failure: unknown;
    for (let round = 0; failure === undefined && round < 3_000; round++) {
      try {
        insert(store, count);
        acknowledged += count;
      } catch (error) {
        failure = error;
      }
    }
    expect(failure).toMatchObject({ gqlstatus: '53100' });
    expect(acknowledged).toBeGreaterThan(0);
    // Readers go on, with what is durable; writers are told why not.
    expect(nodes(store)).toBe(acknowledged);
    try {
      store.close();
    } catch (error) {
      expect(error).toMatchObject({ gqlstatus: '53100' });
    }
    disk.roomBytes += 2 ** 26;
    const again = open(disk);
    expect(nodes(again)).toBe(acknowledged);
    insert(again, count);
    again.close();
    expect(nodes(open(disk))).toBe(acknowledged + count);
  });

  it('fails a checkpoint with 53100 and leaves the database as usable as before', () => {
    const disk = new SmallDisk(2 ** 26);
    const store = open(disk);
    insert(store, 300);
    disk.roomBytes = 100_000;
    expect(() => {
      store.checkpoint();
    }).toThrow(expect.objectContaining({ gqlstatus: '53100' }));
    insert(store, 1);
    disk.roomBytes = 2 ** 26;
    store.checkpoint();
    expect(nodes(store)).toBe(301);
    store.close();
    expect(nodes(open(disk))).toBe(301);
    expect(disk.list(joinPath('db', 'data'))).toHaveLength(1);
  });
});

describe('a file system that is really full', () => {
  let folder = '';
  let isMounted = false;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'graphlite-full-'));
    const mount = ['-t', 'tmpfs', '-o', 'size=6m', 'graphlite-test', folder];
    // Only root may, and not in every container.
    isMounted = process.getuid?.() === 0 && spawnSync('mount', mount).status === 0;
  });
  afterEach(() => {
    // Lazily: a test that fails leaves files open.
    if (isMounted) spawnSync('umount', ['--lazy', folder]);
    rmSync(folder, { recursive: true, force: true });
  });

  it('stops commits with 53100, and the database goes on when there is room', async (context) => {
    if (!isMounted) context.skip('needs the right to mount a small file system');
    const directory = join(folder, 'db');
    const ballast = join(folder, 'ballast');
    mkdirSync(directory);
    writeFileSync(ballast, new Uint8Array(3 * 2 ** 20));
    const db = await GraphLite.open(directory);
    const text = 'some more of the disk '.repeat(1_000);
    let acknowledged = 0;
    let failure: unknown;
    while (failure === undefined && acknowledged < 1_000) {
      try {
        await db.query('INSERT (:N {text: $text})', { text });
        acknowledged++;
      } catch (error) {
        failure = error;
      }
    }
    expect(failure).toMatchObject({ gqlstatus: '53100' });
    expect(db.stats().nodes).toBe(acknowledged);
    await db.close().catch(() => undefined);
    rmSync(ballast);
    const again = await GraphLite.open(directory);
    expect(again.stats().nodes).toBe(acknowledged);
    await again.query('INSERT (:N)');
    expect(again.stats().nodes).toBe(acknowledged + 1);
    await again.close().catch(() => undefined);
  });
});
