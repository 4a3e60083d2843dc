import { describe, expect, it } from 'vitest';
import { GqlError } from '../base/errors.ts';
import type { GraphReader, NodeSelection } from '../graph/reader.ts';
import type { WriteTransaction } from '../graph/store.ts';
import type { Value } from '../values/value.ts';
import { Float } from '../values/value.ts';
import type { ColumnarStore } from './columnar-store.ts';
import { createGraphStore } from './columnar-store.ts';

function write<T>(store: ColumnarStore, change: (transaction: WriteTransaction) => T): T {
  const transaction = store.begin();
  const result = change(transaction);
  transaction.commit();
  return result;
}

const entries = (properties: Readonly<Record<string, Value>>) =>
  Object.entries(properties).map(([name, value]) => ({ name, value }));

const selectLabel = (reader: GraphReader, name: string): NodeSelection =>
  reader.selectNodes({ kind: 'label', name });

function people(count: number): { readonly store: ColumnarStore; readonly slots: Int32Array } {
  const store = createGraphStore({ graph: 1 });
  const slots = write(store, (transaction) =>
    transaction.insertNodes({
      labels: ['Person'],
      count,
      columns: [{ name: 'age', values: Int32Array.from({ length: count }, (_, i) => i % 90) }],
    }),
  );
  return { store, slots };
}

const property = (reader: GraphReader, slot: number, name: string): Value =>
  reader.nodeProperty(slot, reader.propertyKey(name));

describe('reading while others write', () => {
  it('sees the committed state until the commit, and the writer its own', () => {
    const { store, slots } = people(10);
    const [slot = -1] = slots;
    const transaction = store.begin();
    expect(store.current().raw).toBeDefined();
    transaction.setNodeProperty(slot, 'age', 50);
    expect(property(transaction.reader, slot, 'age')).toBe(50);
    expect(store.current().raw).toBeUndefined();
    expect(property(store.current(), slot, 'age')).toBe(0);
    // A change after the first look at the committed state.
    transaction.setNodeProperty(slot, 'age', 60);
    expect(property(store.current(), slot, 'age')).toBe(0);
    transaction.commit();
    expect(store.current().raw).toBeDefined();
    expect(property(store.current(), slot, 'age')).toBe(60);
    expect(store.version).toBe(2);
  });

  it('keeps a snapshot over later commits until its release', () => {
    const { store, slots } = people(10);
    const [slot = -1] = slots;
    const snapshot = store.snapshot();
    expect(snapshot.reader().raw).toBeDefined();
    for (let age = 1; age < 4; age++) {
      write(store, (transaction) => {
        transaction.setNodeProperty(slot, 'age', age);
      });
    }
    expect(snapshot.reader().raw).toBeUndefined();
    expect(property(snapshot.reader(), slot, 'age')).toBe(0);
    expect([snapshot.version, store.version]).toEqual([1, 4]);
    snapshot.release();
    snapshot.release();
    expect(() => snapshot.reader()).toThrow('after its release');
  });

  it('counts no version for a write that changed nothing or was rolled back', () => {
    const { store, slots } = people(1);
    store.begin().commit();
    const transaction = store.begin();
    transaction.deleteNode(slots[0] ?? -1);
    expect(transaction.counts.nodesDeleted).toBe(1);
    transaction.rollback();
    expect(transaction.counts.nodesDeleted).toBe(0);
    expect([store.version, store.current().statistics.nodeCount]).toEqual([1, 1]);
  });

  it('allows one writer, and none after the end', () => {
    const store = createGraphStore({ graph: 1 });
    const transaction = store.begin();
    expect(() => store.begin()).toThrow('open already');
    transaction.commit();
    expect(() => transaction.insertNode([], [])).toThrow('ended already');
    expect(() => {
      transaction.commit();
    }).toThrow('ended already');
  });
});

