import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../base/clock.ts';
import { GqlError } from '../../base/errors.ts';
import { seededRandom } from '../../base/random.ts';
import { readLog } from '../log/log-reader.ts';
import { openLog } from '../log/log-writer.ts';
import { openDurableStore, openLockedStore } from '../durable-store.ts';
import type { DurableOptions, DurableStore } from '../durable-store.ts';
import { FaultyFiles } from '../files/faulty-files.ts';
import type { FileSystem, OpenFile } from '../files/file-system.ts';
import type { MemoryContent } from '../files/memory-files.ts';
import { MemoryFiles } from '../files/memory-files.ts';
import { decodeEntry } from '../log/entry-codec.ts';
import { graphText } from '../testing/graph-text.ts';

const NOW = 1_700_000_000_000_000_000n;
const FIRST_LOG = 'db/wal/wal_000001.log';
const CATALOG = 'db/wal/catalog/catalog_000001.log';

function open(files: FileSystem, options: Partial<DurableOptions> = {}): DurableStore {
  const clock = new ManualClock(NOW);
  // Small files keep the tests quick, since space is taken ahead.
  return openDurableStore('db', { files, clock, graph: 0, maxFileBytes: 20_000, ...options });
}

function commitNode(db: DurableStore, n: number): void {
  const write = db.store.begin();
  write.insertNode(['A'], [{ name: 'n', value: n }]);
  write.commit();
}

function commitIndex(db: DurableStore, name: string): void {
  const write = db.store.begin();
  write.createIndex({ name, element: 'node', label: 'A', properties: ['n'], unique: false });
  write.commit();
}

const nodeCount = (db: DurableStore): number => db.store.current().statistics.nodeCount;
const textOf = (db: DurableStore): string[] => graphText(db.store.current());

function contentOf(files: MemoryFiles, path: string): MemoryContent {
  const content = files.files.get(path);
  if (content === undefined) throw new Error(`there is no ${path}`);
  return content;
}

function copyOf(files: MemoryFiles): Map<string, Uint8Array> {
  return new Map([...files.files].map(([path, content]) => [path, content.copy()]));
}

function filesWith(contents: ReadonlyMap<string, Uint8Array>): MemoryFiles {
  const files = new MemoryFiles();
  for (const [path, bytes] of contents) {
    files.makeDirectory(path.slice(0, path.lastIndexOf('/')));
    files.open(path, 'create').write(0, bytes);
  }
  return files;
}

describe('a durable store', () => {
  it('has no files before the first commit, and all commits after it is opened again', () => {
    const files = new MemoryFiles();
    const db = open(files);
    expect(files.files.size).toBe(0);
    db.close();
    expect(files.files.size).toBe(0);
    const second = open(files);
    commitNode(second, 1);
    expect([second.hasUnsynced, nodeCount(second)]).toEqual([true, 1]);
    second.flushSync();
    expect(second.hasUnsynced).toBe(false);
    expect(nodeCount(open(files))).toBe(1);
    second.close();
    second.close();
    expect([...files.files.keys()].sort()).toEqual(['db/data/000001.pages', 'db/manifest_000001']);
    expect(nodeCount(open(files))).toBe(1);
  });

  it('logs nothing of what changed nothing or rolled back', () => {
    const files = new MemoryFiles();
    const db = open(files);
    db.store.begin().commit();
    const write = db.store.begin();
    write.insertNode([], []);
    write.rollback();
    expect(db.hasUnsynced).toBe(false);
    db.flushSync();
    expect(files.files.size).toBe(0);
  });

  it('numbers transactions by the clock, and upwards when that stands still or goes back', () => {
    const files = new MemoryFiles();
    const clock = new ManualClock(NOW);
    const db = open(files, { clock });
    commitNode(db, 1);
    commitNode(db, 2);
    clock.setNow(5n);
    commitNode(db, 3);
    db.flushSync();
    const reopened = open(files, { clock });
    commitNode(reopened, 4);
    clock.setNow(NOW + 100n);
    commitNode(reopened, 5);
    reopened.flushSync();
    const ids = [...readLog('db/wal', { files })]
      .filter(({ type }) => type === 'commit')
      .map(({ transactionId }) => transactionId - NOW);
    expect(ids).toEqual([0n, 1n, 2n, 3n, 100n]);
    reopened.checkpoint();
    reopened.close();
    clock.setNow(0n);
    const last = open(files, { clock });
    commitNode(last, 6);
    last.flushSync();
    const entries = [...readLog('db/wal', { files })];
    expect(entries.at(-1)).toMatchObject({ transactionId: NOW + 101n, globalSequence: 18n });
  });

  it('replays a log that an earlier run left, again and again, to the same', () => {
    const files = new MemoryFiles();
    const db = open(files);
    for (let n = 1; n <= 5; n++) commitNode(db, n);
    db.flushSync();
    const expected = textOf(db);
    const second = open(files);
    expect(textOf(second)).toEqual(expected);
    commitNode(second, 6);
    second.flushSync();
    expect(textOf(open(files))).toEqual(textOf(second));
    expect(textOf(open(files))).toEqual(textOf(second));
  });

  it('gives no id twice, not even one that was rolled back, where it was closed', () => {
    const files = new MemoryFiles();
    const db = open(files);
    commitNode(db, 1);
    const write = db.store.begin();
    write.insertNodes({ labels: [], count: 10, columns: [] });
    write.rollback();
    db.close();
    const second = open(files);
    expect(second.store.nextIds()).toEqual({ node: 12, edge: 1 });
    second.close();
    expect(open(files).store.nextIds()).toEqual({ node: 12, edge: 1 });
  });

  it('rolls an open write back when it closes', () => {
    const files = new MemoryFiles();
    const db = open(files);
    commitNode(db, 1);
    db.store.begin().insertNode([], []);
    db.close();
    expect(nodeCount(open(files))).toBe(1);
  });

  it('takes no checkpoint while a write is open', () => {
    const db = open(new MemoryFiles());
    db.store.begin();
    expect(() => db.checkpoint()).toThrow(/waits for the end/u);
  });
});

