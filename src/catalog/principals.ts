/** Who may log in. Users and roles belong to the database, not to a schema. */
export interface UserEntry {
  readonly kind: 'user';
  readonly name: string;
  /** Undefined: nobody can log in by this name yet. */
  readonly password?: PasswordHash;
  /** Ascending; `user` is always among them. */
  readonly roles: readonly string[];
  readonly createdMs: number;
}

export interface RoleEntry {
  readonly kind: 'role';
  readonly name: string;
  readonly description?: string;
  readonly createdMs: number;
}

export type Principal = UserEntry | RoleEntry;

/** A password is never kept: scrypt (RFC 7914) of it, with what it was made by. */
export interface PasswordHash {
  readonly algorithm: 'scrypt';
  /** The cost parameter N; block size 8, parallelization 1. */
  readonly cost: number;
  /** Base64. */
  readonly salt: string;
  readonly hash: string;
}

/** The roles of every database: they cannot be dropped. */
export const ADMIN_ROLE = 'admin';
export const USER_ROLE = 'user';

/** The user of a new database. */
export const ADMIN_USER = 'admin';

export const INITIAL_PRINCIPALS: readonly Principal[] = [
  { kind: 'role', name: ADMIN_ROLE, description: 'may do everything', createdMs: 0 },
  { kind: 'role', name: USER_ROLE, description: 'every user has it', createdMs: 0 },
  { kind: 'user', name: ADMIN_USER, roles: [ADMIN_ROLE, USER_ROLE], createdMs: 0 },
];