describe('the layout', () => {
  it('stays the same, and so do the arrays, while values and edges change', () => {
    const { store, slots } = people(100);
    const [a = -1, b = -1] = slots;
    write(store, (transaction) => {
      transaction.insertEdges({
        ...{ labels: ['KNOWS'], directed: true, columns: [] },
        ...{ sources: slots, targets: slots.slice().reverse() },
      });
      transaction.insertEdge({
        ...{ labels: ['KNOWS'], directed: true, source: a, target: b, properties: [] },
      });
    });
    const reader = store.current();
    const { layoutVersion } = reader;
    const column = reader.raw?.nodeTables[0]?.columns[reader.propertyKey('age')];
    const adjacency = reader.raw?.nodeTables[0]?.adjacencies[0];
    const before = [column?.data, column?.present, adjacency?.neighbours, adjacency?.head];
    write(store, (transaction) => {
      transaction.setNodeProperty(a, 'age', 1);
      transaction.setNodeProperty(b, 'age', null);
      transaction.insertEdge({
        ...{ labels: ['KNOWS'], directed: true, source: b, target: a, properties: [] },
      });
      transaction.insertNode(['Person'], entries({ age: 3 }));
    });
    store.compact();
    expect(reader.layoutVersion).toBe(layoutVersion);
    const after = [column?.data, column?.present, adjacency?.neighbours, adjacency?.head];
    after.forEach((array, i) => {
      expect(array).toBe(before[i]);
    });
  });

  it.each<[string, (transaction: WriteTransaction, slot: number) => unknown]>([
    ['a label', (transaction) => transaction.insertNode(['New'], [])],
    ['a property', (transaction, slot) => transaction.setNodeProperty(slot, 'new', 1)],
    ['a kind', (transaction, slot) => transaction.setNodeProperty(slot, 'age', 'old')],
    ['an exception', (transaction, slot) => transaction.addNodeLabel(slot, 'New')],
    [
      'an index',
      (transaction) =>
        transaction.createIndex({
          ...{ name: 'i', element: 'node', label: 'Person', properties: ['age'], unique: false },
        }),
    ],
    ['emptying', (transaction) => transaction.clear()],
  ])('changes with %s, and again when that is taken back', (_what, change) => {
    const { store, slots } = people(10);
    const reader = store.current();
    const { layoutVersion } = reader;
    const transaction = store.begin();
    change(transaction, slots[0] ?? -1);
    expect(reader.layoutVersion).toBeGreaterThan(layoutVersion);
    transaction.rollback();
    expect(property(store.current(), slots[3] ?? -1, 'age')).toBe(3);
  });

  it('gives a table one range of slots as long as it grows alone', () => {
    const { store, slots } = people(10);
    write(store, (transaction) => {
      for (let i = 0; i < 5_000; i++) transaction.insertNode(['Person'], []);
    });
    const table = (): number | undefined => store.current().raw?.nodeTables[0]?.slotBase;
    expect(table()).toBe(slots[0]);
    write(store, (transaction) => {
      transaction.insertNode(['Other'], []);
      for (let i = 0; i < 5_000; i++) transaction.insertNode(['Person'], []);
    });
    expect(table()).toBeUndefined();
    expect(store.current().statistics.countNodes(selectLabel(store.current(), 'Person'))).toBe(
      10_010,
    );
  });

  it('shares slots among thousands of label sets', () => {
    const store = createGraphStore({ graph: 1 });
    write(store, (transaction) => {
      for (let i = 0; i < 3_000; i++) {
        const slot = transaction.insertNode([`L${i}`], entries({ id: i }));
        transaction.insertEdge({
          ...{ labels: ['IS'], directed: true, source: slot, target: slot, properties: [] },
        });
      }
    });
    const reader = store.current();
    const selection = selectLabel(reader, 'L1234');
    expect(selection.tables).toHaveLength(1);
    expect(reader.statistics.countNodes(selection)).toBe(1);
    expect(reader.raw?.edgeTables[0]?.selfLoops).toBe(3_000);
    expect(reader.nodeLabelNames()).toHaveLength(3_000);
  });
});

