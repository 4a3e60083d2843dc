import type { GraphReader } from '../../graph/reader.ts';
import type { BatchColumn, EdgeBatch, NodeBatch } from '../../graph/store.ts';
import type { JsonForm } from '../../values/json-form.ts';
import { columnForm } from './batch-columns.ts';
import { PART_UNITS } from './redo-format.ts';

/** The ops of a batch of nodes whose ids begin with `firstId`, in texts of bounded length. */
export function nodeBatchOps(batch: NodeBatch, firstId: number, add: (text: string) => void): void {
  inPieces(batch.count, add, (from, to) => [
    'N',
    firstId + from,
    to - from,
    batch.labels,
    columnForms(batch.columns, from, to),
  ]);
}

export function edgeBatchOps(
  batch: EdgeBatch,
  firstId: number,
  reader: GraphReader,
  add: (text: string) => void,
): void {
  const idsOf = (slots: Int32Array): number[] => Array.from(slots, (slot) => reader.nodeId(slot));
  inPieces(batch.sources.length, add, (from, to) => [
    'E',
    firstId + from,
    batch.labels,
    batch.directed ? 1 : 0,
    idsOf(batch.sources.subarray(from, to)),
    idsOf(batch.targets.subarray(from, to)),
    columnForms(batch.columns, from, to),
  ]);
}

function columnForms(columns: readonly BatchColumn[], from: number, to: number): JsonForm[] {
  return columns.map((column) => columnForm(column, from, to));
}

/**
 * The rows of a batch in pieces whose texts come near a length; how long a row is shows by and by.
 */
function inPieces(
  rows: number,
  add: (text: string) => void,
  op: (from: number, to: number) => JsonForm,
): void {
  let size = FIRST_PIECE_ROWS;
  for (let from = 0; from < rows;) {
    const to = Math.min(rows, from + size);
    const text = JSON.stringify(op(from, to));
    const fitting = Math.max(1, Math.floor(((to - from) * PIECE_UNITS) / text.length));
    if (text.length > PART_UNITS && to - from > 1) {
      size = Math.min(fitting, (to - from) >>> 1);
      continue;
    }
    add(text);
    from = to;
    size = fitting;
  }
}

const FIRST_PIECE_ROWS = 512;
const PIECE_UNITS = PART_UNITS >>> 1;
