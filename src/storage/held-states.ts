import { invariant } from '../base/assert.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { DatabaseSnapshot } from '../graph/database-store.ts';
import type { GraphReader } from '../graph/reader.ts';
import type { GraphSnapshot } from '../graph/store.ts';
import type { ColumnarStore } from './columnar-store.ts';

/** Where snapshots get the states of graphs. */
export interface StateHolder {
  readonly store: (graph: number) => ColumnarStore;
  readonly released: (snapshot: HeldStates) => void;
}

/** A snapshot: the states of those graphs that it must hold, and of all others the present one. */
export class HeldStates implements DatabaseSnapshot {
  readonly version: number;
  readonly catalog: Catalog;
  readonly #holder: StateHolder;
  readonly #held = new Map<number, GraphSnapshot>();
  /** Graphs that have left the catalog, and that nobody had touched by then. */
  #untouched: Set<number> | undefined;
  #isReleased = false;

  constructor(version: number, catalog: Catalog, holder: StateHolder) {
    this.version = version;
    this.catalog = catalog;
    this.#holder = holder;
  }

  reader(graph: number): GraphReader {
    const held = this.#held.get(graph);
    if (held !== undefined) return held.reader();
    const isThere = this.catalog.graph(graph) !== undefined;
    invariant(isThere, 'the graph is not in the catalog of the snapshot');
    return this.#hold(graph).reader();
  }

  /** Before a graph of the present catalog changes. */
  hold(graph: number): void {
    if (!this.#held.has(graph) && this.#shows(graph)) this.#hold(graph);
  }

  /** When the graph is no longer in the catalog. */
  leave(graph: number, isTouched: boolean): void {
    if (isTouched) this.hold(graph);
    else if (this.#shows(graph)) (this.#untouched ??= new Set()).add(graph);
  }

  settle(): void {
    for (const graph of this.#untouched ?? []) this.hold(graph);
    this.#untouched = undefined;
  }

  release(): void {
    if (this.#isReleased) return;
    this.#isReleased = true;
    this.#holder.released(this);
    for (const held of this.#held.values()) held.release();
    this.#held.clear();
  }

  /** Of a graph that was there until now: it is not a newer one. */
  #shows(graph: number): boolean {
    return graph < this.catalog.nextGraph;
  }

  #hold(graph: number): GraphSnapshot {
    invariant(!this.#isReleased, 'a snapshot is read after its release');
    const held = this.#holder.store(graph).snapshot();
    this.#held.set(graph, held);
    return held;
  }
}
