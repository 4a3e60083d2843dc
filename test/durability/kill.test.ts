import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/base/random.ts';
import { GraphLite } from '../../src/index.ts';
import { transpiled } from '../helpers/transpiled.ts';
import { parseAcknowledgements } from './acknowledgements.ts';
import { Ledger } from './ledger.ts';
import { parseLog } from './log-parser.ts';
import { kill, pause, start } from './processes.ts';

/** GRAPHLITE_KILLS=300 is the full figure; see CONTRIBUTING.md. */
const kills = Number(process.env['GRAPHLITE_KILLS'] ?? 25);
const timeoutMs = 20_000 + kills * 4_000;

let folder = '';
let program = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'graphlite-kill-'));
  program = transpiled('test/durability/program.ts', `kill-${process.pid}`);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(join(program, '..', '..', '..'), { recursive: true, force: true });
});

describe('a database whose process is killed', () => {
  it(`keeps all that it acknowledged, ${kills} times`, { timeout: timeoutMs }, async () => {
    const directory = join(folder, 'db');
    const ledger = new Ledger();
    const random = seededRandom(kills);
    for (let run = 1; run <= kills; run++) {
      const notes = await killedRun(directory, run, random.next());
      for (const one of parseAcknowledgements(notes)) ledger.add(one);
      await check(directory, ledger, run);
    }
    // Otherwise the test would prove nothing.
    expect(ledger.acknowledged).toBeGreaterThan(kills);
    if (process.env['GRAPHLITE_KILLS'] !== undefined) {
      console.log(`${kills} kills, ${ledger.acknowledged} acknowledged commits`);
    }
  });
});

/** Starts the committers, kills them at a moment by chance, and returns what they noted. */
async function killedRun(directory: string, run: number, chance: number): Promise<string> {
  const notes = join(folder, `notes-${run}`);
  writeFileSync(notes, '');
  const running = start(program, ['committers', directory, notes, String(run)]);
  // One in eight dies at any moment of its start, recovery included, and one before it has written.
  if (run % 8 === 0) await pause(chance * 500);
  else {
    expect(await running.line(), `the start of run ${run}`).toBe('open');
    if (run % 8 !== 4) await running.line();
    await pause(chance * 300);
  }
  await kill(running);
  const text = readFileSync(notes, 'utf8');
  rmSync(notes);
  return text;
}

/** Most times only looks, so that the next process finds what the killed one left. */
async function check(directory: string, ledger: Ledger, run: number): Promise<void> {
  if (!existsSync(join(directory, 'wal'))) return;
  const isWriter = run % 4 === 0;
  if (isWriter) parseLog(join(directory, 'wal'), { killed: true });
  const db = await GraphLite.open(directory, { readOnly: !isWriter });
  try {
    ledger.check(db);
    if (isWriter) await goOn(db, ledger, run);
  } finally {
    await db.close();
  }
}

async function goOn(db: GraphLite, ledger: Ledger, run: number): Promise<void> {
  const tx = -run;
  const { rows } = await db.query<{ id: string }>(
    `INSERT (i:Item {tx: $tx, part: 0, of: 1, links: 0}) RETURN ELEMENT_ID(i) AS id`,
    { tx },
  );
  ledger.add({ kind: 'items', tx, ids: rows.map(({ id }) => id) });
  ledger.check(db);
}
