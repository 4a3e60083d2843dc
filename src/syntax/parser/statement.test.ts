import { describe, expect, it } from 'vitest';
import { GqlError } from '../../base/errors.ts';
import type { Procedure, Statement } from '../ast/procedure.ts';
import type { Clause } from '../ast/statement.ts';
import { parseProgram } from '../parse.ts';

function procedure(text: string, strict = false): Procedure {
  const found = parseProgram(text, { strict }).transaction?.procedure;
  if (found === undefined) throw new Error('no procedure');
  return found;
}

function statement(text: string): Statement | undefined {
  return procedure(text).statements[0]?.statement;
}

function clauses(text: string): readonly Clause[] {
  const found = statement(text);
  if (found?.kind !== 'linear') throw new Error('not linear');
  return found.clauses;
}

function failure(text: string, strict = false): GqlError {
  try {
    parseProgram(text, { strict });
  } catch (error) {
    if (error instanceof GqlError) return error;
    throw error;
  }
  throw new Error(`${text} parses`);
}

describe('query clauses', () => {
  it.each<[string, object]>([
    ['USE g RETURN 1 AS a', { kind: 'use', graph: { root: 'bare', path: [{ name: 'g' }] } }],
    ['USE /a/g RETURN 1 AS a', { graph: { root: 'absolute', path: { length: 2 } } }],
    ['USE ../../b/g RETURN 1 AS a', { graph: { root: 'parent', up: 2, path: { length: 2 } } }],
    ['USE ./g RETURN 1 AS a', { graph: { root: 'current' } }],
    ['USE HOME_SCHEMA/g RETURN 1 AS a', { graph: { root: 'HOME_SCHEMA' } }],
    ['USE CURRENT_PROPERTY_GRAPH RETURN 1 AS a', { graph: { root: 'CURRENT_GRAPH' } }],
    ['USE HOME_PROPERTY_GRAPH RETURN 1 AS a', { graph: { root: 'HOME_GRAPH' } }],
    ['USE $$g RETURN 1 AS a', { graph: { root: 'parameter', parameter: 'g' } }],
    ['USE "my graph" RETURN 1 AS a', { graph: { path: [{ name: 'my graph' }] } }],
    ['USE VARIABLE g RETURN 1 AS a', { graph: { root: 'expression' } }],
    ['OPTIONAL MATCH (a) RETURN a', { kind: 'optional', block: { length: 1 } }],
    ['OPTIONAL {MATCH (a) MATCH (b)} RETURN a', { kind: 'optional', block: { length: 2 } }],
    ['OPTIONAL (MATCH (a) OPTIONAL MATCH (b)) RETURN a', { block: { length: 2 } }],
    ['LET x = 1, VALUE y INT = 2 RETURN x', { kind: 'let', definitions: { length: 2 } }],
    ['LET VALUE y :: STRING = "a" RETURN y', { definitions: [{ type: {} }] }],
    ['LET VALUE y TYPED LIST<INT> = [1] RETURN y', { definitions: [{ type: {} }] }],
    ['FILTER x > 1 RETURN x', { kind: 'filter' }],
    ['FILTER WHERE x > 1 RETURN x', { kind: 'filter' }],
    ['FOR x IN [1] RETURN x', { kind: 'for', variable: { name: 'x' } }],
    ['FOR x IN l WITH ORDINALITY i RETURN x', { position: { from: 'ordinality' } }],
    ['FOR x IN l WITH OFFSET i RETURN x', { position: { from: 'offset' } }],
    ['FOR r IN TABLE t RETURN r', { source: { kind: 'object', object: 'table' } }],
    [
      'ORDER BY x DESC NULLS FIRST, y RETURN x',
      { keys: [{ descending: true, nulls: 'first' }, {}] },
    ],
    ['OFFSET 1 LIMIT 2 RETURN x', { kind: 'orderBy', keys: [] }],
    ['SKIP $n RETURN x', { offset: { kind: 'parameter' } }],
    ['FINISH', { kind: 'finish' }],
    ['{RETURN 1 AS a}', { kind: 'nested' }],
    ['CALL {RETURN 1 AS a} RETURN a', { kind: 'callInline', optional: false }],
    ['CALL () {RETURN 1 AS a} RETURN a', { scope: [] }],
    ['OPTIONAL CALL (x, y) {RETURN 1 AS a} RETURN a', { optional: true, scope: { length: 2 } }],
    ['CALL gql.list_graphs()', { kind: 'callProcedure', procedure: { path: { length: 2 } } }],
    ['CALL p(1, x) YIELD a AS b, c RETURN b', { arguments: { length: 2 }, yield: { length: 2 } }],
    ['OPTIONAL CALL $$p()', { optional: true, procedure: { root: 'parameter' } }],
    ['INSERT (a:A&B {x: 1})-[:R]->(b)<-[e:S]-()~[:T]~(c), (d)', { paths: { length: 2 } }],
    ['SET n.x = 1, n = {a: 1}, n:L, n IS M', { kind: 'set', items: { length: 4 } }],
    ['SET n += {a: 1}, n = m', { items: [{ merge: true }, { merge: false }] }],
    ['SET n:A:B', { items: { length: 2 } }],
    ['REMOVE n.x, n:L, n IS M', { kind: 'remove', items: { length: 3 } }],
    ['DELETE n, VALUE {RETURN m}', { kind: 'delete', detach: false, items: { length: 2 } }],
    ['DETACH DELETE n', { detach: true }],
    ['NODETACH DELETE n', { detach: false }],
    ['MERGE (a:A {x: 1})-[:R]->(b)', { kind: 'merge', onCreate: [], onMatch: [] }],
    ['MERGE (a) ON MATCH SET a.x = 1 ON CREATE SET a.y = 2, a:L', { onCreate: { length: 2 } }],
    ['FOR value IN xs RETURN value', { variable: { name: 'value' } }],
    ['UNWIND xs AS x RETURN x', { kind: 'for', variable: { name: 'x' } }],
    [
      'WITH DISTINCT a, b AS c ORDER BY c LIMIT 1 WHERE c > 1 RETURN c',
      { kind: 'with', where: {} },
    ],
  ])('%s', (text, expected) => {
    expect(clauses(text)[0]).toMatchObject(expected);
  });

  it('reads WHERE behind anything but MATCH as FILTER', () => {
    expect(clauses('FOR x IN xs WHERE x > 1 RETURN x')[1]).toMatchObject({ kind: 'filter' });
    expect(clauses('CALL p() YIELD a WHERE a > 1 RETURN a')[0]).toMatchObject({ where: {} });
  });

  it('goes on with several clauses', () => {
    const kinds = clauses(
      'USE g MATCH (a) OPTIONAL MATCH (b) LET x = 1 FILTER x ORDER BY x USE h MATCH (c) RETURN x',
    ).map(({ kind }) => kind);
    expect(kinds.join(' ')).toBe('use match optional let filter orderBy use match return');
  });
});

