import { describe, expect, it } from 'vitest';
import { GqlError } from '../../base/errors.ts';
import { parseProgram } from '../parse.ts';
import { nearestKeyword } from './nearest-keyword.ts';

function failure(text: string, strict = false): GqlError {
  try {
    parseProgram(text, { strict });
  } catch (error) {
    if (error instanceof GqlError) return error;
    throw error;
  }
  throw new Error(`${text} parses`);
}

describe('misspelt words', () => {
  it.each([
    ['MATHC (n) RETURN n', 0, 'MATCH'],
    ['MATCH (n) RETRUN n', 10, 'RETURN'],
    ['MATCH (n) WHER n.x = 1 RETURN n', 10, 'WHERE'],
    ['MATCH (n) RETURN n ODER BY n.x', 19, 'ORDER'],
    ['MATCH (n) DELTE n', 10, 'DELETE'],
    ['RETURN x IS NOTT NULL', 12, 'NOT'],
    ['INSRT (n)', 0, 'INSERT'],
    ['MATCH (n) RETURN n LIMT 3', 19, 'LIMIT'],
    ['SESION CLOSE', 0, 'SESSION'],
  ])('%s', (text, offset, word) => {
    const error = failure(text);
    expect(error.position?.offset).toBe(offset);
    expect(error.hint).toBe(`Did you mean ${word}?`);
  });

  it('guesses only what is near', () => {
    expect(nearestKeyword('FROBNICATE')).toBeUndefined();
    expect(nearestKeyword('ab')).toBeUndefined();
    expect(nearestKeyword('x'.repeat(1000))).toBeUndefined();
    expect(nearestKeyword('UNOIN')).toBe('UNION');
  });
});

describe('habits from elsewhere', () => {
  it.each([
    ['MATCH (n) WHERE n.a == 1 RETURN n', /single =/u],
    ['MATCH (n) WHERE n.a => 1 RETURN n', />=/u],
    ['MATCH (n) WHERE n.a && n.b RETURN n', /AND/u],
    ['CREATE (n:Person)', /INSERT/u],
    ['MATCH (a)--(b) RETURN a', /-\[\]-/u],
    ['MATCH (a) --> (b) RETURN a', /begins a comment/u],
    ['MATCH (a)<--(b) RETURN a', /<-\[\]-/u],
    ['MATCH (n) WHERE (n)-[:X]->() RETURN n', /EXISTS/u],
    ['MATCH (n) WHERE NOT (n)-[:X]->(:Y) RETURN n', /EXISTS/u],
    ['MATCH (n) WHERE (n)<-[e]-() RETURN n', /EXISTS/u],
    ['MATCH p = shortestPath((a)-[*]->(b)) RETURN p', /ANY SHORTEST/u],
    ['MATCH (a), (b) RETURN shortestPath((a)-[*]-(b))', /ANY SHORTEST/u],
    ['MATCH (n:$label) RETURN n', /\$label IN LABELS/u],
    ['CREATE TABLE person (name TEXT)', /CREATE GRAPH TYPE/u],
    ['CREATE INDEX ON Person(name)', /INDEX name FOR/u],
    ['CREATE INDEX FOR (n:A) ON n.a', /INDEX name FOR/u],
    ['SHOW TABLES', /SHOW LABELS/u],
    ['SHOW DATABASES', /SHOW GRAPHS/u],
    ['RETURN n.age BETWEEN 1 AND 2', />= low/u],
    ['DESCRIBE GRAPH', /list_graphs/u],
    ['UPDATE n SET n.x = 1', /MATCH/u],
    ['SELECT * FROM t', /MATCH/u],
    ['RETURN 1 one', /AS/u],
    ['RETURN a = NOT b', /parentheses/u],
    ['RETURN (MATCH (n) RETURN n)', /VALUE/u],
    ['MATCH (n:A) RETURN n ORDER BY n.x ASC; RETURN 2', undefined],
  ])('%s', (text, hint) => {
    const error = failure(text);
    expect(error.gqlstatus).toBe('42001');
    if (hint !== undefined) expect(error.hint).toMatch(hint);
  });
});

describe('words that are taken', () => {
  it('advises to quote what can be quoted', () => {
    expect(failure('RETURN 1 AS match').hint).toBe(
      'MATCH is a word of the language; write it as `match` to name something.',
    );
    expect(failure('MATCH (n) RETURN n.order', true).hint).toContain('`order`');
  });

  it('advises another name where nothing can be quoted', () => {
    expect(failure('LET list = 1 RETURN list').hint).toBe(
      'LIST is a word of the language; choose another name.',
    );
  });
});

