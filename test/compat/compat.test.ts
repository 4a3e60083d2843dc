import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GraphLite } from '../../src/index.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'graphlite-compat-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('a database of format version 1', () => {
  const original = join(import.meta.dirname, 'version-1');

  it('opens, goes on, and is one of the present version after a checkpoint', async () => {
    const directory = join(folder, 'db');
    cpSync(original, directory, { recursive: true });
    const db = await GraphLite.open(directory);
    expect(contentOf(db)).toEqual(CONTENT);
    // The id of the node that was deleted is not given again.
    const ids = db.querySync('INSERT (n:New) RETURN ELEMENT_ID(n) AS id').rows;
    expect(ids).toEqual([{ id: expect.stringMatching(/(?:^|\D)6$/u) }]);
    await db.query('MATCH (n:New) DELETE n');
    const index = 'CREATE INDEX by_name FOR (n:Person) ON (n.name)';
    expect(() => db.querySync(index)).toThrow(/exists already/u);
    await db.close();
    const again = await GraphLite.open(directory);
    expect(contentOf(again)).toEqual(CONTENT);
    await again.close();
    expect(readdirSync(directory)).toContain('manifest_000002');
  });

  it('can be read without a change', async () => {
    const db = await GraphLite.open(original, { readOnly: true });
    expect(contentOf(db)).toEqual(CONTENT);
    await db.close();
    expect(readdirSync(original)).toEqual(['data', 'manifest_000001', 'wal']);
  });
});

const CONTENT = {
  people: [
    { name: 'Ada', labels: ['Author', 'Person'], born: '1815-12-10', score: 1.5, since: 1833 },
  ],
  cities: [
    { name: 'London', size: '12345678901234567890', tags: ['big', 'wet'] },
    { name: 'Turin', size: '0.1', tags: null },
  ],
  near: [{ left: 'Ada', right: 'London' }],
};

function contentOf(db: GraphLite): typeof CONTENT {
  const rows = (text: string): never[] => db.querySync(text).rows as never[];
  return {
    people: rows(
      `MATCH (a:Person)-[k:KNOWS]->(b:Inventor {name: 'Charles'})
       RETURN a.name AS name, LABELS(a) AS labels, CAST(a.born AS STRING) AS born,
              a.score AS score, k.since AS since`,
    ),
    cities: rows(
      `MATCH (c:City)
       RETURN c.name AS name, CAST(c.size AS STRING) AS size, c.tags AS tags ORDER BY name`,
    ),
    near: rows('MATCH (p:Person)~[:NEAR]~(c:City) RETURN p.name AS left, c.name AS right'),
  };
}
