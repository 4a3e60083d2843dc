import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GraphLite } from '../../src/index.ts';

let folder = '';

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'graphlite-import-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('import', () => {
  it('brings typed nodes and edges in, and indexes the keys', async () => {
    const db = await GraphLite.open();
    const counts = await db.import({
      nodes: [
        {
          labels: 'Person&Human',
          file: file(
            'p.csv',
            'id|name|born|emails|score\n1|Ada|1815-12-10|a@x;b@y|1.5\n2|Ben||c@z|\n',
          ),
        },
        { labels: ['City'], file: file('c.csv', 'name|pop\nLondon|1000000\n') },
      ],
      edges: [
        {
          label: 'KNOWS',
          file: file('k.csv', 'a|b|since\n1|2|1833\n'),
          source: 'Person',
          target: 'Human',
        },
        {
          label: 'LIVES_IN',
          file: file('l.csv', 'p|c\n1|London\n'),
          source: 'Person',
          target: 'City',
        },
      ],
      separator: '|',
      listSeparator: ';',
    });
    expect(counts).toMatchObject({ nodes: 3, edges: 2 });
    const { rows } = await db.query(`MATCH (c:City)<-[:LIVES_IN]-(a:Human)-[k:KNOWS]->(b:Person)
      RETURN a.name AS a, a.emails AS emails, a.score AS score, k.since AS since, b.born AS born,
      CAST(a.born AS STRING) AS ada, c.name AS city`);
    expect(rows).toEqual([
      {
        a: 'Ada',
        emails: ['a@x', 'b@y'],
        score: 1.5,
        since: 1833,
        born: null,
        ada: '1815-12-10',
        city: 'London',
      },
    ]);
    await expect(db.query("INSERT (:City {name: 'London'})")).rejects.toMatchObject({
      gqlstatus: '23505',
    });
    expect(String(await db.explain('MATCH (p:Person {id: $id}) RETURN p'))).toMatch(/Person_id/u);
  });

  it('takes records, and nodes that are there already as ends of edges', async () => {
    const db = await GraphLite.open();
    await db.import({ nodes: [{ labels: 'P', file: [{ id: 'a' }, { id: 'b', x: 1 }] }] });
    await db.import({
      nodes: [{ labels: 'P', file: [{ id: 'c' }] }],
      edges: [{ label: 'E', source: 'P', target: 'P', file: [{ s: 'a', t: 'c', w: 2.5 }] }],
    });
    expect(
      db.querySync('MATCH (a:P)-[e:E]->(b:P) RETURN a.id AS a, e.w AS w, b.id AS b').rows,
    ).toEqual([{ a: 'a', w: 2.5, b: 'c' }]);
  });

  it.each([
    ['a wrong column count', 'id,name\n1,Ada\n2\n', /bad\.csv, line 3, column 1/u],
    [
      'a wrong encoding',
      Uint8Array.from([105, 100, 10, 255, 10]),
      /bad\.csv, line 2, column 1.*0xFF/u,
    ],
    ['a key that comes twice', 'id\n1\n1\n', /1/u],
  ])('refuses %s and changes nothing', async (_name, content, message) => {
    const db = await GraphLite.open();
    const path = file('bad.csv', content);
    const good = { labels: 'Good', file: file('good.csv', 'id\n1\n') };
    await expect(db.import({ nodes: [good, { labels: 'Bad', file: path }] })).rejects.toThrow(
      message,
    );
    expect(db.querySync('MATCH (n) RETURN COUNT(*) AS n').rows).toEqual([{ n: 0 }]);
    expect(db.querySync('MATCH (n:Good) RETURN n').rows).toEqual([]);
  });

  it('names the place of an edge whose end is missing', async () => {
    const db = await GraphLite.open();
    const specification = {
      nodes: [{ labels: 'P', file: file('n.csv', 'id\n1\n') }],
      edges: [{ label: 'E', file: file('e.csv', 'a,b\n1,1\n1,7\n'), source: 'P', target: 'P' }],
    };
    await expect(db.import(specification)).rejects.toThrow(/e\.csv, line 3, column 3: .* key '7'/u);
  });

  it('says what a file that is not there is called', async () => {
    const db = await GraphLite.open();
    const nodes = [{ labels: 'P', file: join(folder, 'nowhere.csv') }];
    await expect(db.import({ nodes })).rejects.toMatchObject({ gqlstatus: '58030' });
  });
});

describe('keys of an import', () => {
  const edges = (content: string) => [
    { label: 'E', source: 'A', target: 'A', file: file('e.csv', content) },
  ];

  it('does not take an absent key for 0', async () => {
    const db = await GraphLite.open();
    const nodes = [{ labels: 'A', file: file('n.csv', 'id,x\n,7\n1,8\n') }];
    const failing = db.import({ nodes, edges: edges('a,b\n0,1\n') });
    await expect(failing).rejects.toThrow("no A node with the key '0'");
  });

  it('finds a key whose column was inferred to be of another type', async () => {
    const db = await GraphLite.open();
    const nodes = [{ labels: 'A', file: file('n.csv', 'id\n1\nb\n') }];
    expect(await db.import({ nodes, edges: edges('a,b\n1,1\n') })).toMatchObject({ edges: 1 });
  });

  it('refuses two columns of one name, values out of range and what is no source', async () => {
    const db = await GraphLite.open();
    const twice = file('n.csv', 'id,x,x\n1,2,3\n');
    await expect(db.import({ nodes: [{ labels: 'A', file: twice }] })).rejects.toThrow('"x"');
    const wide = { nodes: [{ labels: 'A', file: file('w.csv', 'id,x\n1,300\n') }] };
    const narrow = db.import({ ...wide, types: { x: 'INT8' } });
    await expect(narrow).rejects.toMatchObject({ gqlstatus: '22003' });
    const none = db.import({ nodes: [{ labels: 'A', file: undefined as never }] });
    await expect(none).rejects.toMatchObject({ gqlstatus: '22G03' });
  });

  it('keeps a row of one empty field in quotes', async () => {
    const db = await GraphLite.open();
    const nodes = [{ labels: 'A', file: file('n.csv', 'id\n1\n""\n\n2\n') }];
    expect(await db.import({ nodes })).toMatchObject({ nodes: 3 });
  });
});
