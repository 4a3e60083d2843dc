import type { Clock } from '../../base/clock.ts';
import { GqlError } from '../../base/errors.ts';
import { initialCatalog } from '../../catalog/home.ts';
import { nextGeneration } from '../checkpoint/file-names.ts';
import { removeOldGenerations } from '../checkpoint/generations.ts';
import type { Manifest } from '../checkpoint/manifest-form.ts';
import { bytesByFile } from '../checkpoint/image-files.ts';
import { FORMAT_VERSION } from '../checkpoint/manifest-form.ts';
import { writeManifest } from '../checkpoint/manifest.ts';
import { joinPath } from '../files/file-system.ts';
import type { FileSystem } from '../files/file-system.ts';
import { LOG_DIRECTORY, logFileName, logFileNumbers } from '../log/log-names.ts';
import type { MemoryDatabase } from '../memory-database.ts';
import type { DurableLog } from './durable-log.ts';
import type { StoredGraphs } from './stored-graphs.ts';

export interface CheckpointParts {
  readonly files: FileSystem;
  readonly directory: string;
  readonly clock: Clock;
  readonly database: MemoryDatabase;
  readonly graphs: StoredGraphs;
  readonly log: DurableLog;
  /** The newest one. */
  readonly manifest: Manifest | undefined;
}

/** Writes what has changed to page files, and names it all in a new manifest. */
export class Checkpointer {
  readonly #parts: CheckpointParts;
  #manifest: Manifest | undefined;
  /** How long the log behind the checkpoint may grow. */
  #mostLogBytes: number;

  constructor(parts: CheckpointParts) {
    this.#parts = parts;
    this.#manifest = parts.manifest;
    this.#mostLogBytes = mostLogBytes(parts.manifest);
  }

  /** Whether opening the database would have more to replay than to load. */
  get isDue(): boolean {
    return this.#parts.log.length > this.#mostLogBytes;
  }

  /** One has failed, and the next is not tried at once. */
  postpone(): void {
    this.#mostLogBytes *= 2;
  }

  /**
   * No write may be open and the log must be flushed. A failure leaves the newest checkpoint as it
   * was, or takes the new one's place. The last one says where the log was closed.
   */
  take(isLast: boolean): void {
    const { files, directory, database, graphs, log } = this.#parts;
    const isCovered = log.nextSequence === (this.#manifest?.nextSequence ?? 1n);
    if (isCovered && this.#isUpToDate(isLast)) return;
    // The page files of graphs that are gone may go with this checkpoint.
    database.settle();
    const generation = nextGeneration(files, directory);
    const stored = graphs.write(database, generation);
    const { end } = log;
    log.rotate();
    this.#swapManifest({ generation, graphs: stored, ...(isLast && { cleanEnd: end }) });
  }

  /** Whether the manifest says all that it should, where the log has nothing new. */
  #isUpToDate(isLast: boolean): boolean {
    const { database, graphs } = this.#parts;
    const before = this.#manifest;
    const { nextGraph } = before?.catalog ?? initialCatalog;
    const hasNumbers = database.catalog.nextGraph === nextGraph && graphs.hasIdsOf(database);
    return hasNumbers && (!isLast || before === undefined || before.cleanEnd !== undefined);
  }

  #swapManifest(found: Pick<Manifest, 'generation' | 'graphs' | 'cleanEnd'>): void {
    const { files, directory, clock, database, graphs, log } = this.#parts;
    const { catalog } = database;
    const { nextFileNumber } = log;
    const manifest: Manifest = {
      ...found,
      formatVersion: FORMAT_VERSION,
      catalog: { changes: catalog.changes(), nextGraph: catalog.nextGraph },
      nextFileNumber,
      replayFrom: nextFileNumber,
      nextSequence: log.nextSequence,
      nextTransactionId: log.leastTransactionId,
      createdNs: clock.nowNs(),
    };
    writeManifest(files, directory, manifest);
    this.#manifest = manifest;
    this.#mostLogBytes = mostLogBytes(manifest);
    graphs.written(database, manifest);
    this.#removeOld(manifest);
  }

  /** What cannot be removed now is removed by a later checkpoint. */
  #removeOld(manifest: Manifest): void {
    const { files, directory } = this.#parts;
    const logDirectory = joinPath(directory, LOG_DIRECTORY);
    try {
      const first = removeOldGenerations(files, directory, manifest.generation);
      const old = logFileNumbers(files, logDirectory).filter((number) => number < (first ?? 0));
      for (const number of old) files.remove(joinPath(logDirectory, logFileName(number)));
      if (old.length > 0) files.syncDirectory(logDirectory);
    } catch (error) {
      if (!(error instanceof GqlError)) throw error;
    }
  }
}

/** A checkpoint may write as much as it holds, so it takes as much of the log to be worth it. */
function mostLogBytes(manifest: Manifest | undefined): number {
  let stored = 0;
  for (const { image } of manifest?.graphs ?? []) {
    if (image === undefined) continue;
    for (const bytes of bytesByFile(image).values()) stored += bytes;
  }
  return Math.max(LEAST_LOG_BYTES, stored);
}

const LEAST_LOG_BYTES = 64 * 1024 * 1024;
