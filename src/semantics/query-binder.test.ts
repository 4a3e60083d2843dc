import { describe, expect, it, test } from 'vitest';
import { bindText, described, refused, lines } from './testing/bind-text.ts';

describe('clauses', () => {
  it.each([
    [
      'LET x = 1, y = x + 1 FILTER y > 1 ORDER BY y RETURN y',
      lines(
        'let x = 1',
        'let y#1 = (x + 1)',
        'filter (y#1 > 1)',
        'order by y#1 nulls last',
        'project y#2 = y#1',
      ),
    ],
    [
      'FOR x IN [1, 2] WITH ORDINALITY i FOR y IN [3] WITH OFFSET j FINISH',
      lines('for x in [1, 2] at i from 1', 'for y in [3] at j from 0', 'finish'),
    ],
    [
      'MATCH (n) OPTIONAL MATCH (n)-[e]->(m) WHERE m.x > 1 FINISH',
      lines(
        'match (n)',
        'optional { match (n)-[e]->(m) where (m.x > 1) joined n } nulled e, m',
        'finish',
      ),
    ],
    [
      'OPTIONAL { MATCH (n)->(m) OPTIONAL MATCH (m)->(k) } FINISH',
      lines(
        'optional { match (n)-[]->(m); optional { match (m)-[]->(k) joined m } nulled k } ' +
          'nulled n, m, k',
        'finish',
      ),
    ],
    [
      'MATCH (n) WITH n.x AS x, COUNT(*) AS c WHERE c > 1 FINISH',
      lines(
        'match (n)',
        'group (#1 = n.x) #2 := COUNT(*) project x = #1, c = #2',
        'filter (c > 1)',
        'finish',
      ),
    ],
    [
      'MATCH (n) WITH n.name AS name WHERE n.age > 3 AND name > $k FINISH',
      lines(
        'match (n)',
        'filter ((n.age > 3) and (n.name > $k))',
        'project name = n.name',
        'finish',
      ),
    ],
    [
      'SELECT n.x AS x FROM MATCH (n)->(m) WHERE m.y > 1 ORDER BY x',
      lines('match (n)-[]->(m) where (m.y > 1)', 'project x = n.x order by x nulls last'),
    ],
    [
      'SELECT a FROM { MATCH (n) RETURN n.x AS a } WHERE a > 1',
      lines(
        'call { match (n) · project a#1 = n.x } added a#1',
        'filter (a#1 > 1)',
        'project a#2 = a#1',
      ),
    ],
  ])('%s', (text, expected) => {
    expect(described(text)).toBe(expected);
  });

  test('variables of an optional block may be null', () => {
    const { variables } = bindText('OPTIONAL MATCH (n)-[e]->(m) RETURN n, e, m');
    expect(variables.filter(({ name }) => name !== '').some(({ notNull }) => notNull)).toBe(false);
  });

  it.each([
    ['MATCH (a) LET a = 1 FINISH', '42001', '"a" is bound already and cannot be defined again'],
    ['MATCH (a) FOR a IN [1] FINISH', '42001', '"a" is bound already and cannot be defined again'],
    ['FOR x IN 5 FINISH', '22G03', 'FOR needs a list, not a number'],
    ['FILTER 5 FINISH', '22G03', 'FILTER needs a truth value, not a number'],
    [
      "LET VALUE x :: INT = 'a' FINISH",
      '22G03',
      'a value of type STRING cannot be assigned to INT64',
    ],
    ['MATCH (n) MERGE (n:A)', '42002', '"n" is bound already, so INSERT can only link to it'],
    ['USE other MATCH (n) FINISH', '42002', 'there is no graph /default/other'],
    ['CALL nonsense(1)', '42002', 'there is no procedure "nonsense"'],
  ])('%s is refused', (text, code, message) => {
    expect(refused(text)).toBe(`${code} ${message}`);
  });
});

describe('NEXT', () => {
  it.each([
    [
      'MATCH (n) RETURN n NEXT MATCH (n)->(m) RETURN m.x AS x',
      lines(
        'match (n#0)',
        'project n#1 = n#0',
        'next',
        'match (n#1)-[]->(m) joined n#1',
        'project x = m.x',
      ),
    ],
    [
      'RETURN 1 AS a, 2 AS b NEXT YIELD b AS a RETURN a',
      lines('project a#0 = 1, b = 2', 'next', 'project a#2 = b'),
    ],
    // Behind effects NEXT finds one row without columns.
    [
      'INSERT (n:A) NEXT MATCH (m) RETURN COUNT(*) AS c',
      lines(
        'insert (n:A)',
        'group () project nothing',
        'next',
        'match (m)',
        'group () #2 := COUNT(*) project c = #2',
      ),
    ],
    [
      '{ RETURN 1 AS a NEXT RETURN a + 1 AS b } NEXT RETURN b',
      lines('project a = 1', 'next', 'project b#1 = (a + 1)', 'next', 'project b#2 = b#1'),
    ],
  ])('%s', (text, expected) => {
    expect(described(text)).toBe(expected);
  });

  it.each([
    [
      'MATCH (a), (b) RETURN a NEXT RETURN b',
      '42002',
      '"b" is not among the columns that the RETURN or WITH in front passes on',
    ],
    ['RETURN 1 AS a NEXT YIELD b RETURN 1 AS x', '42002', 'unknown variable "b"'],
    ['RETURN 1 AS a, 2 AS b NEXT YIELD a, b AS a FINISH', '42001', 'two columns have the name "a"'],
  ])('%s is refused', (text, code, message) => {
    expect(refused(text)).toBe(`${code} ${message}`);
  });

  test('a name that was not passed on may be bound anew', () => {
    expect(() => bindText('MATCH (a), (b) RETURN a NEXT MATCH (b) RETURN b')).not.toThrow();
  });
});

