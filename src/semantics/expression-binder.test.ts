import { describe, expect, it, test } from 'vitest';
import { typeName } from '../values/type-name.ts';
import { bindText, described, refusal, refused } from './testing/bind-text.ts';

/** The description of an expression over a node `n`. */
function expression(text: string): string {
  const last = described(`MATCH (n) RETURN ${text} AS v`).split('\n').at(-1) ?? '';
  return last.replace('project v = ', '');
}

describe('expressions', () => {
  it.each([
    ['1 + 2 * n.x', '(1 + (2 * n.x))'],
    ['n.x = 1 AND NOT n.y OR n.z XOR TRUE', '((((n.x = 1) and not n.y) or n.z) xor true)'],
    ['n.x IS NOT NULL', 'n.x is not null'],
    ['n.x IS UNKNOWN', 'n.x is unknown'],
    ['n.x IS NOT TRUE', 'n.x is not true'],
    ['n.x IS TYPED INT NOT NULL', 'n.x is typed INT64 NOT NULL'],
    ['n IS NOT LABELED A&!B', 'n is not (A&!B)'],
    ['n.x IS NOT NFC NORMALIZED', "not IS NORMALIZED(n.x, 'NFC')"],
    ['PROPERTY_EXISTS(n, x)', "PROPERTY_EXISTS(n, 'x')"],
    ['CAST(n.x AS STRING)', 'cast(n.x as STRING)'],
    ["TRIM(LEADING 'x' FROM n.s)", "TRIM LEADING(n.s, 'x')"],
    ["n.s || 'a'", "||(n.s, 'a')"],
    ['n.x IN [1, 2]', 'IN(n.x, [1, 2])'],
    ["n.s STARTS WITH 'a'", "STARTS WITH(n.s, 'a')"],
    ['n.l[0]', 'SUBSCRIPT(n.l, 0)'],
    ['n.l[1..]', 'SLICE(n.l, 1, null)'],
    ['{a: 1, b: n.x}', '{a: 1, b: n.x}'],
    ['char_length(n.s)', 'CHAR_LENGTH(n.s)'],
    ['COALESCE(n.x, 0)', 'coalesce(n.x, 0)'],
    ['NULLIF(n.x, 1)', 'let #1 = n.x in case when (#1 = 1) then null else #1 end'],
    ['LET x = 1, y = x IN y END', 'let x = 1 in let y = x in y'],
    ['[x IN n.l WHERE x > 1 | x * 2]', '[x in n.l where (x > 1) | (x * 2)]'],
    ['CASE WHEN n.x > 1 THEN 2 END', 'case when (n.x > 1) then 2 else null end'],
    [
      "CASE n.x WHEN 1, 2 THEN 'a' WHEN > 10 THEN 'b' WHEN IS NULL THEN 'c' ELSE 'd' END",
      "let #1 = n.x in case when ((#1 = 1) or (#1 = 2)) then 'a' when (#1 > 10) then 'b' " +
        "when #1 is null then 'c' else 'd' end",
    ],
    // A variable needs no LET to be computed once.
    ['CASE n WHEN n THEN 1 END', 'case when (n = n) then 1 else null end'],
  ])('%s', (text, expected) => {
    expect(expression(text)).toBe(expected);
  });
});

