import { describe, expect, it } from 'vitest';
import { GqlError } from '../../src/base/errors.ts';
import { formatValue } from '../../src/values/text.ts';
import type { ReferenceOptions } from './context.ts';
import { ReferenceGraph } from './graph.ts';
import { runReference } from './program.ts';

/** Cases small enough to be worked out by hand, one or two for each rule. */
const SETUP = `INSERT (a:A {id: 1, y: 1}), (b:A&B {id: 2, y: 2}), (c:B {id: 3}),
  (a)-[:R {id: 10, y: 1}]->(b), (a)-[:R {id: 11, y: 2}]->(b), (b)-[:R {id: 12, y: 3}]->(c),
  (c)-[:S {id: 13}]->(c), (a)~[:U {id: 14}]~(c)`;

function graphOf(...programs: string[]): ReferenceGraph {
  return programs.reduce((graph, text) => runReference(text, graph).graph, new ReferenceGraph());
}

function answer(query: string, options: Partial<ReferenceOptions> = {}): string[] {
  return rowsIn(graphOf(SETUP), query, options);
}

function rowsIn(
  graph: ReferenceGraph,
  query: string,
  options: Partial<ReferenceOptions> = {},
): string[] {
  try {
    const { columns = [], rows = [] } = runReference(query, graph, options).table ?? {};
    return rows.map((row) => columns.map((c) => formatValue(row.get(c) ?? null)).join(' '));
  } catch (error) {
    if (error instanceof GqlError) return [`error ${error.gqlstatus}`];
    throw error;
  }
}

const REPEATABLE = { matchMode: 'REPEATABLE ELEMENTS' } as const;

describe('patterns', () => {
  it.each([
    ['an edge in each direction', 'MATCH (x)-[e]->(y) RETURN COUNT(*) AS n', '4'],
    ['a directed self-loop once', 'MATCH (x)-[e:S]-(y) RETURN COUNT(*) AS n', '1'],
    ['an undirected edge both ways', 'MATCH (x)~[e]~(y) RETURN COUNT(*) AS n', '2'],
    ['directed either way, not undirected', 'MATCH (x)<-[e]->(y) RETURN COUNT(*) AS n', '7'],
    ['any direction', 'MATCH (x)-[e]-(y) RETURN COUNT(*) AS n', '9'],
    ['nodes side by side are one', 'MATCH (x:A)(y:B) RETURN COUNT(*) AS n', '1'],
    ['a null in a property is no match', 'MATCH (x {y: NULL}) RETURN COUNT(*) AS n', '0'],
    ['label expressions', 'MATCH (x:!A|A&B) RETURN COUNT(*) AS n', '2'],
    ['a trail of two edges', 'MATCH TRAIL (x)-[:R]->(y)-[:R]->(z) RETURN COUNT(*) AS n', '2'],
  ])('%s', (_, query, expected) => {
    expect(answer(query)).toEqual([expected]);
  });

  it('DIFFERENT EDGES spans path patterns, not statements', () => {
    const pair = '(x {id: 1})-[e]->(y), (x)-[f]->(z)';
    expect(answer(`MATCH ${pair} RETURN COUNT(*) AS n`)).toEqual(['2']);
    expect(answer(`MATCH ${pair} RETURN COUNT(*) AS n`, REPEATABLE)).toEqual(['4']);
    const two = 'MATCH (x {id: 1})-[e]->(y) MATCH (x)-[f]->(z) RETURN COUNT(*) AS n';
    expect(answer(two)).toEqual(['4']);
  });

  it('gives group variables as lists, empty for no repetition', () => {
    const query = 'MATCH (x {id: 2})-[e:R]->{0,2}(y) RETURN y.id AS y, e.id AS e, SUM(e.y) AS s';
    expect(answer(query)).toEqual(['2 [] null', '3 [12] 3']);
  });

  it('gives conditional variables as null', () => {
    expect(answer('MATCH (x {id: 2})-[e:R]->?(y) RETURN y.id AS y, e.id AS e')).toEqual([
      '2 null',
      '3 12',
    ]);
  });

  it('gives lists in all branches where one has many bindings', () => {
    const query =
      'MATCH (x {id: 2})( -[e:R]->(y WHERE e.id = 12) | -[e]->{2}(z) ) RETURN e.id AS e, y.id AS y';
    expect(answer(query)).toEqual(['[12] 3', '[12, 13] null']);
  });

  it('makes a set of |, a multiset of |+|', () => {
    const path = (operator: string): string =>
      `MATCH (x {id: 2})(-[:R]->() ${operator} ()-[:R]->)(y) RETURN y.id AS y`;
    expect(answer(path('|'))).toEqual(['3']);
    expect(answer(path('|+|'))).toEqual(['3', '3']);
  });

  it('selects before the final WHERE', () => {
    const inside = 'MATCH ALL SHORTEST (x {id: 1})-[e:R]->{1,2}(y WHERE y.id = 3) RETURN y.id AS y';
    const final = 'MATCH ANY SHORTEST p = (x)-[e:R]->{1,2}(y) WHERE y.id = 3 RETURN y.id AS y';
    expect(answer(inside)).toEqual(['3', '3']);
    expect(answer(final.replace('ANY SHORTEST p =', 'p = ANY SHORTEST'))).toEqual(['3', '3']);
  });

  it('groups by length', () => {
    const query =
      'MATCH p = SHORTEST 1 GROUP (x {id: 1})-[e]-{1,3}(y {id: 3}) RETURN PATH_LENGTH(p) AS n';
    expect(answer(query)).toEqual(['1']);
  });

  it('refuses what has no end', () => {
    const query = 'MATCH (x)-[e]->*(y) RETURN x';
    expect(answer(query, REPEATABLE)).toEqual(['error 42001']);
    expect(answer(query.replace('RETURN x', 'RETURN COUNT(*) AS n'))).toEqual(['12']);
  });

  it('restricts the stretch in parentheses', () => {
    const query = 'MATCH (x {id: 3})(ACYCLIC ()-[:S]-())(y) RETURN COUNT(*) AS n';
    expect(answer(query)).toEqual(['0']);
  });

  it('waits for names of the same pattern', () => {
    const query = 'MATCH (x WHERE x.y < z.y)-[:R]->(z) RETURN x.id AS x, z.id AS z';
    expect(answer(query)).toEqual(['1 2', '1 2']);
  });
});

