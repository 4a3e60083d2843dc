import { describe, expect, it } from 'vitest';
import { GqlError } from '../../base/errors.ts';
import type { ElementTypeSyntax } from '../ast/catalog.ts';
import type { Clause } from '../ast/statement.ts';
import { parseProgram } from '../parse.ts';

function clause(text: string, strict = false): Clause | undefined {
  const [part] = parseProgram(text, { strict }).transaction?.procedure?.statements ?? [];
  return part?.statement.kind === 'linear' ? part.statement.clauses[0] : undefined;
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

describe('ISO statements', () => {
  it.each<[string, object]>([
    ['CREATE SCHEMA /a/b', { kind: 'createSchema', ifNotExists: false }],
    ['CREATE SCHEMA IF NOT EXISTS /a', { ifNotExists: true, schema: { root: 'absolute' } }],
    ['DROP SCHEMA IF EXISTS /a', { kind: 'dropSchema', ifExists: true, cascade: false }],
    ['CREATE GRAPH g ANY', { kind: 'createGraph', type: { kind: 'anyGraph' } }],
    ['CREATE PROPERTY GRAPH g :: ANY PROPERTY GRAPH', { type: { kind: 'anyGraph' } }],
    ['CREATE OR REPLACE GRAPH g TYPED ANY GRAPH', { orReplace: true, ifNotExists: false }],
    ['CREATE GRAPH IF NOT EXISTS /s/g ANY', { ifNotExists: true, graph: { root: 'absolute' } }],
    ['CREATE GRAPH g LIKE CURRENT_GRAPH', { type: { kind: 'likeGraph' } }],
    ['CREATE GRAPH g t', { type: { kind: 'namedGraphType', type: { path: [{ name: 't' }] } } }],
    ['CREATE GRAPH g :: /s/t', { type: { kind: 'namedGraphType' } }],
    ['CREATE GRAPH g TYPED "my type"', { type: { kind: 'namedGraphType' } }],
    ['CREATE GRAPH g {(:A)}', { type: { kind: 'graphTypeElements', elements: { length: 1 } } }],
    ['CREATE GRAPH g :: PROPERTY GRAPH {(:A)}', { type: { kind: 'graphTypeElements' } }],
    ['CREATE GRAPH g TYPED GRAPH {(:A)}', { type: { kind: 'graphTypeElements' } }],
    ['CREATE GRAPH g ANY AS COPY OF h', { copyOf: { path: [{ name: 'h' }] } }],
    ['DROP PROPERTY GRAPH IF EXISTS g', { kind: 'dropGraph', ifExists: true }],
    ['CREATE GRAPH TYPE t {(:A)}', { kind: 'createGraphType' }],
    ['CREATE OR REPLACE PROPERTY GRAPH TYPE t AS {(:A)}', { orReplace: true }],
    ['CREATE GRAPH TYPE IF NOT EXISTS t COPY OF u', { source: { kind: 'copyOfType' } }],
    ['CREATE GRAPH TYPE t AS COPY OF /s/u', { source: { kind: 'copyOfType' } }],
    ['CREATE GRAPH TYPE t LIKE g', { source: { kind: 'likeGraph' } }],
    ['DROP GRAPH TYPE IF EXISTS t', { kind: 'dropGraphType', ifExists: true }],
  ])('%s', (text, expected) => {
    expect(clause(text, true)).toMatchObject(expected);
  });

  it('takes several in a row, calls among them', () => {
    expect(() => parseProgram('CREATE SCHEMA /a CREATE GRAPH /a/g ANY CALL p()')).not.toThrow();
  });
});

describe('extensions', () => {
  it.each<[string, object]>([
    ['CREATE GRAPH g', { kind: 'createGraph' }],
    ['CREATE GRAPH g AS COPY OF h', { copyOf: {} }],
    ['CREATE SCHEMA reporting', { schema: { root: 'bare' } }],
    ['DROP SCHEMA /a CASCADE', { cascade: true }],
    [
      'CREATE INDEX i FOR (n:Person) ON (n.name)',
      { kind: 'createIndex', unique: false, element: 'node', label: { name: 'Person' } },
    ],
    [
      'CREATE UNIQUE INDEX IF NOT EXISTS i FOR (n:Order) ON (n.a, n.end)',
      { unique: true, ifNotExists: true, properties: [{ name: 'a' }, { name: 'end' }] },
    ],
    ['CREATE INDEX i FOR ()-[e:KNOWS]-() ON (e.since)', { element: 'edge' }],
    ['CREATE INDEX i FOR ()-[e:KNOWS]->() ON (e.since)', { element: 'edge' }],
    ['DROP INDEX IF EXISTS i', { kind: 'dropIndex', ifExists: true }],
  ])('%s', (text, expected) => {
    expect(clause(text)).toMatchObject(expected);
    expect(failure(text, true).message).toMatch(/is not ISO GQL and refused in strict mode$/u);
  });

  it('lets a graph be called by words of the grammar', () => {
    expect(clause('CREATE GRAPH type ANY')).toMatchObject({ graph: { path: [{ name: 'type' }] } });
    expect(clause('DROP GRAPH type')).toMatchObject({ kind: 'dropGraph' });
    expect(clause('CREATE GRAPH data')).toMatchObject({ graph: { path: [{ name: 'data' }] } });
  });
});

function element(text: string): ElementTypeSyntax | undefined {
  const found = clause(`CREATE GRAPH TYPE t {${text}}`);
  if (found?.kind !== 'createGraphType' || found.source.kind !== 'graphTypeElements') {
    throw new Error('no element types');
  }
  return found.source.elements[0];
}

const name = (text: string): object => ({ name: text });
const alias = (text: string): object => ({ kind: 'alias', name: name(text) });

describe('element types', () => {
  it.each<[string, object]>([
    ['()', { kind: 'nodeType', labels: [], properties: [] }],
    ['(p)', { alias: name('p') }],
    ['(p :Person & Student {name STRING NOT NULL, age :: INT})', { labels: { length: 2 } }],
    ['(:A => :B {x INT})', { keyLabels: [name('A')], labels: [name('B')] }],
    ['(LABELS A&B IMPLIES LABEL C)', { keyLabels: { length: 2 }, labels: [name('C')] }],
    ['(=> :B)', { keyLabels: [], labels: [name('B')] }],
    ['(IS A)', { labels: [name('A')] }],
    ['(label)', { alias: name('label') }],
    ['NODE TYPE T (p :A)', { typeName: name('T'), alias: name('p') }],
    ['VERTEX T (:A)', { typeName: name('T') }],
    ['NODE T LABEL A {x INT} AS p', { typeName: name('T'), alias: name('p'), labels: [name('A')] }],
    ['NODE TYPE :A {x INT}', { labels: [name('A')] }],
    ['NODE T', { typeName: name('T') }],
    ['NODE T => :A', { typeName: name('T'), keyLabels: [] }],
    ['(a)-[:R {x INT}]->(b)', { directed: true, source: alias('a'), destination: alias('b') }],
    ['(a)<-[:R]-(b)', { directed: true, source: alias('b'), destination: alias('a') }],
    ['(a)~[:R]~(b)', { directed: false, source: alias('a'), destination: alias('b') }],
    ['(:A)-[:R => :S]->()', { keyLabels: [name('R')], source: { node: { labels: [name('A')] } } }],
    ['EDGE TYPE T (a)-[:R]->(b)', { typeName: name('T') }],
    ['DIRECTED RELATIONSHIP T (a)-[:R]->(b)', { typeName: name('T') }],
    ['DIRECTED EDGE TYPE T => :R {x INT} CONNECTING (a TO b)', { source: alias('a') }],
    ['DIRECTED EDGE :R CONNECTING (a -> b)', { source: alias('a'), labels: [name('R')] }],
    ['DIRECTED EDGE T CONNECTING (a <- b)', { source: alias('b'), destination: alias('a') }],
    ['UNDIRECTED EDGE LABEL R CONNECTING (a ~ b)', { directed: false, labels: [name('R')] }],
    ['UNDIRECTED EDGE T CONNECTING (a TO b)', { directed: false }],
  ])('%s', (text, expected) => {
    expect(element(text)).toMatchObject(expected);
  });
});

describe('errors', () => {
  it.each([
    ['CREATE (n:Person)', /expected SCHEMA, GRAPH or INDEX/u, /INSERT/u],
    ['CREATE OR REPLACE GRAPH IF NOT EXISTS g ANY', /exclude each other/u, undefined],
    ['CREATE GRAPH', /the name of a graph/u, undefined],
    ['CREATE SCHEMA /', /the root directory is no schema/u, /\/name/u],
    ['CREATE GRAPH TYPE t', /expected '\{', 'LIKE' or 'COPY OF'/u, undefined],
    ['CREATE GRAPH g {(:A)', /expected ',' or '\}'/u, undefined],
    ['CREATE GRAPH g {(:A {x})}', /expected a type/u, undefined],
    ['CREATE GRAPH g {EDGE :R CONNECTING (a TO b)}', /'DIRECTED' or 'UNDIRECTED'/u, undefined],
    ['CREATE GRAPH g {DIRECTED NODE T}', /'EDGE' or 'RELATIONSHIP'/u, undefined],
    ['CREATE GRAPH g {UNDIRECTED EDGE T (a)-[:R]->(b)}', /is not UNDIRECTED/u, undefined],
    ['CREATE GRAPH g {DIRECTED EDGE T CONNECTING (a ~ b)}', /'TO', '->' or '<-'/u, undefined],
    ['CREATE GRAPH g {NODE}', /the name of the type, or its labels/u, undefined],
    ['CREATE INDEX i FOR (n:A) ON (m.x)', /expected 'n'/u, undefined],
    ['CREATE INDEX FOR (n:A) ON (n.x)', /expected 'FOR'/u, undefined],
    ['DROP VIEW v', /'SCHEMA', 'GRAPH', 'GRAPH TYPE' or 'INDEX'/u, undefined],
  ])('%s', (text, message, hint) => {
    const error = failure(text);
    expect(error.gqlstatus).toBe('42001');
    expect(error.message).toMatch(message);
    if (hint !== undefined) expect(error.hint).toMatch(hint);
  });
});
