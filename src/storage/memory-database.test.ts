import { describe, expect, it } from 'vitest';
import { present } from '../base/assert.ts';
import type { CatalogPath } from '../catalog/catalog-path.ts';
import { initialCatalog } from '../catalog/home.ts';
import type { DatabaseStore, DatabaseWrite } from '../graph/database-store.ts';
import type { GraphReader } from '../graph/reader.ts';
import { createGraphStore } from './columnar-store.ts';
import { createMemoryDatabase, MemoryDatabase } from './memory-database.ts';

const FIRST: CatalogPath = ['default', 'first'];
const SECOND: CatalogPath = ['default', 'second'];

function make(write: DatabaseWrite, path: CatalogPath, number = write.catalog.nextGraph): number {
  const object = { kind: 'graph', number, createdMs: 0, modifiedMs: 0 } as const;
  write.change({ change: 'put', path, object });
  return number;
}

function drop(write: DatabaseWrite, path: CatalogPath): void {
  write.change({ change: 'remove', path, kind: 'graph' });
}

function insert(write: DatabaseWrite, graph: number, count = 1): void {
  for (let i = 0; i < count; i++) write.graph(graph).insertNode(['A'], []);
}

function committed(database: DatabaseStore, change: (write: DatabaseWrite) => void): void {
  const write = database.begin();
  change(write);
  write.commit();
}

const count = (reader: GraphReader): number => reader.statistics.nodeCount;

/** The first graph has one node and the second has two. */
function withTwoGraphs(): { database: DatabaseStore; first: number; second: number } {
  const database = createMemoryDatabase();
  committed(database, (write) => {
    insert(write, make(write, FIRST));
    insert(write, make(write, SECOND), 2);
  });
  const numberOf = (path: CatalogPath): number =>
    present(database.catalog.find('graph', path), 'the graph').number;
  return { database, first: numberOf(FIRST), second: numberOf(SECOND) };
}

describe('a write over several graphs', () => {
  it('is seen as a whole, and counted as one', () => {
    const { database, first, second } = withTwoGraphs();
    const { version } = database;
    const write = database.begin();
    insert(write, first, 2);
    insert(write, second, 3);
    expect(write.counts).toMatchObject({ nodesInserted: 5, edgesInserted: 0 });
    expect([first, second].map((graph) => count(database.current(graph)))).toEqual([1, 2]);
    write.commit();
    expect([first, second].map((graph) => count(database.current(graph)))).toEqual([3, 5]);
    expect(database.version).toBe(version + 1);
  });

  it('that changed nothing is no new version', () => {
    const { database, first } = withTwoGraphs();
    const { version, catalog } = database;
    committed(database, (write) => {
      write.graph(first);
      const savepoint = write.savepoint();
      insert(write, first);
      write.rollbackTo(savepoint);
      expect(write.dirty).toBe(false);
    });
    expect([database.version, database.catalog]).toEqual([version, catalog]);
  });

  it('goes back to a savepoint from before a graph was there or touched', () => {
    const { database, first, second } = withTwoGraphs();
    const write = database.begin();
    insert(write, first);
    const savepoint = write.savepoint();
    expect(write.savepoint()).toBe(savepoint);
    insert(write, second);
    const third = make(write, ['default', 'third']);
    insert(write, third);
    write.rollbackTo(savepoint);
    expect(write.catalog.graph(third)).toBeUndefined();
    const fourth = make(write, ['default', 'third']);
    expect(fourth).toBeGreaterThan(third);
    expect(count(write.graph(fourth).reader)).toBe(0);
    drop(write, FIRST);
    const later = write.savepoint();
    expect(later).toBeGreaterThan(savepoint);
    write.rollbackTo(savepoint);
    write.commit();
    expect([first, second].map((graph) => count(database.current(graph)))).toEqual([2, 2]);
    expect(() => database.current(fourth)).toThrow(/not in the catalog/u);
  });

  it('that is rolled back has taken numbers, which nobody gets again', () => {
    const { database } = withTwoGraphs();
    const write = database.begin();
    const number = make(write, ['default', 'third']);
    insert(write, number);
    write.rollback();
    expect(database.catalog.nextGraph).toBe(number + 1);
    const next = database.begin();
    expect(() => make(next, FIRST, number)).toThrow(/number/u);
    expect(() => make(next, ['default', 'third'], 0)).toThrow(/number/u);
  });

  it('may give a graph another name, and keeps what is in it', () => {
    const { database, first } = withTwoGraphs();
    committed(database, (write) => {
      insert(write, first);
      drop(write, FIRST);
      make(write, ['default', 'renamed'], first);
      insert(write, first);
    });
    expect(count(database.current(first))).toBe(3);
    expect(database.catalog.graph(first)?.path).toEqual(['default', 'renamed']);
  });
});

