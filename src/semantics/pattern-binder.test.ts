import { describe, expect, it, test } from 'vitest';
import { bindText, described, refused, lines } from './testing/bind-text.ts';

/** The description of the first clause. */
function match(text: string): string {
  return described(text).split('\n')[0] ?? '';
}

describe('normal form of patterns', () => {
  it.each([
    // Element conditions are predicates of the element.
    ['MATCH (a:A {x: 1, y: 2}) RETURN 1', 'match (a:A where ((a.x = 1) and (a.y = 2)))'],
    ['MATCH (a WHERE a.x = 1)<-[e:R|S]-() RETURN 1', 'match (a where (a.x = 1))<-[e:(R|S)]-()'],
    ['MATCH (:!A&%)~[:R]~>() RETURN 1', 'match (:(!A&%))~[:R]~>()'],
    // Edges without nodes around them get some (G047).
    ['MATCH -> RETURN 1', 'match ()-[]->()'],
    ['MATCH (a)-[e]->-[f]-(b) RETURN 1', 'match (a)-[e]->()-[f]-(b)'],
    // Nodes side by side are the same node (G046).
    ['MATCH (a:A)(:B)-[e]->() RETURN 1', 'match (a:(A&B))-[e]->()'],
    ['MATCH (a)(b {x: 1}) RETURN a, b', 'match (a#0 where (a#0.x = 1))'],
    // A quantified edge repeats a path of its own.
    ['MATCH (a)-[e:R]->{1,3}(b) RETURN 1', 'match (a)<()-[e#3:R]->()>{1,3}[e#3→e#1](b)'],
    [
      'MATCH (a) ((x)-[e]->(y) WHERE x.v < y.v){2} (b) RETURN 1',
      'match (a)<(x#5)-[e#6]->(y#7 where (x#5.v < y#7.v))>{2,2}[x#5→x#1 e#6→e#2 y#7→y#3](b)',
    ],
    // Parentheses that restrict nothing are gone; their nodes are those beside them.
    ['MATCH (a)((x)-[e]->(y) WHERE e.w > 1)(b) RETURN 1', 'match (a)-[e]->(y where (e.w > 1))'],
    ['MATCH (TRAIL (a)-[e]->(b)) RETURN 1', 'match TRAIL (a)-[e]->(b)'],
    ['MATCH (a) (s = (x)-[e]->(y)) (b) RETURN 1', 'match (a)<s = WALK (x)-[e]->(y)>(b)'],
    ['MATCH (a) ((x)-[e]->(y))? (b) RETURN 1', 'match (a)<(x)-[e]->(y)>?(b)'],
    ['MATCH (a) (-[e:R]-> | <-[f:S]-) (b) RETURN 1', 'match (a)<()-[e:R]->() | ()<-[f:S]-()>(b)'],
    ['MATCH (a) (-[:R]-> |+| -[:S]->) (b) RETURN 1', 'match (a)<()-[:R]->() |+| ()-[:S]->()>(b)'],
    ['MATCH p = ANY 2 TRAIL PATHS (a)-[e]->(b) RETURN 1', 'match p = ANY 2 TRAIL (a)-[e]->(b)'],
    [
      'MATCH (a)->(b), (c)->(d) KEEP ANY SHORTEST RETURN 1',
      lines('match ANY SHORTEST (a)-[]->(b), ANY SHORTEST (c)-[]->(d)'),
    ],
  ])('%s', (text, expected) => {
    expect(match(text)).toBe(expected);
  });
});

describe('simplified path patterns', () => {
  it.each([
    ['MATCH (a)-/ A /->(b) RETURN 1', 'match (a)-[:A]->(b)'],
    ['MATCH (a)-/ A|B /->(b) RETURN 1', 'match (a)-[:(A|B)]->(b)'],
    ['MATCH (a)-/ A&!B C /->(b) RETURN 1', 'match (a)-[:(A&!B)]->()-[:C]->(b)'],
    ['MATCH (a)<-/ A{1,2} /-(b) RETURN 1', 'match (a)<()<-[:A]-()>{1,2}(b)'],
    ['MATCH (a)~/ <A ~B C> /~(b) RETURN 1', 'match (a)<-[:A]-()~[:B]~()-[:C]->(b)'],
    [
      'MATCH (a)-/ A|B C? /->(b) RETURN 1',
      'match (a)<()-[:A]->() | ()-[:B]->()<()-[:C]->()>?()>(b)',
    ],
    ['MATCH (a)-/ A|+|B /->(b) RETURN 1', 'match (a)<()-[:A]->() |+| ()-[:B]->()>(b)'],
  ])('%s', (text, expected) => {
    expect(match(text)).toBe(expected);
  });
});

