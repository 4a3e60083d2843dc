import { invariant, present } from '../base/assert.ts';
import type { CatalogChange } from '../catalog/catalog-change.ts';
import type { CatalogPath } from '../catalog/catalog-path.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { GraphEntry, SchemaObject } from '../catalog/entries.ts';
import type { DatabaseWrite, GraphWrite } from '../graph/database-store.ts';
import type { ChangeCounts, WriteTransaction } from '../graph/store.ts';
import { noChanges } from './write-transaction.ts';

/** What the database lends to its writer. */
export interface MemoryWriteHost {
  readonly open: (graph: number) => WriteTransaction;
  readonly end: (ended: EndedWrite) => void;
}

export interface EndedWrite {
  /** As the write has left it; also where it was rolled back. */
  readonly catalog: Catalog;
  /** Whether it was committed and has changed anything. */
  readonly isCommitted: boolean;
  /** Graphs that may no longer be in the catalog or may never have come there. */
  readonly left: Iterable<number>;
}

interface OpenGraph {
  readonly graph: number;
  readonly write: WriteTransaction;
  readonly start: number;
}

interface Savepoint {
  readonly catalog: Catalog;
  readonly catalogChanges: number;
  /** Of the graphs in the order in which they were opened. */
  readonly graphs: readonly number[];
}

/** The open write of a database in memory: one of the catalog, and one of each graph touched. */
export class MemoryWrite implements DatabaseWrite {
  readonly #host: MemoryWriteHost;
  readonly #committed: Catalog;
  readonly #open: OpenGraph[] = [];
  readonly #left = new Set<number>();
  readonly #savepoints: Savepoint[] = [];
  #catalog: Catalog;
  /** Since `begin`, less what was rolled back. */
  #catalogChanges = 0;

  constructor(catalog: Catalog, host: MemoryWriteHost) {
    this.#host = host;
    this.#committed = catalog;
    this.#catalog = catalog;
  }

  get catalog(): Catalog {
    return this.#catalog;
  }

  get dirty(): boolean {
    return this.#catalogChanges > 0 || this.#open.some(({ write }) => write.dirty);
  }

  get counts(): ChangeCounts {
    const [first, ...others] = this.#open;
    if (first === undefined) return noChanges();
    return others.reduce((sum, { write }) => added(sum, write.counts), first.write.counts);
  }

  /** Graphs whose data are being changed. */
  written(): number[] {
    return this.#open.map(({ graph }) => graph);
  }

  graph(graph: number): GraphWrite {
    for (const open of this.#open) if (open.graph === graph) return open.write;
    invariant(this.#catalog.graph(graph) !== undefined, 'the graph is not in the catalog');
    const write = this.#host.open(graph);
    this.#open.push({ graph, write, start: write.savepoint() });
    return write;
  }

  change(change: CatalogChange): void {
    const before = this.#catalog;
    if (change.change === 'put') this.#requireNumber(change.path, change.object);
    this.#catalog = before.apply(change);
    this.#catalogChanges++;
    for (const graph of graphsLeaving(change, before)) this.#left.add(graph);
  }

  savepoint(): number {
    const graphs = this.#open.map(({ write }) => write.savepoint());
    const last = this.#savepoints.length - 1;
    // Statements that change nothing would pile up savepoints otherwise.
    if (last >= 0 && this.#isAt(this.#savepoints[last] as Savepoint, graphs)) return last;
    const { catalog } = this;
    return this.#savepoints.push({ catalog, catalogChanges: this.#catalogChanges, graphs }) - 1;
  }

  rollbackTo(savepoint: number): void {
    const mark = present(this.#savepoints[savepoint], 'the savepoint');
    this.#savepoints.length = savepoint + 1;
    // Numbers that were given since must not be given again.
    this.#catalog = mark.catalog.raiseNextGraph(this.#catalog.nextGraph);
    this.#catalogChanges = mark.catalogChanges;
    for (const [i, { write, start }] of this.#open.entries()) {
      write.rollbackTo(mark.graphs[i] ?? start);
    }
  }

  commit(): void {
    const isCommitted = this.dirty;
    for (const { write } of this.#open) write.commit();
    this.#end(isCommitted);
  }

  rollback(): void {
    for (const { write } of this.#open) write.rollback();
    this.#end(false);
  }

  #end(isCommitted: boolean): void {
    const catalog = this.#catalog;
    const isChanged = catalog !== this.#committed;
    const left = isChanged ? new Set([...this.#left, ...this.written()]) : [];
    this.#host.end({ catalog, isCommitted, left });
  }

  #isAt({ catalogChanges, graphs }: Savepoint, now: readonly number[]): boolean {
    return (
      catalogChanges === this.#catalogChanges &&
      graphs.length === now.length &&
      now.every((savepoint, i) => savepoint === graphs[i])
    );
  }

  /** A number is that of one graph for ever, wherever it lies: only new ones are free. */
  #requireNumber(path: CatalogPath, object: SchemaObject): void {
    if (object.kind !== 'graph') return;
    const { number } = object;
    const place = this.#catalog.graph(number);
    const isHere = place !== undefined && samePath(place.path, path);
    const isFree = place === undefined && (this.#isNew(number) || this.#left.has(number));
    invariant(isHere || isFree, 'a graph gets a number that another one has or had');
  }

  #isNew(number: number): boolean {
    return number >= this.#catalog.nextGraph;
  }
}

function samePath(left: CatalogPath, right: CatalogPath): boolean {
  return left.length === right.length && left.every((name, i) => name === right[i]);
}

/** Graphs that the change takes from their place. */
function graphsLeaving(change: CatalogChange, before: Catalog): number[] {
  switch (change.change) {
    case 'put':
      return change.object.kind === 'graph' ? numbersOf([before.find('graph', change.path)]) : [];
    case 'remove':
      return change.kind === 'graph' ? numbersOf([before.find('graph', change.path)]) : [];
    case 'removeSchema': {
      const entries = before.schema(change.path)?.objects.graph.entries() ?? [];
      return numbersOf(entries.map(([, object]) => object as GraphEntry));
    }
    case 'putSchema':
    case 'putPrincipal':
    case 'removePrincipal':
      return [];
  }
}

function numbersOf(graphs: readonly (GraphEntry | undefined)[]): number[] {
  return graphs.flatMap((graph) => (graph === undefined ? [] : [graph.number]));
}

function added(left: ChangeCounts, right: ChangeCounts): ChangeCounts {
  const sum = { ...left };
  for (const key of Object.keys(right) as (keyof ChangeCounts)[]) sum[key] += right[key];
  return sum;
}