describe('statements', () => {
  it('OPTIONAL keeps the row, all or nothing', () => {
    const query =
      'MATCH (x) OPTIONAL { MATCH (x)-[:S]->(y) MATCH (y)-[:R]->(z) } RETURN x.id, y, z';
    expect(answer(query)).toEqual(['1 null null', '2 null null', '3 null null']);
  });

  it('FOR counts from 1 or 0, and has no rows for null', () => {
    const text = (list: string, from: string): string =>
      `FOR v IN ${list} WITH ${from} i RETURN v, i`;
    expect(answer(text('[5, 6]', 'ORDINALITY'))).toEqual(['5 1', '6 2']);
    expect(answer(text('[5, 6]', 'OFFSET'))).toEqual(['5 0', '6 1']);
    expect(answer(text('NULL', 'OFFSET'))).toEqual([]);
  });

  it('groups by implication and by name', () => {
    const implicit = 'MATCH (x)-[e:R]->(y) RETURN y.id AS y, SUM(e.y) AS s ORDER BY s';
    expect(answer(implicit)).toEqual(['2 3', '3 3']);
    const none = 'MATCH (x:None) RETURN COUNT(*) AS n, SUM(x.y) AS s';
    expect(answer(none)).toEqual(['0 null']);
    expect(answer('MATCH (x:None) RETURN x.y AS y, COUNT(*) AS n')).toEqual([]);
  });

  it('orders nulls last, and the other way round for descending', () => {
    const query = (tail: string): string => `MATCH (x) RETURN x.y AS y ORDER BY y${tail}`;
    expect(answer(query(''))).toEqual(['1', '2', 'null']);
    expect(answer(query(' DESC'))).toEqual(['null', '2', '1']);
    expect(answer(query(' NULLS FIRST'))).toEqual(['null', '1', '2']);
    expect(answer(query(''), { nullOrdering: 'first' })).toEqual(['null', '1', '2']);
  });

  it.each([
    ['UNION', ['1', '2', '3']],
    ['UNION ALL', ['1', '2', '2', '2', '3']],
    ['EXCEPT', ['1']],
    ['EXCEPT ALL', ['1', '2']],
    ['INTERSECT', ['2']],
    ['INTERSECT ALL', ['2']],
    ['OTHERWISE', ['1', '2', '2']],
  ])('%s', (operator, expected) => {
    const query = `FOR x IN [1, 2, 2] RETURN x ${operator} FOR x IN [2, 3] RETURN x`;
    expect(answer(query)).toEqual(expected);
  });

  it('NEXT hands over the table, and binds looser than UNION', () => {
    const query = 'FOR x IN [1, 2] RETURN x NEXT RETURN SUM(x) AS s UNION ALL RETURN COUNT(*) AS s';
    expect(answer(query)).toEqual(['3', '2']);
  });

  it('CALL runs once per row and sees the row', () => {
    const call = (optional: string): string =>
      `MATCH (x) ${optional}CALL { MATCH (x)-[e:R]->(y) RETURN SUM(e.y) AS s } RETURN x.id AS x, s`;
    expect(answer(call(''))).toEqual(['1 3', '2 3', '3 null']);
    const rows = 'MATCH (x) OPTIONAL CALL (x) { MATCH (x)-[:S]->(y) RETURN y } RETURN y.id AS y';
    expect(answer(rows)).toEqual(['null', 'null', '3']);
  });
});

