import { describe, expect, it } from 'vitest';
import { GqlError } from '../../base/errors.ts';
import { parseExpression } from '../parse.ts';
import { printExpression } from '../printer.ts';
import { withoutSpans } from '../without-spans.ts';

function tree(text: string, strict = false): unknown {
  return withoutSpans(parseExpression(text, { strict }));
}

function failure(text: string, strict = false): GqlError {
  try {
    parseExpression(text, { strict });
  } catch (error) {
    if (error instanceof GqlError) return error;
    throw error;
  }
  throw new Error(`${text} parses`);
}

describe('precedence', () => {
  it.each([
    ['a OR b AND c', 'a OR (b AND c)'],
    ['a XOR b OR c', '(a XOR b) OR c'],
    ['a OR b XOR c', '(a OR b) XOR c'],
    ['NOT a AND b', '(NOT a) AND b'],
    ['NOT a = b', 'NOT (a = b)'],
    ['NOT a IS NULL', 'NOT (a IS NULL)'],
    ['NOT NOT a', 'NOT (NOT a)'],
    ['a AND NOT b OR c', '(a AND (NOT b)) OR c'],
    ['a = b AND c = d', '(a = b) AND (c = d)'],
    ['a || b = c || d', '(a || b) = (c || d)'],
    ['a + b || c', '(a + b) || c'],
    ['a + b * c', 'a + (b * c)'],
    ['a - b - c', '(a - b) - c'],
    ['a / b * c', '(a / b) * c'],
    ['a % b * c', '(a % b) * c'],
    ['-a * b', '(-a) * b'],
    ['-a.b', '-(a.b)'],
    ['- -a', '-(-a)'],
    ['-2 ^ 2', '-(2 ^ 2)'],
    ['2 ^ 3 ^ 4', '(2 ^ 3) ^ 4'],
    ['2 ^ -1', '2 ^ (-1)'],
    ['a * -b', 'a * (-b)'],
    ['a + b IS NULL', '(a + b) IS NULL'],
    ['a = b IS TRUE', '(a = b) IS TRUE'],
    ['a = b IS NULL', 'a = (b IS NULL)'],
    ['a IS NULL = b IS NOT NULL', '(a IS NULL) = (b IS NOT NULL)'],
    ['a = b IS TYPED INT', 'a = (b IS TYPED INT)'],
    ['a = n:A', 'a = (n:A)'],
    ['a < b IS NOT UNKNOWN', '(a < b) IS NOT UNKNOWN'],
    ['a IS NULL IS FALSE', '(a IS NULL) IS FALSE'],
    ['a IN b AND c', '(a IN b) AND c'],
    ['a NOT IN b', 'NOT (a IN b)'],
    ['a NOT LIKE b OR c', '(NOT (a LIKE b)) OR c'],
    ['a STARTS WITH b || c', 'a STARTS WITH (b || c)'],
    ['n:A|B AND c', '(n:(A|B)) AND c'],
    ['a.b[0].c', '((a.b)[0]).c'],
  ])('%s', (text, grouped) => {
    expect(tree(text)).toEqual(tree(grouped));
  });

  it.each([
    ['a < b < c'],
    ['a = b = c'],
    ['a < b = c'],
    ['a IN b IN c'],
    ['1 < n.num <= 3'],
    ['x = 1 AND a < b >= c'],
  ])('refuses the chain %s', (text) => {
    const error = failure(text);
    expect(error.message).toBe('a comparison cannot be compared again');
    expect(error.hint).toContain('a < b AND b < c');
  });

  it('compares again between parentheses', () => {
    expect(() => parseExpression('(a < b) = c')).not.toThrow();
    expect(() => parseExpression('a < b AND b < c')).not.toThrow();
  });
});

