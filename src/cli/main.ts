#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { gqlCommand } from './gql-command.ts';
import { importCommand } from './import-command.ts';
import { installCommand } from './install-command.ts';
import { queryCommand } from './query-command.ts';
import { sessionCommand } from './session-command.ts';
import { typesCommand } from './types-command.ts';
import { walCommand } from './wal-command.ts';

const LOG_LEVELS = 'error, warn, info or debug';

function program(version: string): Command {
  return new Command('graphlite')
    .description('an embedded graph database with ISO GQL')
    .version(version, '-V, --version')
    .option('-v, --verbose', 'say more')
    .option('-l, --log-level <level>', LOG_LEVELS, 'warn')
    .addCommand(gqlCommand())
    .addCommand(queryCommand())
    .addCommand(importCommand())
    .addCommand(sessionCommand())
    .addCommand(installCommand())
    .addCommand(typesCommand())
    .addCommand(walCommand())
    .addCommand(
      new Command('version').description('print the version').action(() => {
        process.stdout.write(`graphlite ${version}\n`);
      }),
    );
}

const manifest = new URL('../../package.json', import.meta.url);
const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
await program(version).parseAsync(process.argv);
