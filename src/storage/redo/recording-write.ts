import { present } from '../../base/assert.ts';
import type { CatalogChange } from '../../catalog/catalog-change.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import type { DatabaseWrite, GraphWrite } from '../../graph/database-store.ts';
import type { ChangeCounts } from '../../graph/store.ts';
import type { JsonForm } from '../../values/json-form.ts';
import type { Operation } from '../log/entry.ts';
import { RecordingGraph } from './recording-graph.ts';
import type { RecordingGraphHost } from './recording-graph.ts';
import type { RedoBuffer } from './redo-buffer.ts';

/** What a durable database lends to its writer. */
export interface RecordingHost extends RecordingGraphHost {
  /** Makes the changes committed and their redo a part of the log. */
  readonly commit: (write: DatabaseWrite, redo: RedoBuffer) => void;
  readonly rollback: (write: DatabaseWrite, redo: RedoBuffer) => void;
}

/** The open write of a durable database: what is done in memory is recorded as well. */
export class RecordingWrite implements DatabaseWrite {
  readonly #host: RecordingHost;
  readonly #write: DatabaseWrite;
  readonly #redo: RedoBuffer;
  readonly #graphs = new Map<number, RecordingGraph>();
  /** By savepoint: positions in the redo, and the numbers that the next graph was to get. */
  readonly #marks: { readonly position: number; readonly nextGraph: number }[] = [];
  /** Whether graphs may have got numbers that no op names. */
  #hasSkippedGraphs = false;

  constructor(write: DatabaseWrite, redo: RedoBuffer, host: RecordingHost) {
    this.#write = write;
    this.#redo = redo;
    this.#host = host;
  }

  get catalog(): Catalog {
    return this.#write.catalog;
  }

  get dirty(): boolean {
    return this.#write.dirty;
  }

  get counts(): ChangeCounts {
    return this.#write.counts;
  }

  graph(graph: number): GraphWrite {
    let recording = this.#graphs.get(graph);
    if (recording === undefined) {
      const write = this.#write.graph(graph);
      recording = new RecordingGraph(graph, write, this.#redo, this.#host);
      this.#graphs.set(graph, recording);
    }
    return recording;
  }

  change(change: CatalogChange): void {
    this.#write.change(change);
    this.#redo.add(operationOf(change), catalogOp(change));
  }

  savepoint(): number {
    const savepoint = this.#write.savepoint();
    // The store gives a savepoint again when nothing has changed since.
    const { nextGraph } = this.catalog;
    this.#marks[savepoint] ??= { position: this.#redo.mark(), nextGraph };
    return savepoint;
  }

  rollbackTo(savepoint: number): void {
    this.#write.rollbackTo(savepoint);
    for (const graph of this.#graphs.values()) graph.hasSkippedIds = true;
    const mark = present(this.#marks[savepoint], 'the savepoint');
    if (this.catalog.nextGraph > mark.nextGraph) this.#hasSkippedGraphs = true;
    this.#marks.length = savepoint + 1;
    this.#redo.rollbackTo(mark.position);
  }

  commit(): void {
    if (this.dirty) this.#recordSkipped();
    this.#host.commit(this.#write, this.#redo);
  }

  rollback(): void {
    this.#host.rollback(this.#write, this.#redo);
  }

  #recordSkipped(): void {
    const { catalog } = this;
    for (const [number, graph] of this.#graphs) {
      if (graph.hasSkippedIds && catalog.graph(number) !== undefined) graph.recordSkippedIds();
    }
    if (!this.#hasSkippedGraphs) return;
    const op: JsonForm = ['K', catalog.nextGraph];
    this.#redo.add('other', JSON.stringify(op));
  }
}

/** The text of an op. */
export function catalogOp(change: CatalogChange): string {
  return `["k",${JSON.stringify(change)}]`;
}

/** The log has types of their own for graphs that come and go, and none for anything else. */
export function operationOf(change: CatalogChange): Operation {
  if (change.change === 'put' && change.object.kind === 'graph') return 'createGraph';
  return change.change === 'remove' && change.kind === 'graph' ? 'dropGraph' : 'other';
}
