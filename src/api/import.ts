import { parseValueType } from '../syntax/parse.ts';
import { Importer } from '../transfer/importer.ts';
import type { ImportCounts, ImportSpecification } from '../transfer/import-specification.ts';
import type { Database } from '../session/database.ts';

/** Runs an import as one transaction of its own, in its turn among the writers. */
export async function importInto(
  database: Database,
  specification: ImportSpecification,
): Promise<ImportCounts> {
  database.assertOpen();
  const { clock, lockTimeoutMs } = database.options;
  const startedMs = clock.monotonicMs();
  const lease = await database.writers.acquire({ timeoutMs: lockTimeoutMs });
  try {
    const write = database.store.begin();
    try {
      const counts = await new Importer(write, specification, parseValueType).run();
      write.commit();
      if (database.owesSync) await database.flushed();
      return { ...counts, elapsedMs: clock.monotonicMs() - startedMs };
    } catch (error) {
      write.rollback();
      throw error;
    }
  } finally {
    lease.release();
  }
}
