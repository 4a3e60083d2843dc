import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../base/clock.ts';
import { present } from '../../base/assert.ts';
import type { CatalogChange } from '../../catalog/catalog-change.ts';
import type { CatalogPath } from '../../catalog/catalog-path.ts';
import type { DatabaseWrite } from '../../graph/database-store.ts';
import { filesOfManifest } from '../checkpoint/image-files.ts';
import { readManifest } from '../checkpoint/manifest.ts';
import type { DurableDatabase } from '../durable-database.ts';
import { FaultyFiles } from '../files/faulty-files.ts';
import { MemoryFiles } from '../files/memory-files.ts';
import { readLog } from '../log/log-reader.ts';
import { openLog } from '../log/log-writer.ts';
import { contentOf, copyOf, filesWith, NOW, open, CATALOG } from '../testing/durable-fixture.ts';
import { databaseText } from '../testing/database-text.ts';
import { seededRandom } from '../../base/random.ts';

const path = (name: string): CatalogPath => ['default', name];

function make(write: DatabaseWrite, name: string): number {
  const number = write.catalog.nextGraph;
  const object = { kind: 'graph', number, createdMs: 1, modifiedMs: 2 } as const;
  write.change({ change: 'put', path: path(name), object });
  return number;
}

function insert(write: DatabaseWrite, name: string, text = name): void {
  const graph = write.catalog.find('graph', path(name))?.number ?? make(write, name);
  write.graph(graph).insertNode(['A'], [{ name: 'text', value: text }]);
}

function commit(db: DurableDatabase, change: (write: DatabaseWrite) => void): void {
  const write = db.store.begin();
  change(write);
  write.commit();
}

function drop(write: DatabaseWrite, name: string): void {
  write.change({ change: 'remove', path: path(name), kind: 'graph' });
}

const numberOf = ({ store }: DurableDatabase, name: string): number =>
  present(store.catalog.find('graph', path(name)), 'the graph').number;
const nodesOf = (db: DurableDatabase, name: string): number =>
  db.store.current(numberOf(db, name)).statistics.nodeCount;
const textOf = ({ store }: DurableDatabase): string[] =>
  databaseText(store.catalog, (graph) => store.current(graph));
const pageFilesOf = (files: MemoryFiles): string[] => files.list('db/data');

