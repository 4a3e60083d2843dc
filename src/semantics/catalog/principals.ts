import { unreachable } from '../../base/assert.ts';

import { GqlError, invalidReference, unknownName } from '../../base/errors.ts';

import { nearest } from '../../base/nearest.ts';
import type { Principal, UserEntry } from '../../catalog/principals.ts';
import { ADMIN_ROLE, USER_ROLE } from '../../catalog/principals.ts';
import type { Literal, Parameter } from '../../syntax/ast/expression.ts';
import type { Identifier } from '../../syntax/ast/node.ts';
import type { ChangeRoles, CreateUser, SecurityClause } from '../../syntax/ast/security.ts';
import type { BindState } from '../state.ts';
import { checkNames } from './new-names.ts';

type PrincipalClause = Exclude<SecurityClause, { readonly kind: 'changePrivileges' }>;

/** CREATE, ALTER and DROP of users and roles, GRANT and REVOKE of roles (extensions). */
export function bindPrincipals(clause: PrincipalClause, state: BindState): void {
  switch (clause.kind) {
    case 'createUser':
      createUser(clause, state);
      return;
    case 'alterUser':
      requireUser(clause.user, state);
      setPassword(clause.user, clause.password, state);
      return;
    case 'dropUser':
      if (clause.ifExists && state.catalog.user(clause.user.name) === undefined) return;
      keepAnAdministrator([requireUser(clause.user, state)], clause.user, state);
      remove('user', clause.user, state);
      return;
    case 'createRole':
      createRole(clause.role, clause.ifNotExists, state);
      return;
    case 'dropRole':
      dropRole(clause.role, clause.ifExists, state);
      return;
    case 'changeRoles':
      changeRoles(clause, state);
      return;
    default:
      unreachable(clause);
  }
}

function createUser(clause: CreateUser, state: BindState): void {
  const { user, ifNotExists, roles } = clause;
  if (state.catalog.user(user.name) !== undefined) {
    if (ifNotExists) return;
    throw exists('user', user);
  }
  checkNames({ kind: 'user', path: [user.name], span: user.span }, state);
  for (const role of roles) requireRole(role, state);
  const names = new Set([USER_ROLE, ...roles.map(({ name }) => name)]);
  put({ kind: 'user', name: user.name, roles: [...names].sort(), createdMs: 0 }, state);
  setPassword(user, clause.password, state);
}

function setPassword(user: Identifier, password: Literal | Parameter, state: BindState): void {
  const { span } = password;
  const given =
    password.kind === 'literal'
      ? (password.value as string)
      : { parameter: state.parameter(password.name, span) };
  state.step({ kind: 'password', user: user.name, password: given, span });
}

function createRole(role: Identifier, ifNotExists: boolean, state: BindState): void {
  if (state.catalog.role(role.name) !== undefined) {
    if (ifNotExists) return;
    throw exists('role', role);
  }
  checkNames({ kind: 'role', path: [role.name], span: role.span }, state);
  put({ kind: 'role', name: role.name, createdMs: 0 }, state);
}

/** Users that had the role lose it. */
function dropRole(role: Identifier, ifExists: boolean, state: BindState): void {
  if (ifExists && state.catalog.role(role.name) === undefined) return;
  requireRole(role, state);
  if (role.name === ADMIN_ROLE || role.name === USER_ROLE) {
    throw new GqlError('55006', `the role "${role.name}" belongs to every database`, {
      span: role.span,
    });
  }
  for (const user of state.catalog.users()) {
    if (user.roles.includes(role.name)) putRoles(user, new Set(user.roles), role.name, state);
  }
  remove('role', role, state);
}

function putRoles(user: UserEntry, roles: Set<string>, lost: string, state: BindState): void {
  roles.delete(lost);
  put({ ...user, roles: [...roles].sort() }, state);
}

/** Granting what a user has and revoking what it lacks change nothing. */
function changeRoles({ action, roles, users }: ChangeRoles, state: BindState): void {
  for (const role of roles) requireRole(role, state);
  for (const name of users) {
    for (const role of roles) {
      const user = requireUser(name, state);
      if (action === 'grant') {
        put({ ...user, roles: [...new Set([...user.roles, role.name])].sort() }, state);
        continue;
      }
      if (role.name === USER_ROLE) throw everyUser(role);
      if (!user.roles.includes(role.name)) continue;
      if (role.name === ADMIN_ROLE) keepAnAdministrator([user], role, state);
      putRoles(user, new Set(user.roles), role.name, state);
    }
  }
}

function everyUser({ span }: Identifier): GqlError {
  return new GqlError('55006', `every user has the role "${USER_ROLE}"`, {
    span,
    hint: 'DROP USER takes it with the user',
  });
}

/** Nobody could give the role back once the last one had lost it. */
function keepAnAdministrator(
  leaving: readonly UserEntry[],
  { span }: Identifier,
  state: BindState,
): void {
  const others = state.catalog
    .users()
    .filter(
      ({ name, roles }) => roles.includes(ADMIN_ROLE) && leaving.every((u) => u.name !== name),
    );
  if (others.length > 0 || leaving.every(({ roles }) => !roles.includes(ADMIN_ROLE))) return;
  throw new GqlError('55006', 'the database would be left without an administrator', {
    span,
    hint: `GRANT ROLE ${ADMIN_ROLE} TO another user first`,
  });
}

function requireUser(user: Identifier, state: BindState): UserEntry {
  const found = state.catalog.user(user.name);
  if (found !== undefined) return found;
  throw missing('user', user, state.catalog.users());
}

function requireRole(role: Identifier, state: BindState): void {
  if (state.catalog.role(role.name) !== undefined) return;
  throw missing('role', role, state.catalog.roles());
}

function missing(
  kind: Principal['kind'],
  { name, span }: Identifier,
  known: readonly Principal[],
): GqlError {
  const near = nearest(
    name,
    known.map((principal) => principal.name),
  );
  const hint = near === undefined ? undefined : `did you mean "${near}"?`;
  return unknownName({ kind, name }, `there is no ${kind} "${name}"`, span, hint);
}

function exists(kind: Principal['kind'], { name, span }: Identifier): GqlError {
  return invalidReference(`the ${kind} "${name}" exists already`, span);
}

function put(principal: Principal, state: BindState): void {
  state.step({ kind: 'change', change: { change: 'putPrincipal', principal } });
}

function remove(kind: Principal['kind'], { name }: Identifier, state: BindState): void {
  state.step({ kind: 'change', change: { change: 'removePrincipal', kind, name } });
}
