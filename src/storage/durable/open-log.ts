import type { Clock } from '../../base/clock.ts';
import type { Manifest } from '../checkpoint/manifest-form.ts';
import { joinPath } from '../files/file-system.ts';
import type { FileSystem } from '../files/file-system.ts';
import { LOG_DIRECTORY } from '../log/log-names.ts';
import type { LogOptions } from '../log/log-writer.ts';
import { continueLog } from '../log/log-writer.ts';
import type { MemoryDatabase } from '../memory-database.ts';
import { catalogEntries, isSoundCatalog } from './catalog-entries.ts';
import { CatalogLog } from './catalog-log.ts';
import { DurableLog } from './durable-log.ts';
import type { Recovered } from './recovery.ts';
import type { StoredGraphs } from './stored-graphs.ts';

export interface LogParts {
  readonly files: FileSystem;
  readonly directory: string;
  readonly clock: Clock;
  readonly maxFileBytes?: number;
  readonly manifest: Manifest | undefined;
  readonly database: MemoryDatabase;
  readonly graphs: StoredGraphs;
  readonly recovered: Recovered;
  /** See `DurableLogParts`. */
  readonly failed: (error: unknown) => void;
}

/** The log of a database that was recovered, to go on with; the catalog's log is mended. */
export function openDurableLog(parts: LogParts): DurableLog {
  const { files, clock, manifest, recovered, failed } = parts;
  const directory = joinPath(parts.directory, LOG_DIRECTORY);
  const options: LogOptions = {
    files,
    clock,
    firstFile: manifest?.replayFrom ?? 1,
    nextFileNumber: manifest?.nextFileNumber ?? 1,
    nextSequence: manifest?.nextSequence ?? 1n,
    ...(parts.maxFileBytes !== undefined && { maxFileBytes: parts.maxFileBytes }),
  };
  const writer = continueLog(directory, recovered.end, options);
  const afterLast = recovered.lastTransactionId + 1n;
  const least = manifest?.nextTransactionId ?? 1n;
  const nextTransactionId = afterLast > least ? afterLast : least;
  const nextSequence = writer.nextGlobalSequence();
  const { catalogSequences } = recovered;
  const catalog = new CatalogLog(files, directory, {
    isSound: (sequences) => isSoundCatalog(sequences, catalogSequences, nextSequence),
    entries: () => catalogEntries(contentOf(parts), nextTransactionId - 1n, clock),
  });
  catalog.start(catalogSequences.length > 0);
  return new DurableLog({
    ...{ directory, writer, catalog, nextTransactionId, clock, options, failed },
    length: recovered.length,
  });
}

function contentOf({ database, graphs }: LogParts): Parameters<typeof catalogEntries>[0] {
  return {
    catalog: database.catalog,
    indexes: (graph) => database.touched(graph)?.current().indexes() ?? graphs.indexes(graph),
  };
}