describe('unique indexes', () => {
  const index = {
    name: 'person_id',
    element: 'node',
    label: 'Person',
    properties: ['id'],
  } as const;

  function storeWithIndex(): ColumnarStore {
    const store = createGraphStore({ graph: 1 });
    write(store, (transaction) => transaction.createIndex({ ...index, unique: true }));
    return store;
  }

  it.each<[Value, Value]>([
    [7, 7],
    [7, new Float(7)],
    ['seven', 'seven'],
    [2n ** 62n, 2n ** 62n],
    [new Float(0.5), new Float(0.5)],
    [
      [1, 'a'],
      [1, 'a'],
    ],
  ])('refuse %s beside %s and say so', (first, second) => {
    const store = storeWithIndex();
    const transaction = store.begin();
    transaction.insertNode(['Person'], entries({ id: first }));
    let error: unknown;
    try {
      transaction.insertNode(['Person'], entries({ id: second }));
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(GqlError);
    expect(error).toMatchObject({ gqlstatus: '23505' });
    expect(String(error)).toMatch(/person_id.*:Person.*id = /u);
    // The refused node has left nothing behind.
    expect(transaction.reader.statistics.nodeCount).toBe(1);
    expect(transaction.counts.nodesInserted).toBe(1);
    transaction.insertNode(['Person'], entries({ id: 'another' }));
    transaction.insertNode(['Person'], []);
    transaction.insertNode(['Animal'], entries({ id: second }));
    transaction.commit();
  });

  it('find by every type of value', () => {
    const store = storeWithIndex();
    const values: Value[] = [1, 2 ** 40, -(2 ** 53 - 1), 2n ** 60n, 'é', true, new Float(1.5)];
    const slots = write(store, (transaction) =>
      values.map((value) => transaction.insertNode(['Person'], entries({ id: value }))),
    );
    const [raw] = store.current().raw?.indexes ?? [];
    expect(values.map((value) => raw?.find(value))).toEqual(slots);
    expect([0, '', null, new Float(Number.NaN)].map((value) => raw?.find(value))).toEqual([
      -1, -1, -1, -1,
    ]);
    expect(raw?.find(new Float(1))).toBe(slots[0]);
  });

  it('refuse to be made over data that violates them, and leave no trace', () => {
    const { store } = people(200);
    const transaction = store.begin();
    expect(() => transaction.createIndex({ ...index, properties: ['age'], unique: true })).toThrow(
      /age = 0/u,
    );
    expect([transaction.reader.indexes(), transaction.dirty]).toEqual([[], false]);
    transaction.rollback();
  });

  it('are named once', () => {
    const store = storeWithIndex();
    const transaction = store.begin();
    expect(() => transaction.createIndex({ ...index, unique: false })).toThrow('exists already');
    expect(() => {
      transaction.dropIndex('other');
    }).toThrow('no index named other');
    transaction.rollback();
  });

  it('take a batch or refuse the whole of it', () => {
    const store = storeWithIndex();
    const transaction = store.begin();
    const batch = (ids: Int32Array) => ({
      ...{ labels: ['Person'], count: ids.length, columns: [{ name: 'id', values: ids }] },
    });
    transaction.insertNodes(batch(Int32Array.of(1, 2, 3)));
    expect(() => transaction.insertNodes(batch(Int32Array.of(4, 5, 2)))).toThrow('id = 2');
    expect(transaction.reader.statistics.nodeCount).toBe(3);
    transaction.insertNodes(batch(Int32Array.of(4, 5, 6)));
    transaction.commit();
    expect(store.current().raw?.indexes[0]?.find(6)).toBeGreaterThanOrEqual(0);
  });
});

describe('batches', () => {
  it('take typed columns with and without gaps', () => {
    const store = createGraphStore({ graph: 1 });
    const slots = write(store, (transaction) =>
      transaction.insertNodes({
        labels: ['N'],
        count: 3,
        columns: [
          { name: 'a', values: Int32Array.of(1, 2, 3) },
          { name: 'b', values: { kind: 'int53', data: Float64Array.of(1, 2, 2 ** 40) } },
          {
            name: 'c',
            values: {
              ...{ kind: 'float64', data: Float64Array.of(0.5, 9, -1) },
              present: Uint32Array.of(0b101),
            },
          },
          { name: 'd', values: ['x', null, true] },
          { name: 'e', values: [null, null, null] },
          { name: 'f', values: { kind: 'int53', data: Float64Array.of(1, 2, 3) } },
        ],
      }),
    );
    const reader = store.current();
    const rows = [...slots].map((slot) =>
      ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => property(reader, slot, name)),
    );
    expect(rows).toEqual([
      [1, 1, new Float(0.5), 'x', null, 1],
      [2, 2, null, null, null, 2],
      [3, 2 ** 40, new Float(-1), true, null, 3],
    ]);
    const kinds = reader.raw?.nodeTables[0]?.columns.map((column) => column?.kind);
    expect(kinds).toEqual(['int32', 'int53', 'float64', 'tagged', undefined, 'int32']);
  });

  it('widen what is there and go into what is wider', () => {
    const { store, slots } = people(2);
    const more = write(store, (transaction) => [
      ...transaction.insertNodes({
        ...{ labels: ['Person'], count: 1, columns: [{ name: 'age', values: ['old'] }] },
      }),
      ...transaction.insertNodes({
        ...{ labels: ['Person'], count: 1 },
        columns: [{ name: 'age', values: Int32Array.of(5) }],
      }),
      ...transaction.insertNodes({
        ...{ labels: ['Person'], count: 1 },
        columns: [{ name: 'age', values: { kind: 'float64', data: Float64Array.of(2.5) } }],
      }),
    ]);
    const ages = [...slots, ...more].map((slot) => property(store.current(), slot, 'age'));
    expect(ages).toEqual([0, 1, 'old', 5, new Float(2.5)]);
  });
});