describe('static types', () => {
  it.each([
    ['1', 'INT64'],
    ['1.5', 'DECIMAL'],
    ['1e0', 'FLOAT64'],
    ['1 + 2', 'INT64'],
    ['1 + 1.5', 'DECIMAL'],
    ['1 + 1e0', 'FLOAT64'],
    ["DATE '2024-01-01' + DURATION 'P1D'", 'DATE'],
    ["DURATION 'P1D' * 2", 'DURATION(DAY TO SECOND)'],
    ['n', 'NODE'],
    ['n.x', 'ANY'],
    ['n.x + 1', 'ANY'],
    ['n.x > 1', 'BOOL'],
    ['[1, 2]', 'LIST<INT64>'],
    ["[1, 'a']", 'LIST<ANY>'],
    ['[1, NULL]', 'LIST<INT64>'],
    ['CASE WHEN TRUE THEN 1 ELSE 2 END', 'INT64'],
    // Numbers of two kinds have two representations.
    ['CASE WHEN TRUE THEN 1 ELSE 2.5 END', 'ANY'],
    ['COALESCE(NULL, 1)', 'INT64'],
    ["UPPER('a')", 'STRING'],
    ['[x IN [1, 2] | x > 1]', 'LIST<BOOL>'],
    ['$p', 'ANY'],
    ['NULL', 'NULL'],
  ])('%s is %s', (text, type) => {
    const [column] = bindText(`MATCH (n) RETURN ${text} AS v`).query?.columns ?? [];
    expect(column && typeName(column.type)).toBe(type);
  });
});

describe('certain mistakes', () => {
  it.each([
    ['NOT 1', '22G03', 'NOT needs a truth value, not a number'],
    ["TRUE AND 'x'", '22G03', 'AND needs a truth value, not a string'],
    ['n OR TRUE', '22G03', 'OR needs a truth value, not a node'],
    ["1 + 'a'", '22G12', 'a number + a string is undefined'],
    ['TRUE * 2', '22G12', 'a boolean * a number is undefined'],
    ["-'a'", '22G03', 'the sign - needs a number, not a string'],
    ['(1).name', '22G03', 'a number has no property "name"'],
    ['1 IN 2', '22G03', 'IN does not take a number'],
    ['1 IS LABELED A', '22G03', 'a label test needs a node or an edge, not a number'],
    ['SIZE(5)', '22G03', 'SIZE does not take a number'],
    ['PATH[n, n, n]', '22G03', 'the path has a node where an edge stands'],
    ['uper(n.s)', '42002', 'unknown function uper; did you mean UPPER?'],
    ['UPPER(n.s, 1)', '42001', 'UPPER takes 1 argument, not 2'],
    ['UPPER(DISTINCT n.s)', '42001', 'DISTINCT is for aggregates, and UPPER is none'],
    ['m.x', '42002', 'unknown variable "m"'],
    ['{a: 1, a: 2}', '42001', 'the record has two fields "a"'],
    ['LET n = 1 IN n END', '42001', '"n" is bound already; choose another name'],
    ['CASE n.x WHEN > 1 THEN x END', '42002', 'unknown variable "x"'],
  ])('%s', (text, code, message) => {
    expect(refused(`MATCH (n) RETURN ${text} AS v`)).toBe(`${code} ${message}`);
  });
});

describe('what only the run can tell is left to it', () => {
  it.each(["1 = 'a'", 'n.x AND n.y', '$p + 1', 'n.x.y', 'NULL + 1', 'NULL.x', "'a' + 'b'"])(
    '%s',
    (text) => {
      expect(() => bindText(`MATCH (n) RETURN ${text} AS v`)).not.toThrow();
    },
  );
});

test('strict mode keeps to the functions of ISO GQL', () => {
  const message = 'SUBSTRING is not a function of ISO GQL';
  expect(refused("RETURN SUBSTRING('abc', 1) AS v", { strict: true })).toBe(`42001 ${message}`);
  expect(() => bindText("RETURN UPPER('abc') AS v", { strict: true })).not.toThrow();
});

test('quantified list predicates count what decides', () => {
  expect(expression('ANY (x IN n.l WHERE x > 1)')).toBe(
    'let #1 = n.l in case when #1 is null then null ' +
      'when (LIST_LENGTH([x#2 in #1 where (x#2 > 1) is true]) > 0) then true ' +
      'when (LIST_LENGTH([x#3 in #1 where (x#3 > 1) is unknown]) > 0) then null else false end',
  );
});

test('errors have the place of what is wrong', () => {
  const text = 'MATCH (friend) RETURN fried.name AS name';
  const { span } = refusal(text);
  expect(text.slice(span?.start, span?.end)).toBe('fried');
});
