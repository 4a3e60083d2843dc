import { describe, expect, it } from 'vitest';
import { parseProgram } from './parse.ts';
import { printProgram } from './printer.ts';
import { withoutSpans } from './without-spans.ts';

/**
 * Corners of ISO's grammar, by clause of ISO/IEC 39075. Each text is ISO GQL, so the strict mode
 * reads it, and it is printed so that it reads back.
 */
const TEXTS: Readonly<Record<string, readonly string[]>> = {
  '6 and 7: programs and sessions': [
    'SESSION CLOSE',
    'SESSION SET SCHEMA / SESSION CLOSE',
    'SESSION SET SCHEMA ../../a/b SESSION SET PROPERTY GRAPH CURRENT_GRAPH SESSION RESET',
    "SESSION SET TIME ZONE '+01:00' SESSION RESET SCHEMA SESSION RESET PROPERTY GRAPH",
    'SESSION SET PROPERTY GRAPH IF NOT EXISTS $g TYPED PROPERTY GRAPH {(:A)} NOT NULL = /s/g',
    'SESSION SET BINDING TABLE $t :: BINDING TABLE {a INT} NOT NULL = {RETURN 1 AS a}',
    'SESSION SET TABLE $t TABLE {a INT} = $$other',
    'SESSION SET VALUE IF NOT EXISTS $v TYPED INT = 1 SESSION RESET PARAMETER $v',
    'SESSION RESET ALL PARAMETERS SESSION RESET ALL CHARACTERISTICS SESSION RESET TIME ZONE',
  ],
  '8: transactions': [
    'START TRANSACTION READ WRITE FINISH COMMIT SESSION CLOSE',
    'START TRANSACTION SESSION CLOSE',
    'FINISH ROLLBACK',
  ],
  '9 and 10: procedures and definitions': [
    'AT / GRAPH zone :: ANY GRAPH = b SELECT *',
    'AT HOME_SCHEMA VALUE a = 1 TABLE b = {RETURN 1 AS x} PROPERTY GRAPH c = CURRENT_GRAPH FINISH',
    'AT $$s BINDING TABLE t TYPED TABLE {} NOT NULL = foo RETURN 1 AS a NEXT YIELD a AS b FINISH',
    'VALUE v ANY <INT | LIST<STRING NOT NULL>[3]> = [1] RETURN v',
    'VALUE t = PROPERTY GRAPH zone RETURN t',
    'VALUE t = BINDING TABLE PATH[x] TABLE u = COUNT(*) FINISH',
  ],
  '11: graphs and binding tables by value': [
    'USE VARIABLE g FINISH',
    'USE (PROPERTY GRAPH .foo) FINISH',
    'USE ELEMENT_ID(b) FINISH',
    'USE CASE WHEN a THEN b END FINISH',
    'GRAPH g = VARIABLE LET x = 1 IN x END USE g FINISH',
    "TABLE t = DATE '2024-01-01' TABLE u = 1M TABLE v = SESSION_USER FINISH",
  ],
  '12: catalog statements': [
    'CREATE SCHEMA IF NOT EXISTS /a/b DROP SCHEMA IF EXISTS /zone/b',
    'CREATE OR REPLACE PROPERTY GRAPH g TYPED ANY PROPERTY GRAPH AS COPY OF HOME_GRAPH',
    'CREATE GRAPH "g" zone AS COPY OF $$s',
    'CREATE GRAPH HOME_SCHEMA g LIKE VARIABLE x',
    'CREATE GRAPH . g ANY NEXT DROP PROPERTY GRAPH IF EXISTS $$s "g"',
    'CREATE GRAPH TYPE $$s t LIKE b CREATE GRAPH TYPE IF NOT EXISTS /a/t AS COPY OF ../t',
    'DROP PROPERTY GRAPH TYPE IF EXISTS a.b.t CALL p()',
  ],
  '14: statements': [
    'MATCH (n) LIMIT 3 OFFSET 1 ORDER BY n.a DESCENDING NULLS FIRST FINISH',
    'OPTIONAL (MATCH (a) OPTIONAL MATCH (b)) RETURN *',
    'SELECT * FROM g MATCH (a) YIELD a, b, $$h MATCH (b) WHERE a.x',
    'SELECT * FROM g MATCH (b), VARIABLE x OPTIONAL {MATCH (c)} WHERE a.x',
    'SELECT ALL a AS "b" FROM HOME_SCHEMA g {RETURN 1 AS a} GROUP BY () HAVING a SKIP 1 LIMIT $n',
    'FINISH OTHERWISE RETURN 1 AS a',
    'RETURN NO BINDINGS ORDER BY 1 OFFSET 1 LIMIT 2',
    'INSERT (TEMP a)-[TEMP e :K]->(), (TEMP {x: 1})',
    'USE g {FINISH} EXCEPT DISTINCT {RETURN *}',
  ],
  '15: calls': [
    'OPTIONAL CALL () {RETURN 1 AS a} RETURN a',
    'CALL $$s "dq" (1, x) YIELD a AS b, c RETURN b',
    'CALL ../p() FINISH',
  ],
  '16: patterns': [
    'MATCH REPEATABLE ELEMENT BINDINGS p = ALL SHORTEST TRAIL PATHS (a) FINISH',
    'MATCH DIFFERENT RELATIONSHIP BINDINGS SHORTEST 2 ACYCLIC PATH GROUPS -[e]- FINISH',
    'MATCH -[:!(A&%)|B]-* KEEP ANY $k FINISH',
    'MATCH (p = SIMPLE PATH (a) ~[e IS K]~> (b) |+| <-> WHERE a.x)? YIELD a FINISH',
    'MATCH <~/ (A|B)+ & !C{2,} <D> -(E|+|F)? ~G> /~ FINISH',
  ],
  '17: references': [
    'USE .. / .. / a / "b" . c FINISH',
    'AT ../..a USE .. g FINISH',
    'USE $$s/g FINISH',
    'USE CURRENT_SCHEMA g FINISH',
  ],
  '18: types': [
    'CREATE GRAPH g {NODE "P" LABEL "dq" => IS A&B {x :: INT} AS p, VERTEX TYPE q (p IMPLIES {})}',
    'CREATE GRAPH g {DIRECTED EDGE zone LABELS "dq" CONNECTING (b TO zone), (a)~[LABEL "k" =>]~()}',
    'CREATE GRAPH g {UNDIRECTED RELATIONSHIP TYPE k {} CONNECTING (a ~ b), (:A)<-[:K {x ANY}]-(b)}',
    'RETURN CAST(x AS NODE "dq" => :A) AS a, CAST(x AS NODE IS A&B NOT NULL) AS b',
    'RETURN x IS TYPED NODE IS NOT TRUE AS a',
    'RETURN x IS NOT TYPED ANY RECORD NOT NULL | EDGE LIST[3] AS a',
    'RETURN CAST(x AS SIGNED BIG INTEGER NOT NULL) AS a',
    'RETURN CAST(x AS TIMESTAMP WITHOUT TIME ZONE) AS b',
  ],
  '19 and 20: values': [
    "RETURN TRIM(FROM x) AS a, TRIM(BOTH FROM x) AS b, TRIM(LEADING '.' FROM x) AS c",
    'RETURN CASE a WHEN < 3, IS NULL, IS NOT :: INT THEN 1 ELSE NULL END AS a',
    'RETURN CASE a WHEN :A&B, IS SOURCE OF e THEN 1 END AS a',
    "RETURN DURATION_BETWEEN(a, b) YEAR TO MONTH AS a, DATETIME '2024-01-01T00:00:00Z' AS b",
    'RETURN PERCENTILE_CONT(DISTINCT a, 0.5) AS a, NORMALIZE(x, NFKD) AS b',
    'RETURN a IS NFC NORMALIZED AS c',
    'RETURN EXISTS (MATCH (a) OPTIONAL MATCH (b)) AS a, VALUE {RETURN 1 AS x} AS b',
    'RETURN LIST[1, ARRAY[2]] || [] AS a, RECORD {} AS b, PATH[n, e, m] AS c',
    'RETURN 1E2M + 0x1F - .5D AS d',
  ],
};

describe.each(Object.entries(TEXTS))('%s', (_clause, texts) => {
  it.each(texts)('%s', (text) => {
    parseProgram(text, { strict: true });
    const tree = parseProgram(text);
    expect(withoutSpans(parseProgram(printProgram(tree)))).toEqual(withoutSpans(tree));
  });
});
