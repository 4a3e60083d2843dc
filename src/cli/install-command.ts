import { readdirSync } from 'node:fs';
import { Command } from 'commander';
import { GraphLite } from '../api/graph-lite.ts';
import { GqlError } from '../base/errors.ts';
import { runCommand } from './run-command.ts';

interface InstallOptions {
  readonly path: string;
  readonly adminUser?: string;
}

/** `graphlite install --path DIR`: a new, empty database; never touches one that is there. */
export function installCommand(): Command {
  return new Command('install')
    .description('make a new database')
    .requiredOption('--path <dir>', 'the database directory')
    .option('--admin-user <name>', 'accepted for later: users are not enforced yet')
    .option('--admin-password <password>', 'accepted for later: users are not enforced yet')
    .action((options: InstallOptions) => runCommand(() => install(options)));
}

async function install(options: InstallOptions): Promise<string> {
  if (!isEmptyOrMissing(options.path)) {
    throw new GqlError('55006', `${options.path} is not empty; install does not overwrite`, {
      hint: 'Choose another directory, or remove this one first.',
    });
  }
  const db = await GraphLite.open(options.path);
  await db.close();
  const note =
    options.adminUser === undefined
      ? ''
      : '\nnote: users are not enforced in this version, and the administrator was not stored';
  return `a new database is in ${options.path}: schema /default, graph default${note}`;
}

function isEmptyOrMissing(path: string): boolean {
  try {
    return readdirSync(path).length === 0;
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return true;
    throw new GqlError('58030', `${path} cannot be looked at: ${(error as Error).message}`);
  }
}
