import { Command } from 'commander';
import { GqlError } from '../base/errors.ts';
import { addDataOptions, importFiles, importSpecification, openAt } from './data-options.ts';
import type { DataOptions } from './data-options.ts';
import { runCommand } from './run-command.ts';

/** `graphlite import --path DIR …`: files into the database's graph, in one transaction. */
export function importCommand(): Command {
  const command = new Command('import').description('bring CSV files into a database');
  return addDataOptions(command).action((options: DataOptions) =>
    runCommand(async () => {
      const specification = importSpecification(options);
      if (options.path === undefined || specification === undefined) {
        throw new GqlError('42001', 'import needs --path and at least one of --nodes and --edges', {
          hint: 'For files in memory, give --nodes and --edges to query or gql.',
        });
      }
      const db = await openAt(options);
      try {
        const counts = await importFiles(db, specification);
        const seconds = (counts.elapsedMs / 1000).toFixed(1);
        return `${counts.nodes} nodes and ${counts.edges} edges imported in ${seconds} s`;
      } finally {
        await db.close();
      }
    }),
  );
}