describe('tokens that mean two where a value stands', () => {
  it.each([
    ['a<-1', 'a < (-1)'],
    ['a<-[1][0]', 'a < (-[1][0])'],
    ['xs[0]-1', '(xs[0]) - 1'],
    ['xs[1..2]-1', '(xs[1..2]) - 1'],
    ['[1]-x', '[1] - x'],
    ['a-[1]', 'a - [1]'],
    ['-[1][0]', '-([1][0])'],
    ['a/-b', 'a / (-b)'],
  ])('%s', (text, spaced) => {
    expect(tree(text)).toEqual(tree(spaced));
  });
});

describe('predicates', () => {
  it.each([
    ['x IS NULL', { kind: 'isNull', negated: false }],
    ['x IS NOT NULL', { kind: 'isNull', negated: true }],
    ['x IS TRUE', { kind: 'isTruth', truth: true }],
    ['x IS NOT UNKNOWN', { kind: 'isTruth', truth: null, negated: true }],
    ['x IS NORMALIZED', { kind: 'isNormalized', form: 'NFC' }],
    ['x IS NOT NFKD NORMALIZED', { kind: 'isNormalized', form: 'NFKD', negated: true }],
    ['x IS NORMALIZED NFD', { kind: 'isNormalized', form: 'NFD' }],
    ['x IS TYPED INT', { kind: 'isTyped', type: { type: { kind: 'integer' } } }],
    ['x IS NOT :: STRING', { kind: 'isTyped', negated: true }],
    ['e IS DIRECTED', { kind: 'isDirected' }],
    ['n IS LABELED A&!B', { kind: 'isLabeled', labels: { kind: 'and' } }],
    ['n IS NOT LABELED %', { kind: 'isLabeled', labels: { kind: 'wildcard' }, negated: true }],
    ['n:A|B', { kind: 'isLabeled', labels: { kind: 'or' }, negated: false }],
    ['n IS SOURCE OF e', { kind: 'isEndpoint', end: 'source' }],
    ['n IS NOT DESTINATION OF e', { kind: 'isEndpoint', end: 'destination', negated: true }],
    ['ALL_DIFFERENT(a, b, c)', { kind: 'elements', predicate: 'ALL_DIFFERENT' }],
    ['same(a, b)', { kind: 'elements', predicate: 'SAME' }],
    ['PROPERTY_EXISTS(n, order)', { kind: 'propertyExists', property: { name: 'order' } }],
  ])('%s', (text, expected) => {
    expect(parseExpression(text)).toMatchObject(expected);
  });

  it.each([
    ['SAME(a)', /^expected ','/u],
    ['SAME(a.b, c)', /^expected/u],
    ['PROPERTY_EXISTS(n)', /^expected ','/u],
    ['x IS', /^expected NULL, TRUE/u],
    ['x IS NOT', /^expected NULL, TRUE/u],
    ['x IS NFC', /^expected 'NORMALIZED'/u],
    ['n IS LABELED', /^expected a label name/u],
    ['n IS SOURCE e', /^expected 'OF'/u],
  ])('refuses %s', (text, message) => {
    expect(failure(text).message).toMatch(message);
  });
});

describe('CASE', () => {
  it('takes lists of operands and tails of predicates', () => {
    const text =
      "CASE x WHEN 1, 2 THEN 'a' WHEN > 10, IS NULL THEN 'b' WHEN NOT IN [3] THEN 'c' ELSE 'd' END";
    expect(parseExpression(text)).toMatchObject({
      kind: 'simpleCase',
      branches: [
        { when: [{ kind: 'value' }, { kind: 'value' }] },
        {
          when: [
            { kind: 'predicate', predicate: { kind: 'binary', left: { name: 'x' } } },
            { kind: 'predicate', predicate: { kind: 'isNull', operand: { name: 'x' } } },
          ],
        },
        { when: [{ kind: 'predicate', predicate: { kind: 'unary', operator: 'NOT' } }] },
      ],
      otherwise: { value: 'd' },
    });
  });

  it.each([
    ['CASE WHEN a THEN 1 WHEN b THEN 2 END', { kind: 'searchedCase' }],
    ['CASE n WHEN :A THEN 1 WHEN IS LABELED B THEN 2 END', { kind: 'simpleCase' }],
    ['CASE n WHEN IS SOURCE OF e THEN 1 END', { kind: 'simpleCase' }],
    ['CASE x WHEN IS TYPED INT | STRING THEN 1 END', { kind: 'simpleCase' }],
  ])('%s', (text, expected) => {
    expect(parseExpression(text)).toMatchObject(expected);
  });

  it.each([
    ['CASE WHEN a THEN 1', "expected 'WHEN', 'ELSE' or 'END', but the text ends here"],
    ['CASE x END', "expected 'WHEN', but found 'END'"],
    ['CASE WHEN a 1 END', "expected 'THEN', but found the integer 1"],
    ['CASE WHEN a THEN 1 ELSE 2', "expected 'END', but the text ends here"],
  ])('refuses %s', (text, message) => {
    expect(failure(text).message).toBe(message);
  });
});

