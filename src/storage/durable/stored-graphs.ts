import { present } from '../../base/assert.ts';
import { GqlError } from '../../base/errors.ts';
import type { IndexInfo } from '../../graph/reader.ts';
import { copyGraphImage } from '../checkpoint/copy-image.ts';
import { pageFileName } from '../checkpoint/file-names.ts';
import type { GraphImage } from '../checkpoint/graph-image.ts';
import { bytesByFile, filesOfManifest } from '../checkpoint/image-files.ts';
import type { Manifest, StoredGraph } from '../checkpoint/manifest-form.ts';
import { PageReader } from '../checkpoint/page-reader.ts';
import { readGraphImage } from '../checkpoint/read-image.ts';
import type { ImageSource } from '../checkpoint/write-image.ts';
import { imageOf, writeGraphImages } from '../checkpoint/write-image.ts';
import type { ColumnarStore } from '../columnar-store.ts';
import { createGraphStore } from '../columnar-store.ts';
import { joinPath } from '../files/file-system.ts';
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
    try {
      this.#pages.openFiles(filesOfManifest(manifest));
    } catch (error) {
      this.#pages.close();
      throw error;
    }
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
   * changed are written, and durable when it returns; others stay where they are.
   */
  write(database: MemoryDatabase, generation: number): StoredGraph[] {
    const graphs = database.catalog
      .graphNumbers()
      .map((number) => this.#next(number, database.touched(number)));
    const moved = this.#graphsToMove(graphs.map(({ kept }) => kept));
    const sources = new Map<number, ImageSource>();
    for (const { stored, kept, changed } of graphs) {
      if (changed !== undefined) sources.set(stored.number, imageOf(changed.current()));
      else if (kept && moved.has(kept)) sources.set(stored.number, this.#copyOf(kept));
    }
    const written = this.#writeAll(sources, generation);
    return graphs
      .map(({ stored, kept }) => withImage(stored, written.get(stored.number) ?? kept))
      .filter(wasEverUsed);
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

  /** What the next checkpoint holds of a graph: the same image, that of a store, or nothing. */
  #next(number: number, store: ColumnarStore | undefined): NextGraph {
    const { image, ...before } = this.#stored.get(number) ?? { number, ...NEVER_USED };
    if (store === undefined) return { stored: before, kept: image };
    const { node, edge } = store.nextIds();
    const stored = { number, nextNodeId: node, nextEdgeId: edge };
    if (store.version === this.#clean.get(store)) return { stored, kept: image };
    return isEmpty(store) ? { stored } : { stored, changed: store };
  }

  /**
   * Images to be copied because a page file, which is as large as all that was ever in it, has
   * little else that is still in use; and because a checkpoint should not need too many of them.
   */
  #graphsToMove(kept: readonly (GraphImage | undefined)[]): ReadonlySet<GraphImage> {
    const images = kept.filter((image) => image !== undefined);
    const used = new Map<number, number>();
    for (const image of images) {
      for (const [file, bytes] of bytesByFile(image)) {
        used.set(file, (used.get(file) ?? 0) + bytes);
      }
    }
    const fullestFirst = [...used].sort(([, left], [, right]) => right - left);
    const isSparse = ([file, bytes]: readonly [number, number], at: number): boolean =>
      at >= MOST_FILES || bytes * 2 + UNUSED_BYTES < this.#sizeOf(file);
    const files = new Set(fullestFirst.filter(isSparse).map(([file]) => file));
    if (files.size === 0) return new Set();
    return new Set(
      images.filter((image) => [...bytesByFile(image).keys()].some((file) => files.has(file))),
    );
  }

  /** 0 where the file is missing: then nothing of it can be copied. */
  #sizeOf(generation: number): number {
    const path = joinPath(this.#directory, pageFileName(generation));
    if (!this.#files.exists(path)) return 0;
    const file = this.#files.open(path, 'read');
    try {
      return file.size();
    } finally {
      file.close();
    }
  }

  /** The image itself where it is damaged, so that others can be written all the same. */
  #copyOf(image: GraphImage): ImageSource {
    return (writer) => {
      try {
        return copyGraphImage(this.#pages, writer, image);
      } catch (error) {
        if (error instanceof GqlError && error.gqlstatus === 'XX001') return image;
        throw error;
      }
    };
  }

  #writeAll(
    sources: ReadonlyMap<number, ImageSource>,
    generation: number,
  ): ReadonlyMap<number, GraphImage> {
    if (sources.size === 0) return new Map();
    try {
      const all = [...sources.values()];
      const images = writeGraphImages(this.#files, this.#directory, generation, all);
      return new Map([...sources.keys()].map((graph, i) => [graph, present(images[i], 'image')]));
    } finally {
      this.#pages.close();
    }
  }
}

/** Of other checkpoints' page files that one needs. */
const MOST_FILES = 64;
/** That a page file may have beside as many as are used; too few to be worth a copy of these. */
const UNUSED_BYTES = 64 * 1024;

interface NextGraph {
  readonly stored: Omit<StoredGraph, 'image'>;
  /** In the files of earlier checkpoints. */
  readonly kept?: GraphImage | undefined;
  readonly changed?: ColumnarStore;
}

function withImage(stored: NextGraph['stored'], image: GraphImage | undefined): StoredGraph {
  return image === undefined ? stored : { ...stored, image };
}

const NEVER_USED = { nextNodeId: 1, nextEdgeId: 1 };

function isEmpty(store: ColumnarStore): boolean {
  const reader = store.current();
  const { nodeCount, edgeCount } = reader.statistics;
  return nodeCount === 0 && edgeCount === 0 && reader.indexes().length === 0;
}

function wasEverUsed({ image, nextNodeId, nextEdgeId }: StoredGraph): boolean {
  return image !== undefined || nextNodeId > 1 || nextEdgeId > 1;
}
