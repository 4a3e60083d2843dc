import { describe, expect, it } from 'vitest';
import { GqlError } from '../../base/errors.ts';
import type { GraphPattern, PathExpression } from '../ast/pattern.ts';
import { parseProgram } from '../parse.ts';

function pattern(text: string, strict = false): GraphPattern {
  const program = parseProgram(`MATCH ${text} RETURN *`, { strict });
  const statement = program.transaction?.procedure?.statements[0]?.statement;
  const match = statement?.kind === 'linear' ? statement.clauses[0] : undefined;
  if (match?.kind !== 'match') throw new Error('no MATCH');
  return match.pattern;
}

function path(text: string): PathExpression | undefined {
  return pattern(text).paths[0]?.expression;
}

function failure(text: string, strict = false): GqlError {
  try {
    pattern(text, strict);
  } catch (error) {
    if (error instanceof GqlError) return error;
    throw error;
  }
  throw new Error(`${text} parses`);
}

describe('elements', () => {
  it.each([
    ['()', { kind: 'node', temporary: false }],
    ['(n)', { variable: { name: 'n' } }],
    ['(n:A)', { labels: { kind: 'label', name: 'A' } }],
    ['(IS A)', { labels: { name: 'A' } }],
    ['(n IS A&B|!C)', { labels: { kind: 'or', left: { kind: 'and' }, right: { kind: 'not' } } }],
    ['(:%)', { labels: { kind: 'wildcard' } }],
    ['(:!(A|B)&C)', { labels: { kind: 'and', left: { kind: 'not' } } }],
    ['(:Order)', { labels: { name: 'Order' } }],
    ['(:`a b`)', { labels: { name: 'a b' } }],
    ['(:"a b")', { labels: { name: 'a b' } }],
    ['(n {a: 1, end: 2})', { properties: [{ name: { name: 'a' } }, { name: { name: 'end' } }] }],
    ['(n WHERE n.a > 1)', { where: { kind: 'binary' } }],
    ['(TEMP n)', { temporary: true, variable: { name: 'n' } }],
    ['(temp)', { temporary: false, variable: { name: 'temp' } }],
    ['(temp:A)', { temporary: false, variable: { name: 'temp' } }],
    ['(walk)', { kind: 'node', variable: { name: 'walk' } }],
    ['(start:A)', { variable: { name: 'start' } }],
    ['(date:Date)', { variable: { name: 'date' } }],
  ])('%s', (text, expected) => {
    expect(path(text)).toMatchObject(expected);
  });

  it.each([
    ['-[]->', 'right', false],
    ['<-[]-', 'left', false],
    ['-[]-', 'any', false],
    ['<-[]->', 'left or right', false],
    ['~[]~', 'undirected', false],
    ['~[]~>', 'undirected or right', false],
    ['<~[]~', 'left or undirected', false],
    ['->', 'right', true],
    ['<-', 'left', true],
    ['-', 'any', true],
    ['<->', 'left or right', true],
    ['~', 'undirected', true],
    ['~>', 'undirected or right', true],
    ['<~', 'left or undirected', true],
  ])('%s', (edge, direction, abbreviated) => {
    const expected = { kind: 'edge', direction, abbreviated };
    expect(path(`(a)${edge}(b)`)).toMatchObject({ elements: [{}, expected, {}] });
    expect(path(edge)).toMatchObject(expected);
  });

  it('keeps an edge filler that ends in a bracket apart from the arrow', () => {
    expect(path('-[e WHERE e.x IN [1, 2]]->')).toMatchObject({ direction: 'right' });
    expect(path('-[e {x: [1]}]-')).toMatchObject({ direction: 'any' });
    expect(path('-[e WHERE e.l[0]-1 = 2]-')).toMatchObject({ direction: 'any' });
  });

  it.each([
    ['(n WHERE n.b {a: 1})', /expected '\)'/u, undefined],
    ['(n Foo)', /expected '\)', but found 'Foo'/u, /behind a colon/u],
    ['(`a b`)', /expected '\)'/u, undefined],
    ['(n:)', /expected a label name/u, undefined],
    ['(n: WHERE n.a)', /expected a label name, but found 'WHERE'/u, undefined],
    ['(n', /expected '\)'/u, undefined],
    ['(a)-[e]', /expected '\]->' or '\]-'/u, /closed with its direction/u],
    ['(a)~[e]->(b)', /expected '\]~' or '\]~>'/u, undefined],
    ['(a)<~[e]~>(b)', /expected '\]~'/u, undefined],
    ['(a)<--(b)', /'<--' is no edge/u, /<-\[\]-/u],
    ['shortestPath((a)->(b))', /expected a path pattern/u, /ANY SHORTEST/u],
    ['', /expected a path pattern/u, undefined],
    ['(a), ', /expected a path pattern/u, undefined],
  ])('refuses %j', (text, message, hint) => {
    const error = failure(text);
    expect(error.message).toMatch(message);
    if (hint !== undefined) expect(error.hint).toMatch(hint);
  });
});

