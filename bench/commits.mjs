// The benchmark's rows for durable commits, on the disk that the system keeps temporary files on.

import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GraphLite } from 'graphlite';
import { readLog } from 'graphlite/wal';

const statement = "INSERT (:Person {name: 'Ada', number: $number})";
const committers = 64;
const commitsEach = 20;
const singleCommits = 200;
const warmUpCommits = 1_000;

/**
 * `commit` is one durable commit awaited after the other, and its limit a bare loop of write and
 * `fdatasync` of as many bytes into a preallocated file. `commit64` is a commit of one of 64
 * committers at the same time, and its "limit" a single commit, which it must be far below.
 * Medians of interleaved rounds.
 */
export async function commitRows(rounds) {
  const folder = mkdtempSync(join(tmpdir(), 'graphlite-bench-'));
  const db = await GraphLite.open(join(folder, 'db'));
  const samples = { single: [], bare: [], many: [] };
  try {
    await commitOneByOne(db, warmUpCommits);
    const bytes = bytesOfCommit(join(folder, 'db', 'wal'));
    const loop = bareLoop(join(folder, 'bare'), bytes, singleCommits * (rounds + 1));
    loop.run(singleCommits);
    for (let round = 0; round < rounds; round++) {
      samples.single.push(await commitOneByOne(db, singleCommits));
      samples.bare.push(loop.run(singleCommits));
      samples.many.push(await commitTogether(db));
    }
    loop.close();
  } finally {
    await db.close();
    rmSync(folder, { recursive: true, force: true });
  }
  const [single, bare, many] = [samples.single, samples.bare, samples.many].map(median);
  return [
    // 0.6 of the rate of the bare loop, and five times the rate of a single committer.
    { name: 'commit', ms: single, limitMs: bare, ratio: single / bare, mostTimesLimit: 1 / 0.6 },
    { name: 'commit64', ms: many, limitMs: single, ratio: many / single, mostTimesLimit: 1 / 5 },
  ];
}

/** Milliseconds a commit. */
async function commitOneByOne(db, count) {
  const begun = performance.now();
  for (let number = 0; number < count; number++) await db.query(statement, { number });
  return (performance.now() - begun) / count;
}

async function commitTogether(db) {
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: committers }, async () => {
      for (let number = 0; number < commitsEach; number++) await db.query(statement, { number });
    }),
  );
  return (performance.now() - begun) / (committers * commitsEach);
}

/** What the log takes for one of the commits: the mean over those that it holds. */
function bytesOfCommit(log) {
  const entries = [...readLog(log)];
  const commits = entries.filter(({ type }) => type === 'commit').length;
  const first = entries[0];
  const last = entries.findLast(({ type }) => type === 'begin');
  if (first.fileNumber !== last.fileNumber) throw new Error('the warm-up filled a log file');
  return Math.round((last.offset - first.offset) / (commits - 1));
}

function bareLoop(file, bytes, count) {
  const descriptor = openSync(file, 'wx');
  writeSync(descriptor, new Uint8Array(bytes * count));
  fdatasyncSync(descriptor);
  const content = new Uint8Array(bytes).fill(1);
  let position = 0;
  return {
    run(times) {
      const begun = performance.now();
      for (let i = 0; i < times; i++) {
        writeSync(descriptor, content, 0, bytes, position);
        fdatasyncSync(descriptor);
        position += bytes;
      }
      return (performance.now() - begun) / times;
    },
    close: () => closeSync(descriptor),
  };
}

function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}
