import type { Literal, Parameter } from '../ast/expression.ts';
import type { Identifier } from '../ast/node.ts';
import type {
  AlterUser,
  ChangePrivileges,
  ChangeRoles,
  CreateRole,
  CreateUser,
  DropRole,
  DropUser,
  Privilege,
  PrivilegeTarget,
} from '../ast/security.ts';
import type { Cursor } from './cursor.ts';
import { takeIfExists, takeIfNotExists } from './existence.ts';
import { parseStringLiteral } from './literals.ts';
import { parameterName, parseName } from './names.ts';
import { decodeQuoted } from './quoted.ts';
import { atReference, parsePathReference } from './references.ts';
import { atWord, expectWord, takeWord } from './words.ts';

/** Users, roles and privileges: extensions, all of them. */
function mark(c: Cursor, start: number, what: string): void {
  c.extension(start, what, 'ISO leaves users and privileges to the implementation.');
}

/** `CREATE USER [IF NOT EXISTS] u [SET] PASSWORD 'p' [ROLES (r, …)]`. */
export function parseCreateUser(c: Cursor, start: number): CreateUser {
  expectWord(c, 'USER');
  mark(c, start, 'CREATE USER');
  const ifNotExists = takeIfNotExists(c);
  const user = parsePrincipal(c, 'the name of a user');
  const password = parsePassword(c);
  const roles = parseInitialRoles(c);
  return { kind: 'createUser', span: c.spanFrom(start), ifNotExists, user, password, roles };
}

function parseInitialRoles(c: Cursor): Identifier[] {
  if (takeWord(c, 'ROLE')) return [parsePrincipal(c, 'the name of a role')];
  if (!takeWord(c, 'ROLES')) return [];
  c.expect('(');
  const roles = parsePrincipals(c, 'the name of a role');
  c.expect(')');
  return roles;
}

/** `ALTER USER u SET PASSWORD 'p'`. */
export function parseAlterUser(c: Cursor, start: number): AlterUser {
  expectWord(c, 'USER');
  mark(c, start, 'ALTER USER');
  const user = parsePrincipal(c, 'the name of a user');
  const password = parsePassword(c);
  return { kind: 'alterUser', span: c.spanFrom(start), user, password };
}

export function parseDropUser(c: Cursor, start: number): DropUser {
  expectWord(c, 'USER');
  mark(c, start, 'DROP USER');
  const ifExists = takeIfExists(c);
  const user = parsePrincipal(c, 'the name of a user');
  return { kind: 'dropUser', span: c.spanFrom(start), ifExists, user };
}

export function parseCreateRole(c: Cursor, start: number): CreateRole {
  expectWord(c, 'ROLE');
  mark(c, start, 'CREATE ROLE');
  const ifNotExists = takeIfNotExists(c);
  const role = parsePrincipal(c, 'the name of a role');
  return { kind: 'createRole', span: c.spanFrom(start), ifNotExists, role };
}

export function parseDropRole(c: Cursor, start: number): DropRole {
  expectWord(c, 'ROLE');
  mark(c, start, 'DROP ROLE');
  const ifExists = takeIfExists(c);
  const role = parsePrincipal(c, 'the name of a role');
  return { kind: 'dropRole', span: c.spanFrom(start), ifExists, role };
}

type Action = ChangePrivileges['action'];

/** `GRANT …`, `DENY …`, `REVOKE …` of roles or privileges. */
export function parseGrant(c: Cursor): ChangeRoles | ChangePrivileges {
  const start = c.start;
  const action = takeAction(c);
  mark(c, start, action.toUpperCase());
  if (action !== 'deny' && (takeWord(c, 'ROLE') || takeWord(c, 'ROLES'))) {
    const roles = parsePrincipals(c, 'the name of a role');
    expectDirection(c, action);
    const users = parsePrincipals(c, 'the name of a user');
    return { kind: 'changeRoles', span: c.spanFrom(start), action, roles, users };
  }
  const privileges = parsePrivileges(c);
  const on = parseTarget(c);
  expectDirection(c, action);
  const grantees = parsePrincipals(c, 'the name of a role');
  return { kind: 'changePrivileges', span: c.spanFrom(start), action, privileges, on, grantees };
}

function takeAction(c: Cursor): Action {
  if (c.take('GRANT')) return 'grant';
  if (c.take('DENY')) return 'deny';
  c.expect('REVOKE');
  return 'revoke';
}

function expectDirection(c: Cursor, action: Action): void {
  c.expect(action === 'revoke' ? 'FROM' : 'TO');
}

const PRIVILEGES: readonly Privilege[] = [
  'READ',
  'WRITE',
  'INSERT',
  'SET',
  'DELETE',
  'CREATE',
  'DROP',
  'EXECUTE',
];

/** `ALL [PRIVILEGES]`, or a list. */
function parsePrivileges(c: Cursor): Privilege[] {
  if (c.take('ALL')) {
    takeWord(c, 'PRIVILEGES');
    return ['ALL'];
  }
  const privileges: Privilege[] = [];
  do privileges.push(parsePrivilege(c));
  while (c.take(','));
  return privileges;
}

function parsePrivilege(c: Cursor): Privilege {
  const word = c.source().toUpperCase();
  const found = PRIVILEGES.find((privilege) => privilege === word);
  if (found === undefined || atPrincipalText(c)) {
    return c.fail(`'ROLE', 'ALL', ${PRIVILEGES.map((privilege) => `'${privilege}'`).join(', ')}`);
  }
  c.advance();
  return found;
}

/** `ON DATABASE`, `ON SCHEMA s`, `ON GRAPH g`, `ON PROCEDURE p`, with `*` for every such object. */
function parseTarget(c: Cursor): PrivilegeTarget {
  c.expect('ON');
  if (takeWord(c, 'DATABASE')) return { object: 'database' };
  const object = takeTargetWord(c);
  if (c.take('*')) return { object };
  if (!atReference(c)) c.fail("a name or '*'");
  return { object, name: parsePathReference(c, `the name of a ${object}`) };
}

function takeTargetWord(c: Cursor): Exclude<PrivilegeTarget['object'], 'database'> {
  if (c.take('SCHEMA')) return 'schema';
  if (c.take('PROCEDURE')) return 'procedure';
  c.take('PROPERTY');
  if (!c.take('GRAPH')) c.fail("'DATABASE', 'SCHEMA', 'GRAPH' or 'PROCEDURE'");
  return 'graph';
}

function parsePrincipals(c: Cursor, what: string): Identifier[] {
  const names: Identifier[] = [];
  do names.push(parsePrincipal(c, what));
  while (c.take(','));
  return names;
}

function atPrincipalText(c: Cursor): boolean {
  return c.at('string') || c.at('quoted text') || c.at('quoted name');
}

/** The name of a user or role: a name, or a string. */
function parsePrincipal(c: Cursor, what: string): Identifier {
  if (!c.at('string')) return parseName(c, what);
  const span = c.span();
  const name = decodeQuoted(c.text, span);
  if (name === '') c.failAt(span, 'a name has at least one character');
  c.advance();
  return { name, delimited: true, span };
}

/** `[SET] PASSWORD 'text'`, or a parameter in place of the text. */
function parsePassword(c: Cursor): Literal | Parameter {
  if (!atWord(c, 'PASSWORD')) c.expect('SET');
  expectWord(c, 'PASSWORD');
  if (c.at('parameter')) {
    const span = c.span();
    const name = parameterName(c, 1);
    c.advance();
    return { kind: 'parameter', span, name };
  }
  if (!c.at('string') && !c.at('quoted text')) c.fail('a password as a string or parameter');
  return parseStringLiteral(c);
}