describe('transactions that stream', () => {
  const large = (length: number): { name: string; value: string }[] => [
    { name: 'text', value: 'x'.repeat(length) },
  ];

  it('come back whole when they committed, and not at all when they did not', () => {
    const files = new MemoryFiles();
    const db = open(files);
    const write = db.store.begin();
    for (let i = 0; i < 60; i++) write.insertNode(['Big'], large(50_000));
    write.commit();
    const lost = db.store.begin();
    for (let i = 0; i < 60; i++) lost.insertNode(['Lost'], large(50_000));
    lost.rollback();
    commitNode(db, 1);
    const open60 = db.store.begin();
    for (let i = 0; i < 60; i++) open60.insertNode(['Open'], large(50_000));
    db.flushSync();
    const types = [...readLog('db/wal', { files })].map(({ type }) => type);
    expect(types.filter((type) => type !== 'operation')).toEqual([
      ...['begin', 'commit', 'begin', 'rollback', 'begin', 'commit', 'begin'],
    ]);
    const reader = open(files).store.current();
    expect(reader.nodeLabelNames()).toEqual(['A', 'Big']);
    expect(reader.statistics.nodeCount).toBe(61);
  });

  it('may be far longer than an entry in one value', () => {
    const files = new MemoryFiles();
    const db = open(files);
    const write = db.store.begin();
    write.insertNode(['Big'], large(3_000_000));
    write.commit();
    db.flushSync();
    expect(textOf(open(files))).toEqual(textOf(db));
  });

  it('take back the statements that failed after they were logged', () => {
    const files = new MemoryFiles();
    const db = open(files);
    const write = db.store.begin();
    for (let statement = 0; statement < 6; statement++) {
      const savepoint = write.savepoint();
      for (let i = 0; i < 30; i++) write.insertNode([`S${statement}`], large(50_000));
      if (statement % 2 === 1) write.rollbackTo(savepoint);
    }
    write.commit();
    db.flushSync();
    const records = [...readLog('db/wal', { files })].map(({ description }) => description);
    expect(records.filter((record) => record.startsWith('[1,["<",'))).toHaveLength(3);
    const reopened = open(files);
    expect(textOf(reopened)).toEqual(textOf(db));
    expect(reopened.store.nextIds()).toEqual(db.store.nextIds());
  });
});

