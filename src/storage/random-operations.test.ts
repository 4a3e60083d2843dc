import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { GqlError } from '../base/errors.ts';
import type { Random } from '../base/random.ts';
import { seededRandom } from '../base/random.ts';
import type { GraphReader } from '../graph/reader.ts';
import type { GraphSnapshot, WriteTransaction } from '../graph/store.ts';
import { equalValues } from '../values/equality.ts';
import type { Value } from '../values/value.ts';
import { Float } from '../values/value.ts';
import type { ColumnarStore } from './columnar-store.ts';
import { createGraphStore } from './columnar-store.ts';
import { describeReader, wrongCounts, wrongLookups } from './testing/graph-description.ts';
import type { Model, ModelEdge, ModelElement } from './testing/graph-model.ts';
import {
  copyModel,
  describeModel,
  EDGE_LABELS,
  incidences,
  NODE_LABELS,
  PROPERTIES,
} from './testing/graph-model.ts';
import { rawErrors } from './testing/raw-check.ts';

/**
 * Random operations on the store and on a model of plain maps at once, with savepoints, rollbacks,
 * commits, folds and snapshots in between. Whatever state a reader can be asked for is compared in
 * full with the copy of the model that was made at that state.
 */
class Run {
  readonly #random: Random;
  readonly #store: ColumnarStore = createGraphStore({ graph: 1 });
  #model: Model = { nodes: new Map(), edges: new Map(), generation: 0 };
  #committed: Model = copyModel(this.#model);
  #write: WriteTransaction | undefined;
  #savepoints: { readonly mark: number; readonly model: Model }[] = [];
  #pinned: { readonly snapshot: GraphSnapshot; readonly model: Model }[] = [];
  #nextIndex = 1;
  #nextGeneration = 1;

  constructor(seed: number) {
    this.#random = seededRandom(seed);
  }

  /** Many elements at once, so that pages and folds come into play. */
  seed(count: number): void {
    const write = this.#begin();
    this.#insertNodes(write, count);
    this.#insertEdges(write, count * 2);
    this.#commit();
  }

  step(): void {
    const dice = this.#random.next();
    if (this.#write === undefined) {
      if (dice < 0.1) this.#pin();
      else if (dice < 0.2) this.#unpin();
      else if (dice < 0.3) this.#store.compact();
      else this.#begin();
    } else if (dice < 0.06) this.#commit();
    else if (dice < 0.09) this.#rollback();
    else if (dice < 0.13) this.#savepoint(this.#write);
    else if (dice < 0.16) this.#rollbackTo(this.#write);
    else if (dice < 0.18) this.#pin();
    else if (dice < 0.2) this.#unpin();
    else this.#change(this.#write);
  }

