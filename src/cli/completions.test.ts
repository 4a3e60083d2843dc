import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GraphLite } from '../api/graph-lite.ts';
import { completeGql } from './completions.ts';

let db: GraphLite;

beforeAll(async () => {
  db = await GraphLite.open();
  await db.script(`
    CREATE SCHEMA /library; CREATE GRAPH /library/books; CREATE GRAPH /library/loans;
    USE /library/books INSERT (:Book)-[:BY]->(:Author);
    CREATE PROCEDURE /library/titles() { RETURN 1 AS n };
    SESSION SET SCHEMA /library`);
});

afterAll(() => db.close());

describe('completion', () => {
  it.each([
    ['USE /lib', ['library/books ', 'library/loans '], 'lib'],
    ['USE /library/b', ['books '], 'b'],
    ['USE bo', ['books '], 'bo'],
    ['SESSION SET SCHEMA /l', ['library '], 'l'],
    ['SESSION SET GRAPH lo', ['loans '], 'lo'],
    ['CALL gql.list_gr', ['list_graphs ', 'list_graph_types '], 'list_gr'],
    ['SESSION SET GRAPH nowhere', [], 'nowhere'],
    ['FIL', ['FILTER '], 'FIL'],
  ])('%s', (text, candidates, word) => {
    const [found, replaced] = completeGql(db, text);
    expect(new Set(found)).toEqual(new Set(candidates));
    expect(replaced).toBe(word);
  });

  it('knows the labels of the graph that the session works on', async () => {
    expect(completeGql(db, 'MATCH (n:B')[0]).toEqual([]);
    await db.query('SESSION SET GRAPH books');
    expect(completeGql(db, 'MATCH (n:B')[0]).toEqual(['BY ', 'Book ']);
  });

  it('has keywords alone where the graph has gone', async () => {
    await db.query('DROP GRAPH books');
    expect(completeGql(db, 'MATCH (n:B')[0]).toEqual([]);
    expect(completeGql(db, 'MATC')[0]).toEqual(['MATCH ']);
  });
});