describe('functions', () => {
  it.each([
    ['COUNT(*)', { kind: 'call', name: 'COUNT', star: true }],
    ['count(DISTINCT x)', { name: 'count', quantifier: 'DISTINCT' }],
    ['SUM(ALL (x))', { quantifier: 'ALL', arguments: [{ name: 'x' }] }],
    ['percentile_cont(DISTINCT x, 0.5)', { quantifier: 'DISTINCT' }],
    ['CURRENT_DATE', { name: 'CURRENT_DATE', parentheses: false }],
    ['LOCAL_TIME', { parentheses: false }],
    ['LOCAL_TIME()', { parentheses: true }],
    ['session_user', { name: 'session_user', parentheses: false }],
    ['nodes(p)', { name: 'nodes' }],
    ['LEFT(s, 2)', { name: 'LEFT' }],
    ['date.truncate(x)', { name: 'date.truncate' }],
    ['a.b.c(x)', { name: 'a.b.c' }],
    ['NORMALIZE(s, NFKC)', { arguments: [{ name: 's' }, { kind: 'literal', value: 'NFKC' }] }],
    ['TRIM(s)', { kind: 'trim', specification: 'BOTH' }],
    ["TRIM(LEADING 'x' FROM s)", { specification: 'LEADING', characters: { value: 'x' } }],
    ['TRIM(TRAILING FROM s)', { specification: 'TRAILING', source: { name: 's' } }],
    ["TRIM('x' FROM s)", { specification: 'BOTH', characters: { value: 'x' } }],
    ['TRIM(list, 2)', { kind: 'call', name: 'TRIM' }],
    ['TRIM(both)', { kind: 'trim', source: { kind: 'variable', name: 'both' } }],
    ['DURATION_BETWEEN(a, b)', { kind: 'durationBetween', qualifier: 'DAY TO SECOND' }],
    ['DURATION_BETWEEN(a, b) YEAR TO MONTH', { qualifier: 'YEAR TO MONTH' }],
    ['CAST(x AS INT NOT NULL)', { kind: 'cast', type: { type: { notNull: true } } }],
    ['EXTRACT(YEAR, t)', { arguments: [{ kind: 'variable', name: 'YEAR' }, {}] }],
  ])('%s', (text, expected) => {
    expect(parseExpression(text)).toMatchObject(expected);
  });

  it.each([
    ['f(', 'expected a value, but the text ends here'],
    ['f(1', "expected ',' or ')', but the text ends here"],
    ['f(1,)', "expected a value, but found ')'"],
    ['SUM(*)', "expected a value, but found '*'"],
    ['DURATION()', "expected a value, but found ')'"],
    ['TRIM(LEADING s)', "expected 'FROM', but found ')'"],
    ['CAST(1, INT)', "expected 'AS', but found ','"],
    ['1(2)', "expected an operator or the end of the text, but found '('"],
  ])('refuses %s', (text, message) => {
    expect(failure(text).message).toBe(message);
  });
});

