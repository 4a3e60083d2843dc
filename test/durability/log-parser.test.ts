import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GraphLite } from '../../src/index.ts';
import { openLog, readLog } from '../../src/wal.ts';
import { parseLog } from './log-parser.ts';
import type { StrictEntry, StrictLog } from './log-parser.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'graphlite-log-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** 1.2 MiB of redo, which is more than a transaction keeps back until it commits. */
const LONG = 'what a long transaction writes, ä ö ü 😀. '.repeat(700);

async function workload(db: GraphLite): Promise<void> {
  await db.query("INSERT (:Person {name: 'Ada'})-[:KNOWS {since: DATE '2020-01-01'}]->(:Person)");
  await db.query("MATCH (p:Person {name: 'Ada'}) SET p.name = 'Grace', p.born = 1906");
  await Promise.all(Array.from({ length: 20 }, (_, n) => db.query('INSERT (:N {n: $n})', { n })));
  // Nothing of this is logged; of the long one below all is, with a mark at the end.
  await rolledBack(db, 2);
  await rolledBack(db, 40);
  await db.transaction(async (tx) => {
    for (let n = 0; n < 40; n++) {
      await tx.query('INSERT (:Long {n: $n, text: $text})', { n, text: LONG });
      await tx.query('MATCH (l:Long) SET l.n = 1 / (l.n - $n)', { n }).catch(() => undefined);
    }
  });
  await db.query('INSERT (:Long {text: $text})', { text: LONG.repeat(60) });
  await db.query('MATCH (n:N WHERE n.n > 5) DELETE n');
}

async function rolledBack(db: GraphLite, statements: number): Promise<void> {
  const ending = db.transaction(async (tx) => {
    for (let n = 0; n < statements; n++) await tx.query('INSERT (:Ghost {t: $t})', { t: LONG });
    throw new RangeError('rolled back');
  });
  await expect(ending).rejects.toThrow(RangeError);
}

function logOf(directory: string): StrictLog {
  return parseLog(join(directory, 'wal'));
}

function contentOf(entries: readonly StrictEntry[]): Buffer {
  return Buffer.concat(entries.map(({ bytes }) => bytes));
}

describe("the database's log, read by a strict parser", () => {
  it('is as the format says, byte for byte, while it is open and after', async () => {
    const db = await GraphLite.open(folder);
    await workload(db);
    const { files, entries } = logOf(folder);
    expect(files).toHaveLength(1);
    expect(files[0]?.size).toBe(Math.ceil((files[0]?.end ?? 0) / 2 ** 20) * 2 ** 20);
    const marks = entries.filter(({ type }) => type !== 'operation').map(({ type }) => type);
    const count = (type: string) => marks.filter((mark) => mark === type).length;
    expect(count('rollback')).toBe(1);
    expect(count('begin')).toBe(count('commit') + 1);
    expect(entries[0]?.globalSequence).toBe(1n);
    // Nanoseconds since 1970 are past 2^53, the largest integer that a double counts by ones to.
    expect(entries.every(({ transactionId }) => transactionId > 2n ** 53n)).toBe(true);
    expect(Math.max(...entries.map(({ bytes }) => bytes.length))).toBeLessThan(2 ** 20);
    await db.close();
  });

  it('is cut to its last entry by the open after a crash, which goes on in another file', async () => {
    const directory = join(folder, 'db');
    const copy = join(folder, 'copy');
    const db = await GraphLite.open(directory);
    await workload(db);
    cpSync(join(directory, 'wal'), join(copy, 'wal'), { recursive: true });
    await db.close();
    const { entries } = logOf(copy);
    const again = await GraphLite.open(copy);
    await again.query('INSERT (:N)');
    const log = logOf(copy);
    expect(log.files.map(({ number }) => number)).toEqual([1, 2]);
    expect(log.files[0]?.size).toBe(log.files[0]?.end);
    const kept = log.entries.slice(0, entries.length);
    expect(contentOf(kept).equals(contentOf(entries))).toBe(true);
    expect(log.entries.slice(entries.length).map(({ type }) => type)).toEqual([
      'begin',
      'operation',
      'commit',
    ]);
    await again.close();
  });

  it('goes on with sequence and file number after every close and checkpoint', async () => {
    let sequence = 0n;
    let fileNumber = 0;
    for (let round = 0; round < 4; round++) {
      const db = await GraphLite.open(folder);
      for (let commit = 0; commit < 2; commit++) {
        await db.query('INSERT (:N {n: $round})', { round });
        const { entries, files } = logOf(folder);
        const added = entries.filter(({ globalSequence }) => globalSequence > sequence);
        expect(added.map(({ type }) => type)).toEqual(['begin', 'operation', 'commit']);
        expect(added[0]?.globalSequence).toBe(sequence + 1n);
        expect(files.at(-1)?.number).toBe(++fileNumber);
        sequence += 3n;
        await db.checkpoint();
      }
      await db.close();
    }
  });

  it('copies what changes the catalog, and nothing that user data says', async () => {
    const db = await GraphLite.open(folder);
    await db.query("INSERT (:T {text: 'CREATE SCHEMA, INDEX, CONSTRAINT or VIEW'})");
    expect(logOf(folder).catalog).toEqual([]);
    await db.import({ nodes: [{ labels: 'Key', file: [{ id: 1 }, { id: 2 }], key: 'id' }] });
    const { catalog, entries } = logOf(folder);
    expect(catalog.length).toBeGreaterThan(0);
    const originals = entries.filter(
      ({ operation, type }) => operation === 99 && type === 'operation',
    );
    expect(catalog.map(({ globalSequence }) => globalSequence)).toEqual(
      originals.map(({ globalSequence }) => globalSequence),
    );
    await db.close();
    const again = await GraphLite.open(folder);
    expect(logOf(folder).catalog).toEqual(catalog);
    await again.close();
  });
});

