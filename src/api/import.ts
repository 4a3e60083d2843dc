import { parseValueType } from '../syntax/parse.ts';
import { Importer } from '../transfer/importer.ts';
import type { ImportCounts, ImportSpecification } from '../transfer/import-specification.ts';
import { CheckedWrite } from '../session/checked-write.ts';
import type { Database } from '../session/database.ts';

/**
 * Runs an import into one graph, a transaction of its own, in its turn among the writers. The graph
 * is asked for when that has come: until then it may be dropped.
 */
export async function importInto(
  database: Database,
  graph: () => number,
  specification: ImportSpecification,
): Promise<ImportCounts> {
  database.assertOpen();
  const { clock, lockTimeoutMs } = database.options;
  const startedMs = clock.monotonicMs();
  const lease = await database.writers.acquire({ timeoutMs: lockTimeoutMs });
  try {
    database.assertOpen();
    const counts = await importInOneWrite(database, graph(), specification);
    return { ...counts, elapsedMs: clock.monotonicMs() - startedMs };
  } finally {
    lease.release();
  }
}

async function importInOneWrite(
  database: Database,
  graph: number,
  specification: ImportSpecification,
): Promise<{ readonly nodes: number; readonly edges: number }> {
  const write = database.store.begin();
  let counts;
  try {
    const checked = new CheckedWrite(write);
    counts = await new Importer(checked.graph(graph), specification, parseValueType).run();
    database.assertOpen();
    checked.check();
  } catch (error) {
    // Closing the database, which may happen while a file is read, rolls back by itself.
    database.assertOpen();
    write.rollback();
    throw error;
  }
  write.commit();
  if (database.owesSync) await database.flushed();
  return counts;
}