describe('constructors', () => {
  it.each([
    ['[]', { kind: 'list', elements: [] }],
    ['LIST [1, 2]', { kind: 'list' }],
    ['ARRAY[1]', { kind: 'list' }],
    ['GROUP LIST [1]', { kind: 'list' }],
    ['{}', { kind: 'record', fields: [] }],
    ['{a: 1, `b c`: 2, "d": 3}', { kind: 'record' }],
    ['RECORD {end: 1}', { kind: 'record', fields: [{ name: { name: 'end' } }] }],
    ['PATH[a, e, b]', { kind: 'path' }],
    ['PATH[a]', { kind: 'path' }],
    ['[x IN xs]', { kind: 'listComprehension', variable: { name: 'x' } }],
    ['[x IN xs WHERE x > 1 | x * 2]', { kind: 'listComprehension', value: { operator: '*' } }],
    ['[(x IN xs)]', { kind: 'list' }],
    ['xs[0]', { kind: 'subscript' }],
    ['xs[1..3]', { kind: 'slice', from: { value: 1 }, to: { value: 3 } }],
    ['xs[..]', { kind: 'slice' }],
    ['any(x IN xs WHERE x > 1)', { kind: 'listPredicate', quantifier: 'ANY' }],
    ['count(all(x IN xs WHERE x))', { arguments: [{ kind: 'listPredicate' }] }],
    ['reduce(s = 0, x IN xs | s + x)', { kind: 'reduce' }],
  ])('%s', (text, expected) => {
    expect(parseExpression(text)).toMatchObject(expected);
  });

  it.each([
    ['PATH[a, e]', /odd number of elements/u],
    ['PATH[]', /odd number of elements/u],
    ['[1, 2', /expected ',' or '\]'/u],
    ['[1 2]', /expected ',' or '\]'/u],
    ['{a 1}', /expected ':'/u],
    ['{a: 1', /expected ',' or '\}'/u],
    ['{1: 2}', /expected a field or property name/u],
    ['xs[]', /expected a value/u],
  ])('refuses %s', (text, message) => {
    expect(failure(text).message).toMatch(message);
  });
});

describe('names', () => {
  it.each([
    ['n.order', { kind: 'property', property: { name: 'order' } }],
    ['n.`a b`', { property: { name: 'a b', delimited: true } }],
    ['n."a b"', { property: { name: 'a b', delimited: true } }],
    ['start.end', { object: { name: 'start' }, property: { name: 'end' } }],
    ['count', { kind: 'variable', name: 'count' }],
    ['graph.name', { object: { name: 'graph' } }],
    ['table + 1', { left: { name: 'table' } }],
    ['value.x', { object: { name: 'value' } }],
    ['path', { kind: 'variable', name: 'path' }],
    ['`a b`', { kind: 'variable', name: 'a b' }],
    ['"a b"', { kind: 'literal', value: 'a b' }],
    ['$p', { kind: 'parameter', name: 'p' }],
    ['$"a b".c', { object: { name: 'a b' } }],
    ['$$t', { kind: 'parameter', name: 't', substituted: true }],
  ])('%s', (text, expected) => {
    expect(parseExpression(text)).toMatchObject(expected);
  });

  it.each([['n.order'], ['{end: 1}'], ['count'], ['start.x'], ['`a b`'], ['$$t'], ['product']])(
    'strict refuses %s',
    (text) => {
      expect(failure(text, true).gqlstatus).toBe('42001');
    },
  );

  it.each([['n.graph'], ['{labels: 1}'], ['edge.type'], ['source'], ['COUNT(x)'], ['n."order"']])(
    'strict takes %s',
    (text) => {
      expect(() => parseExpression(text, { strict: true })).not.toThrow();
    },
  );

  it.each([['MATCH'], ['AND'], ['n.'], ['a + RETURN'], ['WHERE'], ['$p.']])(
    'refuses %s',
    (text) => {
      expect(failure(text).gqlstatus).toBe('42001');
    },
  );
});

