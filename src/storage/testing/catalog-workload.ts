import { present } from '../../base/assert.ts';
import type { CatalogPath } from '../../catalog/catalog-path.ts';
import type { GraphWrite } from '../../graph/database-store.ts';
import type { WatchedWrite } from './fault-workload.ts';
import { FaultWorkload } from './fault-workload.ts';

const SCHEMA: CatalogPath = ['a', 's'];
const FIRST: CatalogPath = [...SCHEMA, 'first'];
const SECOND: CatalogPath = [...SCHEMA, 'second'];
const HOME_SECOND: CatalogPath = ['default', 'second'];

/** Schemas, graphs and graph types that come and go, alone and with what is in the graphs. */
export class CatalogWorkload extends FaultWorkload {
  /** Makes every state another one. */
  #now = 1;

  protected sessions(): readonly (() => Promise<void>)[] {
    return [() => this.#firstSession(), () => this.#secondSession(), () => this.#thirdSession()];
  }

  async #firstSession(): Promise<void> {
    this.commit((write) => {
      write.change({ change: 'putSchema', path: SCHEMA, createdMs: this.#now++ });
    });
    this.flush();
    this.commit((write) => {
      this.insert(write.graph(this.#makeGraph(write, FIRST)), 2);
      this.insert(write.graph(0), 1);
    });
    await this.flushed();
    this.#rollBack();
    this.commit((write) => {
      this.#madeAndRolledBack(write);
    });
    this.commit((write) => {
      this.#putTypes(write);
    });
    this.flush();
    this.checkpoint();
    // A graph that the checkpoint keeps, and one that it writes again.
    this.commit((write) => {
      this.insert(this.#graph(write, FIRST), 1);
    });
    this.checkpoint();
    this.commit((write) => {
      this.insert(this.#graph(write, SECOND), 2);
    });
  }

  async #secondSession(): Promise<void> {
    // OR REPLACE, of a graph that nobody has touched since the database was opened.
    this.commit((write) => {
      this.insert(write.graph(this.#makeGraph(write, FIRST)), 1);
    });
    await this.flushed();
    this.commit((write) => {
      this.#rename(write, SECOND, HOME_SECOND);
      this.partlyRolledBack(write, this.#graph(write, HOME_SECOND), 4);
    });
    this.flush();
    this.commit((write) => {
      this.#writtenAndDropped(write);
    });
    this.commit((write) => {
      write.change({ change: 'removeSchema', path: SCHEMA });
      this.insert(this.#graph(write, HOME_SECOND), 1);
    });
    this.checkpoint();
    this.#rollBack();
  }

  async #thirdSession(): Promise<void> {
    this.commit((write) => {
      write.change({ change: 'putSchema', path: SCHEMA, createdMs: this.#now++ });
      this.#streamed(write);
    });
    await this.flushed();
    this.checkpoint();
    this.commit((write) => {
      write.change({ change: 'remove', path: FIRST, kind: 'graph' });
    });
    this.flush();
  }

  #makeGraph(write: WatchedWrite, path: CatalogPath): number {
    const number = write.catalog.nextGraph;
    const now = this.#now++;
    const object = { kind: 'graph', number, createdMs: now, modifiedMs: now } as const;
    write.change({ change: 'put', path, object });
    return number;
  }

  #graph(write: WatchedWrite, path: CatalogPath): GraphWrite {
    return write.graph(present(write.catalog.find('graph', path), 'the graph').number);
  }

  #putTypes(write: WatchedWrite): void {
    const now = this.#now++;
    const dates = { createdMs: now, modifiedMs: now };
    const type = { nodeTypes: [], edgeTypes: [] };
    const path = [...SCHEMA, 'type'];
    write.change({ change: 'put', path, object: { kind: 'graphType', ...dates, type } });
    const text = 'CREATE PROCEDURE';
    write.change({ change: 'put', path, object: { kind: 'procedure', ...dates, text } });
    write.change({ change: 'remove', path, kind: 'graphType' });
    const second = present(write.catalog.find('graph', SECOND), 'the graph');
    const object = { ...second, type, typePath: path, modifiedMs: now };
    write.change({ change: 'put', path: SECOND, object });
  }

  #rename(write: WatchedWrite, from: CatalogPath, to: CatalogPath): void {
    const object = present(write.catalog.find('graph', from), 'the graph');
    write.change({ change: 'remove', path: from, kind: 'graph' });
    write.change({ change: 'put', path: to, object });
  }

  #rollBack(): void {
    const write = this.db.store.begin();
    try {
      this.insert(write.graph(this.#makeGraph(write, ['default', 'ghost'])), 5);
      this.insert(write.graph(0), 3);
      write.change({ change: 'removeSchema', path: ['default'] });
    } finally {
      write.rollback();
    }
  }

  /** A number that is given and taken back, and never given again. */
  #madeAndRolledBack(write: WatchedWrite): void {
    const start = write.savepoint();
    this.insert(write.graph(this.#makeGraph(write, SECOND)), 3);
    write.rollbackTo(start);
    this.insert(write.graph(this.#makeGraph(write, SECOND)), 1);
    const savepoint = write.savepoint();
    write.change({ change: 'removeSchema', path: SCHEMA });
    write.rollbackTo(savepoint);
    this.insert(this.#graph(write, SECOND), 1);
  }

  #writtenAndDropped(write: WatchedWrite): void {
    this.insert(this.#graph(write, FIRST), 2);
    const savepoint = write.savepoint();
    write.change({ change: 'remove', path: FIRST, kind: 'graph' });
    write.rollbackTo(savepoint);
    this.insert(this.#graph(write, FIRST), 1);
    write.change({ change: 'remove', path: FIRST, kind: 'graph' });
    this.insert(write.graph(0), 1);
  }

  /** Several graphs by turns, some of it taken back after it was logged. */
  #streamed(write: WatchedWrite): void {
    const graphs = [FIRST, SECOND].map((path) => write.graph(this.#makeGraph(write, path)));
    for (let round = 0; round < 3; round++) {
      const savepoint = write.savepoint();
      for (const graph of [write.graph(0), ...graphs]) this.insert(graph, 2);
      if (round === 1) write.rollbackTo(savepoint);
    }
  }
}