describe('expressions', () => {
  it.each([
    ['NULL AND FALSE', 'false'],
    ['NULL OR TRUE', 'true'],
    ['NULL XOR TRUE', 'null'],
    ['NOT NULL', 'null'],
    ['[1, NULL] = [1, 2]', 'null'],
    ['[1, NULL] = [2, NULL]', 'false'],
    [`1 = 'a'`, 'false'],
    ['7 / 2', '3'],
    ['0.1 + 0.2 = 0.3', 'true'],
    ['CASE 3 WHEN 1, 2 THEN 4 WHEN > 2 THEN 5 END', '5'],
    ['CASE WHEN NULL THEN 1 END', 'null'],
    ['COALESCE(NULL, 1, 1 / 0)', '1'],
    ['NULLIF(1, 1)', 'null'],
    ['LET x = 1, y = x + 1 IN y END', '2'],
    ['EXISTS { (x:B) }', 'true'],
    ['EXISTS { MATCH (x:None) RETURN x }', 'false'],
    ['VALUE { MATCH (x) RETURN COUNT(*) AS n }', '3'],
    ['VALUE { MATCH (x) RETURN x.id AS id }', 'error 22000'],
    ['(NULL) IS UNKNOWN', 'true'],
  ])('%s', (expression, expected) => {
    expect(answer(`RETURN ${expression} AS v`)).toEqual([expected]);
  });
});

describe('updates', () => {
  const after = (update: string, query: string): string[] => rowsIn(graphOf(SETUP, update), query);

  it('SET reads the state before all of it', () => {
    const swap = 'MATCH (a {id: 1}), (b {id: 2}) SET a.y = b.y, b.y = a.y';
    expect(after(swap, 'MATCH (x:A) RETURN x.y AS y')).toEqual(['2', '1']);
    expect(answer('MATCH (x {id: 1})-[e:R]->() SET x.y = e.y')).toEqual(['error 22G0M']);
  });

  it('DELETE looks for edges when all is deleted', () => {
    expect(answer('MATCH (x {id: 3}) DELETE x')).toEqual(['error G1001']);
    const all = 'MATCH (x {id: 3})-[e]-(y) DELETE x, e';
    expect(after(all, 'MATCH (x)-[e]-(y) RETURN COUNT(*) AS n')).toEqual(['4']);
    const detached = 'MATCH (x) DETACH DELETE x';
    expect(after(detached, 'MATCH (x) RETURN COUNT(*) AS n')).toEqual(['0']);
  });

  it('INSERT makes new elements for each row', () => {
    const insert = 'MATCH (x:A) INSERT (x)-[:T]->(n:New {y: x.y}), (n)~[:T]~(x)';
    const query = 'MATCH (x:A)-[:T]->(n:New)~[:T]~(x) RETURN n.y AS y';
    expect(after(insert, query)).toEqual(['1', '2']);
  });

  it('REMOVE and labels', () => {
    const change = 'MATCH (x {id: 2}) REMOVE x:A, x.y SET x:C';
    expect(after(change, 'MATCH (x:B&C&!A) RETURN x.id AS id, x.y AS y')).toEqual(['2 null']);
  });
});