describe('expressions with queries', () => {
  it.each([
    ['EXISTS {(a)-[:K]->(b)}', { body: { kind: 'pattern' } }],
    ['EXISTS ((a)-[:K]->(b))', { body: { kind: 'pattern' } }],
    ['EXISTS {p = TRAIL (a)->*(b) WHERE a.x = 1}', { body: { kind: 'pattern' } }],
    ['EXISTS {REPEATABLE ELEMENTS (a)}', { body: { kind: 'pattern' } }],
    ['EXISTS {->}', { body: { kind: 'pattern' } }],
    ['EXISTS {MATCH (a)}', { body: { kind: 'query' } }],
    ['EXISTS {MATCH (a) MATCH (b) OPTIONAL MATCH (c)}', { body: { kind: 'query' } }],
    ['EXISTS (MATCH (a) MATCH (b))', { body: { kind: 'query' } }],
    ['EXISTS {MATCH (a) RETURN a}', { body: { kind: 'query' } }],
    ['EXISTS {FOR x IN [1] RETURN x}', { body: { kind: 'query' } }],
    ['EXISTS {{RETURN 1 AS a} UNION {RETURN 2 AS a}}', { body: { kind: 'query' } }],
    ['VALUE {MATCH (a) RETURN COUNT(*) AS n}', { kind: 'valueQuery' }],
    ['COUNT {(a)-[]->()}', { kind: 'valueQuery' }],
    ['COUNT {MATCH (a)}', { kind: 'valueQuery' }],
    ['LET x = 1, VALUE y :: INT = 2 IN x + y END', { kind: 'let', body: { operator: '+' } }],
    ['LET x = (1 IN [1]) IN x END', { kind: 'let' }],
    ['GRAPH g', { kind: 'object', object: 'graph', value: { kind: 'reference', root: 'bare' } }],
    ['PROPERTY GRAPH CURRENT_GRAPH', { value: { root: 'CURRENT_GRAPH' } }],
    ['GRAPH /a/b', { value: { root: 'absolute', path: [{ name: 'a' }, { name: 'b' }] } }],
    ['GRAPH VARIABLE g', { value: { root: 'expression', expression: { name: 'g' } } }],
    ['TABLE {RETURN 1 AS a}', { kind: 'object', object: 'table', value: { kind: 'procedure' } }],
    ['BINDING TABLE $$t', { value: { root: 'parameter', parameter: 't' } }],
    ['CURRENT_GRAPH', { kind: 'object', object: 'graph' }],
  ])('%s', (text, expected) => {
    expect(parseExpression(text)).toMatchObject(expected);
  });

  it('counts rows of a query that returns some by a statement behind it', () => {
    expect(printExpression(parseExpression('COUNT {MATCH (a) RETURN a}'))).toBe(
      'VALUE { MATCH (a) RETURN a NEXT RETURN COUNT(*) AS count }',
    );
    expect(printExpression(parseExpression('COUNT {(a)}'))).toBe(
      'VALUE { MATCH (a) RETURN COUNT(*) AS count }',
    );
  });

  it.each([
    ['EXISTS (n)', /a pattern or 'MATCH'/u],
    ['EXISTS n', /expected '\{' or '\('/u],
    ['VALUE {MATCH (n)}', /expected WHERE, RETURN or another clause/u],
    ['LET x = 1 IN x', /expected 'END'/u],
    ['(n)-[:K]->(m)', /expected an operator/u],
  ])('refuses %s', (text, message) => {
    expect(failure(text).message).toMatch(message);
  });
});

describe('spans', () => {
  it('cover the whole of an expression and nothing else', () => {
    const text = '  a.b + f( c ) * (d)  ';
    const sum = parseExpression(text);
    expect(text.slice(sum.span.start, sum.span.end)).toBe('a.b + f( c ) * (d)');
    if (sum.kind !== 'binary') throw new Error('no sum');
    expect(text.slice(sum.left.span.start, sum.left.span.end)).toBe('a.b');
    expect(text.slice(sum.right.span.start, sum.right.span.end)).toBe('f( c ) * (d)');
  });
});
