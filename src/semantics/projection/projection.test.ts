import { describe, expect, it, test } from 'vitest';
import { bindText, described, refused } from '../testing/bind-text.ts';

/** The description of the last clause. */
function last(text: string): string {
  return described(text).split('\n').at(-1) ?? '';
}

describe('columns', () => {
  it.each([
    ['MATCH (n) RETURN n.x', 'project n.x = n.x'],
    ['MATCH (n) RETURN n', 'project n#1 = n#0'],
    ['MATCH (n)-[e]->(m) RETURN *', 'project n#3 = n#0, e#4 = e#1, m#5 = m#2'],
    ['LET x = 1 RETURN *, x + 1 AS y', 'project x#1 = x#0, y = (x#0 + 1)'],
    ['MATCH (n) RETURN DISTINCT n.x AS x', 'project distinct x = n.x'],
    ['MATCH (n) RETURN NO BINDINGS', 'project nothing'],
  ])('%s', (text, expected) => {
    expect(last(text)).toBe(expected);
  });

  test('have the names and types of the items', () => {
    const columns = bindText('MATCH (n) RETURN 1 AS a, n AS b, n.x AS c').query?.columns ?? [];
    expect(columns.map(({ name, type }) => [name, type.kind])).toEqual([
      ['a', 'integer'],
      ['b', 'node'],
      ['c', 'any'],
    ]);
  });

  test('a copy of an element is an element', () => {
    const { query, variables } = bindText('MATCH p = (n)-[e]->{1,2}(m) RETURN n, e, p');
    const roles = query?.columns?.map(({ variable }) => variables[variable]?.role);
    expect(roles).toEqual(['node', 'value', 'path']);
  });
});

describe('grouping', () => {
  it.each([
    // Without GROUP BY the items that do not aggregate are the keys.
    [
      'MATCH (n) RETURN n.city, COUNT(*) AS c',
      'group (#1 = n.city) #2 := COUNT(*) project n.city = #1, c = #2',
    ],
    ['MATCH (n) RETURN COUNT(*) AS c', 'group () #1 := COUNT(*) project c = #1'],
    // A property of a grouped variable belongs to the group.
    [
      'MATCH (n)->(m) RETURN n, n.age + COUNT(m) AS x',
      'group (n#3 = n#0) #4 := COUNT(m) project n#5 = n#3, x = (n#3.age + #4)',
    ],
    // A plain key is recognised inside other items.
    [
      'MATCH (n) RETURN n.x AS x, n.x + SUM(n.y) AS z',
      'group (#1 = n.x) #2 := SUM(n.y) project x = #1, z = (#1 + #2)',
    ],
    ['MATCH (n) RETURN n.city AS c GROUP BY c', 'group (#1 = n.city) project c = #1'],
    [
      'MATCH (n) RETURN UPPER(n.city) AS c GROUP BY n.city',
      'group (#1 = n.city) project c = UPPER(#1)',
    ],
    ['MATCH (n) RETURN MAX(n.x) AS m GROUP BY ()', 'group () #1 := MAX(n.x) project m = #1'],
    // Equal aggregates are computed once.
    [
      'MATCH (n) RETURN COUNT(*) AS a, COUNT(*) + count(*) AS b',
      'group () #1 := COUNT(*) project a = #1, b = (#1 + #1)',
    ],
    [
      'MATCH (n) RETURN COUNT(DISTINCT n.x) AS c, PERCENTILE_CONT(n.y, 0.5) AS p',
      'group () #1 := COUNT(distinct n.x) #2 := PERCENTILE_CONT(n.y, 0.5) project c = #1, p = #2',
    ],
    [
      'MATCH (n) RETURN n.city AS c, COUNT(*) AS k GROUP BY c HAVING k > 1 AND AVG(n.x) > 2',
      'group (#1 = n.city) #2 := COUNT(*) #5 := AVG(n.x) having ((#2 > 1) and (#5 > 2)) ' +
        'project c = #1, k = #2',
    ],
  ])('%s', (text, expected) => {
    expect(last(text)).toBe(expected);
  });

  it.each([
    [
      'MATCH (n) RETURN n.name, COUNT(*) + n.age AS x',
      '42002',
      '"n" is neither a group key nor inside an aggregate',
    ],
    [
      'MATCH (n) RETURN n.name, n.age GROUP BY n.name',
      '42002',
      '"n" is neither a group key nor inside an aggregate',
    ],
    // Only plain keys are recognised inside other items.
    [
      'MATCH (n) RETURN n.x + n.y AS a, n.x + n.y + COUNT(*) AS b',
      '42002',
      '"n" is neither a group key nor inside an aggregate',
    ],
    [
      'MATCH (n) RETURN n.name AS name GROUP BY nam',
      '42002',
      'unknown variable "nam"; did you mean "name"?',
    ],
    [
      'MATCH (n) RETURN COUNT(*) AS c GROUP BY c',
      '42001',
      '"c" is an aggregate, so no group can be made by it',
    ],
    ['RETURN COUNT(COUNT(*)) AS x', '42001', 'COUNT of an aggregate: aggregates do not nest'],
    ['MATCH (n) LET c = COUNT(n) RETURN c', '42001', 'COUNT(…) is not allowed in LET'],
    [
      'MATCH (n) RETURN n HAVING n.x > 1',
      '42001',
      'HAVING is about groups, and there is no grouping here',
    ],
    ['RETURN 1 AS a, 2 AS a', '42001', 'two columns have the name "a"'],
    ['RETURN *', '42001', '* stands for all variables, and there are none here'],
  ])('%s is refused', (text, code, message) => {
    expect(refused(text)).toBe(`${code} ${message}`);
  });

  test('keys that are expressions are an extension', () => {
    const text = 'MATCH (n) RETURN COUNT(*) AS c GROUP BY n.city';
    const message = 'GROUP BY takes names, not expressions, in ISO GQL';
    expect(refused(text, { strict: true })).toBe(`42001 ${message}`);
  });
});

