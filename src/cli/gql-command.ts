import { Command } from 'commander';
import { addDataOptions, openData } from './data-options.ts';
import type { DataOptions } from './data-options.ts';
import { startRepl } from './repl.ts';
import { errorText } from './report-error.ts';

/** `graphlite gql`: the REPL. */
export function gqlCommand(): Command {
  const command = new Command('gql').description('an interactive prompt');
  return addDataOptions(command).action(async (options: DataOptions) => {
    try {
      const db = await openData(options);
      await startRepl(db);
      await db.close();
    } catch (error) {
      process.stderr.write(`${errorText(error)}\n`);
      process.exitCode = 1;
    }
  });
}