describe('RETURN', () => {
  it.each<[string, object]>([
    ['RETURN *', { star: true, items: [] }],
    ['RETURN *, 1 AS a', { star: true, items: { length: 1 } }],
    ['RETURN DISTINCT a', { distinct: true }],
    ['RETURN ALL a', { distinct: false }],
    ['RETURN a.b + 1', { items: [{ text: 'a.b + 1' }] }],
    ['RETURN a AS "b c", d AS `e`', { items: [{ alias: { name: 'b c' } }, { alias: {} }] }],
    ['RETURN a AS count, b AS year', { items: [{ alias: { name: 'count' } }, {}] }],
    ['RETURN a GROUP BY a, b', { groupBy: { length: 2 } }],
    ['RETURN COUNT(*) AS n GROUP BY ()', { groupBy: [] }],
    ['RETURN n GROUP BY n.city', { groupBy: [{ kind: 'property' }] }],
    ['RETURN n GROUP BY n HAVING COUNT(*) > 1 ORDER BY n', { having: {}, orderBy: {} }],
    ['RETURN n ORDER BY n HAVING COUNT(*) > 1', { having: {}, orderBy: {} }],
    ['RETURN n ORDER BY n ASCENDING OFFSET 1 LIMIT 2', { orderBy: { offset: {}, limit: {} } }],
    ['RETURN n LIMIT 2 OFFSET 1', { orderBy: { keys: [], offset: {}, limit: {} } }],
    ['RETURN n LIMIT -1', { orderBy: { limit: { kind: 'unary' } } }],
    ['RETURN n FETCH FIRST 2 ROWS ONLY', { orderBy: { limit: { value: 2 } } }],
  ])('%s', (text, body) => {
    expect(clauses(text)[0]).toMatchObject({ kind: 'return', body });
  });

  it('has no body for NO BINDINGS, which may also be a variable', () => {
    expect(clauses('RETURN NO BINDINGS')[0]).not.toHaveProperty('body');
    expect(clauses('RETURN no')[0]).toHaveProperty('body');
  });
});

