import { Temporal } from 'temporal-polyfill';
import type { Random } from '../../base/random.ts';
import type { GraphWrite } from '../../graph/database-store.ts';
import type { GraphReader } from '../../graph/reader.ts';
import type { BatchColumn, PropertyEntry } from '../../graph/store.ts';
import { decimal } from '../../values/decimal.ts';
import type { Value } from '../../values/value.ts';
import { DayTimeDuration, Float, RecordValue } from '../../values/value.ts';
import { edgesOf, slotsOf } from './graph-text.ts';

export type Change = (write: GraphWrite) => void;

/** Random changes of every kind that a graph's writer offers. */
export class RandomChanges {
  readonly #random: Random;
  #nextIndex = 1;

  constructor(random: Random) {
    this.#random = random;
  }

  /** A change that fits what the reader shows. */
  next(reader: GraphReader): Change {
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

  #insertNode(): Change {
    const labels = this.#labels();
    const properties = this.#properties();
    return (write) => write.insertNode(labels, properties);
  }

  #insertEdge(from: number, to: number): Change {
    const directed = this.#below(2) === 0;
    const labels = this.#labels();
    const properties = this.#properties();
    return (write) => {
      const [source, target] = [write.reader.nodeById(from), write.reader.nodeById(to)];
      write.insertEdge({ labels, directed, source, target, properties });
    };
  }

  #nodeChange(id: number): Change {
    const [name, value, label] = [this.#name(), this.#value(), this.#pick(LABELS) ?? 'A'];
    const dice = this.#below(4);
    return (write) => {
      const slot = write.reader.nodeById(id);
      if (dice === 0) write.addNodeLabel(slot, label);
      else if (dice === 1) write.removeNodeLabel(slot, label);
      else write.setNodeProperty(slot, name, value);
    };
  }

  #edgeChange(id: number): Change {
    const [name, value, label] = [this.#name(), this.#value(), this.#pick(LABELS) ?? 'A'];
    const dice = this.#below(4);
    return (write) => {
      const edge = write.reader.edgeById(id);
      if (dice === 0) write.addEdgeLabel(edge, label);
      else if (dice === 1) write.removeEdgeLabel(edge, label);
      else write.setEdgeProperty(edge, name, value);
    };
  }

  #insertNodes(): Change {
    const count = this.#below(600);
    const labels = this.#labels();
    const columns = this.#columns(count);
    return (write) => write.insertNodes({ labels, count, columns });
  }

  #insertEdges(nodes: readonly number[]): Change {
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

  #changeIndex(): Change {
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

function deleteWithEdges(write: GraphWrite, id: number): void {
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
