import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GqlError, GraphLite } from '../../src/index.ts';
import { SeededDice } from '../helpers/seeded-dice.ts';

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'graphlite-closed-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** The GQLSTATUS that it fails with, or undefined. */
async function failure(doing: Promise<unknown>): Promise<GqlError | undefined> {
  try {
    await doing;
    return undefined;
  } catch (error) {
    if (error instanceof GqlError) return error;
    throw error;
  }
}

async function closed(type: string, path = ''): Promise<GraphLite> {
  const db = await GraphLite.open(path);
  await db.query(`CREATE GRAPH g ${type}`);
  await db.query('SESSION SET GRAPH g');
  return db;
}

const SOCIAL = `{
  (p:Person {name STRING NOT NULL, age INT32, score FLOAT}), (c:City {name STRING}),
  (p)-[:KNOWS {since INT}]->(p), (p)-[:LIVES_IN]->(c)
}`;

describe('messages of G2000', () => {
  it.each([
    ['INSERT (:Robot)', "the graph's type has no node type for the node (:Robot)"],
    [
      "INSERT (:Person {name: 'a', nick: 'b'})",
      'the node (:Person) does not conform to the graph\'s type: "nick" is no property of node type (:Person)',
    ],
    [
      'INSERT (:Person {name: 1})',
      "the node (:Person) does not conform to the graph's type: INT64 is not the type of name STRING NOT NULL of node type (:Person)",
    ],
    [
      'INSERT (:Person)',
      "the node (:Person) does not conform to the graph's type: it lacks name STRING NOT NULL of node type (:Person)",
    ],
    [
      'INSERT (:City)-[:LIVES_IN]->(:City)',
      "the graph's type has no edge type for the edge (:City)-[:LIVES_IN]->(:City)",
    ],
    [
      "INSERT (:Person {name: 'a'})-[:KNOWS {since: 'x'}]->(:Person {name: 'b'})",
      "the edge (:Person)-[:KNOWS]->(:Person) does not conform to the graph's type: STRING is not the type of since INT64 of edge type (:Person)-[:KNOWS]->(:Person)",
    ],
  ])('%s', async (statement, message) => {
    await using db = await closed(SOCIAL);
    const error = await failure(db.query(statement));
    expect([error?.gqlstatus, error?.message.split('\n')[0]]).toEqual(['G2000', message]);
  });
});

describe('an import into a closed graph', () => {
  const edges = 'a,b,since\n1,2,1833\n2,1,1840\n';

  function specification(people: string, knows: string) {
    return {
      nodes: [{ labels: 'Person', file: file('p.csv', people), key: 'name' }],
      edges: [{ label: 'KNOWS', file: file('k.csv', knows), source: 'Person', target: 'Person' }],
      types: { name: 'STRING' },
      index: false,
    };
  }

  it('stores numbers as the type has them', async () => {
    await using db = await closed(SOCIAL);
    await db.import(specification('name,age,score\n1,3,4\n2,,5\n', edges));
    const { rows } = await db.query(`
      MATCH (p:Person)-[e:KNOWS]->() RETURN p.name AS name, p.age AS age,
        p.score IS TYPED FLOAT AS typed, e.since AS since ORDER BY name`);
    expect(rows).toEqual([
      { name: '1', age: 3, typed: true, since: 1833 },
      { name: '2', age: null, typed: true, since: 1840 },
    ]);
  });

  it.each([
    ['a column of no such name', 'name,nick\n1,a\n2,b\n', edges],
    ['a column of another type', 'name,age\n1,a\n2,b\n', edges],
    ['a value that is missing', 'name,age\n1,1\n2,2\n', 'a,b,until\n1,2,3\n'],
    ['fractions for integers', 'name,age\n1,1\n2,2\n', 'a,b,since\n1,2,x\n'],
  ])('refuses %s', async (_what, people, knows) => {
    await using db = await closed(SOCIAL);
    const error = await failure(db.import(specification(people, knows)));
    expect(error?.gqlstatus).toBe('G2000');
    expect(db.stats().nodes).toBe(0);
  });

  it('refuses labels that no element type has, and ends of other types', async () => {
    await using db = await closed('{ (a:A {name STRING}), (b:B {name STRING}), (a)-[:R]->(b) }');
    const nodes = [
      { labels: 'A', file: file('a.csv', 'name\nx\n') },
      { labels: 'B', file: file('b.csv', 'name\ny\n') },
    ];
    const edge = { label: 'R', file: file('r.csv', 's,t\nx,y\n'), source: 'A', target: 'B' };
    const back = { ...edge, file: file('s.csv', 's,t\ny,x\n'), source: 'B', target: 'A' };
    const wrong = await failure(db.import({ nodes, edges: [back], index: false }));
    expect(wrong?.gqlstatus).toBe('G2000');
    const other = { labels: 'C', file: file('c.csv', 'name\nx\n') };
    expect((await failure(db.import({ nodes: [other] })))?.gqlstatus).toBe('G2000');
    await db.import({ nodes, edges: [edge], index: false });
    expect(db.stats().edges).toBe(1);
  });
});