describe('what was found', () => {
  it.each([
    ['RETURN', 'expected a value, but the text ends here'],
    ['MATCH 1', 'expected a path pattern, such as (n), but found the integer 1'],
    ["MATCH 'x'", "expected a path pattern, such as (n), but found the string 'x'"],
    ['MATCH $p', 'expected a path pattern, such as (n), but found the parameter $p'],
    ['MATCH 1.5', 'expected a path pattern, such as (n), but found the number 1.5'],
    ["MATCH X'00'", "expected a path pattern, such as (n), but found the byte string X'00'"],
    ['MATCH RETURN', "expected a path pattern, such as (n), but found 'RETURN'"],
    [
      `MATCH '${'x'.repeat(100)}'`,
      `expected a path pattern, such as (n), but found the string '${'x'.repeat(39)}…`,
    ],
  ])('%j', (text, message) => {
    expect(failure(text).message).toBe(message);
  });
});

describe('extensions in strict mode', () => {
  it.each([
    ['RETURN 1 != 2 AS a', /<>/u],
    ['RETURN 1 % 2 AS a', /MOD/u],
    ['RETURN 1 ^ 2 AS a', /POWER/u],
    ['RETURN 1 IN [1] AS a', /FOR/u],
    ["RETURN 'a' NOT IN ['a'] AS a", /FOR/u],
    ["RETURN 'a' LIKE 'b' AS a", /no operator/u],
    ["RETURN 'a' CONTAINS 'b' AS a", /no operator/u],
    ["RETURN 'a' STARTS WITH 'b' AS a", /LEFT/u],
    ["RETURN 'a' ENDS WITH 'b' AS a", /RIGHT/u],
    ["RETURN 'a' =~ 'b' AS a", /no operator/u],
    ['RETURN [1][0] AS a', /FOR/u],
    ['RETURN [1][0..1] AS a', /FOR/u],
    ['RETURN [x IN [1] | x] AS a', /FOR/u],
    ['RETURN any(x IN [1] WHERE x > 0) AS a', /FOR/u],
    ['RETURN reduce(s = 0, x IN [1] | s + x) AS a', /SUM/u],
    ['RETURN COUNT {(n)} AS a', /VALUE/u],
    ['RETURN a.b(1) AS a', /one word/u],
    ['RETURN CURRENT_GRAPH AS a', /GRAPH CURRENT_GRAPH/u],
    ['UNWIND [1] AS x RETURN x', /FOR x IN/u],
    ['RETURN 1 AS a NEXT WITH a RETURN a', /NEXT/u],
    ['MERGE (n)', /INSERT/u],
    ['RETURN *, 1 AS a', /LET/u],
    ['MATCH (n) RETURN n GROUP BY n.x', /name the value/u],
    ['MATCH (n) RETURN n HAVING n', /FILTER/u],
    ['FOR x IN [1] WHERE x > 0 RETURN x', /FILTER/u],
    ['CALL p() YIELD a WHERE a RETURN a', /FILTER/u],
    ['MATCH (n) SET n += {a: 1}', /by itself/u],
    ['MATCH (n) SET n = $p', /n = \{…\}/u],
    ['MATCH (n) SET n:A:B', /n:A, n:B/u],
    ['MATCH (n:A:B) RETURN n', /:A&B/u],
    ['MATCH (n:A|:B) RETURN n', /:A\|B/u],
    ['INSERT (:A:B)', /:A&B/u],
    ['MATCH (a)-[:A*1..3]->(b) RETURN a', /\{1,3\}/u],
    ['MATCH (a)-[:A]{1,3}->(b) RETURN a', /\{1,3\}/u],
    ['MATCH ANY p = (a)->(b) RETURN p', /p = ANY/u],
    ['RETURN 1 AS a LIMIT 2 OFFSET 1', /OFFSET n LIMIT m/u],
    ['RETURN 1 AS a FETCH FIRST 1 ROW ONLY', /LIMIT n/u],
    ['SELECT a FROM MATCH (a)', /FROM CURRENT_GRAPH/u],
    ['MATCH (a) SELECT a', /RETURN/u],
    ['RETURN 1 AS a UNION (RETURN 2 AS a)', /braces/u],
    ['USE GRAPH g RETURN 1 AS a', /name alone/u],
    ["RETURN LOCAL TIME '12:00:00' AS a", /TIME '…'/u],
    ["RETURN PROPERTY_EXISTS(n, 'a') AS a", /PROPERTY_EXISTS/u],
    ['VALUE x = {RETURN 1 AS a} RETURN x', /VALUE \{ … \}/u],
  ])('%s', (text, hint) => {
    expect(() => parseProgram(text)).not.toThrow();
    const error = failure(text, true);
    expect(error.gqlstatus).toBe('42001');
    expect(error.hint).toMatch(hint);
  });

  it.each([
    ['RETURN 1 AS a LIMIT -1'],
    ["RETURN 1 AS a SKIP 'x'"],
    ['MATCH (order) RETURN 1 AS a'],
    ['MATCH (product) RETURN 1 AS a'],
    ['RETURN 1 AS count'],
    ['MATCH (n {}) RETURN n'],
  ])('%s', (text) => {
    expect(failure(text, true).gqlstatus).toBe('42001');
  });
});