describe('paths', () => {
  it.each([
    ['(a)-[e]->(b)<-(c)', { kind: 'concatenation', elements: { length: 5 } }],
    ['(a)(b)', { kind: 'concatenation' }],
    ['(a) | (b)', { kind: 'alternation', multiset: false }],
    ['(a) |+| (b) |+| (c)', { kind: 'alternation', multiset: true, alternatives: { length: 3 } }],
    ['((a)-[e]->(b))', { kind: 'parenthesized', expression: { kind: 'concatenation' } }],
    ['(p = (a)->(b))', { kind: 'parenthesized', variable: { name: 'p' } }],
    ['(TRAIL (a)->(b))', { kind: 'parenthesized', prefix: { mode: 'TRAIL' } }],
    ['(p = ACYCLIC PATH (a)->(b) WHERE a.x < b.x)', { where: {}, prefix: { mode: 'ACYCLIC' } }],
    ['(-[e]->)', { kind: 'parenthesized' }],
    ['(((a)))', { kind: 'parenthesized', expression: { kind: 'parenthesized' } }],
    ['->*', { kind: 'quantified', lower: 0 }],
    ['->+', { lower: 1 }],
    ['->{3}', { lower: 3, upper: 3 }],
    ['->{1,3}', { lower: 1, upper: 3 }],
    ['->{2,}', { lower: 2 }],
    ['->{,3}', { lower: 0, upper: 3 }],
    ['->{,}', { lower: 0 }],
    ['->{0x2,1_0}', { lower: 2, upper: 10 }],
    ['((a)->(b)){2,}', { kind: 'quantified', primary: { kind: 'parenthesized' } }],
    ['->?', { kind: 'questioned', primary: { kind: 'edge' } }],
    ['-[e:A*]->', { kind: 'quantified', lower: 1 }],
    ['-[e:A*2]->', { lower: 2, upper: 2 }],
    ['-[*1..3]->', { lower: 1, upper: 3, primary: { kind: 'edge', direction: 'right' } }],
    ['-[*..3 {x: 1}]-', { lower: 1, upper: 3, primary: { properties: [{}] } }],
    ['-[:A *2..]->', { lower: 2 }],
    ['-[:A]{1,3}->', { lower: 1, upper: 3, primary: { direction: 'right' } }],
    ['-[:A]*-', { lower: 0, primary: { direction: 'any' } }],
  ])('%s', (text, expected) => {
    const found = path(text);
    expect(found).toMatchObject(expected);
    if (found?.kind === 'quantified' && !('upper' in expected)) {
      expect(found.upper).toBeUndefined();
    }
  });

  it.each([
    ['(a) | (b) |+| (c)', "expected '|', but found '|+|'", /Do not mix/u],
    ['->{3,1}', 'the lower bound of a quantifier is past its upper bound', undefined],
    ['->{1000001}', 'the bound is past maxQuantifierBound (1000000)', /upper bound out/u],
    ['->{}', "expected a number or ,, but found '}'", undefined],
    ['->{1,2', "expected '}', but found 'RETURN'", undefined],
    ['->{-1}', "expected a number or ,, but found '-'", undefined],
    ['-[:A*2]->{3}', "expected the next element, but found '{'", /quantifier already/u],
    ['-[:A]+->?', "expected the next element, but found '?'", /quantifier already/u],
    ['->{1}{2}', "expected WHERE, RETURN or another clause, but found '{'", undefined],
  ])('refuses %s', (text, message, hint) => {
    const error = failure(text);
    if (!message.startsWith('expected WHERE')) expect(error.message).toBe(message);
    if (hint !== undefined) expect(error.hint).toMatch(hint);
  });
});

