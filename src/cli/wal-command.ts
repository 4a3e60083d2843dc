import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { GqlError } from '../base/errors.ts';
import { LOG_DIRECTORY } from '../storage/log/log-names.ts';
import { readLog } from '../storage/log/log-reader.ts';
import type { PlacedEntry } from '../storage/log/entry.ts';
import { errorText } from './report-error.ts';

/** `graphlite wal --path DIR`: the log's entries, one a line, also of a log that another wrote. */
export function walCommand(): Command {
  return new Command('wal')
    .description("print the entries of a database's write-ahead log")
    .requiredOption('--path <dir>', 'the database directory, or the directory of log files')
    .action((options: { readonly path: string }) => {
      try {
        for (const entry of readLog(logDirectory(options.path))) {
          process.stdout.write(`${entryLine(entry)}\n`);
        }
      } catch (error) {
        process.stderr.write(`${errorText(error)}\n`);
        process.exitCode = 1;
      }
    });
}

function logDirectory(path: string): string {
  if (!existsSync(path)) throw new GqlError('58030', `there is no directory ${path}`);
  const below = join(path, LOG_DIRECTORY);
  return existsSync(below) ? below : path;
}

/** File, offset, type, transaction, sequences, operation and description, between tabs. */
function entryLine(entry: PlacedEntry): string {
  return [
    entry.fileNumber,
    entry.offset,
    entry.type,
    entry.transactionId,
    entry.globalSequence,
    entry.sequence,
    entry.operation,
    JSON.stringify(entry.description),
  ].join('\t');
}
