import {
  cpSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { GraphLite } from '../../src/index.ts';
import { contentOf } from './directories.ts';
import { parseLog } from './log-parser.ts';

let folder = '';
/** A closed database: a manifest and a page file. */
let closed = '';
/** What a crash left: the log of a killed process, and that of another one that went on from it. */
let crashed = '';
/** Where a test breaks a copy of one of them. */
let directory = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'graphlite-damage-'));
  [closed, crashed, directory] = ['closed', 'crashed', 'db'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  const first = join(folder, 'first');
  await commitAndCopy(first, crashed, [1, 2, 3]);
  const second = join(folder, 'second');
  cpSync(crashed, second, { recursive: true });
  rmSync(crashed, { recursive: true });
  await commitAndCopy(second, crashed, [4, 5, 6]);
  cpSync(second, closed, { recursive: true });
});
beforeEach(() => {
  rmSync(directory, { recursive: true, force: true });
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Opens, commits each number, and copies what a killed process would leave. */
async function commitAndCopy(from: string, to: string, values: number[]): Promise<void> {
  const db = await GraphLite.open(from);
  for (const n of values) await db.query('INSERT (:N {n: $n, text: $text})', { n, text: `${n}` });
  cpSync(from, to, { recursive: true, filter: (path) => !/lock[^/\\]*$/u.test(path) });
  await db.close();
}

async function numbers(): Promise<unknown[]> {
  const db = await GraphLite.open(directory);
  const { rows } = await db.query('MATCH (n:N) RETURN n.n AS n ORDER BY n');
  await db.close();
  return Array.from(rows, (row) => row['n']);
}

/** Neither a writer nor a reader opens it, both say why and where, and every byte stays. */
async function expectRefused(gqlstatus: string, message: RegExp): Promise<void> {
  const before = contentOf(directory);
  for (const readOnly of [false, true]) {
    const opening = GraphLite.open(directory, { readOnly });
    await opening.then(
      (db) => db.close(),
      () => undefined,
    );
    await expect(opening).rejects.toMatchObject({
      name: expect.stringMatching(/^(?:GqlError|LogError)$/u),
      gqlstatus,
      message: expect.stringMatching(message),
    });
    expect(contentOf(directory)).toEqual(before);
  }
}

function flip(path: string, offset: number): void {
  const bytes = readFileSync(path);
  bytes[offset] = (bytes[offset] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}

function newest(folderOf: string, pattern: RegExp): string {
  const name = readdirSync(folderOf)
    .filter((one) => pattern.test(one))
    .sort()
    .at(-1);
  return join(folderOf, name ?? '');
}

describe('a damaged log', () => {
  const log = (number: number) => join(directory, 'wal', `wal_00000${number}.log`);

  beforeEach(() => {
    cpSync(crashed, directory, { recursive: true });
  });

  it('is whole before it is damaged', async () => {
    expect(await numbers()).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('is refused where a file before the last is cut', async () => {
    const last = parseLog(join(directory, 'wal')).entries.findLast(({ file }) =>
      file.endsWith('1.log'),
    );
    const { offset = 0 } = last ?? {};
    truncateSync(log(1), offset + 20);
    await expectRefused(
      'XX001',
      new RegExp(`wal_000001\\.log, offset ${offset}: .*cut short`, 'u'),
    );
  });

  it('is refused where a file before the last is cut between two entries', async () => {
    const first = parseLog(join(directory, 'wal')).entries.filter(({ file }) =>
      file.endsWith('1.log'),
    );
    for (const { offset } of first.reverse()) {
      truncateSync(log(1), offset);
      await expectRefused('XX001', /wal_00000[12]\.log, offset [0-9]+: /u);
    }
  });

  it('is refused where one bit is wrong and a later commit was durable', async () => {
    const { entries } = parseLog(join(directory, 'wal'));
    // All but those of the last two transactions: a later mark proves that they were durable.
    for (const { file, offset, bytes } of entries.slice(0, -6)) {
      const path = join(directory, 'wal', file);
      flip(path, offset + (bytes.length >> 1));
      await expectRefused('XX001', new RegExp(`${file}, offset ${offset}: `, 'u'));
      flip(path, offset + (bytes.length >> 1));
    }
    expect(await numbers()).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('is refused where a file is missing', async () => {
    rmSync(log(1));
    await expectRefused('XX001', /log file 1 is missing/u);
  });

  it('is refused where a file is foreign or newer', async () => {
    flip(log(1), 0);
    await expectRefused('XX001', /wal_000001\.log, offset 0: .*not a log file/u);
    flip(log(1), 0);
    const bytes = readFileSync(log(2));
    bytes.writeUInt16LE(2, 4);
    writeFileSync(log(2), bytes);
    await expectRefused('XX001', /wal_000002\.log, offset 0: .*version is 2/u);
  });

  it('ends at a torn tail of its last file, and goes on from there', async () => {
    const { entries } = parseLog(join(directory, 'wal'));
    const { offset = 0 } = entries.at(-1) ?? {};
    truncateSync(log(2), offset + 10);
    const reader = await GraphLite.open(directory, { readOnly: true });
    expect(reader.stats().nodes).toBe(5);
    await reader.close();
    expect(await numbers()).toEqual([1, 2, 3, 4, 5]);
  });
});

describe('a damaged checkpoint', () => {
  beforeEach(() => {
    cpSync(closed, directory, { recursive: true });
  });

  it('is whole before it is damaged', async () => {
    expect(await numbers()).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('is refused where the page file is cut or gone', async () => {
    const pages = newest(join(directory, 'data'), /\.pages$/u);
    const whole = readFileSync(pages);
    truncateSync(pages, whole.length - 30);
    await expectRefused('XX001', /\.pages, offset [0-9]+: /u);
    truncateSync(pages, 7);
    await expectRefused('XX001', /\.pages.*offset 0/u);
    rmSync(pages);
    await expectRefused('XX001', /\.pages/u);
    writeFileSync(pages, whole);
    expect(await numbers()).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('is refused where a bit of a page is wrong, with table and column', async () => {
    const pages = newest(join(directory, 'data'), /\.pages$/u);
    const manifest = readFileSync(newest(directory, /^manifest_[0-9]+$/u), 'utf8');
    const { graphs } = JSON.parse(manifest.slice(manifest.indexOf('\n'))) as {
      graphs: { image: { nodeTables: { columns: { data: [number, number, number][] }[] }[] } }[];
    };
    const [, offset = 0] = graphs[0]?.image.nodeTables[0]?.columns[0]?.data[0] ?? [];
    flip(pages, offset);
    await expectRefused('XX001', new RegExp(`\\.pages, offset ${offset}: .*\\bN\\b.*\\bn\\b`, 'u'));
  });

  it('is refused where the manifest is cut or wrong, and no other leads to the same', async () => {
    const path = newest(directory, /^manifest_[0-9]+$/u);
    const whole = readFileSync(path);
    truncateSync(path, whole.length - 10);
    await expectRefused('XX001', /manifest_[0-9]+/u);
    writeFileSync(path, whole);
    flip(path, whole.length >> 1);
    await expectRefused('XX001', /manifest_[0-9]+/u);
  });

  it('is refused where a newer version of the format wrote it', async () => {
    const path = newest(directory, /^manifest_[0-9]+$/u);
    const body = readFileSync(path, 'utf8')
      .replace(/^.*\n/u, '')
      .replace('"formatVersion":2', '"formatVersion":3');
    const head = `GraphLite-manifest 3 ${Buffer.byteLength(body)}`;
    const checksum = crc32(body, crc32(head)).toString(16).padStart(8, '0');
    writeFileSync(path, `${head} ${checksum}\n${body}`);
    await expectRefused('0A000', /manifest_[0-9]+ has format version 3, .* up to 2/u);
  });
});
