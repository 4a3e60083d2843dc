import { GqlError } from '../../base/errors.ts';
import type { GraphWrite } from '../../graph/database-store.ts';
import { FaultWorkload } from './fault-workload.ts';
import { slotsOf } from './graph-text.ts';

/** Changes of every kind to one graph. */
export class OneGraphWorkload extends FaultWorkload {
  protected sessions(): readonly (() => Promise<void>)[] {
    return [() => this.#firstSession(), () => this.#secondSession()];
  }

  async #firstSession(): Promise<void> {
    this.#commitHome((home) => this.insert(home, 2));
    this.flush();
    this.#rollBack();
    this.#commitHome((home) => {
      home.createIndex({
        ...{ name: 'by n', element: 'node', label: 'A' },
        ...{ properties: ['n'], unique: true },
      });
    });
    this.#commitHome((home) => this.insert(home, 1));
    await this.flushed();
    this.commit((write) => this.partlyRolledBack(write, write.graph(0), 1));
    this.flush();
    this.checkpoint();
    this.#commitHome((home) => this.#change(home));
    this.flush();
    this.commit((write) => this.partlyRolledBack(write, write.graph(0), 8));
    this.#rollBack();
    this.flush();
    this.#commitHome((home) => this.#delete(home));
  }

  async #secondSession(): Promise<void> {
    this.#commitHome((home) => this.insert(home, 12));
    this.#commitHome((home) => home.dropIndex('by n'));
    await this.flushed();
    this.checkpoint();
    this.#commitHome((home) => this.insert(home, 3));
    this.flush();
  }

  #commitHome(change: (home: GraphWrite) => void): void {
    this.commit((write) => {
      change(write.graph(0));
    });
  }

  #rollBack(): void {
    const write = this.db.store.begin();
    try {
      this.insert(write.graph(0), 9);
      write.graph(0).dropIndex('by n');
    } catch (error) {
      // 42002 while there is no such index.
      if (this.db.poisoned || !(error instanceof GqlError)) throw error;
    } finally {
      write.rollback();
    }
  }

  #change(write: GraphWrite): void {
    const [first = -1, second = -1] = slotsOf(write.reader);
    write.addNodeLabel(first, 'B');
    write.setNodeProperty(second, 'n', null);
    write.setNodeProperty(second, 'big', 2n ** 70n);
    const count = 4;
    const text = Array.from({ length: count }, (_, i) => (i === 1 ? null : `batch ${i}`));
    const columns = [{ name: 'text', values: text }];
    const slots = write.insertNodes({ labels: ['C'], count, columns });
    const targets = slots.slice().reverse();
    write.insertEdges({ labels: ['S'], directed: true, sources: slots, targets, columns });
  }

  #delete(write: GraphWrite): void {
    const { reader } = write;
    const loner = write.insertNode(['D'], []);
    const buffer = { count: 0, edges: new Float64Array(0) };
    reader.scanEdges(reader.selectEdges(undefined), 0, buffer);
    write.deleteEdge(buffer.edges[1] ?? -1);
    write.deleteNode(loner);
  }
}