describe('prefixes', () => {
  it.each([
    ['WALK', { mode: 'WALK' }],
    ['TRAIL PATHS', { mode: 'TRAIL' }],
    ['ALL', { selector: 'ALL' }],
    ['ALL ACYCLIC PATHS', { selector: 'ALL', mode: 'ACYCLIC' }],
    ['ANY', { selector: 'ANY' }],
    ['ANY 2 SIMPLE PATHS', { selector: 'ANY', count: { value: 2 }, mode: 'SIMPLE' }],
    ['ANY $k', { selector: 'ANY', count: { kind: 'parameter' } }],
    ['ALL SHORTEST TRAIL', { selector: 'ALL SHORTEST', mode: 'TRAIL' }],
    ['ANY SHORTEST PATH', { selector: 'ANY SHORTEST' }],
    ['SHORTEST 3', { selector: 'SHORTEST', count: { value: 3 } }],
    ['SHORTEST 3 PATHS GROUPS', { selector: 'SHORTEST GROUPS', count: { value: 3 } }],
    ['SHORTEST GROUP', { selector: 'SHORTEST GROUPS' }],
    ['SHORTEST WALK PATHS GROUP', { selector: 'SHORTEST GROUPS', mode: 'WALK' }],
  ])('%s', (text, prefix) => {
    const found = pattern(`p = ${text} (a)->(b)`);
    expect(found.paths[0]).toMatchObject({ variable: { name: 'p' }, prefix });
    expect(pattern(`(a)->(b) KEEP ${text}`).keep).toMatchObject(prefix);
  });

  it('takes the words for variables where they are', () => {
    expect(pattern('walk = (a)').paths[0]).toMatchObject({ variable: { name: 'walk' } });
    expect(pattern('shortest = (a)').paths[0]).toMatchObject({ variable: { name: 'shortest' } });
    expect(pattern('path = (a)').paths[0]).toMatchObject({ variable: { name: 'path' } });
    expect(pattern('different = (a)').paths[0]).toMatchObject({ variable: { name: 'different' } });
  });

  it('refuses a SHORTEST that counts nothing', () => {
    const error = failure('SHORTEST (a)->(b)');
    expect(error.message).toContain('the number of paths, or GROUP');
    expect(error.hint).toContain('ANY SHORTEST');
  });
});

describe('graph patterns', () => {
  it.each([
    ['REPEATABLE ELEMENTS (a)', { matchMode: 'REPEATABLE ELEMENTS' }],
    ['REPEATABLE ELEMENT (a)', { matchMode: 'REPEATABLE ELEMENTS' }],
    ['REPEATABLE ELEMENT BINDINGS (a)', { matchMode: 'REPEATABLE ELEMENTS' }],
    ['DIFFERENT EDGES (a)', { matchMode: 'DIFFERENT EDGES' }],
    ['DIFFERENT EDGE BINDINGS (a)', { matchMode: 'DIFFERENT EDGES' }],
    ['DIFFERENT RELATIONSHIPS (a)', { matchMode: 'DIFFERENT EDGES' }],
    ['(a), (b), p = (c)', { paths: { length: 3 } }],
    ['(a) WHERE a.x = 1', { where: {} }],
    ['(a) YIELD a', { yield: [{ name: 'a' }] }],
    ['(a) WHERE TRUE YIELD a, b', { yield: { length: 2 } }],
    ['(a) YIELD NO BINDINGS', { yield: [] }],
    ['(a)->(b) KEEP TRAIL WHERE a.x = 1', { keep: { mode: 'TRAIL' }, where: {} }],
  ])('%s', (text, expected) => {
    expect(pattern(text)).toMatchObject(expected);
  });
});

describe('simplified paths', () => {
  const label = (name: string): object => ({ kind: 'simpleLabel', labels: { name } });

  it.each([
    ['-/A/->', { direction: 'right', contents: label('A') }],
    ['-/A/-', { direction: 'any' }],
    ['<-/A/-', { direction: 'left' }],
    ['<-/A/->', { direction: 'left or right' }],
    ['~/A/~', { direction: 'undirected' }],
    ['~/A/~>', { direction: 'undirected or right' }],
    ['<~/A/~', { direction: 'left or undirected' }],
    ['-/A|B/->', { contents: { kind: 'simpleAlternation', multiset: false } }],
    ['-/A|+|B/->', { contents: { kind: 'simpleAlternation', multiset: true } }],
    ['-/A B C/->', { contents: { kind: 'simpleConcatenation', elements: { length: 3 } } }],
    ['-/A&!B/->', { contents: { kind: 'simpleConjunction' } }],
    ['-/A{1,3}/->', { contents: { kind: 'simpleQuantified', lower: 1, upper: 3 } }],
    ['-/(A B)*/->', { contents: { kind: 'simpleQuantified', lower: 0 } }],
    ['-/A?/->', { contents: { kind: 'simpleQuestioned' } }],
    ['-/<A/->', { contents: { kind: 'simpleOverride', direction: 'left' } }],
    ['-/A>/->', { contents: { direction: 'right' } }],
    ['-/<A>/->', { contents: { direction: 'left or right' } }],
    ['-/~A/->', { contents: { direction: 'undirected' } }],
    ['-/~A>/->', { contents: { direction: 'undirected or right' } }],
    ['-/<~A/->', { contents: { direction: 'left or undirected' } }],
    ['-/-A/->', { contents: { direction: 'any' } }],
  ])('%s', (text, expected) => {
    expect(path(text)).toMatchObject({ kind: 'simplified', ...expected });
  });

  it.each([
    ['-/A/~', /expected '\/->' or '\/-'/u],
    ['-/ /->', /expected a label name/u],
    ['-/A|B|+|C/->', /expected '\|'/u],
  ])('refuses %s', (text, message) => {
    expect(failure(text).message).toMatch(message);
  });
});