describe('horizontal aggregates', () => {
  const MATCH = 'MATCH (a)-[e]->{1,3}(b)';
  it.each([
    [`${MATCH} RETURN SUM(e.w) AS s`, 'project s = SUM(e#8.w for e#8 in e#1)'],
    [`${MATCH} RETURN COUNT(DISTINCT e) AS c`, 'project c = COUNT(distinct e#8 for e#8 in e#1)'],
    [`${MATCH} RETURN e.w AS ws`, 'project ws = [#8 in e#1 | #8.w]'],
    // As the list it is, a group variable is an argument like any other.
    [`${MATCH} RETURN MAX(SIZE(e)) AS m`, 'group () #8 := MAX(SIZE(e#1)) project m = #8'],
    [
      `${MATCH} RETURN SUM(e.w) AS s, COUNT(*) AS c`,
      'group (#9 = SUM(e#8.w for e#8 in e#1)) #10 := COUNT(*) project s = #9, c = #10',
    ],
    [`${MATCH} RETURN a NEXT RETURN a`, 'project a#9 = a#8'],
    // What RETURN hands on is still a group.
    [`${MATCH} RETURN e NEXT RETURN SUM(e.w) AS s`, 'project s = SUM(e#9.w for e#9 in e#8)'],
  ])('%s', (text, expected) => {
    expect(last(text)).toBe(expected);
  });

  test('over two group variables are refused', () => {
    expect(refused('MATCH (a)-[e]->{1,2}(b)-[f]->{1,2}(c) RETURN SUM(e.w + f.w) AS s')).toBe(
      '42001 SUM over two group variables at once (e, f)',
    );
  });
});

describe('ORDER BY behind RETURN', () => {
  it.each([
    ['n.x AS x ORDER BY x', 'project x = n.x order by x nulls last'],
    ['n.x AS x ORDER BY n.x DESC', 'project x = n.x order by x desc nulls first'],
    ['n.x AS x ORDER BY n.y NULLS FIRST', 'project x = n.x order by n.y nulls first'],
    // A column's name means the column, whatever it meant to the items.
    ['n.x AS n ORDER BY n', 'project n#1 = n#0.x order by n#1 nulls last'],
    ['DISTINCT n.x AS x ORDER BY n.x + 1', 'project distinct x = n.x order by (x + 1) nulls last'],
    [
      'n.x AS x, COUNT(*) AS c ORDER BY COUNT(*) DESC, n.x',
      'group (#1 = n.x) #2 := COUNT(*) project x = #1, c = #2 ' +
        'order by c desc nulls first, x nulls last',
    ],
    [
      'n.x AS x, COUNT(*) AS c ORDER BY SUM(n.y)',
      'group (#1 = n.x) #2 := COUNT(*) #5 := SUM(n.y) project x = #1, c = #2 ' +
        'order by #5 nulls last',
    ],
    [
      'n ORDER BY n.x OFFSET 1 LIMIT $k',
      'project n#1 = n#0 order by n#1.x nulls last offset 1 limit $k',
    ],
  ])('RETURN %s', (text, expected) => {
    expect(last(`MATCH (n) RETURN ${text}`)).toBe(expected);
  });

  it.each([
    [
      'DISTINCT n.x AS x ORDER BY n.y',
      '42002',
      '"n" is not a column, and behind RETURN DISTINCT only columns are left to sort by',
    ],
    ['COUNT(*) AS c ORDER BY n.x', '42002', '"n" is neither a group key nor inside an aggregate'],
    [
      'n.x + n.y AS a, COUNT(*) AS c ORDER BY n.x + n.y + COUNT(*)',
      '42002',
      '"n" is neither a group key nor inside an aggregate',
    ],
    [
      'n.x AS x ORDER BY MAX(n.y)',
      '42001',
      'MAX(…) is not allowed in the ORDER BY of a RETURN that does not group',
    ],
    ['n LIMIT -1', '22G02', 'LIMIT is negative'],
    ["n OFFSET 'x'", '22G03', 'OFFSET needs an integer, not a string'],
    ['n LIMIT 1.5', '22G03', 'LIMIT needs an integer'],
    ['n LIMIT n.x', '42001', 'LIMIT is one number for all rows, so it cannot depend on a variable'],
  ])('RETURN %s is refused', (text, code, message) => {
    expect(refused(`MATCH (n) RETURN ${text}`)).toBe(`${code} ${message}`);
  });

  test('the session says where nulls go', () => {
    const text = 'MATCH (n) ORDER BY n.x, n.y DESC FINISH';
    expect(described(text)).toContain('order by n.x nulls last, n.y desc nulls first');
    expect(described(text, { nullOrdering: 'first' })).toContain(
      'order by n.x nulls first, n.y desc nulls last',
    );
  });
});
