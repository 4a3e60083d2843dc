import type { Literal, Parameter } from './expression.ts';
import type { Identifier, SyntaxNode } from './node.ts';
import type { ObjectReference } from './reference.ts';

/** Users, roles and privileges, all of them extensions: ISO/IEC 39075 leaves them open. */
export type SecurityClause =
  CreateUser | AlterUser | DropUser | CreateRole | DropRole | ChangeRoles | ChangePrivileges;

export interface CreateUser extends SyntaxNode {
  readonly kind: 'createUser';
  readonly ifNotExists: boolean;
  readonly user: Identifier;
  /** A string, or a parameter that holds one. */
  readonly password: Literal | Parameter;
  readonly roles: readonly Identifier[];
}

export interface AlterUser extends SyntaxNode {
  readonly kind: 'alterUser';
  readonly user: Identifier;
  readonly password: Literal | Parameter;
}

export interface DropUser extends SyntaxNode {
  readonly kind: 'dropUser';
  readonly ifExists: boolean;
  readonly user: Identifier;
}

export interface CreateRole extends SyntaxNode {
  readonly kind: 'createRole';
  readonly ifNotExists: boolean;
  readonly role: Identifier;
}

export interface DropRole extends SyntaxNode {
  readonly kind: 'dropRole';
  readonly ifExists: boolean;
  readonly role: Identifier;
}

/** `GRANT ROLE r, … TO u, …`, `REVOKE ROLE r, … FROM u, …`. */
export interface ChangeRoles extends SyntaxNode {
  readonly kind: 'changeRoles';
  readonly action: 'grant' | 'revoke';
  readonly roles: readonly Identifier[];
  readonly users: readonly Identifier[];
}

/** `GRANT|DENY READ, WRITE ON GRAPH g TO r, …`, `REVOKE … FROM r, …`. */
export interface ChangePrivileges extends SyntaxNode {
  readonly kind: 'changePrivileges';
  readonly action: 'grant' | 'deny' | 'revoke';
  readonly privileges: readonly Privilege[];
  readonly on: PrivilegeTarget;
  /** Roles or users; a name of both is the role's. */
  readonly grantees: readonly Identifier[];
}

export type Privilege =
  'ALL' | 'READ' | 'WRITE' | 'INSERT' | 'SET' | 'DELETE' | 'CREATE' | 'DROP' | 'EXECUTE';

/** An undefined `name` stands for every object of the kind. */
export interface PrivilegeTarget {
  readonly object: 'database' | 'schema' | 'graph' | 'procedure';
  readonly name?: ObjectReference;
}
