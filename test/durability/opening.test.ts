import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import { GraphLite } from '../../src/index.ts';
import { transpiled } from '../helpers/transpiled.ts';
import { contentOf } from './directories.ts';
import { Ledger } from './ledger.ts';
import type { Running } from './processes.ts';
import { kill, start } from './processes.ts';

let folder = '';
let directory = '';
let program = '';
let running: Running[] = [];

beforeAll(() => {
  program = transpiled('test/durability/program.ts', `opening-${process.pid}`);
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'graphlite-opening-'));
  directory = join(folder, 'db');
});
afterEach(async () => {
  await Promise.all(running.map(kill));
  running = [];
  rmSync(folder, { recursive: true, force: true });
});
afterAll(() => {
  rmSync(join(program, '..', '..', '..'), { recursive: true, force: true });
});

/** Another process that opens the directory, and what it said. */
async function otherProcess(mode: 'write' | 'read' = 'write'): Promise<Running & { said: string }> {
  const other = start(program, ['holder', directory, mode]);
  running.push(other);
  return { ...other, said: (await other.line()) ?? '' };
}

async function numbers(db: GraphLite): Promise<unknown[]> {
  const { rows } = await db.query('MATCH (n:N) RETURN n.n AS n ORDER BY n');
  return Array.from(rows, (row) => row['n']);
}

describe('opens in one process', () => {
  it('are one database, however many there are and however the path is spelt', async () => {
    const [first, second] = await Promise.all([
      GraphLite.open(directory),
      GraphLite.open(directory),
    ]);
    const third = await GraphLite.open(join(directory, '..', 'db'));
    await first.query('INSERT (:N {n: 1})');
    expect(await numbers(second)).toEqual([1]);
    const session = second.session();
    await session.query('START TRANSACTION');
    await session.query('INSERT (:N {n: 2})');
    expect(await numbers(third)).toEqual([1]);
    await session.query('COMMIT');
    await first.close();
    await first.close();
    await expect(first.query('INSERT (:N)')).rejects.toMatchObject({ gqlstatus: '08000' });
    await second.close();
    await third.query('INSERT (:N {n: 3})');
    await third.close();
    const again = await GraphLite.open(directory);
    expect(await numbers(again)).toEqual([1, 2, 3]);
    await again.close();
  });

  it.skipIf(process.platform === 'win32')('are one database through a link too', async () => {
    const db = await GraphLite.open(directory);
    const link = join(folder, 'link');
    symlinkSync(directory, link);
    const linked = await GraphLite.open(link);
    await linked.query('INSERT (:N {n: 1})');
    expect(await numbers(db)).toEqual([1]);
    await linked.close();
    await db.close();
  });

  it('open again while the last one closes', async () => {
    for (let round = 1; round <= 5; round++) {
      const db = await GraphLite.open(directory);
      await db.query('INSERT (:N {n: $round})', { round });
      const [again] = await Promise.all([GraphLite.open(directory), db.close()]);
      expect(await numbers(again)).toHaveLength(round);
      await again.close();
    }
  });
});

describe('a second process', () => {
  it('is told who has the database, and has it at once when that one is killed', async () => {
    const first = await otherProcess();
    expect(first.said).toBe('ready');
    const second = await otherProcess();
    expect(second.said).toMatch(/^55006 /u);
    expect(second.said).toContain(`process ${first.child.pid}`);
    await expect(GraphLite.open(directory)).rejects.toMatchObject({
      gqlstatus: '55006',
      message: expect.stringContaining(`process ${first.child.pid}`),
    });
    await kill(first);
    const begunMs = systemClock.monotonicMs();
    const db = await GraphLite.open(directory);
    expect(systemClock.monotonicMs() - begunMs).toBeLessThan(5_000);
    expect((await otherProcess()).said).toContain(`process ${process.pid}`);
    await db.close();
    expect((await otherProcess()).said).toBe('ready');
  });

  it('may read beside a writer, and creates and changes nothing', async () => {
    const db = await GraphLite.open(directory);
    for (let n = 0; n < 3; n++) {
      await db.query('INSERT (:N {n: $n})', { n });
      if (n === 1) await db.checkpoint();
      const before = contentOf(directory);
      expect((await otherProcess('read')).said).toBe('ready');
      const reader = await GraphLite.open(directory, { readOnly: true });
      expect(await numbers(reader)).toHaveLength(n + 1);
      await expect(reader.query('INSERT (:N)')).rejects.toMatchObject({ gqlstatus: '25G03' });
      await reader.close();
      expect(contentOf(directory)).toEqual(before);
    }
    await db.close();
    const before = contentOf(directory);
    const reader = await GraphLite.open(directory, { readOnly: true });
    expect(await numbers(reader)).toEqual([0, 1, 2]);
    await reader.close();
    expect(contentOf(directory)).toEqual(before);
  });
});

describe('a reader beside a busy writer', () => {
  it('sees whole transactions, however often it looks', async () => {
    const notes = join(folder, 'notes');
    const writer = start(program, ['committers', directory, notes, '1']);
    running.push(writer);
    expect(await writer.line()).toBe('open');
    expect(await writer.line()).toBe('committed');
    for (let look = 0; look < 30; look++) {
      const reader = await GraphLite.open(directory, { readOnly: true });
      new Ledger().check(reader);
      await reader.close();
    }
  });
});

/** Permissions do not bind root, who becomes another user for the test. */
const nobody = process.getuid?.() === 0 ? 65_534 : undefined;

describe.skipIf(process.platform === 'win32')('a directory without the right to write', () => {
  it('can be read and not written, and stays as it is', async () => {
    const db = await GraphLite.open(directory);
    await db.query('INSERT (:N {n: 1})');
    await db.close();
    chmodSync(folder, 0o755);
    for (const name of ['', 'wal', 'data']) chmodSync(join(directory, name), 0o555);
    const before = contentOf(directory);
    try {
      const writer = start(program, ['holder', directory, 'write'], nobody);
      running.push(writer);
      const said = await writer.line();
      expect(said).toMatch(/^42501 /u);
      expect(said).toContain(directory);
      const reader = start(program, ['holder', directory, 'read'], nobody);
      running.push(reader);
      expect(await reader.line()).toBe('ready');
      expect(contentOf(directory)).toEqual(before);
    } finally {
      for (const name of ['', 'wal', 'data']) chmodSync(join(directory, name), 0o755);
    }
  });
});

describe('a directory that is no database', () => {
  it('is not made by a reader', async () => {
    await expect(GraphLite.open(directory, { readOnly: true })).rejects.toMatchObject({
      gqlstatus: '22023',
      message: expect.stringContaining(directory),
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([[false], [true]])('is refused and left alone (readOnly: %s)', async (readOnly) => {
    mkdirSync(directory);
    writeFileSync(join(directory, 'thesis.txt'), 'chapter 1');
    const before = contentOf(folder);
    await expect(GraphLite.open(directory, { readOnly })).rejects.toMatchObject({
      gqlstatus: '22023',
      message: expect.stringContaining('thesis.txt'),
    });
    const file = join(directory, 'thesis.txt');
    await expect(GraphLite.open(file, { readOnly })).rejects.toMatchObject({
      gqlstatus: '22023',
      message: expect.stringContaining(file),
    });
    expect(contentOf(folder)).toEqual(before);
  });
});
