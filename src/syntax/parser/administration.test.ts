import { describe, expect, it } from 'vitest';
import { GqlError } from '../../base/errors.ts';
import { isCatalogClause } from '../ast/catalog.ts';
import type { Clause } from '../ast/statement.ts';
import { parseProgram } from '../parse.ts';
import { printProgram } from '../printer.ts';
import { withoutSpans } from '../without-spans.ts';

function clause(text: string): Clause | undefined {
  const [part] = parseProgram(text).transaction?.procedure?.statements ?? [];
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

/** Parses to the tree, prints so that it reads back, and is refused by the strict mode. */
function expectExtension(text: string, tree: object): void {
  const found = clause(text);
  expect(found).toMatchObject(tree);
  const program = parseProgram(text);
  expect(withoutSpans(parseProgram(printProgram(program)))).toEqual(withoutSpans(program));
  expect(failure(text, true).message).toMatch(/is not ISO GQL and refused in strict mode$/u);
}

function named(...names: string[]): object[] {
  return names.map((name) => ({ name }));
}

describe('graphs and graph types', () => {
  it.each<[string, object]>([
    ['TRUNCATE GRAPH g', { kind: 'clearGraph', graph: { path: [{ name: 'g' }] } }],
    ['CLEAR GRAPH /s/g', { kind: 'clearGraph', graph: { root: 'absolute' } }],
    ['CLEAR GRAPH', { kind: 'clearGraph' }],
    ['RENAME GRAPH a TO b', { kind: 'rename', object: 'graph', to: { path: [{ name: 'b' }] } }],
    ['RENAME SCHEMA /a TO /b', { kind: 'rename', object: 'schema', from: { root: 'absolute' } }],
    ['RENAME GRAPH TYPE a TO b', { kind: 'rename', object: 'graphType' }],
    ['ALTER GRAPH g SET TYPE t', { kind: 'alterGraph', type: { kind: 'namedGraphType' } }],
    ['ALTER PROPERTY GRAPH g OF t', { kind: 'alterGraph', type: { kind: 'namedGraphType' } }],
    ['ALTER GRAPH g SET TYPE ANY', { kind: 'alterGraph', type: { kind: 'anyGraph' } }],
    ['ALTER GRAPH g SET TYPE {(:A)}', { type: { kind: 'graphTypeElements' } }],
    ['ALTER GRAPH TYPE t ADD NODE TYPE P (:P)', { changes: [{ kind: 'addElementType' }] }],
    ['ALTER GRAPH TYPE /s/t ADD (:P)', { changes: [{ kind: 'addElementType' }] }],
    [
      'ALTER GRAPH TYPE t DROP EDGE TYPE K, ADD (p)-[:L]->(p)',
      {
        kind: 'alterGraphType',
        changes: [
          { kind: 'dropElementType', element: 'edge', name: { name: 'K' } },
          { kind: 'addElementType', element: { kind: 'edgeType' } },
        ],
      },
    ],
    [
      'ALTER GRAPH TYPE t ALTER NODE TYPE P ADD PROPERTY x INT ALTER NODE TYPE P DROP PROPERTY y',
      {
        changes: [
          { kind: 'addPropertyType', element: 'node', property: { name: { name: 'x' } } },
          { kind: 'dropPropertyType', element: 'node', property: { name: 'y' } },
        ],
      },
    ],
    ['DROP GRAPH TYPE t CASCADE', { kind: 'dropGraphType', cascade: true }],
    ['DROP GRAPH TYPE t RESTRICT', { kind: 'dropGraphType', cascade: false }],
    ['DROP GRAPH g CASCADE', { kind: 'dropGraph' }],
    ['DROP SCHEMA /s RESTRICT', { kind: 'dropSchema', cascade: false }],
  ])('%s', expectExtension);

  it.each([
    ['TRUNCATE GRAPH', /the name of a graph|a graph/u],
    ['ALTER GRAPH g', /'SET TYPE' or 'OF'/u],
    ['ALTER GRAPH g SET TYPE', /a graph type/u],
    ['ALTER GRAPH TYPE t', /'ADD', 'DROP' or 'ALTER'/u],
    ['ALTER GRAPH TYPE t DROP P', /'NODE TYPE' or 'EDGE TYPE'/u],
    ['ALTER x', /'GRAPH', 'GRAPH TYPE' or 'USER'/u],
    ['RENAME x TO y', /'SCHEMA', 'GRAPH' or 'GRAPH TYPE'/u],
    ['RENAME GRAPH a', /'TO'/u],
  ])('refuses %s', (text, message) => {
    expect(failure(text).message).toMatch(message);
  });
});

describe('indexes and constraints', () => {
  it.each<[string, object]>([
    [
      'CREATE INDEX i IF NOT EXISTS ON Person (a, b)',
      { kind: 'createIndex', ifNotExists: true, element: 'node', properties: named('a', 'b') },
    ],
    ['DROP INDEX i IF EXISTS', { kind: 'dropIndex', ifExists: true }],
    [
      'CREATE CONSTRAINT c FOR (n:Person) REQUIRE n.email IS UNIQUE',
      {
        kind: 'createConstraint',
        requirement: 'unique',
        element: 'node',
        label: { name: 'Person' },
      },
    ],
    [
      'CREATE CONSTRAINT c IF NOT EXISTS FOR (n:Person) REQUIRE n.email IS NOT NULL',
      { requirement: 'required', ifNotExists: true, properties: named('email') },
    ],
    [
      'CREATE CONSTRAINT c FOR ()-[e:KNOWS]-() REQUIRE (e.a, e.b) IS RELATIONSHIP KEY',
      { requirement: 'key', element: 'edge', properties: named('a', 'b') },
    ],
    ['DROP CONSTRAINT IF EXISTS c', { kind: 'dropConstraint', ifExists: true }],
  ])('%s', expectExtension);

  it.each([
    ['CREATE CONSTRAINT FOR (n:A) REQUIRE n.a IS UNIQUE', /'FOR'/u],
    ['CREATE CONSTRAINT c FOR (n:A) REQUIRE m.a IS UNIQUE', /'n', the variable behind FOR/u],
    ['CREATE CONSTRAINT c FOR (n:A) REQUIRE n.a IS ODD', /'UNIQUE', 'NOT NULL' or 'KEY'/u],
  ])('refuses %s', (text, message) => {
    expect(failure(text).message).toMatch(message);
  });
});

describe('stored procedures', () => {
  it.each<[string, object]>([
    [
      "CREATE OR REPLACE PROCEDURE p(a :: INT, b STRING = 'x', c) AS { RETURN 1 AS n }",
      {
        kind: 'createProcedure',
        orReplace: true,
        parameters: [{ name: { name: 'a' } }, { default: { kind: 'literal' } }, {}],
        body: { kind: 'procedure' },
      },
    ],
    ['CREATE PROCEDURE IF NOT EXISTS /s/p() { FINISH }', { parameters: [], ifNotExists: true }],
    [
      'CREATE PROCEDURE p() MATCH (n) RETURN n NEXT RETURN 1 AS a',
      { body: { statements: { length: 2 } } },
    ],
    ['DROP PROCEDURE IF EXISTS p', { kind: 'dropProcedure', ifExists: true }],
  ])('%s', expectExtension);

  it.each([
    ['CREATE PROCEDURE p RETURN 1 AS a', /'\('/u],
    ['CREATE PROCEDURE p(a INT b INT) { FINISH }', /',' or '\)'/u],
    ['CREATE PROCEDURE p()', /a statement/u],
  ])('refuses %s', (text, message) => {
    expect(failure(text).message).toMatch(message);
  });
});

describe('users, roles and privileges', () => {
  it.each<[string, object]>([
    [
      "CREATE USER 'ada' PASSWORD 'secret' ROLES ('admin', \"reader\")",
      { kind: 'createUser', user: { name: 'ada' }, roles: named('admin', 'reader') },
    ],
    [
      'CREATE USER IF NOT EXISTS ada SET PASSWORD $p ROLE admin',
      { ifNotExists: true, password: { kind: 'parameter', name: 'p' }, roles: named('admin') },
    ],
    ["ALTER USER ada SET PASSWORD 'x'", { kind: 'alterUser' }],
    ['DROP USER IF EXISTS ada', { kind: 'dropUser', ifExists: true }],
    ['CREATE ROLE IF NOT EXISTS r', { kind: 'createRole', ifNotExists: true }],
    ["DROP ROLE 'r'", { kind: 'dropRole', role: { name: 'r' } }],
    ['GRANT ROLE r TO u, v', { kind: 'changeRoles', action: 'grant', users: named('u', 'v') }],
    ['REVOKE ROLES r, s FROM u', { kind: 'changeRoles', action: 'revoke', roles: named('r', 's') }],
    [
      'GRANT READ, WRITE ON GRAPH /s/g TO r',
      { kind: 'changePrivileges', privileges: ['READ', 'WRITE'], on: { object: 'graph' } },
    ],
    ['DENY DELETE ON SCHEMA /s TO r', { action: 'deny', on: { object: 'schema' } }],
    ['REVOKE ALL PRIVILEGES ON DATABASE FROM r', { action: 'revoke', privileges: ['ALL'] }],
    ['GRANT EXECUTE ON PROCEDURE * TO r', { on: { object: 'procedure' } }],
  ])('%s', expectExtension);

  it.each([
    ['CREATE USER ada', /'SET'/u],
    ['CREATE USER ada PASSWORD 1', /a password/u],
    ["CREATE USER '' PASSWORD 'x'", /at least one character/u],
    ['GRANT READ TO r', /'ON'/u],
    ['GRANT FLY ON GRAPH g TO r', /'READ'/u],
    ['GRANT ROLE r FROM u', /'TO'/u],
    ['REVOKE ROLE r TO u', /'FROM'/u],
    ['DENY ROLE r TO u', /'READ'/u],
    ['GRANT READ ON g TO r', /'DATABASE', 'SCHEMA', 'GRAPH'/u],
    ['MATCH (n) CREATE ROLE r', /cannot be part/u],
  ])('refuses %s', (text, message) => {
    expect(failure(text).message).toMatch(message);
  });

  it('leaves their words free as names', () => {
    const text = 'MATCH (user:User {role: 1})-[:PASSWORD]->(role) RETURN user.password AS users';
    expect(parseProgram(text, { strict: true })).toBeDefined();
  });
});

describe('SHOW', () => {
  it.each([
    ['SHOW GRAPHS', 'list_graphs'],
    ['SHOW LABELS', 'list_labels'],
    ['SHOW GRAPH TYPES', 'list_graph_types'],
    ['SHOW SESSION', 'show_session'],
    ["SHOW USERS YIELD username WHERE username <> 'a'", 'list_users'],
  ])('%s is a call', (text, procedure) => {
    expectExtension(text, {
      kind: 'callProcedure',
      procedure: { root: 'bare', path: named('gql', procedure) },
    });
  });

  it('says what can be shown', () => {
    expect(failure('SHOW ME').message).toMatch(/GRAPHS, SCHEMAS, .* or SESSION/u);
    expect(failure('SHOW GRAPH g').message).toMatch(/'TYPES'/u);
  });
});

describe('SET TRANSACTION', () => {
  it('sets the modes of the transactions that follow', () => {
    const text = 'SET TRANSACTION ISOLATION LEVEL SNAPSHOT READ ONLY';
    expect(parseProgram(text).session).toMatchObject([
      { kind: 'setTransaction', modes: { isolation: 'SNAPSHOT', readOnly: true } },
    ]);
    expect(failure('SET TRANSACTION READ ONLY', true).message).toContain('SET TRANSACTION');
    expect(failure('SET TRANSACTION READ ONLY, x').message).toContain('ISOLATION LEVEL');
  });

  it('does not take a variable of that name away', () => {
    expect(clause('SET transaction.a = 1')).toMatchObject({ kind: 'set' });
  });
});

describe('isCatalogClause', () => {
  it('tells what changes the catalog from what reads and writes data', () => {
    const isCatalog = (text: string): boolean => {
      const found = clause(text);
      return found !== undefined && isCatalogClause(found);
    };
    expect(isCatalog('CREATE SCHEMA /a')).toBe(true);
    expect(isCatalog('DROP ROLE r')).toBe(true);
    expect(isCatalog('INSERT (:A)')).toBe(false);
    expect(isCatalog('SHOW GRAPHS')).toBe(false);
  });
});
