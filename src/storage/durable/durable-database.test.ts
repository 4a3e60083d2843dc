import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../base/clock.ts';
import { GqlError } from '../../base/errors.ts';
import { seededRandom } from '../../base/random.ts';
import type { DatabaseWrite } from '../../graph/database-store.ts';
import { readLog } from '../log/log-reader.ts';
import type { DurableDatabase } from '../durable-database.ts';
import { FaultyFiles } from '../files/faulty-files.ts';
import type { OpenFile } from '../files/file-system.ts';
import { MemoryFiles } from '../files/memory-files.ts';
import {
  NOW,
  open,
  commitNode,
  homeOf,
  nextNodeId,
  nodeCount,
  textOf,
} from '../testing/durable-fixture.ts';

describe('a durable database', () => {
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
    write.graph(0).insertNode([], []);
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
    write.graph(0).insertNodes({ labels: [], count: 10, columns: [] });
    write.rollback();
    db.close();
    const second = open(files);
    expect(nextNodeId(second)).toBe(12);
    second.close();
    // One more that was taken and rolled back.
    expect(nextNodeId(open(files))).toBe(13);
  });

  it('rolls an open write back when it closes', () => {
    const files = new MemoryFiles();
    const db = open(files);
    commitNode(db, 1);
    db.store.begin().graph(0).insertNode([], []);
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
    for (let i = 0; i < 60; i++) write.graph(0).insertNode(['Big'], large(50_000));
    write.commit();
    const lost = db.store.begin();
    for (let i = 0; i < 60; i++) lost.graph(0).insertNode(['Lost'], large(50_000));
    lost.rollback();
    commitNode(db, 1);
    const open60 = db.store.begin();
    for (let i = 0; i < 60; i++) open60.graph(0).insertNode(['Open'], large(50_000));
    db.flushSync();
    const types = [...readLog('db/wal', { files })].map(({ type }) => type);
    expect(types.filter((type) => type !== 'operation')).toEqual([
      ...['begin', 'commit', 'begin', 'rollback', 'begin', 'commit', 'begin'],
    ]);
    const reader = homeOf(open(files));
    expect(reader.nodeLabelNames()).toEqual(['A', 'Big']);
    expect(reader.statistics.nodeCount).toBe(61);
  });

  it('may be far longer than an entry in one value', () => {
    const files = new MemoryFiles();
    const db = open(files);
    const write = db.store.begin();
    write.graph(0).insertNode(['Big'], large(3_000_000));
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
      for (let i = 0; i < 30; i++) write.graph(0).insertNode([`S${statement}`], large(50_000));
      if (statement % 2 === 1) write.rollbackTo(savepoint);
    }
    write.commit();
    db.flushSync();
    const records = [...readLog('db/wal', { files })].map(({ description }) => description);
    expect(records.filter((record) => record.startsWith('[1,["<",'))).toHaveLength(3);
    const reopened = open(files);
    expect(textOf(reopened)).toEqual(textOf(db));
    expect(nextNodeId(reopened)).toBe(nextNodeId(db));
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

describe('a log that has grown long', () => {
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const text = 'x'.repeat(2 ** 20);
  const fill = (db: DurableDatabase, mebibytes: number): void => {
    for (let i = 0; i < mebibytes; i++) {
      const write = db.store.begin();
      write.graph(0).insertNode(['Long'], [{ name: 'text', value: text }]);
      write.graph(0).clear();
      write.commit();
    }
  };

  it('is made short by a checkpoint at the end of a turn', async () => {
    const files = new MemoryFiles();
    const db = open(files, { maxFileBytes: 2 ** 24 });
    fill(db, 60);
    await turn();
    expect(files.exists('db/manifest_000001')).toBe(false);
    const write = db.store.begin();
    fillWrite(write);
    await turn();
    expect(files.exists('db/manifest_000001')).toBe(false);
    write.commit();
    await turn();
    expect(files.exists('db/manifest_000001')).toBe(true);
    expect(files.list('db/wal').filter((name) => name.startsWith('wal'))).toEqual([]);
    expect(textOf(open(files))).toEqual(textOf(db));
  });

  it('stays as it is where checkpoints are taken by hand', async () => {
    const files = new MemoryFiles();
    const db = open(files, { maxFileBytes: 2 ** 24, checkpoints: 'manual' });
    fill(db, 70);
    await turn();
    expect(files.exists('db/manifest_000001')).toBe(false);
  });

  function fillWrite(write: DatabaseWrite): void {
    for (let i = 0; i < 10; i++) {
      write.graph(0).insertNode(['Long'], [{ name: 'text', value: text }]);
    }
  }
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
    late.graph(0).insertNode([], []);
    await expect(db.flushed()).rejects.toMatchObject({ gqlstatus: '58030' });
    expect([db.poisoned, db.hasUnsynced, nodeCount(db)]).toEqual([true, false, 1]);
    expect(db.store.version).toBe(version);
    expect(older.reader(0).statistics.nodeCount).toBe(1);
    expect(db.store.snapshot().reader(0).statistics.nodeCount).toBe(1);
    expect(() => lost.reader(0)).toThrow(/is back/u);
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
    const run = (at?: number): [DurableDatabase, FaultyFiles, boolean] => {
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
