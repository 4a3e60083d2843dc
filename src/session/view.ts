import { invalidReference } from '../base/errors.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { DatabaseStore, DatabaseWrite, GraphWrite } from '../graph/database-store.ts';
import type { GraphReader } from '../graph/reader.ts';
import type { SessionTransaction } from './session-transaction.ts';

/** A state of the database: its catalog and the graphs that are in it. */
export interface ReadState {
  readonly catalog: Catalog;
  readonly readerOf: (graph: number) => GraphReader;
}

/** What a session reads, held over turns of the host. */
export interface View extends ReadState {
  /** Whether the state of the graph is still the flat one that compiled code may go on with. */
  isUnchanged(graph: number): boolean;
  release(): void;
}

/** What an open write has made of it so far. */
export class WrittenState implements ReadState {
  readonly #write: DatabaseWrite;

  constructor(write: DatabaseWrite) {
    this.#write = write;
  }

  get catalog(): Catalog {
    return this.#write.catalog;
  }

  readonly readerOf = (graph: number): GraphReader => this.#write.graph(graph).reader;
  readonly writerOf = (graph: number): GraphWrite => this.#write.graph(graph);
}

/** Of the transaction, which moves on with its own changes, or of what is committed now. */
export function viewOf(store: DatabaseStore, open: SessionTransaction | undefined): View {
  return open === undefined ? committedView(store) : new TransactionView(open);
}

function committedView(store: DatabaseStore): View {
  const snapshot = store.snapshot();
  return {
    catalog: snapshot.catalog,
    readerOf: (graph) => snapshot.reader(graph),
    // A snapshot gives the flat reader only while it shows what the snapshot does.
    isUnchanged: (graph) => snapshot.reader(graph).raw !== undefined,
    release: () => {
      snapshot.release();
    },
  };
}

class TransactionView implements View {
  readonly #open: SessionTransaction;

  constructor(open: SessionTransaction) {
    this.#open = open;
  }

  get catalog(): Catalog {
    return this.#open.catalog;
  }

  readonly readerOf = (graph: number): GraphReader => {
    this.#open.requireActive();
    if (this.#open.catalog.graph(graph) !== undefined) return this.#open.reader(graph);
    throw invalidReference('the transaction no longer has a graph that it was still reading');
  };

  isUnchanged(): boolean {
    return false;
  }

  release(): void {
    // The transaction holds what it reads.
  }
}