describe('variables of patterns', () => {
  test('a group is a list outside its quantifier, a singleton inside', () => {
    const { variables } = bindText('MATCH (a)-[e]->{1,3}(b) RETURN a');
    const edges = variables.filter(({ name }) => name === 'e');
    expect(edges.map(({ role, degree, type }) => [role, degree, type.kind])).toEqual([
      ['edge', 'group', 'list'],
      ['edge', 'singleton', 'edge'],
    ]);
  });

  test('behind ? and in only some branches a variable is conditional', () => {
    const { variables } = bindText(
      'MATCH (a) ((b)-[e]->(c))? (d) (-[f:R]->(x) | -[g:S]->(x)) FINISH',
    );
    const degrees = variables.filter(({ name }) => name !== '').map((v) => [v.name, v.degree]);
    expect(Object.fromEntries(degrees)).toEqual({
      a: 'singleton',
      b: 'conditional',
      e: 'conditional',
      c: 'conditional',
      d: 'singleton',
      f: 'conditional',
      g: 'conditional',
      x: 'singleton',
    });
    const conditional = variables.filter(({ degree }) => degree === 'conditional');
    expect(conditional.every(({ notNull }) => !notNull)).toBe(true);
  });

  test('conditions see variables of outside and their own repetition', () => {
    expect(match('MATCH (a)-[e WHERE e.x > a.x]->{1,2}(b) RETURN 1')).toBe(
      'match (a)<()-[e#3 where (e#3.x > a.x)]->()>{1,2}[e#3→e#1](b)',
    );
  });

  test('a nested quantifier passes its groups on', () => {
    expect(match('MATCH (a) ((b)-[e]->{1,2}(c)){2} (d) RETURN e')).toBe(
      'match (a)<(b#5)<()-[e#8]->()>{1,2}[e#8→e#6](c#7)>{2,2}[b#5→b#1 e#6→e#2 c#7→c#3](d)',
    );
  });

  test('YIELD keeps some of the names', () => {
    expect(described('MATCH (a)-[e]->(b) YIELD a, b RETURN *')).toBe(
      lines('match (a#0)-[e]->(b#2)', 'project a#3 = a#0, b#4 = b#2'),
    );
  });

  test('TEMP names are not among *', () => {
    expect(described('MATCH (a)-[TEMP e]->(b) RETURN *')).toBe(
      lines('match (a#0)-[e]->(b#2)', 'project a#3 = a#0, b#4 = b#2'),
    );
  });
});

describe('joins', () => {
  it.each([
    [
      'MATCH (a) MATCH (a)-[e]->(b) RETURN 1 AS x',
      lines('match (a)', 'match (a)-[e]->(b) joined a', 'project x = 1'),
    ],
    // Both names of one node were bound before.
    [
      'MATCH (a), (b) MATCH (a)(b) RETURN 1 AS x',
      lines('match (a), (b)', 'match (a) where (a = b) joined a, b', 'project x = 1'),
    ],
    // A new name of a node that was bound before, whichever comes first.
    [
      'MATCH (b) MATCH (a)(b) RETURN a',
      lines('match (b)', 'match (b) joined b', 'let a#1 = b', 'project a#2 = a#1'),
    ],
    // A selective path is chosen first and joined afterwards.
    [
      'MATCH (m) MATCH ANY (a)->(m)->(b) RETURN 1 AS x',
      lines('match (m#0)', 'match ANY (a)-[]->(m#1)-[]->(b) where (m#1 = m#0)', 'project x = 1'),
    ],
    // A value of unknown type is made an element in front.
    [
      'FOR x IN $list MATCH (x) RETURN 1 AS y',
      lines(
        'for x#0 in $list',
        'let x#1 = cast(x#0 as NODE)',
        'match (x#1) joined x#1',
        'project y = 1',
      ),
    ],
  ])('%s', (text, expected) => {
    expect(described(text)).toBe(expected);
  });
});

test('the match mode is the text’s or the session’s', () => {
  expect(match('MATCH REPEATABLE ELEMENTS (a) RETURN 1')).toBe('match repeatable (a)');
  expect(match('MATCH (a) RETURN 1')).toBe('match (a)');
  const repeatable = { defaultMatchMode: 'REPEATABLE ELEMENTS' } as const;
  expect(described('MATCH (a) FINISH', repeatable)).toBe('match repeatable (a)\nfinish');
  expect(described('MATCH DIFFERENT EDGES (a) FINISH', repeatable)).toBe('match (a)\nfinish');
});

const TWICE = 'so it cannot be used a second time in the pattern';
const ENDLESS = 'without an upper bound the quantifier may match without end here';
const EDGELESS = 'what is repeated must have an edge in every repetition';

