import type { Clock } from '../../base/clock.ts';
import type { CatalogChange } from '../../catalog/catalog-change.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { HOME_SCHEMA, initialCatalog } from '../../catalog/home.ts';
import type { IndexInfo } from '../../graph/reader.ts';
import { encodeEntry } from '../log/entry-codec.ts';
import { createIndexOp } from '../redo/recording-graph.ts';
import { catalogOp, operationOf } from '../redo/recording-write.ts';
import { RedoBuffer } from '../redo/redo-buffer.ts';

export interface CatalogContent {
  readonly catalog: Catalog;
  /** By graph number. */
  readonly indexes: (graph: number) => readonly Omit<IndexInfo, 'id'>[];
}

/** The catalog as entries for a catalog log that has to be made anew. */
export function catalogEntries(
  { catalog, indexes }: CatalogContent,
  transactionId: bigint,
  clock: Clock,
): Uint8Array[] {
  const entries: Uint8Array[] = [];
  const redo = new RedoBuffer({
    nextTransactionId: () => transactionId,
    append: (entry) => {
      // Below those of the log, where all of this took as many entries, and marks.
      const globalSequence = BigInt(entries.length + 1);
      const timestampNs = clock.nowNs();
      entries.push(encodeEntry({ type: 'operation', globalSequence, timestampNs, ...entry }));
    },
    // The catalog log has no marks.
    ...{ begin: ignore, commit: ignore, rollback: ignore, write: ignore },
  });
  for (const change of changesSinceBeginning(catalog)) {
    redo.add(operationOf(change), catalogOp(change));
  }
  for (const graph of catalog.graphNumbers()) {
    for (const index of indexes(graph)) {
      redo.add('other', JSON.stringify(createIndexOp(index)), graph);
    }
  }
  redo.commit();
  return entries;
}

/** What makes the catalog out of that of a new database; changes of one kind follow another. */
function changesSinceBeginning(catalog: Catalog): CatalogChange[] {
  const isFirst = (change: CatalogChange): boolean => FIRST_CHANGES.has(JSON.stringify(change));
  const changes = catalog.changes();
  const own = changes.filter((change) => !isFirst(change));
  const hasAllFirst = changes.length - own.length === FIRST_CHANGES.size;
  const all: CatalogChange[] = hasAllFirst
    ? own
    : [{ change: 'removeSchema', path: HOME_SCHEMA }, ...changes];
  const isGraph = (change: CatalogChange): boolean => operationOf(change) === 'createGraph';
  return [...all.filter((change) => !isGraph(change)), ...all.filter(isGraph)];
}

const FIRST_CHANGES: ReadonlySet<string> = new Set(
  initialCatalog.changes().map((change) => JSON.stringify(change)),
);

function ignore(): void {
  // Nothing is left behind.
}

/**
 * Whether a catalog log has the copies that it must have, in order, and none from a lost future.
 */
export function isSoundCatalog(
  sequences: readonly bigint[],
  required: readonly bigint[],
  nextSequence: bigint,
): boolean {
  const isOrdered = sequences.every((sequence, i) => sequence > (sequences[i - 1] ?? 0n));
  const present = new Set(sequences);
  return (
    isOrdered &&
    (sequences.at(-1) ?? 0n) < nextSequence &&
    required.every((sequence) => present.has(sequence))
  );
}
