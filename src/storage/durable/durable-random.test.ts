import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../base/clock.ts';
import { GqlError } from '../../base/errors.ts';
import type { Random } from '../../base/random.ts';
import { seededRandom } from '../../base/random.ts';
import type { BatchColumn, PropertyEntry, WriteTransaction } from '../../graph/store.ts';
import { decimal } from '../../values/decimal.ts';
import type { Value } from '../../values/value.ts';
import { DayTimeDuration, Float, RecordValue } from '../../values/value.ts';
import { createGraphStore } from '../columnar-store.ts';
import { openDurableStore } from '../durable-store.ts';
import type { DurableStore } from '../durable-store.ts';
import { MemoryFiles } from '../files/memory-files.ts';
import { edgesOf, graphText, slotsOf } from '../testing/graph-text.ts';

/**
 * The same random operations on a durable store and on a plain one, which never stops. The durable
 * one is closed, killed, checkpointed and opened again in between, and must stay the same graph.
 */
class Run {
  readonly #random: Random;
  readonly #files = new MemoryFiles();
  readonly #clock = new ManualClock(1n);
  readonly #plain = createGraphStore({ graph: 0 });
  readonly #streamUnits: number;
  #durable: DurableStore;
  #nextIndex = 1;

  constructor(seed: number) {
    this.#random = seededRandom(seed);
    this.#streamUnits = [1, 300, 3_000, 1_000_000][seed % 4] ?? 0;
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
    expect(this.#durable.store.nextIds()).toEqual(this.#plain.nextIds());
  }

  #open(): DurableStore {
    const clock = this.#clock;
    const streamUnits = this.#streamUnits;
    const maxFileBytes = this.#below(2) === 0 ? 5_000 : 500_000;
    return openDurableStore('db', {
      ...{ files: this.#files, clock, graph: 0, streamUnits, maxFileBytes },
    });
  }

  #reopen(): void {
    const dice = this.#random.next();
    if (dice < 0.3) this.#durable.checkpoint();
    else if (dice < 0.6) this.#durable.close();
    else this.#durable.flushSync();
    const killed = dice >= 0.6;
    this.#durable = this.#open();
    // What a killed process had rolled back has taken ids that nobody knows of.
    if (killed || dice < 0.3) this.#durable.store.raiseIds(this.#plain.nextIds());
    expect(this.#durable.store.nextIds()).toEqual(this.#plain.nextIds());
  }

  #compare(): void {
    expect(graphText(this.#durable.store.current())).toEqual(graphText(this.#plain.current()));
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
        this.#both(both, this.#change(both[1]));
      }
      expect(both[0].counts).toEqual(both[1].counts);
    }
    expect(graphText(both[0].reader)).toEqual(graphText(both[1].reader));
    const commits = this.#random.next() < 0.8;
    for (const write of both) {
      if (commits) write.commit();
      else write.rollback();
    }
  }