describe('commits of one turn', () => {
  /** Counts the syncs of log files. */
  class CountingFiles extends MemoryFiles {
    syncs = 0;
    background = 0;
    slowMs = 0;
    readonly clock = new ManualClock(NOW);

    override open(path: string, mode: 'read' | 'write' | 'create'): OpenFile {
      const file = super.open(path, mode);
      const sync = (): void => {
        this.syncs++;
        this.clock.advance(this.slowMs);
      };
      const syncInBackground = (): Promise<void> => {
        this.background++;
        this.clock.advance(this.slowMs);
        return new Promise((resolve) => setImmediate(resolve));
      };
      return Object.assign(Object.create(file) as OpenFile, {
        ...{ sync, syncInBackground },
        ...{ size: () => file.size(), close: () => file.close() },
        read: (at: number, into: Uint8Array) => file.read(at, into),
        write: (at: number, bytes: Uint8Array) => file.write(at, bytes),
        truncate: (size: number) => file.truncate(size),
      });
    }
  }

  it('share one sync', async () => {
    const files = new CountingFiles();
    const db = open(files, { clock: files.clock });
    commitNode(db, 0);
    await db.flushed();
    const before = files.syncs;
    const committers = Array.from({ length: 64 }, async (_, n) => {
      commitNode(db, n);
      await db.flushed();
      expect(db.hasUnsynced).toBe(false);
    });
    await Promise.all(committers);
    expect(files.syncs - before).toBe(1);
    await db.flushed();
    expect(files.syncs - before).toBe(1);
    expect(nodeCount(open(files))).toBe(65);
  });

  it('are synced at the end of the turn though nobody waits', async () => {
    const db = open(new MemoryFiles());
    commitNode(db, 1);
    await new Promise((resolve) => setImmediate(resolve));
    expect(db.hasUnsynced).toBe(false);
  });

  it('are synced by another thread when the disk is slow, commits going on meanwhile', async () => {
    const files = new CountingFiles();
    const db = open(files, { clock: files.clock });
    files.slowMs = 10;
    commitNode(db, 1);
    await db.flushed();
    expect(files.background).toBe(0);
    for (let n = 2; n <= 10; n++) {
      commitNode(db, n);
      const waits = db.flushed();
      await new Promise((resolve) => setImmediate(resolve));
      commitNode(db, n + 100);
      expect(db.hasUnsynced).toBe(true);
      await waits;
      await db.flushed();
      expect(db.hasUnsynced).toBe(false);
    }
    expect(files.background).toBeGreaterThan(9);
    const { background } = files;
    files.slowMs = 0.1;
    commitNode(db, 11);
    await db.flushed();
    commitNode(db, 12);
    await db.flushed();
    expect(files.background).toBe(background + 1);
    commitNode(db, 13);
    const waits = db.flushed();
    db.close();
    await waits;
    expect(nodeCount(open(files))).toBe(22);
  });
});

describe('a write that fails', () => {
  /** How many calls a database makes until it has committed `commits` nodes. */
  function callsUntil(commits: number): number {
    const files = new FaultyFiles();
    const db = open(files);
    for (let n = 1; n <= commits; n++) {
      commitNode(db, n);
      db.flushSync();
    }
    return files.calls;
  }

  it('goes back to the last durable commit for all readers, and stops writing', async () => {
    const atCall = callsUntil(1) + 2;
    const files = new FaultyFiles({ fault: 'fails', atCall, random: seededRandom(1) });
    const db = open(files);
    commitNode(db, 1);
    db.flushSync();
    const older = db.store.snapshot();
    const { version } = db.store;
    commitNode(db, 2);
    const lost = db.store.snapshot();
    commitNode(db, 3);
    expect([nodeCount(db), db.store.version]).toEqual([3, version + 2]);
    const late = db.store.begin();
    late.insertNode([], []);
    await expect(db.flushed()).rejects.toMatchObject({ gqlstatus: '58030' });
    expect([db.poisoned, db.hasUnsynced, nodeCount(db)]).toEqual([true, false, 1]);
    expect(db.store.version).toBe(version);
    expect(older.reader().statistics.nodeCount).toBe(1);
    expect(db.store.snapshot().reader().statistics.nodeCount).toBe(1);
    expect(() => lost.reader()).toThrow(/is back/u);
    expect(() => late.commit()).toThrow(GqlError);
    expect(nodeCount(db)).toBe(1);
    expect(() => db.store.begin()).toThrow(expect.objectContaining({ gqlstatus: '58030' }));
    expect(() => db.flushSync()).toThrow(/is back/u);
    await expect(db.flushed()).rejects.toThrow(GqlError);
    db.close();
    const reopened = open(files);
    expect(nodeCount(reopened)).toBeGreaterThanOrEqual(1);
    commitNode(reopened, 4);
    reopened.flushSync();
  });

  it('of a checkpoint leaves the database usable until its manifest is swapped', () => {
    const run = (at?: number): [DurableStore, FaultyFiles, boolean] => {
      const start = callsUntil(3);
      const random = seededRandom(1);
      const files = new FaultyFiles(
        at === undefined ? undefined : { fault: 'fails', atCall: start + at, random },
      );
      const db = open(files);
      for (let n = 1; n <= 3; n++) {
        commitNode(db, n);
        db.flushSync();
      }
      try {
        db.checkpoint();
        return [db, files, true];
      } catch (error) {
        if (!(error instanceof GqlError)) throw error;
        return [db, files, false];
      }
    };
    const [, dry] = run();
    const calls = dry.calls - callsUntil(3);
    expect(calls).toBeGreaterThan(5);
    let failures = 0;
    for (let at = 1; at <= calls; at++) {
      const [db, files, done] = run(at);
      if (!done) failures++;
      expect(db.poisoned).toBe(false);
      commitNode(db, 4);
      db.flushSync();
      expect(textOf(open(files))).toEqual(textOf(db));
      db.checkpoint();
      commitNode(db, 5);
      db.close();
      expect(textOf(open(files))).toEqual(textOf(db));
    }
    expect(failures).toBeGreaterThan(5);
  });
});

