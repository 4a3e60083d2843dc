import type { IndexInfo } from '../../graph/reader.ts';
import { filesOfManifest } from '../checkpoint/image-files.ts';
import type { Manifest, StoredGraph } from '../checkpoint/manifest-form.ts';
import { PageReader } from '../checkpoint/page-reader.ts';
import { readGraphImage } from '../checkpoint/read-image.ts';
import { writeGraphImages } from '../checkpoint/write-image.ts';
import type { ColumnarStore } from '../columnar-store.ts';
import { createGraphStore } from '../columnar-store.ts';
import type { FileSystem } from '../files/file-system.ts';
import type { MemoryDatabase } from '../memory-database.ts';

/**
 * The graphs as the newest checkpoint holds them: they are loaded from it one by one, and written
 * to the next where they have changed since.
 */
export class StoredGraphs {
  readonly #files: FileSystem;
  readonly #directory: string;
  readonly #pages: PageReader;
  /** Whether page files stay open, since another process may remove them. */
  #keepsFiles = false;
  #stored: ReadonlyMap<number, StoredGraph> = new Map();
  /** Versions of stores that are as the checkpoint has them. */
  #clean = new WeakMap<ColumnarStore, number>();

  constructor(files: FileSystem, directory: string, manifest: Manifest | undefined) {
    this.#files = files;
    this.#directory = directory;
    this.#pages = new PageReader(files, directory);
    if (manifest !== undefined) this.#follow(manifest);
  }

  /** Opens the files that graphs may be loaded from, for reading beside another process. */
  openFiles(manifest: Manifest): void {
    this.#keepsFiles = true;
    this.#pages.openFiles(filesOfManifest(manifest));
  }

  /** The graph of the checkpoint; an empty one where that has none. */
  load(graph: number): ColumnarStore {
    const store = createGraphStore({ graph });
    const stored = this.#stored.get(graph);
    if (stored !== undefined) this.#loadInto(store, stored);
    this.#clean.set(store, store.version);
    return store;
  }

  /** Of a graph that was not loaded. */
  indexes(graph: number): readonly Omit<IndexInfo, 'id'>[] {
    return this.#stored.get(graph)?.image?.indexes ?? [];
  }

  /** Whether all ids that were given are in the checkpoint. */
  hasIdsOf(database: MemoryDatabase): boolean {
    return [...database.touchedGraphs()].every(([graph, store]) => {
      const { nextNodeId, nextEdgeId } = this.#stored.get(graph) ?? NEVER_USED;
      const { node, edge } = store.nextIds();
      return node === nextNodeId && edge === nextEdgeId;
    });
  }

  /**
   * What the manifest of that generation is to say of the graphs of the catalog. Those that have
   * changed are written, and durable when it returns.
   */
  write(database: MemoryDatabase, generation: number): StoredGraph[] {
    const graphs = database.catalog.graphNumbers();
    const changed = graphs.flatMap((graph) => {
      const store = database.touched(graph);
      const isChanged = store !== undefined && store.version !== this.#clean.get(store);
      return isChanged && !isEmpty(store) ? [{ graph, store }] : [];
    });
    const written = this.#writeAll(changed, generation);
    return graphs.flatMap((graph) => {
      const store = database.touched(graph);
      const before = this.#stored.get(graph);
      if (store === undefined) return before === undefined ? [] : [before];
      const isClean = store.version === this.#clean.get(store);
      const image = isClean ? before?.image : written.get(graph);
      const { node, edge } = store.nextIds();
      if (image === undefined && node === 1 && edge === 1) return [];
      const ids = { nextNodeId: node, nextEdgeId: edge };
      return [{ number: graph, ...ids, ...(image && { image }) }];
    });
  }

  /** The manifest is the newest one now, and says what the graphs of the database are. */
  written(database: MemoryDatabase, manifest: Manifest): void {
    this.#follow(manifest);
    for (const [, store] of database.touchedGraphs()) this.#clean.set(store, store.version);
  }

  close(): void {
    this.#pages.close();
  }

  #follow({ graphs }: Manifest): void {
    this.#stored = new Map(graphs.map((stored) => [stored.number, stored]));
  }

  #loadInto(store: ColumnarStore, { image, nextNodeId, nextEdgeId }: StoredGraph): void {
    if (image !== undefined) {
      const write = store.begin();
      try {
        readGraphImage(this.#pages, image, write);
      } finally {
        if (!this.#keepsFiles) this.#pages.close();
      }
      write.commit();
    }
    store.raiseIds({ node: nextNodeId, edge: nextEdgeId });
  }

  #writeAll(
    changed: readonly { readonly graph: number; readonly store: ColumnarStore }[],
    generation: number,
  ): ReadonlyMap<number, NonNullable<StoredGraph['image']>> {
    if (changed.length === 0) return new Map();
    const readers = changed.map(({ store }) => store.current());
    const images = writeGraphImages(this.#files, this.#directory, generation, readers);
    return new Map(images.map((image, i) => [changed[i]?.graph ?? -1, image]));
  }
}

const NEVER_USED = { nextNodeId: 1, nextEdgeId: 1 };

function isEmpty(store: ColumnarStore): boolean {
  const reader = store.current();
  const { nodeCount, edgeCount } = reader.statistics;
  return nodeCount === 0 && edgeCount === 0 && reader.indexes().length === 0;
}