describe('illegal patterns', () => {
  it.each([
    ['MATCH (p)-[p]->(q) FINISH', '42002', '"p" stands for a node and for an edge'],
    ['MATCH (a), ()-[a]->() FINISH', '42002', '"a" stands for a node and for an edge'],
    ['MATCH p = (a)->(p) FINISH', '42002', '"p" is a path here and something else there'],
    ['MATCH p = (a), p = (b) FINISH', '42002', '"p" is a path here and something else there'],
    ['MATCH (p) MATCH p = (a) FINISH', '42002', '"p" is bound already, a path needs a new name'],
    [
      'MATCH (a)-[e]->{1,2}(b), (c)-[e]->(d) FINISH',
      '42002',
      `"e" stands in a quantified part of the pattern, where it has many bindings, ${TWICE}`,
    ],
    [
      'MATCH (a) ((x)-[f]->(y))? (b), (x) FINISH',
      '42002',
      `"x" stands in an optional part of the pattern, which may have no binding for it, ${TWICE}`,
    ],
    [
      'MATCH (a)-[e]->{1,2}(b) MATCH ()-[e]->() FINISH',
      '42002',
      '"e" is the list of a group variable\'s edges and cannot be used as an edge',
    ],
    [
      'MATCH (a) MATCH (b) ((a)->(c)){1,2} (d) FINISH',
      '42002',
      '"a" is bound already and cannot be used in a quantified part of a pattern',
    ],
    ['MATCH (a) MATCH ()-[a]->() FINISH', '42002', '"a" is a node and cannot be used as an edge'],
    ['MATCH p = (a) MATCH (p) FINISH', '42002', '"p" is a path and cannot be used as a node'],
    ['LET x = 1 MATCH (x) FINISH', '42002', '"x" is a number and cannot be used as a node'],
    ['MATCH REPEATABLE ELEMENTS (a)->*(b) FINISH', '42001', ENDLESS],
    ['MATCH REPEATABLE ELEMENTS (a) (TRAIL (c)->(d))+ (b) FINISH', '42001', ENDLESS],
    ['MATCH REPEATABLE ELEMENTS ALL WALK (a)->{2,}(b) FINISH', '42001', ENDLESS],
    ['MATCH (a){2} FINISH', '42001', EDGELESS],
    ['MATCH ((a)->{0,2}(b))+ FINISH', '42001', EDGELESS],
    [
      'MATCH SHORTEST 0 (a)->(b) FINISH',
      '22G0F',
      'the number of paths or groups must be an integer from 1 on',
    ],
    [
      'MATCH ANY (a)->(m)->(b), (m)->(c) FINISH',
      '42001',
      '"m" is inside a path chosen by ANY, so no other path may share it',
    ],
    [
      'MATCH ANY (a)-[e WHERE e.x = c.x]->(b), (b)->(c) FINISH',
      '42002',
      '"c" belongs to another path pattern, which ANY does not look at',
    ],
    [
      'MATCH TRAIL (a)->(b) KEEP ANY FINISH',
      '42001',
      'the path pattern has a prefix of its own and KEEP would give it another',
    ],
    ['MATCH (a)->(b) YIELD c FINISH', '42002', 'YIELD names "c", which is not in the pattern'],
    ['MATCH (a) WHERE a FINISH', '22G03', 'WHERE needs a truth value, not a node'],
    ['MATCH (a WHERE 1) FINISH', '22G03', 'WHERE needs a truth value, not a number'],
    ['MATCH (a) WHERE COUNT(a) > 1 FINISH', '42001', 'COUNT(…) is not allowed in WHERE'],
  ])('%s', (text, code, message) => {
    expect(refused(text)).toBe(`${code} ${message}`);
  });
});

describe('quantifiers without upper bound are legal', () => {
  it.each([
    'MATCH DIFFERENT EDGES (a)->*(b) FINISH',
    'MATCH REPEATABLE ELEMENTS TRAIL (a)->*(b) FINISH',
    'MATCH REPEATABLE ELEMENTS ANY (a)->+(b) FINISH',
    'MATCH REPEATABLE ELEMENTS (a)->*(b) KEEP ALL SHORTEST FINISH',
    'MATCH REPEATABLE ELEMENTS (a) (ACYCLIC (c)->*(d)) (b) FINISH',
  ])('%s', (text) => {
    expect(() => bindText(text)).not.toThrow();
  });
});

test('paths share the ends of a selective one', () => {
  expect(() => bindText('MATCH ANY (a)->*(b), (b)->(c) FINISH')).not.toThrow();
});
