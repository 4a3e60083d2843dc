import { unreachable } from '../../base/assert.ts';
import type { ChangePrivileges, CreateUser, SecurityClause } from '../ast/security.ts';
import { printName, printNames } from './names.ts';
import { printExpression } from './recursion.ts';
import { printReference } from './references.ts';

export function printSecurityClause(clause: SecurityClause): string {
  switch (clause.kind) {
    case 'createUser':
      return printCreateUser(clause);
    case 'alterUser':
      return `ALTER USER ${printName(clause.user)} ${printPassword(clause)}`;
    case 'dropUser':
      return `DROP USER ${clause.ifExists ? 'IF EXISTS ' : ''}${printName(clause.user)}`;
    case 'createRole':
      return `CREATE ROLE ${clause.ifNotExists ? 'IF NOT EXISTS ' : ''}${printName(clause.role)}`;
    case 'dropRole':
      return `DROP ROLE ${clause.ifExists ? 'IF EXISTS ' : ''}${printName(clause.role)}`;
    case 'changeRoles': {
      const { action, roles, users } = clause;
      return `${printAction(action, `ROLE ${printNames(roles)}`)} ${printNames(users)}`;
    }
    case 'changePrivileges':
      return printPrivileges(clause);
    default:
      return unreachable(clause);
  }
}

function printCreateUser({ ifNotExists, user, password, roles }: CreateUser): string {
  const name = `${ifNotExists ? 'IF NOT EXISTS ' : ''}${printName(user)}`;
  const granted = roles.length === 0 ? '' : ` ROLES (${printNames(roles)})`;
  return `CREATE USER ${name} ${printPassword({ password })}${granted}`;
}

function printPassword({ password }: Pick<CreateUser, 'password'>): string {
  return `SET PASSWORD ${printExpression(password)}`;
}

/** The first word of the action, what it is about, and the word in front of the grantees. */
function printAction(action: ChangePrivileges['action'], what: string): string {
  return `${action.toUpperCase()} ${what} ${action === 'revoke' ? 'FROM' : 'TO'}`;
}

function printPrivileges({ action, privileges, on, grantees }: ChangePrivileges): string {
  const name = on.name === undefined ? '*' : printReference(on.name);
  const target = on.object === 'database' ? 'DATABASE' : `${on.object.toUpperCase()} ${name}`;
  const what = `${privileges.join(', ')} ON ${target}`;
  return `${printAction(action, what)} ${printNames(grantees)}`;
}