describe('set operations', () => {
  it.each([
    [
      'RETURN 1 AS a UNION ALL RETURN 2 AS a',
      lines('project a#0 = 1', 'union all a#2 = a#0 | a#1', 'project a#1 = 2'),
    ],
    // Columns match by name, in the order of the left operand.
    [
      'RETURN 1 AS a, 2 AS b EXCEPT RETURN 3 AS b, 4 AS a',
      lines(
        'project a#0 = 1, b#1 = 2',
        'except a#4 = a#0 | a#3, b#5 = b#1 | b#2',
        'project b#2 = 3, a#3 = 4',
      ),
    ],
    // Names that are only the text of an expression do not have to.
    [
      'MATCH (n) RETURN n.v INTERSECT MATCH (m) RETURN m.v',
      lines(
        'match (n)',
        'project n.v#1 = n.v',
        'intersect n.v#4 = n.v#1 | m.v',
        'match (m)',
        'project m.v = m.v',
      ),
    ],
    [
      '{ RETURN 1 AS a NEXT RETURN a } OTHERWISE RETURN 2 AS a',
      lines(
        'block { project a#0 = 1 · next · project a#1 = a#0 }',
        'otherwise a#3 = a#1 | a#2',
        'project a#2 = 2',
      ),
    ],
  ])('%s', (text, expected) => {
    expect(described(text)).toBe(expected);
  });

  test('both operands start from the table of NEXT', () => {
    expect(described('RETURN 1 AS a NEXT RETURN a AS b UNION RETURN a + 1 AS b')).toBe(
      lines(
        'project a = 1',
        'next',
        'project b#1 = a',
        'union b#3 = b#1 | b#2',
        'project b#2 = (a + 1)',
      ),
    );
  });

  test('elements on both sides stay elements', () => {
    const { query, variables } = bindText('MATCH (n) RETURN n UNION MATCH (n) RETURN n');
    const [column] = query?.columns ?? [];
    expect(variables[column?.variable ?? -1]?.role).toBe('node');
  });

  it.each([
    ['RETURN 1 AS a UNION RETURN 1 AS b', 'the operands of UNION have different columns: a and b'],
    ['RETURN 1 AS a UNION FINISH', 'the operands of UNION need results; one ends without RETURN'],
  ])('%s is refused', (text, message) => {
    expect(refused(text)).toBe(`42001 ${message}`);
  });

  test('unnamed columns match by name in strict mode', () => {
    const message = 'the operands of UNION have different columns: n.v and m.v';
    const text = 'MATCH (n) RETURN n.v UNION MATCH (m) RETURN m.v';
    expect(refused(text, { strict: true })).toBe(`42001 ${message}`);
  });
});

