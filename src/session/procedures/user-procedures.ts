import { GqlError } from '../../base/errors.ts';
import { STRING } from '../../values/type.ts';
import type { Value } from '../../values/value.ts';
import { instant } from './catalog-procedures.ts';
import type { ProcedureHost, ProcedureRow, SystemProcedure } from './system-procedure.ts';
import { systemProcedure } from './system-procedure.ts';

/** Who may log in. */
export const USER_PROCEDURES: readonly SystemProcedure[] = [
  systemProcedure('list_roles', {
    description: 'the roles of the database',
    columns: { role_name: 'STRING', description: 'STRING', created_at: 'ZONED DATETIME' },
    run: ({ catalog }) =>
      catalog.roles().map(({ name, description, createdMs }) => ({
        role_name: name,
        description: description ?? null,
        created_at: instant(createdMs),
      })),
  }),
  systemProcedure('list_users', {
    description: 'the users of the database; one without a password cannot log in',
    columns: {
      username: 'STRING',
      email: 'STRING',
      active: 'BOOL',
      created_at: 'ZONED DATETIME',
      roles: 'LIST<STRING>',
    },
    run: ({ catalog }) =>
      catalog.users().map(({ name, password, roles, createdMs }) => ({
        username: name,
        email: null,
        active: password !== undefined,
        created_at: instant(createdMs),
        roles: [...roles],
      })),
  }),
  systemProcedure('authenticate_user', {
    description: 'whether the password is that of the user',
    parameters: [
      { name: 'user', type: STRING },
      { name: 'password', type: STRING },
    ],
    columns: {
      authenticated: 'BOOL',
      user_id: 'STRING',
      username: 'STRING',
      roles: 'LIST<STRING>',
    },
    run: (host, args) => [authenticate(host, args)],
  }),
];

function authenticate(
  { database, catalog }: ProcedureHost,
  [name, password]: readonly Value[],
): ProcedureRow {
  if (typeof name !== 'string' || typeof password !== 'string') {
    throw new GqlError('22004', 'authenticate_user takes a name and a password');
  }
  const user = database.logins.check(catalog.user(name), { name, password });
  return user === undefined
    ? { authenticated: false, user_id: null, username: name, roles: null }
    : { authenticated: true, user_id: name, username: name, roles: [...user.roles] };
}