describe('a snapshot of many graphs', () => {
  it('shows the state of all of them, over commits and in the middle of a write', () => {
    const { database, first, second } = withTwoGraphs();
    const before = database.snapshot();
    const write = database.begin();
    insert(write, first);
    const during = database.snapshot();
    insert(write, first);
    insert(write, second);
    expect([before, during].map((snapshot) => count(snapshot.reader(second)))).toEqual([2, 2]);
    write.commit();
    const after = database.snapshot();
    committed(database, (next) => {
      insert(next, first, 5);
      insert(next, second, 5);
    });
    const counts = (graph: number): number[] =>
      [before, during, after].map((snapshot) => count(snapshot.reader(graph)));
    expect([counts(first), counts(second)]).toEqual([
      [1, 1, 3],
      [2, 2, 3],
    ]);
    for (const snapshot of [before, during, after]) {
      snapshot.release();
      snapshot.release();
    }
    expect(() => before.reader(0)).toThrow(/release/u);
  });

  it('keeps graphs that are dropped or replaced while it reads, and knows no newer ones', () => {
    const { database, first, second } = withTwoGraphs();
    const snapshot = database.snapshot();
    let replacement = -1;
    committed(database, (write) => {
      insert(write, first, 7);
      drop(write, FIRST);
      replacement = make(write, SECOND);
      insert(write, replacement, 4);
    });
    expect(count(snapshot.reader(first))).toBe(1);
    expect(count(snapshot.reader(second))).toBe(2);
    expect(snapshot.catalog.find('graph', SECOND)?.number).toBe(second);
    expect(() => snapshot.reader(replacement)).toThrow(/not in the catalog/u);
    expect(() => database.current(second)).toThrow(/not in the catalog/u);
    expect(count(database.current(replacement))).toBe(4);
    snapshot.release();
  });

  it('is not disturbed by what is rolled back', () => {
    const { database, first } = withTwoGraphs();
    const snapshot = database.snapshot();
    const write = database.begin();
    insert(write, first);
    drop(write, FIRST);
    write.rollback();
    expect(count(snapshot.reader(first))).toBe(1);
    expect(count(database.current(first))).toBe(1);
  });
});

describe('the stores of a database', () => {
  function counted(): { database: MemoryDatabase; made: number[] } {
    const made: number[] = [];
    const database = new MemoryDatabase({
      catalog: initialCatalog,
      make: (graph) => {
        made.push(graph);
        return createGraphStore({ graph });
      },
    });
    return { database, made };
  }

  it('are made when a graph is touched, and go with it', () => {
    const { database, made } = counted();
    committed(database, (write) => {
      for (let i = 0; i < 100; i++) make(write, ['default', `g${i}`]);
    });
    const snapshot = database.snapshot();
    expect(made).toEqual([]);
    committed(database, (write) => {
      insert(write, 7);
    });
    expect(made).toEqual([7]);
    committed(database, (write) => {
      for (let i = 0; i < 100; i++) drop(write, ['default', `g${i}`]);
    });
    expect([...database.touchedGraphs()]).toEqual([]);
    expect(made).toEqual([7]);
    // A graph that had not been touched when it was dropped.
    expect(count(snapshot.reader(7))).toBe(0);
    expect(count(snapshot.reader(9))).toBe(0);
    expect(made).toEqual([7, 9]);
    database.settle();
    expect(made).toHaveLength(100);
    snapshot.release();
    expect([...database.touchedGraphs()]).toEqual([]);
  });

  it('count together', () => {
    const { database, first } = withTwoGraphs();
    const bytes = (): number =>
      Object.values(database.memoryUsage()).reduce((sum, part) => sum + part, 0);
    const before = bytes();
    committed(database, (write) => {
      insert(write, first, 10_000);
    });
    const full = bytes();
    expect(full).toBeGreaterThan(before);
    committed(database, (write) => {
      drop(write, FIRST);
    });
    expect(bytes()).toBeLessThan(full - before);
  });
});
