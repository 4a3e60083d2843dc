import type { Clock } from '../../base/clock.ts';
import type { IndexInfo } from '../../graph/reader.ts';
import { encodeEntry } from '../log/entry-codec.ts';
import { createIndexOp } from '../redo/recording-transaction.ts';
import { RECORD_START } from '../redo/redo-format.ts';

/** The catalog as entries for a catalog log that has to be made anew; one an index. */
export function catalogEntries(
  indexes: readonly IndexInfo[],
  transactionId: bigint,
  clock: Clock,
): Uint8Array[] {
  return indexes.map((index, i) =>
    encodeEntry({
      type: 'operation',
      operation: 'other',
      transactionId,
      // Below those of the log, where every index took an entry and a mark or two.
      globalSequence: BigInt(i + 1),
      sequence: BigInt(i + 1),
      timestampNs: clock.nowNs(),
      description: `${RECORD_START}${JSON.stringify(createIndexOp(index))}]`,
    }),
  );
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