describe('a durable database of many graphs', () => {
  it('writes a graph to a checkpoint only when it has changed', () => {
    const files = new MemoryFiles();
    const db = open(files);
    commit(db, (write) => {
      for (const name of ['one', 'two', 'empty']) make(write, name);
      insert(write, 'one');
      insert(write, 'two');
    });
    db.checkpoint();
    commit(db, (write) => {
      insert(write, 'two');
    });
    db.checkpoint();
    const graphs = present(readManifest(files, 'db'), 'the manifest').graphs;
    expect(graphs.map((graph) => [graph.number, ...filesOfManifest({ graphs: [graph] })])).toEqual([
      [1, 1],
      [2, 2],
    ]);
    const again = open(files);
    // Touched, and a catalog that has changed: no reason to write it.
    expect(nodesOf(again, 'one')).toBe(1);
    commit(again, (write) => {
      write.change({ change: 'putSchema', path: ['later'], createdMs: 3 });
    });
    again.checkpoint();
    expect(pageFilesOf(files)).toEqual(['000001.pages', '000002.pages']);
    expect(readManifest(files, 'db')?.graphs).toEqual(graphs);
    expect(textOf(open(files))).toEqual(textOf(again));
  });

  it('gives pages of dropped and replaced graphs back two checkpoints later', () => {
    const files = new MemoryFiles();
    const db = open(files);
    commit(db, (write) => {
      insert(write, 'one');
    });
    db.checkpoint();
    commit(db, (write) => {
      drop(write, 'one');
      insert(write, 'two');
    });
    db.checkpoint();
    expect(pageFilesOf(files)).toEqual(['000001.pages', '000002.pages']);
    commit(db, (write) => {
      make(write, 'two');
    });
    db.checkpoint();
    commit(db, (write) => {
      drop(write, 'two');
    });
    db.checkpoint();
    expect(pageFilesOf(files)).toEqual([]);
    expect(readManifest(files, 'db')?.graphs).toEqual([]);
    expect(open(files).store.catalog.nextGraph).toBe(4);
  });

  it('copies what little a large page file still has in use', () => {
    const files = new MemoryFiles();
    const db = open(files, { maxFileBytes: 10_000_000 });
    commit(db, (write) => {
      insert(write, 'small');
      for (let i = 0; i < 40; i++) insert(write, 'large', `${i} `.repeat(2_000));
    });
    db.checkpoint();
    for (let round = 0; round < 3; round++) {
      commit(db, (write) => {
        insert(write, 'large');
      });
      db.checkpoint();
    }
    expect(pageFilesOf(files)).toEqual(['000003.pages', '000004.pages']);
    const again = open(files);
    expect(textOf(again)).toEqual(textOf(db));
  });

  it('finds the damage of a graph when that is touched, and no sooner', () => {
    const files = new MemoryFiles();
    const db = open(files);
    commit(db, (write) => {
      insert(write, 'bad');
    });
    db.checkpoint();
    commit(db, (write) => {
      insert(write, 'good');
    });
    db.close();
    contentOf(files, 'db/data/000001.pages').write(16, Uint8Array.of(99));
    const again = open(files);
    const bad = numberOf(again, 'bad');
    expect(nodesOf(again, 'good')).toBe(1);
    for (let attempt = 0; attempt < 2; attempt++) {
      expect(() => again.store.current(bad)).toThrow(
        expect.objectContaining({ gqlstatus: 'XX001' }),
      );
    }
    const write = again.store.begin();
    expect(() => write.graph(bad)).toThrow(/000001\.pages/u);
    insert(write, 'good');
    write.commit();
    again.checkpoint();
    again.close();
    const last = open(files);
    expect(nodesOf(last, 'good')).toBe(2);
    commit(last, (next) => {
      drop(next, 'bad');
    });
    last.close();
    expect(nodesOf(open(files), 'good')).toBe(2);
  });

  it('is read beside a process that takes checkpoints', () => {
    const files = new MemoryFiles();
    const db = open(files);
    commit(db, (write) => {
      insert(write, 'one');
    });
    db.checkpoint();
    const reading = open(files, { readOnly: true });
    const kept = pageFilesOf(files);
    for (let round = 0; round < 3; round++) {
      commit(db, (write) => {
        insert(write, 'one');
      });
      db.checkpoint();
    }
    expect(pageFilesOf(files)).not.toContain(kept[0]);
    expect(nodesOf(reading, 'one')).toBe(1);
    reading.close();
  });

  it('keeps a dropped graph for a snapshot over checkpoints, touched or not', () => {
    const files = new MemoryFiles();
    const db = open(files);
    commit(db, (write) => {
      insert(write, 'one');
      insert(write, 'two');
    });
    db.close();
    const again = open(files);
    const [one, two] = [numberOf(again, 'one'), numberOf(again, 'two')];
    commit(again, (write) => {
      insert(write, 'one');
    });
    const snapshot = again.store.snapshot();
    commit(again, (write) => {
      drop(write, 'one');
      drop(write, 'two');
    });
    for (let round = 0; round < 3; round++) {
      commit(again, (write) => {
        insert(write, 'other');
      });
      again.checkpoint();
    }
    const counts = [one, two].map((graph) => snapshot.reader(graph).statistics.nodeCount);
    expect(counts).toEqual([2, 1]);
    snapshot.release();
  });

  it('goes back to the last durable catalog when a write fails', async () => {
    const work = (files: FaultyFiles): DurableDatabase => {
      const db = open(files);
      commit(db, (write) => {
        insert(write, 'one');
        insert(write, 'two');
      });
      db.flushSync();
      return db;
    };
    const dry = new FaultyFiles();
    work(dry);
    const at = { fault: 'fails', atCall: dry.calls + 1, random: seededRandom(1) } as const;
    const db = work(new FaultyFiles(at));
    const before = textOf(db);
    const two = numberOf(db, 'two');
    commit(db, (write) => {
      insert(write, 'one');
      drop(write, 'two');
      insert(write, 'three');
    });
    const lost = db.store.snapshot();
    expect(() => db.store.current(two)).toThrow(/not in the catalog/u);
    await expect(db.flushed()).rejects.toMatchObject({ gqlstatus: '58030' });
    expect(textOf(db)).toEqual(before);
    expect(() => lost.reader(0)).toThrow(/is back/u);
    expect(db.store.snapshot().catalog.graph(two)).toBeDefined();
  });
});

