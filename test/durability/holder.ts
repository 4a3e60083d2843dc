import { GqlError, GraphLite } from '../../src/index.ts';
import type { ImportSpecification } from '../../src/index.ts';

/**
 * A process that opens a database and keeps it open, for tests that kill it. Its arguments are the
 * directory, 'write' or 'read', and as JSON what to import first. It says 'ready', or the code and
 * the message of the error that it met.
 */
const [directory = '', mode = 'write', specification] = process.argv.slice(2);

try {
  const db = await GraphLite.open(directory, { readOnly: mode === 'read' });
  if (specification !== undefined) {
    await db.import(JSON.parse(specification) as ImportSpecification);
  }
  process.stdout.write('ready\n');
  setInterval(() => db.stats(), 60_000);
} catch (error) {
  if (!(error instanceof GqlError)) throw error;
  process.stdout.write(`${error.gqlstatus} ${error.message}\n`);
}
