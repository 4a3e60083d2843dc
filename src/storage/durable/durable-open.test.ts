import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../base/clock.ts';
import { GqlError } from '../../base/errors.ts';
import { seededRandom } from '../../base/random.ts';
import { readLog } from '../log/log-reader.ts';
import { openLog } from '../log/log-writer.ts';
import { openDurableDatabase, openLockedDatabase } from '../durable-database.ts';
import { FaultyFiles } from '../files/faulty-files.ts';
import type { OpenFile } from '../files/file-system.ts';
import type { MemoryContent } from '../files/memory-files.ts';
import { MemoryFiles } from '../files/memory-files.ts';
import { decodeEntry } from '../log/entry-codec.ts';
import {
  NOW,
  FIRST_LOG,
  CATALOG,
  open,
  commitNode,
  commitIndex,
  nodeCount,
  textOf,
  contentOf,
  copyOf,
  filesWith,
} from '../testing/durable-fixture.ts';

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
    const options = { files, clock: new ManualClock(NOW) };
    const db = await openLockedDatabase('db', options, lock);
    expect(held).toEqual(['db']);
    commitNode(db, 1);
    db.flushSync();
    await openLockedDatabase('db', { ...options, readOnly: true }, () => expect.unreachable());
    db.close();
    expect(held).toEqual([]);
    contentOf(files, 'db/manifest_000001').write(80, Uint8Array.of(0));
    await expect(openLockedDatabase('db', options, lock)).rejects.toMatchObject({
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
    const options = { files, clock: new ManualClock(NOW) };
    openDurableDatabase('a/b/db', options).close();
    expect(synced.sort()).toEqual(['.', 'a', 'a/b', 'a/b/db']);
    synced.length = 0;
    openDurableDatabase('a/b/db', options).close();
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
  const indexOp = (name: string): string => `["i","n","${name}","A",["n"],0]`;
  const created = (name: string): string => `other [1,${indexOp(name)}]`;

  it('holds a copy of what changes the catalog and of nothing else', () => {
    const files = new MemoryFiles();
    const db = open(files);
    const text = db.store.begin();
    text.graph(0).insertNode(['INDEX'], [{ name: 'SCHEMA', value: 'CONSTRAINT' }]);
    text.commit();
    db.flushSync();
    expect(files.files.has(CATALOG)).toBe(false);
    commitIndex(db, 'one');
    const write = db.store.begin();
    write.graph(0).dropIndex('one');
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
    const both = `other [1,${['one', 'two'].map(indexOp).join(',')}]`;
    open(files);
    expect(entriesOf(files)).toEqual([both]);
    files.remove(CATALOG);
    open(files).close();
    expect(entriesOf(files)).toEqual([both]);
  });

  it('that is damaged after a clean close is made anew by the next change', () => {
    const files = new MemoryFiles();
    const db = open(files);
    commitIndex(db, 'one');
    db.close();
    contentOf(files, CATALOG).write(50, Uint8Array.of(0));
    const damaged = contentOf(files, CATALOG).copy();
    open(files).close();
    expect(contentOf(files, CATALOG).copy()).toEqual(damaged);
    const again = open(files);
    commitIndex(again, 'two');
    commitIndex(again, 'three');
    again.flushSync();
    commitIndex(again, 'four');
    again.close();
    const all = ['one', 'two', 'three'].map(indexOp).join(',');
    expect(entriesOf(files)).toEqual([`other [1,${all}]`, created('four')]);
  });
});