  /** Both do the same, which includes to refuse. */
  #both(both: readonly WriteTransaction[], change: (write: WriteTransaction) => void): void {
    const outcomes = both.map((write) => {
      try {
        change(write);
        return 'done';
      } catch (error) {
        if (!(error instanceof GqlError)) throw error;
        return error.gqlstatus;
      }
    });
    expect(outcomes[0]).toBe(outcomes[1]);
  }

  #change({ reader }: WriteTransaction): (write: WriteTransaction) => void {
    const nodes = [...slotsOf(reader)].map((slot) => reader.nodeId(slot));
    const edges = [...edgesOf(reader)].map((edge) => reader.edgeId(edge));
    const node = this.#pick(nodes) ?? -1;
    const edge = this.#pick(edges) ?? -1;
    const dice = this.#random.next();
    if (dice < 0.2 || node < 0) return this.#insertNode();
    if (dice < 0.4) return this.#insertEdge(node, this.#pick(nodes) ?? node);
    if (dice < 0.5) return this.#nodeChange(node);
    if (dice < 0.6 && edge >= 0) return this.#edgeChange(edge);
    if (dice < 0.7 && edge >= 0) return (write) => write.deleteEdge(write.reader.edgeById(edge));
    if (dice < 0.75) return (write) => deleteWithEdges(write, node);
    if (dice < 0.83) return this.#insertNodes();
    if (dice < 0.91) return this.#insertEdges(nodes);
    if (dice < 0.93) return (write) => write.clear();
    return this.#changeIndex();
  }

  #insertNode(): (write: WriteTransaction) => void {
    const labels = this.#labels();
    const properties = this.#properties();
    return (write) => write.insertNode(labels, properties);
  }

  #insertEdge(from: number, to: number): (write: WriteTransaction) => void {
    const directed = this.#below(2) === 0;
    const labels = this.#labels();
    const properties = this.#properties();
    return (write) => {
      const [source, target] = [write.reader.nodeById(from), write.reader.nodeById(to)];
      write.insertEdge({ labels, directed, source, target, properties });
    };
  }

  #nodeChange(id: number): (write: WriteTransaction) => void {
    const [name, value, label] = [this.#name(), this.#value(), this.#pick(LABELS) ?? 'A'];
    const dice = this.#below(4);
    return (write) => {
      const slot = write.reader.nodeById(id);
      if (dice === 0) write.addNodeLabel(slot, label);
      else if (dice === 1) write.removeNodeLabel(slot, label);
      else write.setNodeProperty(slot, name, value);
    };
  }

  #edgeChange(id: number): (write: WriteTransaction) => void {
    const [name, value, label] = [this.#name(), this.#value(), this.#pick(LABELS) ?? 'A'];
    const dice = this.#below(4);
    return (write) => {
      const edge = write.reader.edgeById(id);
      if (dice === 0) write.addEdgeLabel(edge, label);
      else if (dice === 1) write.removeEdgeLabel(edge, label);
      else write.setEdgeProperty(edge, name, value);
    };
  }

  #insertNodes(): (write: WriteTransaction) => void {
    const count = this.#below(600);
    const labels = this.#labels();
    const columns = this.#columns(count);
    return (write) => write.insertNodes({ labels, count, columns });
  }

  #insertEdges(nodes: readonly number[]): (write: WriteTransaction) => void {
    const count = this.#below(300);
    const ends = Array.from({ length: count * 2 }, () => this.#pick(nodes) ?? -1);
    const labels = this.#labels();
    const directed = this.#below(2) === 0;
    const columns = this.#columns(count);
    return (write) => {
      const slots = Int32Array.from(ends, (id) => write.reader.nodeById(id));
      const [sources, targets] = [slots.slice(0, count), slots.slice(count)];
      write.insertEdges({ labels, directed, sources, targets, columns });
    };
  }

  #columns(count: number): BatchColumn[] {
    const numbers = Float64Array.from({ length: count }, () => (this.#random.next() - 0.5) * 1e6);
    const present = Uint32Array.from({ length: (count >>> 5) + 1 }, () => this.#below(2 ** 32));
    const all: BatchColumn[] = [
      { name: 'a', values: Int32Array.from(numbers) },
      { name: 'b', values: { kind: 'float64', data: numbers, present } },
      { name: 'c', values: { kind: 'int53', data: numbers.map(Math.round), present } },
      { name: 'd', values: { kind: 'float64', data: numbers.map((n) => (n > 0 ? n : NaN)) } },
      { name: 'e', values: Array.from({ length: count }, () => this.#value()) },
    ];
    return all.filter(() => this.#below(2) === 0);
  }

  #changeIndex(): (write: WriteTransaction) => void {
    const name = `index ${this.#nextIndex++}`;
    const element = this.#pick(['node', 'edge'] as const) ?? 'node';
    const label = this.#pick(LABELS) ?? 'A';
    const properties = this.#pick([['a'], ['e'], ['a', 'e']]) ?? [];
    const unique = this.#below(4) === 0;
    const drops = this.#below(2) === 0;
    return (write) => {
      const [first] = write.reader.indexes();
      if (drops && first !== undefined) write.dropIndex(first.name);
      else write.createIndex({ name, element, label, properties, unique });
    };
  }

  #labels(): string[] {
    return LABELS.filter(() => this.#random.next() < 0.4);
  }

  #properties(): PropertyEntry[] {
    return NAMES.filter(() => this.#below(3) === 0).map((name) => ({ name, value: this.#value() }));
  }

  #name(): string {
    return this.#pick(NAMES) ?? 'a';
  }

  #value(): Value {
    return this.#pick(VALUES) ?? this.#below(1_000);
  }

  #below(limit: number): number {
    return Math.floor(this.#random.next() * limit);
  }

  #pick<T>(items: readonly T[]): T | undefined {
    return items[this.#below(items.length)];
  }
}

function deleteWithEdges(write: WriteTransaction, id: number): void {
  const { reader } = write;
  const slot = reader.nodeById(id);
  for (const edge of edgesOf(reader)) {
    const ends = [reader.edgeSource(edge), reader.edgeTarget(edge)];
    if (ends.includes(slot)) write.deleteEdge(edge);
  }
  write.deleteNode(slot);
}

const LABELS = ['A', 'B', 'with "quotes" and \u{1F600}'];
const NAMES = ['a', 'b', 'e', ''];
const VALUES: readonly Value[] = [
  null,
  true,
  'text',
  'é \u{1F600} "\\\n\u0000',
  2 ** 53 - 1,
  2n ** 63n,
  new Float(0.1),
  new Float(-0),
  new Float(NaN),
  decimal('123456789012345678901234567890.5'),
  Uint8Array.of(1, 2, 255),
  [1, [null, 'x']],
  new RecordValue(['x', 'y'], [1, new Float(1)]),
  new Temporal.PlainDate(2024, 2, 29),
  new Temporal.PlainDateTime(1969, 12, 31, 23, 59, 59, 999, 999, 999),
  new Temporal.ZonedDateTime(123456789n, 'Europe/Paris'),
  new DayTimeDuration(-1n),
];

describe('random operations on a durable store', () => {
  it.each(Array.from({ length: 16 }, (_, i) => [i + 1]))(
    'survive closing, killing and checkpoints, seed %i',
    (seed) => {
      new Run(seed).transactions(10);
    },
  );
});