describe('the log by itself, read by a strict parser', () => {
  it('turns over at 64 MiB, with entries of up to 10 MiB', () => {
    const mebibytes = [0, 1, 3, 4, 10, 10, 10, 10, 10, 10, 4, 3, 1, 0];
    const log = openLog(folder);
    const transactionId = 2n ** 53n + 1n;
    log.begin(transactionId);
    for (const [i, size] of mebibytes.entries()) {
      log.append({
        ...{ transactionId, sequence: BigInt(i + 1), operation: 'insert' },
        description: 'x'.repeat(size * 2 ** 20),
      });
      log.flush();
    }
    log.commit(transactionId);
    log.close();
    const { files, entries } = parseLog(folder);
    expect(files.map(({ number }) => number)).toEqual([1, 2]);
    const [first, second] = files;
    const overflow = entries.find(({ file }) => file !== entries[0]?.file);
    expect(first?.size).toBeLessThanOrEqual(64 * 2 ** 20);
    expect((first?.size ?? 0) + (overflow?.bytes.length ?? 0)).toBeGreaterThan(64 * 2 ** 20);
    expect(second?.end).toBe(second?.size);
    const operations = entries.filter(({ type }) => type === 'operation');
    expect(operations.map(({ description }) => description.trim().length)).toEqual(
      mebibytes.map((size) => size * 2 ** 20),
    );
    // The project's own reader sees the same.
    const own = Array.from(readLog(folder), ({ globalSequence, offset }) => [
      globalSequence,
      offset,
    ]);
    expect(entries.map(({ globalSequence, offset }) => [globalSequence, offset])).toEqual(own);
  });

  it('has transaction ids of 64 bits, and goes on over opens', () => {
    const ids = [2n ** 53n, 2n ** 53n + 1n, 2n ** 63n, 2n ** 64n - 1n];
    for (const id of ids) {
      const log = openLog(folder);
      log.begin(id);
      log.append({ transactionId: id, sequence: 1n, operation: 'set', description: 'ä' });
      log.commit(id);
      log.flush();
      log.close();
    }
    const { entries, files } = parseLog(folder);
    expect(files).toHaveLength(ids.length);
    expect(entries.map(({ transactionId }) => transactionId)).toEqual(
      ids.flatMap((id) => [id, id, id]),
    );
    expect(entries.map(({ globalSequence }) => globalSequence)).toEqual(
      Array.from({ length: 12 }, (_, i) => BigInt(i + 1)),
    );
  });
});

describe('the strict parser itself', () => {
  function writeLog(): { readonly path: string; readonly bytes: Buffer } {
    const log = openLog(folder);
    log.begin(1n);
    log.append({ transactionId: 1n, sequence: 1n, operation: 'insert', description: 'text' });
    log.commit(1n);
    log.close();
    const path = join(folder, 'wal_000001.log');
    return { path, bytes: readFileSync(path) };
  }

  it('refuses every file in which one bit is wrong, but for the time of creation', () => {
    const { path, bytes } = writeLog();
    for (let at = 0; at < bytes.length; at++) {
      if (at >= 6 && at < 14) continue;
      const flipped = Buffer.from(bytes);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
      writeFileSync(path, flipped);
      expect(() => parseLog(folder), `byte ${at}`).toThrow(/offset/u);
    }
  });

  it('refuses a cut file unless the writer was killed, and a hole in the sequence', () => {
    const { path, bytes } = writeLog();
    writeFileSync(path, bytes.subarray(0, -1));
    expect(() => parseLog(folder)).toThrow(/cut short/u);
    expect(parseLog(folder, { killed: true }).entries).toHaveLength(2);
    writeFileSync(path, bytes);
    const offset = parseLog(folder).entries[2]?.offset ?? 0;
    const end = bytes.length - 4;
    bytes.writeBigUInt64LE(9n, offset + 13);
    bytes.writeUInt32LE(crc32(bytes.subarray(offset, end)), end);
    writeFileSync(path, bytes);
    expect(() => parseLog(folder)).toThrow('sequence 9 after 2');
  });
});
