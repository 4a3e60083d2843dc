import { ManualClock } from '../../base/clock.ts';
import { GqlError } from '../../base/errors.ts';
import { HOME_GRAPH_NUMBER } from '../../catalog/home.ts';
import type { DatabaseWrite, GraphWrite } from '../../graph/database-store.ts';
import { createGraphStore } from '../columnar-store.ts';
import type { DurableDatabase } from '../durable-database.ts';
import { openDurableDatabase } from '../durable-database.ts';
import type { FaultyFiles } from '../files/faulty-files.ts';
import type { FileSystem } from '../files/file-system.ts';
import { databaseText, stateText } from './database-text.ts';
import { graphText, slotsOf } from './graph-text.ts';

export function openForFaults(files: FileSystem): DurableDatabase {
  const clock = new ManualClock(1_700_000_000_000_000_000n);
  // So small that the workload rotates files and streams transactions.
  return openDurableDatabase('db', { files, clock, maxFileBytes: 2_000, streamUnits: 400 });
}

export function textOfAll({ store }: DurableDatabase): string[] {
  return databaseText(store.catalog, (graph) => store.current(graph));
}

/**
 * What a run of a workload saw: the states it committed, in order, and how far they are safe. What
 * it does is in `sessions`; the database is closed and opened again between them.
 */
export abstract class FaultWorkload {
  readonly states: string[][];
  acknowledged = 0;
  /** The highest id of a node of the home graph that anybody was told. */
  highestId = 0;
  db: DurableDatabase;
  #next = 1;
  /** Of graphs as they are committed, so that none is touched to see what it holds. */
  #texts: ReadonlyMap<number, readonly string[]> = new Map();

  constructor(files: FileSystem) {
    this.db = openForFaults(files);
    this.states = [textOfAll(this.db)];
  }

  /** Undefined where not even the first open came to an end; `failed` sees what is left. */
  static async run(
    make: (files: FileSystem) => FaultWorkload,
    files: FaultyFiles,
    failed: (workload: FaultWorkload) => void,
  ): Promise<FaultWorkload | undefined> {
    let workload: FaultWorkload | undefined;
    try {
      workload = make(files);
      for (const [i, session] of workload.sessions().entries()) {
        if (i > 0) workload.db = openForFaults(files);
        await session();
        workload.close();
      }
    } catch (error) {
      if (!(error instanceof GqlError)) throw error;
      if (workload !== undefined) failed(workload);
    }
    return workload;
  }

  protected abstract sessions(): readonly (() => Promise<void>)[];

  protected commit(change: (write: WatchedWrite) => void): void {
    const write = this.db.store.begin();
    const texts = new Map(this.#texts);
    try {
      const written = watched(write);
      change(written);
      const graphs = [...written.graphs].filter((graph) => write.catalog.graph(graph));
      for (const graph of graphs) texts.set(graph, graphText(write.graph(graph).reader));
      const state = stateText(write.catalog, (graph) => texts.get(graph) ?? EMPTY);
      write.commit();
      this.states.push(state);
      this.#texts = texts;
    } catch (error) {
      // A write that streams may fail; then it is rolled back as a session would.
      if (this.db.store.openWrite === write) write.rollback();
      throw error;
    }
  }

  protected flush(): void {
    this.db.flushSync();
    this.acknowledged = this.states.length - 1;
  }

  protected async flushed(): Promise<void> {
    const count = this.states.length - 1;
    await this.db.flushed();
    this.acknowledged = count;
  }

  /** A failed checkpoint is no reason to stop. */
  protected checkpoint(): void {
    try {
      this.db.checkpoint();
    } catch (error) {
      if (!(error instanceof GqlError) || this.db.poisoned) throw error;
    }
    this.acknowledged = this.states.length - 1;
  }

  protected close(): void {
    this.db.close();
    this.acknowledged = this.states.length - 1;
  }

  protected insert(write: GraphWrite, count: number): void {
    for (let i = 0; i < count; i++) {
      const n = this.#next++;
      const slot = write.insertNode(['A'], [{ name: 'n', value: n }]);
      const isHome = write.reader.graph === HOME_GRAPH_NUMBER;
      if (isHome) this.highestId = Math.max(this.highestId, write.reader.nodeId(slot));
      const text = { name: 'text', value: `node number ${n} `.repeat(3) };
      write.setNodeProperty(slot, text.name, text.value);
      const [source = slot] = slotsOf(write.reader);
      write.insertEdge({
        ...{ labels: ['R'], directed: i % 2 === 0, source, target: slot },
        properties: [text],
      });
    }
  }

  /** Statements of which every second one fails. */
  protected partlyRolledBack(write: WatchedWrite, data: GraphWrite, statements: number): void {
    const start = write.savepoint();
    this.insert(data, statements);
    write.rollbackTo(start);
    for (let i = 0; i < statements; i++) {
      const savepoint = write.savepoint();
      this.insert(data, 2);
      if (i % 2 === 1) write.rollbackTo(savepoint);
    }
    this.insert(data, 1);
  }
}

/** A write that knows which graphs were asked for. */
export type WatchedWrite = Omit<DatabaseWrite, 'commit' | 'rollback' | 'dirty' | 'counts'>;

function watched(write: DatabaseWrite): WatchedWrite & { readonly graphs: ReadonlySet<number> } {
  const graphs = new Set<number>();
  return {
    graphs,
    get catalog() {
      return write.catalog;
    },
    graph: (graph) => {
      graphs.add(graph);
      return write.graph(graph);
    },
    change: (change) => {
      write.change(change);
    },
    savepoint: () => write.savepoint(),
    rollbackTo: (savepoint) => {
      write.rollbackTo(savepoint);
    },
  };
}

const EMPTY = graphText(createGraphStore({ graph: 1 }).current());