  check(): void {
    const write = this.#write;
    if (write === undefined) {
      expect(this.#store.current().raw).toBeDefined();
      compare(this.#store.current(), this.#model);
    } else {
      expect(write.reader.raw).toBeDefined();
      compare(write.reader, this.#model);
      if (write.dirty) expect(this.#store.current().raw).toBeUndefined();
      compare(this.#store.current(), this.#committed);
    }
    for (const { snapshot, model } of this.#pinned) compare(snapshot.reader(), model);
  }

  finish(): void {
    if (this.#write !== undefined) this.#commit();
    this.check();
    while (this.#pinned.length > 0) this.#unpin();
    this.#store.compact();
    this.check();
    expect(this.#store.current().raw?.edgeTables.some(hasDelta)).toBe(false);
  }

  #begin(): WriteTransaction {
    this.#write = this.#store.begin();
    return this.#write;
  }

  #commit(): void {
    this.#write?.commit();
    this.#committed = copyModel(this.#model);
    this.#endWrite();
  }

  #rollback(): void {
    this.#write?.rollback();
    this.#model = copyModel(this.#committed);
    this.#endWrite();
  }

  #endWrite(): void {
    this.#write = undefined;
    this.#savepoints = [];
  }

  #savepoint(write: WriteTransaction): void {
    this.#savepoints.push({ mark: write.savepoint(), model: copyModel(this.#model) });
  }

  #rollbackTo(write: WriteTransaction): void {
    const at = Math.floor(this.#random.next() * this.#savepoints.length);
    const savepoint = this.#savepoints[at];
    if (savepoint === undefined) return;
    write.rollbackTo(savepoint.mark);
    this.#model = copyModel(savepoint.model);
    this.#savepoints.length = at + 1;
  }

  #pin(): void {
    if (this.#pinned.length > 4) return;
    const model = copyModel(this.#committed);
    this.#pinned.push({ snapshot: this.#store.snapshot(), model });
  }

  #unpin(): void {
    const at = Math.floor(this.#random.next() * this.#pinned.length);
    for (const { snapshot } of this.#pinned.splice(at, 1)) snapshot.release();
  }

  #change(write: WriteTransaction): void {
    const dice = this.#random.next();
    if (dice < 0.2) this.#insertNode(write);
    else if (dice < 0.45) this.#insertEdge(write);
    else if (dice < 0.6) this.#setProperty(write);
    else if (dice < 0.72) this.#changeLabel(write);
    else if (dice < 0.8) this.#deleteEdge(write, this.#pick([...this.#model.edges.keys()]));
    else if (dice < 0.86) this.#deleteNode(write);
    else if (dice < 0.9) this.#insertNodes(write, this.#below(40));
    else if (dice < 0.94) this.#insertEdges(write, this.#below(40));
    else if (dice < 0.99) this.#changeIndexes(write);
    else this.#clear(write);
  }

  #insertNode(write: WriteTransaction): void {
    const labels = NODE_LABELS.filter(() => this.#random.next() < 0.4);
    const properties = this.#properties();
    const isRefused = this.#isTaken(-1, new Set(labels), properties);
    const entries = [...properties].map(([name, value]) => ({ name, value }));
    const slot = attempt(isRefused, () => write.insertNode(labels, entries));
    if (slot !== undefined) this.#addNode(write, slot, { labels: new Set(labels), properties });
  }

  #addNode(write: WriteTransaction, slot: number, node: Omit<ModelElement, 'id'>): void {
    // Slots of deleted nodes come back only when no state that still knows them can be read.
    for (const { nodes } of this.#readable()) expect(nodes.has(slot)).toBe(false);
    this.#model.nodes.set(slot, { id: write.reader.nodeId(slot), ...node });
  }

  #insertEdge(write: WriteTransaction): void {
    const slots = [...this.#model.nodes.keys()];
    const [source, target] = [this.#pick(slots), this.#pick(slots)];
    if (source === undefined || target === undefined) return;
    const labels = this.#pick([['R'], ['S'], ['R', 'S'], []]) ?? [];
    const directed = this.#random.next() < 0.7;
    const properties = this.#properties();
    const entries = [...properties].map(([name, value]) => ({ name, value }));
    const edge = write.insertEdge({ labels, directed, source, target, properties: entries });
    for (const { edges } of this.#readable()) expect(edges.has(edge)).toBe(false);
    const id = write.reader.edgeId(edge);
    const added = { id, labels: new Set(labels), properties, directed, source, target };
    this.#model.edges.set(edge, added);
  }

  #setProperty(write: WriteTransaction): void {
    const onNode = this.#random.next() < 0.7;
    const elements: Map<number, ModelElement> = onNode ? this.#model.nodes : this.#model.edges;
    const element = this.#pick([...elements.keys()]);
    const before = element === undefined ? undefined : elements.get(element);
    const name = this.#pick(PROPERTIES) ?? '';
    if (element === undefined || before === undefined) return;
    const value = this.#random.next() < 0.2 ? null : this.#value(name);
    const properties = new Map(before.properties);
    if (value === null) properties.delete(name);
    else properties.set(name, value);
    const isRefused = onNode && this.#isTaken(element, before.labels, properties);
    const done = attempt(isRefused, () => {
      if (onNode) write.setNodeProperty(element, name, value);
      else write.setEdgeProperty(element, name, value);
      return true;
    });
    if (done === true) elements.set(element, { ...before, properties });
  }

  #changeLabel(write: WriteTransaction): void {
    const onNode = this.#random.next() < 0.7;
    const elements: Map<number, ModelElement> = onNode ? this.#model.nodes : this.#model.edges;
    const element = this.#pick([...elements.keys()]);
    const before = element === undefined ? undefined : elements.get(element);
    const name = this.#pick(onNode ? NODE_LABELS : EDGE_LABELS) ?? '';
    if (element === undefined || before === undefined) return;
    const labels = new Set(before.labels);
    const adds = this.#random.next() < 0.5;
    if (adds) labels.add(name);
    else labels.delete(name);
    const isRefused = onNode && this.#isTaken(element, labels, before.properties);
    const done = attempt(isRefused, () => {
      if (onNode && adds) write.addNodeLabel(element, name);
      else if (onNode) write.removeNodeLabel(element, name);
      else if (adds) write.addEdgeLabel(element, name);
      else write.removeEdgeLabel(element, name);
      return true;
    });
    if (done === true) elements.set(element, { ...before, labels });
  }

  #deleteEdge(write: WriteTransaction, edge: number | undefined): void {
    if (edge === undefined) return;
    write.deleteEdge(edge);
    this.#model.edges.delete(edge);
  }

  #deleteNode(write: WriteTransaction): void {
    const slot = this.#pick([...this.#model.nodes.keys()]);
    if (slot === undefined) return;
    const edges = incidences(this.#model).filter((incidence) => incidence.slot === slot);
    for (const edge of new Set(edges.map((incidence) => incidence.edge))) {
      this.#deleteEdge(write, edge);
    }
    write.deleteNode(slot);
    this.#model.nodes.delete(slot);
  }

  #insertNodes(write: WriteTransaction, count: number): void {
    const labels = NODE_LABELS.filter(() => this.#random.next() < 0.3);
    const int = Int32Array.from({ length: count }, () => this.#below(100));
    const text = Array.from({ length: count }, () => this.#value('text'));
    const mixed = { kind: 'float64' as const, data: Float64Array.from(int, (i) => i / 4) };
    const columns = [
      { name: 'int', values: int },
      { name: 'text', values: text },
      { name: 'mixed', values: mixed },
    ];
    const slots = write.insertNodes({ labels, count, columns });
    expect(slots).toHaveLength(count);
    slots.forEach((slot, i) => {
      const properties = new Map<string, Value>([
        ['int', int[i] ?? 0],
        ['text', text[i] ?? null],
        ['mixed', new Float((int[i] ?? 0) / 4)],
      ]);
      this.#addNode(write, slot, { labels: new Set(labels), properties });
    });
  }

  #insertEdges(write: WriteTransaction, count: number): void {
    const slots = [...this.#model.nodes.keys()];
    if (slots.length === 0) return;
    const labels = this.#pick([['R'], ['S']]) ?? [];
    const directed = this.#random.next() < 0.7;
    const ends = (): Int32Array =>
      Int32Array.from({ length: count }, () => this.#pick(slots) ?? -1);
    const [sources, targets] = [ends(), ends()];
    const before = new Set(this.#model.edges.keys());
    const int = Array.from({ length: count }, () => this.#value('int'));
    const columns = [{ name: 'int', values: int }];
    write.insertEdges({ labels, directed, sources, targets, columns });
    const buffer = { count: 0, edges: new Float64Array(0) };
    const selection = write.reader.selectEdges(undefined);
    for (let at = 0; at >= 0;) at = write.reader.scanEdges(selection, at, buffer);
    const added = [...buffer.edges.subarray(0, buffer.count)].filter((edge) => !before.has(edge));
    expect(added).toHaveLength(count);
    added.forEach((edge, i) => {
      const [source = -1, target = -1] = [sources[i], targets[i]];
      const id = write.reader.edgeId(edge);
      const properties = new Map([['int', int[i] ?? null]]);
      const found: ModelEdge = {
        ...{ id, labels: new Set(labels), properties },
        ...{ directed, source, target },
      };
      this.#model.edges.set(edge, found);
    });
  }

  #changeIndexes(write: WriteTransaction): void {
    const existing = this.#pick(write.reader.indexes());
    if (existing !== undefined && this.#random.next() < 0.4) {
      write.dropIndex(existing.name);
      return;
    }
    const name = `index ${this.#nextIndex++}`;
    const dice = this.#random.next();
    const onNodes = { name, element: 'node' as const, label: 'A', unique: false };
    if (dice < 0.3) write.createIndex({ ...onNodes, properties: ['int'] });
    else if (dice < 0.5) write.createIndex({ ...onNodes, properties: ['text', 'int'] });
    else if (dice < 0.7) write.createIndex({ ...onNodes, properties: ['mixed'] });
    else if (dice < 0.8) {
      write.createIndex({ ...onNodes, element: 'edge', label: 'R', properties: ['int'] });
    } else {
      const values = [...this.#model.nodes.values()]
        .filter(({ labels }) => labels.has('A'))
        .flatMap(({ properties }) => properties.get('unique') ?? []);
      const isRefused = values.some((value, i) => values.slice(0, i).some((v) => same(v, value)));
      attempt(isRefused, () =>
        write.createIndex({ ...onNodes, properties: ['unique'], unique: true }),
      );
    }
  }

  /** The states that somebody may still read and whose numbers mean the same as now. */
  #readable(): Model[] {
    const models = [this.#model, this.#committed, ...this.#pinned.map(({ model }) => model)];
    return models.filter(({ generation }) => generation === this.#model.generation);
  }

  #clear(write: WriteTransaction): void {
    write.clear();
    this.#model.generation = this.#nextGeneration++;
    this.#model.nodes.clear();
    this.#model.edges.clear();
  }

  /** Whether the unique index, where there is one, has these values at another node. */
  #isTaken(
    slot: number,
    labels: ReadonlySet<string>,
    properties: ReadonlyMap<string, Value>,
  ): boolean {
    const value = properties.get('unique') ?? null;
    if (value === null || !labels.has('A')) return false;
    if (this.#write?.reader.indexes().some(({ unique }) => unique) !== true) return false;
    return [...this.#model.nodes].some(
      ([other, node]) =>
        other !== slot &&
        node.labels.has('A') &&
        same(node.properties.get('unique') ?? null, value),
    );
  }

  #properties(): Map<string, Value> {
    const chosen = PROPERTIES.filter(() => this.#random.next() < 0.5);
    return new Map(chosen.map((name) => [name, this.#value(name)]));
  }

  #value(name: string): Value {
    const small = this.#below(12);
    if (name === 'int') return this.#random.next() < 0.9 ? small : 2 ** 40 + small;
    if (name === 'text') return `text ${small} é`;
    if (name === 'unique') return this.#random.next() < 0.9 ? this.#below(60) : `key ${small}`;
    const mixed: readonly Value[] = [
      small,
      new Float(small / 2),
      2n ** 60n + BigInt(small),
      `mixed ${small}`,
      small > 6,
      [small, 'list'],
      new Temporal.PlainDate(2000 + small, 2, 28),
      new Temporal.PlainDateTime(1969, 12, 31, 23, 59, small, 1, 2, 3),
    ];
    // Mostly of one kind, so that columns stay narrow for a while.
    return mixed[this.#random.next() < 0.7 ? 1 : this.#below(mixed.length)] ?? null;
  }

  #below(limit: number): number {
    return Math.floor(this.#random.next() * limit);
  }

  #pick<T>(items: readonly T[]): T | undefined {
    return items[this.#below(items.length)];
  }
}

function attempt<T>(isRefused: boolean, change: () => T): T | undefined {
  if (!isRefused) return change();
  expect(change).toThrow(GqlError);
  return undefined;
}

function compare(reader: GraphReader, model: Model): void {
  expect(describeReader(reader)).toEqual(describeModel(model));
  expect(wrongCounts(reader, model)).toEqual([]);
  expect(wrongLookups(reader, model)).toEqual([]);
  if (reader.raw !== undefined) expect(rawErrors(reader.raw)).toEqual([]);
}

function hasDelta(table: {
  readonly adjacencies: readonly { readonly hasDelta: boolean }[];
}): boolean {
  return table.adjacencies.some((adjacency) => adjacency.hasDelta);
}

const same = (left: Value, right: Value): boolean => equalValues(left, right) === true;

describe('random operations on the store', () => {
  it.each(Array.from({ length: 30 }, (_, i) => [i + 1]))(
    'agree with the model, seed %i',
    (seed) => {
      const run = new Run(seed);
      for (let step = 0; step < 200; step++) {
        run.step();
        if (step % 10 === 0) run.check();
      }
      run.finish();
    },
  );

  it.each([[101], [102]])('agree with the model on several pages, seed %i', (seed) => {
    const run = new Run(seed);
    run.seed(4_500);
    for (let step = 0; step < 80; step++) run.step();
    run.finish();
  });
});