describe('habits from other languages', () => {
  it.each([
    ['MATCH n RETURN n', 'A node stands in parentheses'],
    ["MATCH (n:'Person') RETURN n", 'A label has no quotes'],
    ["INSERT (n:P name: 'x')", 'Properties stand in braces'],
    ["INSERT (n:P {name = 'x'})", 'Properties are given with a colon'],
    ["INSERT (n:P {'name': 'x'})", 'A property name has no quotes'],
    ["INSERT (n:P, {name: 'x'})", 'No comma stands in front of properties'],
    ['MATCH (a)-[:R]->{1..3}(b) RETURN a', '{1,3}'],
    ['MATCH (n) { RETURN n }', 'CALL { … }'],
    ['MATCH (n) WHERE !n.x RETURN n', 'Write NOT.'],
    ['MATCH (n) WHERE n.x > 1 || n.y < 2 RETURN n', 'the logical operator is OR'],
    ['MATCH (n) RETURN COUNT(n) WHERE n.x > 1', 'WHERE stands in front of RETURN'],
    ['MATCH (n) RETURN n ORDER n', 'Write ORDER BY.'],
    ['MATCH (n) RETURN COUNT(n) GROUP n', 'Write GROUP BY.'],
    ['MATCH (n) RETURN n ORDER BY n.x DSC', 'DESC'],
    ['MATCH (n) RETURN TOP 5 n', 'LIMIT'],
    ['MATCH (n) RETURN n AS n.name', 'An alias is one name'],
    ["MATCH (n) RETURN n AS 'name'", 'An alias is a name'],
    ['MATCH (n) RETURN n{.name}', 'a record'],
    ["MATCH (n) WHERE n.x IN ('a', 'b') RETURN n", 'A list stands in brackets'],
    ['MATCH (n) LET x = 1 y = 2 RETURN x', 'Commas divide definitions'],
    ['LET x := 1 RETURN x', 'with =.'],
    ['LET x INT = 1 RETURN x', 'LET VALUE x INT = 1'],
    ['MATCH (n) SET n.x += 1', 'n.x = n.x + 1'],
    ['MATCH (n) SET n.x++', 'n.x = n.x + 1'],
    ['MATCH (n) REMOVE n', 'DELETE'],
    ['DROP (n)', 'DELETE'],
    ['RETURN IF(1, 2, 3)', 'CASE WHEN'],
    ['RETURN 5 MOD 2', 'MOD(a, b)'],
    ['RETURN 1; RETURN 2', 'db.script'],
    ['FOREACH (x IN [1] | INSERT (:A))', 'FOR x IN list'],
    ["LOAD CSV FROM 'f' AS row RETURN row", 'graphlite import'],
    ['CREATE INDEX ON :Person(name)', 'CREATE INDEX name FOR'],
    ['MATCH (n) YIELD * RETURN n', 'without YIELD everything stays'],
    ['MATCH (match) RETURN 1', 'MATCH is a word of the language'],
  ])('%s: %s', (text, hint) => {
    const error = failure(text);
    expect(error.gqlstatus).toBe('42001');
    expect(error.hint).toContain(hint);
  });

  it('knows only types where a type stands', () => {
    expect(failure('RETURN CAST(1 AS INTT)').hint).toBe('Did you mean INT?');
    expect(failure('RETURN CAST(1 AS FOO)').hint).toMatch(/^Types are /u);
  });
});