describe('SELECT', () => {
  it.each<[string, object]>([
    ['SELECT 1 AS a', { body: { items: { length: 1 } } }],
    ['SELECT * FROM g MATCH (n)', { from: { kind: 'match', items: { length: 1 } } }],
    ['SELECT n FROM g MATCH (n), h MATCH (m) WHERE n = m', { from: { items: { length: 2 } } }],
    ['SELECT n FROM g MATCH (n), (m)', { from: { items: { length: 1 } } }],
    ['SELECT n FROM g OPTIONAL MATCH (n)', { from: { items: [{ match: { kind: 'optional' } }] } }],
    ['SELECT a FROM {RETURN 1 AS a}', { from: { kind: 'query' } }],
    ['SELECT a FROM /s/g {RETURN 1 AS a}', { from: { kind: 'query', graph: {} } }],
    ['SELECT a FROM MATCH (a)', { from: { kind: 'match' } }],
    [
      'SELECT DISTINCT a FROM {RETURN 1 AS a} WHERE a GROUP BY a HAVING a ORDER BY a LIMIT 1',
      { where: {}, body: { distinct: true, groupBy: {}, having: {}, orderBy: {} } },
    ],
  ])('%s', (text, expected) => {
    expect(clauses(text)[0]).toMatchObject({ kind: 'select', ...expected });
  });

  it('keeps the second graph of FROM apart from a second path', () => {
    const [select] = clauses('SELECT * FROM g MATCH (n)-[e]->(m), CURRENT_GRAPH MATCH (k)');
    expect(select).toMatchObject({ from: { items: [{}, { graph: { root: 'CURRENT_GRAPH' } }] } });
  });

  it('refuses a table', () => {
    expect(failure('SELECT * FROM t').hint).toContain('MATCH (n:Label)');
  });
});

describe('procedures', () => {
  it('has a schema and definitions in front', () => {
    const found = procedure(
      `AT /a/b VALUE x :: INT = 1 TABLE t = {RETURN 1 AS a} PROPERTY GRAPH g = CURRENT_GRAPH
       BINDING TABLE u {a INT} = t GRAPH h = VARIABLE g RETURN x`,
    );
    expect(found.at).toMatchObject({ root: 'absolute', path: { length: 2 } });
    expect(found.definitions.map(({ object, name }) => `${object} ${name.name}`)).toEqual([
      'value x',
      'table t',
      'graph g',
      'table u',
      'graph h',
    ]);
  });

  it('chains statements by NEXT', () => {
    const found = procedure('RETURN 1 AS a NEXT YIELD a AS b RETURN b NEXT FINISH');
    expect(found.statements).toHaveLength(3);
    expect(found.statements[1]).toMatchObject({
      yield: [{ name: { name: 'a' }, alias: { name: 'b' } }],
    });
  });

  it('lets NEXT divide whole set operations (A NEXT B UNION C)', () => {
    const found = procedure('RETURN 1 AS a NEXT RETURN a UNION RETURN 2 AS a');
    expect(found.statements.map((part) => part.statement.kind)).toEqual(['linear', 'setOperation']);
  });

  it.each<[string, object]>([
    ['RETURN 1 AS a UNION RETURN 2 AS a', { operator: 'UNION', all: false }],
    ['RETURN 1 AS a UNION DISTINCT RETURN 2 AS a', { operator: 'UNION', all: false }],
    ['RETURN 1 AS a EXCEPT ALL RETURN 2 AS a', { operator: 'EXCEPT', all: true }],
    ['RETURN 1 AS a INTERSECT RETURN 2 AS a', { operator: 'INTERSECT' }],
    ['RETURN 1 AS a OTHERWISE RETURN 2 AS a', { operator: 'OTHERWISE', all: false }],
    ['RETURN 1 AS a UNION RETURN 2 AS a UNION RETURN 3 AS a', { left: { kind: 'setOperation' } }],
    ['RETURN 1 AS a UNION {RETURN 2 AS a EXCEPT RETURN 3 AS a}', { right: { kind: 'linear' } }],
    ['RETURN 1 AS a UNION (RETURN 2 AS a EXCEPT RETURN 3 AS a)', { right: { kind: 'linear' } }],
  ])('%s', (text, expected) => {
    expect(statement(text)).toMatchObject({ kind: 'setOperation', ...expected });
  });

  it.each([
    ['RETURN 1 AS a UNION RETURN 2 AS a EXCEPT RETURN 3 AS a', 'EXCEPT cannot follow UNION'],
    ['RETURN 1 AS a UNION ALL RETURN 2 AS a UNION RETURN 3 AS a', 'UNION cannot follow UNION ALL'],
    ['RETURN 1 AS a UNION RETURN 2 AS a OTHERWISE RETURN 3 AS a', 'OTHERWISE cannot follow UNION'],
  ])('refuses the mixture %s', (text, message) => {
    expect(failure(text)).toMatchObject({ gqlstatus: '42001', message });
    expect(failure(text).hint).toContain('{ … }');
  });
});