describe('opening', () => {
  it('refuses a directory that holds something else, and creates nothing there', () => {
    const files = new MemoryFiles();
    files.makeDirectory('db');
    files.open('db/thesis.txt', 'create').write(0, Uint8Array.of(1));
    expect(() => open(files)).toThrow(expect.objectContaining({ gqlstatus: '22023' }));
    expect(() => open(files)).toThrow(/thesis\.txt/u);
    expect([...files.files.keys()]).toEqual(['db/thesis.txt']);
    expect(files.directories).toEqual(new Set(['db']));
  });

  it('to read only creates nothing, writes nothing and needs a database', () => {
    const files = new MemoryFiles();
    expect(() => open(files, { readOnly: true })).toThrow(/no database/u);
    const db = open(files);
    for (let n = 1; n <= 3; n++) commitNode(db, n);
    db.flushSync();
    // What a crash may have left.
    const log = contentOf(files, FIRST_LOG);
    log.write(log.size - 5, Uint8Array.of(1, 2, 3));
    const before = copyOf(files);
    const reading = open(files, { readOnly: true });
    expect(textOf(reading)).toEqual(textOf(db));
    expect(() => reading.store.begin()).toThrow(expect.objectContaining({ gqlstatus: '25G03' }));
    reading.close();
    expect(copyOf(files)).toEqual(before);
  });

  it('to read only tries again when a file goes while it looks', () => {
    const files = new MemoryFiles();
    const db = open(files);
    commitNode(db, 1);
    db.flushSync();
    let failures = 1;
    const racing = Object.assign(Object.create(files) as MemoryFiles, {
      open(path: string, mode: 'read' | 'write' | 'create'): OpenFile {
        if (failures-- > 0) throw new GqlError('58030', `there is no ${path}`);
        return files.open(path, mode);
      },
    });
    expect(nodeCount(open(racing, { readOnly: true }))).toBe(1);
    failures = 100;
    expect(() => open(racing, { readOnly: true })).toThrow(/there is no/u);
  });

  it('locks the directory, and gives it back at the end or when it fails', async () => {
    const files = new MemoryFiles();
    const held: string[] = [];
    const lock = (directory: string) => {
      expect(files.exists(directory)).toBe(true);
      held.push(directory);
      return Promise.resolve({ release: () => void held.pop() });
    };
    const options = { files, clock: new ManualClock(NOW), graph: 0 };
    const db = await openLockedStore('db', options, lock);
    expect(held).toEqual(['db']);
    commitNode(db, 1);
    db.flushSync();
    await openLockedStore('db', { ...options, readOnly: true }, () => expect.unreachable());
    db.close();
    expect(held).toEqual([]);
    contentOf(files, 'db/manifest_000001').write(80, Uint8Array.of(0));
    await expect(openLockedStore('db', options, lock)).rejects.toMatchObject({
      gqlstatus: 'XX001',
    });
    expect(held).toEqual([]);
  });

  it('makes durable what a process that died had written and not synced', () => {
    const never = { fault: 'loses', atCall: Infinity, random: seededRandom(1) } as const;
    const files = new FaultyFiles(never);
    open(files);
    const log = openLog('db/wal', { files, clock: new ManualClock(NOW) });
    log.begin(5n);
    const description = '[1,["n",1,["A"],[],[]]]';
    log.append({ transactionId: 5n, operation: 'insert', sequence: 1n, description });
    log.commit(5n);
    log.write();
    expect(nodeCount(open(files.imageAfterCrash()))).toBe(0);
    expect(nodeCount(open(files))).toBe(1);
    expect(nodeCount(open(files.imageAfterCrash()))).toBe(1);
  });

  it('makes the names of new directories durable', () => {
    const synced: string[] = [];
    const files = Object.assign(new MemoryFiles(), {
      syncDirectory: (path: string) => void synced.push(path),
    });
    const options = { files, clock: new ManualClock(NOW), graph: 0 };
    openDurableStore('a/b/db', options).close();
    expect(synced.sort()).toEqual(['.', 'a', 'a/b', 'a/b/db']);
    synced.length = 0;
    openDurableStore('a/b/db', options).close();
    expect(synced).toEqual([]);
  });

  it('refuses a newer log', () => {
    const files = new MemoryFiles();
    const db = open(files);
    commitNode(db, 1);
    db.flushSync();
    contentOf(files, FIRST_LOG).write(4, Uint8Array.of(2));
    expect(() => open(files)).toThrow(/version is 2/u);
  });

  it('names file and offset of a redo record that it cannot replay', () => {
    const bad: readonly [string, RegExp][] = [
      ['CREATE (:Person)', /prose/u],
      ['[2,["n",1,[],[],[]]]', /version 2/u],
      ['[1,["?"]]', /kind "\?"/u],
      ['[1,["n"', /JSON/u],
      ['[1,["d","n",77]]', /no node 77/u],
      ['[1,["n",1,[],[],[]]]', /id 1 was given/u],
      ['[1,["n",9,["A"],["x"],[1.5]]]', /exact integer/u],
      ['[1,["n",9,"A",[],[]]]', /list was expected/u],
      ['[1,["<",5]]', /no entry 5/u],
      ['[1,["+","[\\"n\\""]]', /last part/u],
      ['[1,["N",9,3,[],[["x","i",[1]]]]]', /too few/u],
      ['[1,["x","nothing"]]', /no index named nothing/u],
    ];
    for (const [description, message] of bad) {
      const files = new MemoryFiles();
      const db = open(files);
      commitNode(db, 1);
      db.flushSync();
      appendEntry(files, description);
      expect(() => open(files), description).toThrow(message);
      expect(() => open(files)).toThrow(
        expect.objectContaining({ gqlstatus: 'XX001', file: 'db/wal/wal_000002.log' }),
      );
    }
  });
});

