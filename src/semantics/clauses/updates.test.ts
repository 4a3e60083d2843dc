import { describe, expect, it, test } from 'vitest';
import { bindText, described, refused, lines } from '../testing/bind-text.ts';

describe('INSERT', () => {
  it.each([
    // Nodes come before the edges that need them.
    [
      'INSERT (a:A {x: 1})-[e:R {y: 2}]->(b:B&C)',
      'insert (a:A {x: 1}), (b:B&C), (a)-[e:R {y: 2}]->(b)',
    ],
    ['INSERT (a)<-[:R]-(b)', 'insert (a), (b), (b)-[#2:R]->(a)'],
    ['INSERT (a)~[:R]~(b)', 'insert (a), (b), (a)~[#2:R]~(b)'],
    // A name in several places is one node, wherever it is described.
    [
      'INSERT (a)-[:R]->(b), (a:A), (b)-[:S]->(a)',
      lines('insert (a:A), (b), (a)-[#2:R]->(b), (b)-[#3:S]->(a)'),
    ],
    ['INSERT (:A), (:A)', 'insert (#0:A), (#1:A)'],
  ])('%s', (text, expected) => {
    expect(described(text)).toBe(expected);
  });

  test('links to what was bound before', () => {
    expect(described('MATCH (a), (b) INSERT (a)-[e:R {x: a.x}]->(b) RETURN e')).toBe(
      lines('match (a), (b)', 'insert (a)-[e#2:R {x: a.x}]->(b)', 'project e#3 = e#2'),
    );
  });

  test('makes a node of a value', () => {
    expect(described('FOR n IN $nodes INSERT (n)-[:R]->(:A)')).toBe(
      lines(
        'for n#0 in $nodes',
        'let n#1 = cast(n#0 as NODE)',
        'insert (#2:A), (n#1)-[#3:R]->(#2)',
      ),
    );
  });

  it.each([
    ['MATCH (a) INSERT (a:B)', '42002', '"a" is bound already, so INSERT can only link to it'],
    ['MATCH (a) INSERT (a)', '42002', '"a" is bound already, so INSERT (a) inserts nothing'],
    [
      'MATCH ()-[r]->() INSERT ()-[r:X]->()',
      '42002',
      '"r" is bound already, and an inserted edge is new',
    ],
    [
      'INSERT ()-[r:X]->(), ()-[r:X]->()',
      '42002',
      '"r" is bound already, and an inserted edge is new',
    ],
    ['INSERT (a:A)-[:X]->(a:B)', '42002', '"a" is described twice'],
    ['INSERT (a {x: 1, x: 2})', '42002', 'the property "x" is given twice'],
    ['INSERT (a {x: missing})', '42002', 'unknown variable "missing"'],
    [
      'INSERT (a {x: 1}), (b {x: a.x})',
      '42002',
      '"a" is inserted by this very statement, whose values are of the state before it',
    ],
    ['MATCH (n) INSERT (a {x: n})', '22G03', 'a node cannot be the value of a property'],
    [
      'MATCH ()-[e]->() INSERT (e)-[:R]->()',
      '42002',
      '"e" is an edge and cannot be used as a node',
    ],
  ])('%s is refused', (text, code, message) => {
    expect(refused(text)).toBe(`${code} ${message}`);
  });
});

describe('SET, REMOVE and DELETE', () => {
  it.each([
    ['SET n.x = 1, n:L, n = {a: 1}', 'set n.x = 1, n:L, n = {a: 1}'],
    ['SET n += $props', 'set n += $props'],
    ['REMOVE n.x, n:L', 'remove n.x, n:L'],
    ['DELETE n', 'delete n'],
    ['DETACH DELETE n, NULL', 'detach delete n, null'],
  ])('%s', (text, expected) => {
    expect(described(`MATCH (n) ${text}`)).toBe(`match (n)\n${expected}`);
  });

  it.each([
    ['LET x = 1 SET x.y = 1', '22G03', 'SET changes a node or an edge, not a number'],
    ['MATCH (n) SET x.y = 1', '42002', 'unknown variable "x"'],
    ['MATCH (n) SET n = 5', '22G03', 'the properties of an element are a record, not a number'],
    ['MATCH (n) SET n.x = n', '22G03', 'a node cannot be the value of a property'],
    ['LET x = 1 REMOVE x.y', '22G03', 'REMOVE changes a node or an edge, not a number'],
    ['DELETE 5', '22G03', 'DELETE takes nodes and edges, not a number'],
    ['MATCH (n) DELETE n.x', '22G03', 'DELETE takes nodes and edges, not a property'],
  ])('%s is refused', (text, code, message) => {
    expect(refused(text)).toBe(`${code} ${message}`);
  });

  test('paths and lists of elements are an extension', () => {
    expect(() => bindText('MATCH p = (a)->(b) DELETE p')).not.toThrow();
    const message = 'DELETE takes nodes and edges, not a path';
    expect(refused('MATCH p = (a)->(b) DELETE p', { strict: true })).toBe(`22G03 ${message}`);
  });
});
