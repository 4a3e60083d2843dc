import { ManualClock } from '../../base/clock.ts';
import type { GraphReader } from '../../graph/reader.ts';
import type { DurableDatabase, DurableOptions } from '../durable-database.ts';
import { openDurableDatabase } from '../durable-database.ts';
import type { FileSystem } from '../files/file-system.ts';
import type { MemoryContent } from '../files/memory-files.ts';
import { MemoryFiles } from '../files/memory-files.ts';
import { graphText } from './graph-text.ts';

export const NOW = 1_700_000_000_000_000_000n;
export const FIRST_LOG = 'db/wal/wal_000001.log';
export const CATALOG = 'db/wal/catalog/catalog_000001.log';

export function open(files: FileSystem, options: Partial<DurableOptions> = {}): DurableDatabase {
  const clock = new ManualClock(NOW);
  // Small files keep the tests quick, since space is taken ahead.
  return openDurableDatabase('db', { files, clock, maxFileBytes: 20_000, ...options });
}

export function commitNode(db: DurableDatabase, n: number): void {
  const write = db.store.begin();
  write.graph(0).insertNode(['A'], [{ name: 'n', value: n }]);
  write.commit();
}

export function commitIndex(db: DurableDatabase, name: string): void {
  const write = db.store.begin();
  write
    .graph(0)
    .createIndex({ name, element: 'node', label: 'A', properties: ['n'], unique: false });
  write.commit();
}

export const homeOf = (db: DurableDatabase): GraphReader => db.store.current(0);
export const nodeCount = (db: DurableDatabase): number => homeOf(db).statistics.nodeCount;
export const textOf = (db: DurableDatabase): string[] => graphText(homeOf(db));

/** Takes the id, and gives it back with nobody knowing. */
export function nextNodeId(db: DurableDatabase): number {
  const write = db.store.begin();
  const home = write.graph(0);
  const id = home.reader.nodeId(home.insertNode([], []));
  write.rollback();
  return id;
}

export function contentOf(files: MemoryFiles, path: string): MemoryContent {
  const content = files.files.get(path);
  if (content === undefined) throw new Error(`there is no ${path}`);
  return content;
}

export function copyOf(files: MemoryFiles): Map<string, Uint8Array> {
  return new Map([...files.files].map(([path, content]) => [path, content.copy()]));
}

export function filesWith(contents: ReadonlyMap<string, Uint8Array>): MemoryFiles {
  const files = new MemoryFiles();
  for (const [path, bytes] of contents) {
    files.makeDirectory(path.slice(0, path.lastIndexOf('/')));
    files.open(path, 'create').write(0, bytes);
  }
  return files;
}