describe('statistics', () => {
  it('estimate distinct values, bounds and presence', () => {
    const { store } = people(50_000);
    const statistics = store.current().statistics;
    const selection = selectLabel(store.current(), 'Person');
    const age = store.current().propertyKey('age');
    expect(statistics.distinctValues(selection, age)).toBeGreaterThan(80);
    expect(statistics.distinctValues(selection, age)).toBeLessThan(100);
    expect(statistics.range(selection, age)).toEqual({ min: 0, max: 89 });
    expect(statistics.presence(selection, age)).toBe(1);
    expect(statistics.presence(selection, -1)).toBe(0);
    expect(statistics.distinctValues(selection, -1)).toBe(1);
    expect(statistics.range(selection, -1)).toBeUndefined();
  });

  it('tell a key from a category in a large sample, within a factor of two', () => {
    const store = createGraphStore({ graph: 1 });
    const count = 300_000;
    write(store, (transaction) =>
      transaction.insertNodes({
        labels: ['N'],
        count,
        columns: [
          { name: 'key', values: Int32Array.from({ length: count }, (_, i) => i) },
          { name: 'few', values: Int32Array.from({ length: count }, (_, i) => i % 1_000) },
          { name: 'text', values: Array.from({ length: count }, (_, i) => `t${i % 77}`) },
        ],
      }),
    );
    const reader = store.current();
    const selection = selectLabel(reader, 'N');
    const distinct = (name: string): number =>
      reader.statistics.distinctValues(selection, reader.propertyKey(name));
    expect(distinct('key')).toBeGreaterThan(count / 3);
    expect(distinct('few')).toBeGreaterThan(500);
    expect(distinct('few')).toBeLessThan(2_000);
    expect(distinct('text')).toBe(77);
  });

  it('measure memory by part', () => {
    const { store } = people(1_000);
    expect(store.memoryUsage()['nodes']).toBeGreaterThan(1_000 * 12);
  });
});
