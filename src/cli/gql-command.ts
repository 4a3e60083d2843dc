import { Command } from 'commander';
import { addDataOptions, openData } from './data-options.ts';
import type { DataOptions } from './data-options.ts';
import { startRepl } from './repl.ts';
import { runCommand } from './run-command.ts';

/** `graphlite gql`: the REPL. */
export function gqlCommand(): Command {
  const command = new Command('gql').description('an interactive prompt');
  return addDataOptions(command).action((options: DataOptions) =>
    runCommand(async () => {
      const db = await openData(options);
      try {
        await startRepl(db);
      } finally {
        await db.close();
      }
      return '';
    }),
  );
}