/** A whole transaction with that record, as another program might have written it. */
function appendEntry(files: MemoryFiles, description: string): void {
  const log = openLog('db/wal', { files, clock: new ManualClock(NOW) });
  const transactionId = NOW + 50n;
  log.begin(transactionId);
  log.append({ transactionId, operation: 'insert', sequence: 1n, description });
  log.commit(transactionId);
  log.close();
}

describe('damage', () => {
  function filesOfFive(): [MemoryFiles, string[][]] {
    const files = new MemoryFiles();
    const db = open(files);
    const states = [textOf(db)];
    for (let n = 1; n <= 5; n++) {
      commitNode(db, n);
      db.flushSync();
      states.push(textOf(db));
    }
    // As a process that ended without closing leaves it, but without the free space.
    const end = [...readLog('db/wal', { files })].at(-1);
    contentOf(files, FIRST_LOG).truncate((end?.offset ?? 0) + 46 + (end?.description.length ?? 0));
    return [files, states];
  }

  it('that cuts the log anywhere gives a prefix of the commits', () => {
    const [files, states] = filesOfFive();
    const whole = copyOf(files);
    const size = whole.get(FIRST_LOG)?.length ?? 0;
    let most = 0;
    for (let cut = 0; cut <= size; cut++) {
      const damaged = filesWith(whole);
      contentOf(damaged, FIRST_LOG).truncate(cut);
      const db = open(damaged);
      const which = states.findIndex((state) => state.join() === textOf(db).join());
      expect(which, `cut at ${cut}`).toBeGreaterThanOrEqual(most);
      most = which;
      commitNode(db, 99);
      db.flushSync();
      expect(textOf(open(damaged))).toEqual(textOf(db));
    }
    expect(most).toBe(5);
  });

  it('that flips a bit anywhere is found, or costs only what no later commit proves', () => {
    const [files, states] = filesOfFive();
    const whole = copyOf(files);
    const bytes = whole.get(FIRST_LOG) ?? new Uint8Array(0);
    let found = 0;
    for (let at = 0; at < bytes.length; at++) {
      const damaged = filesWith(whole);
      contentOf(damaged, FIRST_LOG).write(at, Uint8Array.of((bytes[at] ?? 0) ^ (1 << (at & 7))));
      try {
        const text = textOf(open(damaged)).join();
        const which = states.findIndex((state) => state.join() === text);
        // Nothing proves that the last commit was durable; the header's time and zeros are no data.
        expect(which, `flipped at ${at}`).toBeGreaterThanOrEqual(4);
      } catch (error) {
        if (!(error instanceof GqlError)) throw error;
        expect(error).toMatchObject({ gqlstatus: 'XX001', file: FIRST_LOG });
        found++;
      }
    }
    expect(found).toBeGreaterThan(bytes.length * 0.7);
  });

  it('of the first entry behind a checkpoint is a torn tail while nothing proves more', () => {
    const files = new MemoryFiles();
    const db = open(files);
    commitNode(db, 1);
    db.checkpoint();
    const before = textOf(db);
    commitNode(db, 2);
    db.flushSync();
    contentOf(files, 'db/wal/wal_000002.log').write(64, Uint8Array.of(0));
    expect(textOf(open(files))).toEqual(before);
  });

  it('of a log that is missing a file is found', () => {
    const files = new MemoryFiles();
    const db = open(files, { maxFileBytes: 400 });
    for (let n = 1; n <= 5; n++) commitNode(db, n);
    db.flushSync();
    files.remove(FIRST_LOG);
    expect(() => open(files)).toThrow(/log file 1 is missing/u);
  });
});

