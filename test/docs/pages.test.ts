import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GraphLite } from '../../src/index.ts';
import { commandLine, runCommands } from './command-line.ts';
import { examplesOf, withOutcomes } from './page.ts';
import type { Block, Example } from './page.ts';
import { loggedInComments, runGql, runTypeScript } from './run-example.ts';

const root = resolve(import.meta.dirname, '..', '..');
const PAGES = ['README.md', 'docs/gql-tour.md', 'docs/catalog.md'];

/** Files that examples read. */
const FILES = {
  'persons.csv': 'id,name,born\n1,Ada,1815\n2,Charles,1791\n3,Mary,1780\n',
  'knows.csv': 'from,to,since\n1,2,1833\n3,1,1830\n',
};

/** Commands are processes, which take their time on a busy machine. */
const PROCESSES_MS = 60_000;

/** Writes what comes out into the pages, to be checked by eye. */
const UPDATE = process.env['UPDATE_DOCS'] === '1';

// The examples of a page are one story: each sees what those before it did.
describe.each(PAGES)('%s', (page) => {
  const file = join(root, page);
  const markdown = readFileSync(file, 'utf8');
  const found = new Map<Block, string>();
  const before = process.cwd();
  let directory = '';
  let bin: string | undefined;
  let db: GraphLite;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'graphlite-docs-'));
    for (const [name, text] of Object.entries(FILES)) writeFileSync(join(directory, name), text);
    process.chdir(directory);
    db = await GraphLite.open();
  });

  afterAll(async () => {
    await db.close();
    process.chdir(before);
    rmSync(directory, { recursive: true, force: true });
    if (UPDATE) writeFileSync(file, withOutcomes(markdown, found));
  });

  /** What the example prints, and what the page says that it does. */
  async function run({ code, outcome }: Example): Promise<[string, string | undefined]> {
    switch (code.language) {
      case 'gql': {
        const answer = await runGql(db, code);
        if (outcome === undefined) expect(answer).not.toMatch(/^error /u);
        return [answer, outcome?.text];
      }
      case 'sh':
        bin ??= commandLine(directory);
        return [runCommands(bin, directory, code), outcome?.text];
      default: {
        const logged = await runTypeScript(db, code);
        if (outcome !== undefined) return [logged.join('\n'), outcome.text];
        const said = loggedInComments(code);
        return [shortened(logged, said).join('\n'), said.join('\n')];
      }
    }
  }

  it.each(
    examplesOf(markdown, ['gql', 'ts', 'sh']).map((example) => ({
      ...example,
      title: `line ${example.code.line}: ${example.code.text.split('\n')[0]}`,
    })),
  )(
    '$title',
    async (example) => {
      const [printed, said] = await run(example);
      if (UPDATE && example.outcome !== undefined) found.set(example.outcome, printed);
      else if (said !== undefined) expect(printed).toBe(said);
    },
    PROCESSES_MS,
  );
});

/** What is said with `…` at its end is the beginning. */
function shortened(logged: readonly string[], said: readonly string[]): string[] {
  return logged.map((line, index) => {
    const start = /^(?<start>.*)…$/u.exec(said[index] ?? '')?.groups?.['start'];
    return start !== undefined && line.startsWith(start) ? `${start}…` : line;
  });
}
