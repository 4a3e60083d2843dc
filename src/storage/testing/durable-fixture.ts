import { ManualClock } from '../../base/clock.ts';
import { openDurableStore } from '../durable-store.ts';
import type { DurableOptions, DurableStore } from '../durable-store.ts';
import type { FileSystem } from '../files/file-system.ts';
import type { MemoryContent } from '../files/memory-files.ts';
import { MemoryFiles } from '../files/memory-files.ts';
import { graphText } from './graph-text.ts';

export const NOW = 1_700_000_000_000_000_000n;
export const FIRST_LOG = 'db/wal/wal_000001.log';
export const CATALOG = 'db/wal/catalog/catalog_000001.log';

export function open(files: FileSystem, options: Partial<DurableOptions> = {}): DurableStore {
  const clock = new ManualClock(NOW);
  // Small files keep the tests quick, since space is taken ahead.
  return openDurableStore('db', { files, clock, graph: 0, maxFileBytes: 20_000, ...options });
}

export function commitNode(db: DurableStore, n: number): void {
  const write = db.store.begin();
  write.insertNode(['A'], [{ name: 'n', value: n }]);
  write.commit();
}

export function commitIndex(db: DurableStore, name: string): void {
  const write = db.store.begin();
  write.createIndex({ name, element: 'node', label: 'A', properties: ['n'], unique: false });
  write.commit();
}

export const nodeCount = (db: DurableStore): number => db.store.current().statistics.nodeCount;
export const textOf = (db: DurableStore): string[] => graphText(db.store.current());

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