it('keeps a graph closed over a restart', async () => {
  const path = join(folder, 'db');
  await (await closed(SOCIAL, path)).close();
  for (const checkpoint of [true, false]) {
    await using db = await GraphLite.open(path);
    expect((await failure(db.query('USE g INSERT (:Robot)')))?.gqlstatus).toBe('G2000');
    await db.query("USE g INSERT (:Person {name: 'a', score: 1})");
    if (checkpoint) await db.checkpoint();
  }
});

it('takes a thousand element types', async () => {
  const types = Array.from(
    { length: 500 },
    (_, i) => `(n${i}:N${i} {x INT}), (n${i})-[:E${i}]->(n0)`,
  );
  await using db = await closed(`{ ${types.join(', ')} }`);
  await db.query('INSERT (:N499 {x: 1})-[:E499]->(:N0)');
  expect((await failure(db.query('INSERT (:N499)-[:E498]->(:N0)')))?.gqlstatus).toBe('G2000');
  const { rows } = await db.query('MATCH (n:N499)-[:E499]->(m) RETURN n.x AS x');
  expect(rows).toEqual([{ x: 1 }]);
});

/**
 * What a statement may do in a closed graph is what leaves a graph that ALTER GRAPH finds to be of
 * the type: the checks of the changes against the check of everything.
 */
it('refuses just what leaves a graph of another type', { timeout: 60_000 }, async () => {
  const type = `{
    (a:A {x INT NOT NULL}), (b:A&B {y STRING}), (c:C {x INT}), (d:C {y STRING NOT NULL}),
    (a)-[:R]->(b), (b)-[:R {w FLOAT}]->(c), (c)-[:S]->(d), (a)~[:R]~(a), (d)~[:S {w INT}]~(a)
  }`;
  const dice = new SeededDice(1);
  const one = (...choices: string[]): string => choices[dice.below(choices.length)] ?? '';
  const node = (): string =>
    one('(:A {x: 1})', "(:A&B {y: 'a'})", '(:C {x: 1})', "(:C {y: 'b'})", '(:C)');
  const edge = (): string => one('-[:R]->', '-[:R {w: 1}]->', '-[:S]->', '~[:R]~', '~[:S {w: 2}]~');
  const label = (): string => one('A', 'B', 'C');
  const change = (): string =>
    one('SET n.x = 2', 'SET n.x = NULL', "SET n.y = 'c'", 'REMOVE n.y', `SET n:${label()}`) +
    one('', '', ` REMOVE n:${label()}`, ` SET n:${label()}`, ' SET n = {x: 3}');
  const matched = (): string =>
    one('MATCH (n)-[e]->(m)', 'MATCH (n)~[e]~(m)', 'MATCH (n)', 'MATCH (m)-[e]->(n)') + ' LIMIT 1';
  const statement = (): string =>
    one(
      `INSERT ${node()}`,
      `INSERT ${node()}${edge()}${node()}`,
      `${matched()} ${change()}`,
      `${matched()} ${change()} ${change()}`,
      'MATCH (n)-[e]-(m) LIMIT 1 SET e.w = 4',
      'MATCH (n)-[e]-(m) LIMIT 1 SET e:S REMOVE e:R',
      'MATCH (n) LIMIT 1 DETACH DELETE n',
    );
  const outcomes = { kept: 0, refused: 0 };
  await using db = await closed(type);
  for (let step = 0; step < 400; step++) {
    const text = statement();
    await db.query('CREATE OR REPLACE GRAPH open ANY AS COPY OF g');
    await db.query(`USE open ${text}`);
    const misfit = await failure(db.query(`ALTER GRAPH open SET TYPE ${type}`));
    const refused = await failure(db.query(text));
    expect([text, refused?.gqlstatus]).toEqual([text, misfit?.gqlstatus]);
    outcomes[refused === undefined ? 'kept' : 'refused']++;
  }
  expect(Math.min(outcomes.kept, outcomes.refused)).toBeGreaterThan(50);
});
