import { readdirSync } from 'node:fs';
import process from 'node:process';
import { Command } from 'commander';
import { GraphLite } from '../api/graph-lite.ts';
import { GqlError } from '../base/errors.ts';
import { runCommand } from './run-command.ts';

interface InstallOptions {
  readonly path: string;
  readonly adminUser?: string;
  readonly adminPassword?: string;
}

/** `graphlite install --path DIR`: a new, empty database; never touches one that is there. */
export function installCommand(): Command {
  return new Command('install')
    .description('make a new database')
    .requiredOption('--path <dir>', 'the database directory')
    .option('--admin-user <name>', 'a user with the role admin')
    .option('--admin-password <password>', 'of that user; default: GRAPHLITE_PASSWORD')
    .action((options: InstallOptions) => runCommand(() => install(options)));
}

async function install(options: InstallOptions): Promise<string> {
  if (!isEmptyOrMissing(options.path)) {
    throw new GqlError('55006', `${options.path} is not empty; install does not overwrite`, {
      hint: 'Choose another directory, or remove this one first.',
    });
  }
  const { adminUser: user, adminPassword = process.env['GRAPHLITE_PASSWORD'] } = options;
  if (user !== undefined && (adminPassword ?? '') === '') {
    throw new GqlError('28P01', `the user ${user} needs a password`, {
      hint: 'Give --admin-password, or set GRAPHLITE_PASSWORD.',
    });
  }
  const db = await GraphLite.open(options.path);
  try {
    if (user !== undefined) await makeAdministrator(db, user, adminPassword);
  } finally {
    await db.close();
  }
  const administrator = user === undefined ? '' : `, administrator ${user}`;
  return `a new database is in ${options.path}: schema /default, graph default${administrator}`;
}

/** The name may be that of the user whom every database has, who has no password yet. */
async function makeAdministrator(
  db: GraphLite,
  user: string,
  password: string | undefined,
): Promise<void> {
  const name = JSON.stringify(user);
  await db.query(`CREATE USER IF NOT EXISTS ${name} PASSWORD $password`, { password });
  await db.query(`ALTER USER ${name} PASSWORD $password`, { password });
  await db.query(`GRANT ROLE admin TO ${name}`);
}

function isEmptyOrMissing(path: string): boolean {
  try {
    return readdirSync(path).length === 0;
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return true;
    throw new GqlError('58030', `${path} cannot be looked at: ${(error as Error).message}`);
  }
}
