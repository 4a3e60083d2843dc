import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../base/clock.ts';
import { GqlError } from '../../base/errors.ts';
import type { Random } from '../../base/random.ts';
import { seededRandom } from '../../base/random.ts';
import type { DatabaseStore, DatabaseWrite } from '../../graph/database-store.ts';
import type { DurableDatabase } from '../durable-database.ts';
import { openDurableDatabase } from '../durable-database.ts';
import { MemoryFiles } from '../files/memory-files.ts';
import { createMemoryDatabase } from '../memory-database.ts';
import { databaseText } from '../testing/database-text.ts';
import { randomCatalogChanges } from '../testing/random-catalog.ts';
import { RandomChanges } from '../testing/random-changes.ts';

/**
 * The same random operations on a durable database and on a plain one, which never stops. The
 * durable one is closed, killed, checkpointed and opened again in between, and must stay the same.
 */
class Run {
  readonly #random: Random;
  readonly #changes: RandomChanges;
  readonly #files = new MemoryFiles();
  readonly #clock = new ManualClock(1n);
  readonly #plain = createMemoryDatabase();
  readonly #streamUnits: number;
  readonly #catalogShare: number;
  #durable: DurableDatabase;

  constructor(seed: number) {
    this.#random = seededRandom(seed);
    this.#changes = new RandomChanges(this.#random);
    this.#streamUnits = [1, 300, 3_000, 1_000_000][seed % 4] ?? 0;
    this.#catalogShare = [0, 0.1, 0.3][seed % 3] ?? 0;
    this.#durable = this.#open();
  }

  transactions(count: number): void {
    for (let i = 0; i < count; i++) {
      this.#transaction();
      if (this.#random.next() < 0.3) this.#reopen();
      this.#compare();
    }
    this.#durable.close();
    this.#durable = this.#open();
    this.#compare();
    this.#compareNumbers();
  }

  #open(): DurableDatabase {
    const clock = this.#clock;
    const streamUnits = this.#streamUnits;
    const maxFileBytes = this.#below(2) === 0 ? 5_000 : 500_000;
    return openDurableDatabase('db', { files: this.#files, clock, streamUnits, maxFileBytes });
  }

  #reopen(): void {
    const dice = this.#random.next();
    if (dice < 0.3) this.#durable.checkpoint();
    else if (dice < 0.6) this.#durable.close();
    else this.#durable.flushSync();
    const closed = dice >= 0.3 && dice < 0.6;
    this.#durable = this.#open();
    // What a killed process had rolled back has taken ids that nobody knows of.
    if (!closed) this.#takeNumbers();
    this.#compareNumbers();
  }

  #compare(): void {
    expect(textOf(this.#durable.store)).toEqual(textOf(this.#plain));
  }

  /** The numbers that the next graph and the next elements would get, which takes them. */
  #compareNumbers(): void {
    const { catalog } = this.#durable.store;
    expect(catalog.nextGraph).toBe(this.#plain.catalog.nextGraph);
    for (const graph of catalog.graphNumbers()) {
      expect(takeIds(this.#durable.store, graph)).toEqual(takeIds(this.#plain, graph));
    }
  }

  #takeNumbers(): void {
    const { catalog } = this.#plain;
    const write = this.#durable.store.begin();
    if (write.catalog.nextGraph < catalog.nextGraph) {
      const number = catalog.nextGraph - 1;
      write.change({ change: 'putSchema', path: ['taken'], createdMs: 0 });
      write.change({
        ...{ change: 'put', path: ['taken', 'taken'] },
        object: { kind: 'graph', number, createdMs: 0, modifiedMs: 0 },
      });
    }
    write.rollback();
    for (const graph of catalog.graphNumbers()) {
      takeIds(this.#durable.store, graph, takeIds(this.#plain, graph));
    }
  }

  #transaction(): void {
    const both = [this.#durable.store.begin(), this.#plain.begin()] as const;
    const savepoints: (readonly [number, number])[] = [];
    for (let step = this.#below(25); step >= 0; step--) {
      const dice = this.#random.next();
      if (dice < 0.15) {
        savepoints.push([both[0].savepoint(), both[1].savepoint()]);
      } else if (dice < 0.22 && savepoints.length > 0) {
        const at = this.#below(savepoints.length);
        both.forEach((write, i) => write.rollbackTo(savepoints[at]?.[i] ?? -1));
        savepoints.length = at + 1;
      } else {
        this.#change(both);
      }
      expect(both[0].counts).toEqual(both[1].counts);
    }
    expect(textOfWrite(both[0])).toEqual(textOfWrite(both[1]));
    const commits = this.#random.next() < 0.8;
    for (const write of both) {
      if (commits) write.commit();
      else write.rollback();
    }
  }

  /** Both do the same, which includes to refuse. */
  #change(both: readonly [DatabaseWrite, DatabaseWrite]): void {
    const { catalog } = both[1];
    const graphs = catalog.graphNumbers();
    const graph = graphs[this.#below(graphs.length)];
    if (graph === undefined || this.#random.next() < this.#catalogShare) {
      for (const change of randomCatalogChanges(this.#random, catalog)) {
        for (const write of both) write.change(change);
      }
      return;
    }
    const change = this.#changes.next(both[1].graph(graph).reader);
    const outcomes = both.map((write) => {
      try {
        change(write.graph(graph));
        return 'done';
      } catch (error) {
        if (!(error instanceof GqlError)) throw error;
        return error.gqlstatus;
      }
    });
    expect(outcomes[0]).toBe(outcomes[1]);
  }

  #below(limit: number): number {
    return Math.floor(this.#random.next() * limit);
  }
}

function textOf(store: DatabaseStore): string[] {
  return databaseText(store.catalog, (graph) => store.current(graph));
}

function textOfWrite(write: DatabaseWrite): string[] {
  return databaseText(write.catalog, (graph) => write.graph(graph).reader);
}

interface Ids {
  readonly node: number;
  readonly edge: number;
}

/** Takes a node's and an edge's id, or all up to those given, and gives them back. */
function takeIds(store: DatabaseStore, graph: number, upTo?: Ids): Ids {
  const write = store.begin();
  const data = write.graph(graph);
  const insert = (count: number): Int32Array =>
    data.insertNodes({ labels: [], count, columns: [] });
  const insertEdges = (slot: number, count: number): void => {
    const slots = new Int32Array(count).fill(slot);
    data.insertEdges({ ...{ labels: ['taken'], directed: true }, ...ends(slots), columns: [] });
  };
  const [slot = -1] = insert(1);
  const node = data.reader.nodeId(slot);
  const labels = ['taken'];
  const source = { labels, directed: true, source: slot, target: slot, properties: [] };
  const edge = data.reader.edgeId(data.insertEdge(source));
  if (upTo !== undefined) {
    insert(upTo.node - node);
    insertEdges(slot, upTo.edge - edge);
  }
  write.rollback();
  return { node, edge };
}

function ends(slots: Int32Array): { readonly sources: Int32Array; readonly targets: Int32Array } {
  return { sources: slots, targets: slots };
}

describe('random operations on a durable database', () => {
  it.each(Array.from({ length: 24 }, (_, i) => [i + 1]))(
    'survive closing, killing and checkpoints, seed %i',
    (seed) => {
      new Run(seed).transactions(10);
    },
  );
});
