import { invalidReference } from '../base/errors.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { DatabaseStore } from '../graph/database-store.ts';
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

/** Of the transaction, which moves on with its own changes, or of what is committed now. */
export function viewOf(store: DatabaseStore, open: SessionTransaction | undefined): View {
  return open === undefined ? committedView(store) : transactionView(open);
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

function transactionView(open: SessionTransaction): View {
  return {
    get catalog() {
      return open.catalog;
    },
    readerOf: (graph) => {
      open.requireActive();
      if (open.catalog.graph(graph) !== undefined) return open.reader(graph);
      throw invalidReference('the transaction no longer has a graph that it was still reading');
    },
    isUnchanged: () => false,
    release: () => undefined,
  };
}
