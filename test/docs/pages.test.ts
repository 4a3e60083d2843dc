import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GraphLite } from '../../src/index.ts';
import { examplesOf, withOutcomes } from './page.ts';
import type { Block, Example } from './page.ts';
import { loggedInComments, runGql, runTypeScript } from './run-example.ts';

const root = resolve(import.meta.dirname, '..', '..');
const PAGES = ['README.md', 'docs/gql-tour.md', 'docs/catalog.md'];

/** Writes what comes out into the pages, to be checked by eye. */
const UPDATE = process.env['UPDATE_DOCS'] === '1';

// The examples of a page are one story: each sees what those before it did.
describe.each(PAGES)('%s', (page) => {
  const file = join(root, page);
  const markdown = readFileSync(file, 'utf8');
  const found = new Map<Block, string>();
  let directory = '';
  let db: GraphLite;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'graphlite-docs-'));
    db = await GraphLite.open();
  });

  afterAll(async () => {
    await db.close();
    rmSync(directory, { recursive: true, force: true });
    if (UPDATE) writeFileSync(file, withOutcomes(markdown, found));
  });

  const check = ({ outcome }: Example, text: string): void => {
    if (outcome === undefined) return;
    if (UPDATE) found.set(outcome, text);
    else expect(text).toBe(outcome.text);
  };

  for (const example of examplesOf(markdown, ['gql', 'ts'])) {
    const { code, outcome } = example;
    it(`line ${code.line}: ${code.text.split('\n')[0]}`, async () => {
      if (code.language === 'gql') {
        const answer = await runGql(db, code);
        if (outcome === undefined) expect(answer).not.toMatch(/^error /u);
        check(example, answer);
        return;
      }
      // Databases that an example opens lie in a directory of the test.
      const text = code.text.replaceAll(/(?<=')\.(?=\/[^']*\.graphlite')/gu, directory);
      const logged = await runTypeScript(db, { ...code, text });
      if (outcome === undefined) expectLogged(logged, loggedInComments(code));
      check(example, logged.join('\n'));
    });
  }
});

/** A comment that ends in `…` gives the beginning. */
function expectLogged(logged: readonly string[], said: readonly string[]): void {
  const cut = logged.map((line, index) => {
    const shown = /^(?<start>.*)…$/u.exec(said[index] ?? '')?.groups?.['start'];
    return shown !== undefined && line.startsWith(shown) ? `${shown}…` : line;
  });
  expect(cut).toEqual(said);
}