describe('the log of many graphs', () => {
  const operations = (files: MemoryFiles): string[] =>
    [...readLog('db/wal', { files })]
      .filter(({ type }) => type === 'operation')
      .map(({ operation, description }) => `${operation} ${description}`);

  it('names the graph where it is not the home graph', () => {
    const files = new MemoryFiles();
    const db = open(files);
    commit(db, (write) => {
      const graph = make(write, 'one');
      write.graph(0).insertNode([], []);
      write.graph(graph).insertNode([], []);
      write.graph(graph).insertNode([], []);
      write.graph(0).insertNode([], []);
      write.graph(graph).createIndex({
        ...{ name: 'i', element: 'node', label: 'A', properties: ['n'], unique: false },
      });
      drop(write, 'one');
      const savepoint = write.savepoint();
      make(write, 'two');
      write.rollbackTo(savepoint);
    });
    db.flushSync();
    const put = JSON.stringify({
      ...{ change: 'put', path: path('one') },
      object: { kind: 'graph', number: 1, createdMs: 1, modifiedMs: 2 },
    });
    const node = (id: number): string => `["n",${id},[],[],[]]`;
    expect(operations(files)).toEqual([
      `createGraph [1,["k",${put}]]`,
      `insert [1,${node(1)},["g",1],${node(1)},${node(2)},["g",0],${node(2)}]`,
      'other [1,["g",1],["i","n","i","A",["n"],0]]',
      'dropGraph [1,["k",{"change":"remove","path":["default","one"],"kind":"graph"}]]',
      'insert [1,["#",3,1]]',
      'other [1,["K",3]]',
    ]);
    expect(open(files).store.catalog.nextGraph).toBe(3);
  });

  it('is an error with file and offset where a record does not fit', () => {
    const put = (object: object, at: CatalogPath = path('x')): string =>
      JSON.stringify(['k', { change: 'put', path: at, object }]);
    const graph = { kind: 'graph', number: 7, createdMs: 1, modifiedMs: 2 };
    const remove = (name: string, kind: string): string =>
      JSON.stringify(['k', { change: 'remove', path: path(name), kind }]);
    const bad: readonly [string, RegExp][] = [
      ['["g",7]', /no graph 7/u],
      ['["g","0"]', /number from 0/u],
      ['["k",null]', /object was expected/u],
      ['["k",{"change":"toString"}]', /change toString is not known/u],
      ['["k",{"change":"putSchema","path":["a"]}]', /time/u],
      ['["k",{"change":"putSchema","path":[],"createdMs":1}]', /path/u],
      ['["k",{"change":"putSchema","path":["a\\u0000b"],"createdMs":1}]', /path/u],
      ['["k",{"change":"putSchema","path":["default"],"createdMs":1}]', /schema is there/u],
      ['["k",{"change":"removeSchema","path":["a"]}]', /schema/u],
      [remove('nothing', 'graph'), /object/u],
      [remove('default', 'view'), /kind view is not known/u],
      [put({ ...graph, number: 0 }), /number that another one has/u],
      [put({ ...graph, number: 1.5 }), /number from 0/u],
      [put({ ...graph, kind: 'view' }), /kind view/u],
      [put(graph, ['nowhere', 'x']), /schema of the object/u],
      [put({ ...graph, type: { nodeTypes: [] } }), /list/u],
      [put({ kind: 'procedure', createdMs: 1, modifiedMs: 1 }), /text/u],
      ['["K",-1]', /number from 0/u],
    ];
    for (const [op, message] of bad) {
      const files = new MemoryFiles();
      open(files).close();
      const log = openLog('db/wal', { files, clock: new ManualClock(NOW) });
      const transactionId = NOW + 50n;
      log.begin(transactionId);
      const description = `[1,${op}]`;
      log.append({ transactionId, operation: 'other', sequence: 1n, description });
      log.commit(transactionId);
      log.close();
      expect(() => open(files), op).toThrow(message);
      expect(() => open(files)).toThrow(expect.objectContaining({ gqlstatus: 'XX001' }));
    }
  });

  it('is made anew for the catalog from all that the catalog holds', () => {
    const files = new MemoryFiles();
    const db = open(files);
    const other: CatalogChange = { change: 'putSchema', path: ['other'], createdMs: 5 };
    commit(db, (write) => {
      write.change(other);
      write.graph(make(write, 'one')).createIndex({
        ...{ name: 'i', element: 'node', label: 'A', properties: ['n'], unique: false },
      });
    });
    db.close();
    const again = open(files);
    // The home schema goes, and with it what the log would otherwise say nothing of.
    const two: CatalogPath = ['other', 'two'];
    const object = { kind: 'graph', number: 2, createdMs: 1, modifiedMs: 2 } as const;
    commit(again, (write) => {
      write.change({ change: 'put', path: two, object });
    });
    again.flushSync();
    contentOf(files, CATALOG).truncate(3);
    const rebuilt = filesWith(copyOf(files));
    open(rebuilt);
    const bytes = new TextDecoder().decode(contentOf(rebuilt, CATALOG).copy());
    const records = [...bytes.matchAll(/\[1,\[.*?\]\](?=[^\],])/gu)].map(([record]) => record);
    expect(records[0]).toBe(`[1,["k",${JSON.stringify(other)}]]`);
    expect(records[1]).toContain('"number":1');
    expect(records[1]).toContain('"number":2');
    expect(records[2]).toBe('[1,["g",1],["i","n","i","A",["n"],0]]');
    commit(again, (write) => {
      write.change({ change: 'removeSchema', path: ['default'] });
    });
    again.flushSync();
    contentOf(files, CATALOG).truncate(3);
    open(files);
    const later = new TextDecoder().decode(contentOf(files, CATALOG).copy());
    expect(later).toContain('[1,["k",{"change":"removeSchema","path":["default"]}],');
    expect(later).not.toContain('"number":1');
  });
});