describe('the catalog log', () => {
  function entriesOf(files: MemoryFiles): string[] {
    const bytes = contentOf(files, CATALOG).copy();
    const found: string[] = [];
    for (let at = 0; at < bytes.length;) {
      const view = new DataView(bytes.buffer, at);
      const end = at + 46 + view.getUint32(38, true);
      const entry = decodeEntry(bytes.slice(at, end));
      found.push(typeof entry === 'string' ? entry : `${entry.operation} ${entry.description}`);
      at = end;
    }
    return found;
  }
  const created = (name: string): string => `other [1,["i","n","${name}","A",["n"],0]]`;

  it('holds a copy of what changes the catalog and of nothing else', () => {
    const files = new MemoryFiles();
    const db = open(files);
    const text = db.store.begin();
    text.insertNode(['INDEX'], [{ name: 'SCHEMA', value: 'CONSTRAINT' }]);
    text.commit();
    db.flushSync();
    expect(files.files.has(CATALOG)).toBe(false);
    commitIndex(db, 'one');
    const write = db.store.begin();
    write.dropIndex('one');
    write.commit();
    db.flushSync();
    expect(entriesOf(files)).toEqual([created('one'), 'other [1,["x","one"]]']);
    const copy = contentOf(files, CATALOG).copy();
    const log = Buffer.from(contentOf(files, FIRST_LOG).copy());
    const first = copy.slice(0, 46 + new DataView(copy.buffer).getUint32(38, true));
    expect(log.includes(Buffer.from(first))).toBe(true);
    db.checkpoint();
    db.close();
    const second = open(files);
    commitIndex(second, 'two');
    second.close();
    expect(entriesOf(files)).toHaveLength(3);
    expect(entriesOf(filesWith(copyOf(files)))[2]).toBe(created('two'));
  });

  it.each<[string, (content: MemoryContent) => void]>([
    ['is cut', (content) => content.truncate(content.size - 1)],
    ['lacks an entry', (content) => content.truncate(content.size / 2)],
    ['is flipped', (content) => content.write(50, Uint8Array.of(0))],
    ['is empty', (content) => content.truncate(0)],
    ['goes on', (content) => content.write(content.size, Uint8Array.of(0, 0))],
  ])('is made anew when it %s', (_, damage) => {
    const files = new MemoryFiles();
    const db = open(files);
    commitIndex(db, 'one');
    commitIndex(db, 'two');
    db.flushSync();
    damage(contentOf(files, CATALOG));
    open(files);
    expect(entriesOf(files)).toEqual([created('one'), created('two')]);
    files.remove(CATALOG);
    open(files).close();
    expect(entriesOf(files)).toEqual([created('one'), created('two')]);
  });
});