describe('subqueries', () => {
  it.each([
    [
      'MATCH (n) WHERE EXISTS { (n)-[:X]->(m) WHERE m.y = n.y } FINISH',
      'match (n) where exists { outer n · match (n)-[:X]->(m) where (m.y = n.y) joined n }',
    ],
    [
      'MATCH (n) WHERE EXISTS ((n)->()) FINISH',
      'match (n) where exists { outer n · match (n)-[]->() joined n }',
    ],
    [
      'MATCH (n) WHERE EXISTS { MATCH (n)->(m) MATCH (m)->() } FINISH',
      'match (n) where exists { outer n · match (n)-[]->(m) joined n · match (m)-[]->() joined m }',
    ],
    ['MATCH (n) WHERE EXISTS { RETURN 1 AS x } FINISH', 'match (n) where exists { project x = 1 }'],
  ])('%s', (text, expected) => {
    expect(described(text).split('\n')[0]).toBe(expected);
  });

  test('VALUE has the type of its column', () => {
    const columns = bindText('RETURN VALUE { RETURN COUNT(*) AS c } AS v').query?.columns;
    expect(columns?.[0]?.type.kind).toBe('integer');
  });

  test('CALL sees all variables, those listed, or none', () => {
    expect(described('MATCH (n), (m) CALL { RETURN n.x AS x } FINISH')).toContain(
      'call { outer n · project x = n.x } added x',
    );
    expect(described('MATCH (n), (m) CALL (m) { RETURN m.x AS x } FINISH')).toContain(
      'call { outer m · project x = m.x } added x',
    );
    expect(described('MATCH (n) CALL () { MATCH (n) RETURN n.x AS x } FINISH')).toContain(
      'call { match (n#1) · project x = n#1.x } added x',
    );
    expect(described('MATCH (n) OPTIONAL CALL (n) { RETURN n.x AS x } FINISH')).toContain(
      'optional call { outer n · project x = n.x } added x',
    );
  });

  test('CALL alone has the result of what it calls', () => {
    const columns = bindText('CALL { MATCH (n) RETURN n.x AS x }').query?.columns;
    expect(columns?.map(({ name }) => name)).toEqual(['x']);
    expect(bindText('CALL { INSERT (n:A) }').query?.columns).toBeUndefined();
  });

  test('a nested subquery passes on what it takes from further out', () => {
    const text = 'MATCH (a) WHERE EXISTS { MATCH (b) WHERE EXISTS { (b)->(a) } } FINISH';
    expect(described(text)).toContain(
      'exists { outer a · match (b) where exists { outer b, a · match (b)-[]->(a) joined b, a } }',
    );
  });

  it.each([
    [
      'MATCH (n), (m) CALL (n) { RETURN m.x AS x } FINISH',
      '42002',
      '"m" is not in the list of variables behind CALL',
    ],
    [
      'MATCH (n) CALL (n) { RETURN n.x AS n } FINISH',
      '42001',
      'the called query has a column "n", and "n" is bound already',
    ],
    [
      'RETURN VALUE { RETURN 1 AS a, 2 AS b } AS x',
      '42001',
      'VALUE needs a query with one column, and this has a, b',
    ],
    [
      'RETURN EXISTS { INSERT (n) RETURN n } AS x',
      '42001',
      'INSERT changes data, which is not allowed inside EXISTS',
    ],
    [
      'MATCH (n) RETURN VALUE { CALL { MATCH (m) DELETE m } RETURN 1 AS x } AS y',
      '42001',
      'DELETE changes data, which is not allowed inside VALUE',
    ],
  ])('%s is refused', (text, code, message) => {
    expect(refused(text)).toBe(`${code} ${message}`);
  });
});

describe('definitions', () => {
  test('are seen by all statements of their procedure', () => {
    expect(described('VALUE x = 1 MATCH (n) RETURN n.v AS v NEXT RETURN v + x AS w')).toBe(
      'block { let x = 1 · match (n) · project v = n.v · next · project w = (v + x) }',
    );
  });

  it.each([
    ['VALUE x = 1 VALUE x = 2 RETURN x', '42002', '"x" is defined already'],
    ['VALUE x STRING = 1 RETURN x', '22G03', 'a value of type INT64 cannot be assigned to STRING'],
    ['TABLE t = { FINISH } RETURN 1 AS y', '42001', 'TABLE needs a query with a result'],
    ['TABLE t = u RETURN 1 AS y', '42002', 'there is no such binding table'],
    ['GRAPH g = other RETURN 1 AS y', '42002', 'there is no graph /default/other'],
  ])('%s is refused', (text, code, message) => {
    expect(refused(text)).toBe(`${code} ${message}`);
  });
});

describe('programs', () => {
  test('name their parameters in order of appearance', () => {
    const { parameters } = bindText('RETURN $b AS x, $a AS y, $b AS z');
    expect(parameters).toEqual(['b', 'a']);
  });

  test('say whether they write', () => {
    expect(bindText('MATCH (n) RETURN n').writes).toBe(false);
    expect(bindText('CALL { INSERT (n:A) } FINISH').writes).toBe(true);
  });

  test('of catalog statements are for the session', () => {
    const program = bindText('CREATE INDEX i FOR (n:Person) ON (n.name)');
    expect(program.query).toBeUndefined();
    expect(program.catalog.map(({ kind }) => kind)).toEqual(['index']);
  });

  test('bind data statements to the catalog that those before them leave', () => {
    const program = bindText('CREATE GRAPH g ANY NEXT USE g MATCH (n) RETURN n');
    expect(program.catalog.map(({ kind }) => kind)).toEqual(['change']);
    expect(program.graph).toBe(1);
  });

  test('of session commands have no query', () => {
    expect(bindText('SESSION CLOSE')).toMatchObject({ sessionClose: true, catalog: [] });
    expect(bindText('COMMIT')).toMatchObject({ transaction: { end: 'COMMIT' } });
  });

  test('nest deeply', () => {
    const deep = `RETURN ${'('.repeat(200)}1${')'.repeat(200)} AS x`;
    expect(() => bindText(deep)).not.toThrow();
    const tests = Array.from({ length: 500 }, (_, i) => `n.x = ${i}`).join(' OR ');
    expect(() => bindText(`MATCH (n) WHERE ${tests} RETURN n`)).not.toThrow();
  });
});