describe('statements that are not whole', () => {
  it.each([
    ['', 'expected a statement, such as MATCH, INSERT or RETURN, but the text ends here'],
    ['MATCH (n)', 'expected WHERE, RETURN or another clause, but the text ends here'],
    ['LET x = 1', 'expected RETURN or another clause, but the text ends here'],
    ['RETURN 1 AS a RETURN 2 AS b', "expected the end of the statement, but found 'RETURN'"],
    ['RETURN 1 AS a MATCH (n) RETURN n', "expected the end of the statement, but found 'MATCH'"],
    ['FINISH RETURN 1', "expected the end of the statement, but found 'RETURN'"],
    ['RETURN 1 AS a, ', 'expected a value, but the text ends here'],
    [
      'RETURN 1 NEXT',
      'expected a statement, such as MATCH, INSERT or RETURN, but the text ends here',
    ],
    [
      'RETURN 1 UNION',
      'expected a statement, such as MATCH, INSERT or RETURN, but the text ends here',
    ],
    ['{RETURN 1', "expected 'NEXT' or '}', but the text ends here"],
    ['LET x = 1 {RETURN 1 AS a}', 'a query in braces stands alone, or behind USE'],
    [
      'CREATE GRAPH g ANY RETURN 1 AS a',
      'a catalog statement cannot be part of a statement over data',
    ],
    ['MATCH (n) DROP GRAPH g', 'a catalog statement cannot be part of a statement over data'],
    ['RETURN 1 garbage', "expected the end of the text, but found 'garbage'"],
    ['RETURN 1; RETURN 2', "expected the end of the text, but found 'RETURN'"],
    ['INSERT (a)-[:X]-(b)', "expected ']->', but found ']-'"],
    ['INSERT (a)<-[:X]->(b)', "expected ']-', but found ']->'"],
    ['INSERT (a)->(b)', "expected an edge in brackets, but found '->'"],
    ['INSERT (:A|B)', "expected ')', but found '|'"],
    [
      'INSERT (a)-[:R]->',
      'expected a node, such as (n:Label {name: value}), but the text ends here',
    ],
    ['SET n', "expected '.', '=' or ':', but the text ends here"],
    ['SET n.x', "expected '=', but the text ends here"],
    ['SET 1:other', 'expected a variable, but found the integer 1'],
    ['REMOVE n', "expected '.' or ':', but the text ends here"],
    ['CALL p', "expected '(', but the text ends here"],
    ['OPTIONAL (n)', "expected 'MATCH', but found '('"],
    ['LET list = 7 RETURN list', "expected a variable, but found 'list'"],
    ['FOR `a` IN xs RETURN 1', "expected a variable, but found '`a`'"],
    ['RETURN 1 AS MATCH', "expected an alias, but found 'MATCH'"],
    ['RETURN 1 AS start', "expected an alias, but found 'start'"],
    ['ORDER x RETURN x', "expected 'BY', but found 'x'"],
    ['RETURN x ORDER BY x NULLS', "expected 'FIRST' or 'LAST', but the text ends here"],
    ['MERGE (a) ON DELETE SET a.x = 1', "expected 'CREATE' or 'MATCH', but found 'DELETE'"],
  ])('%j', (text, message) => {
    expect(failure(text)).toMatchObject({ gqlstatus: '42001', message });
  });

  it('lets what changes data or calls a procedure end a statement', () => {
    for (const text of ['INSERT (a)', 'MATCH (a) SET a.x = 1', 'CALL p()', 'MATCH (a) DELETE a']) {
      expect(() => procedure(text)).not.toThrow();
    }
  });
});
