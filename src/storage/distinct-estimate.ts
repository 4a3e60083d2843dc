import { hasBit, popCount, setBit } from './bit-set.ts';
import { hashValue } from '../values/hash.ts';
import type { ElementTable } from './element-table.ts';
import type { PropertyColumn } from './property-column.ts';

/** How many different values a column has, about. Kept until an eighth of the values changed. */
export function estimateDistinct(column: PropertyColumn, table: ElementTable): number {
  const known = column.distinct;
  const tolerated = (column.presentCount >>> 3) + 16;
  if (known !== undefined && column.changes - known.changes <= tolerated) {
    return Math.min(known.count, column.presentCount);
  }
  const count = Math.min(countDistinct(column, table), column.presentCount);
  column.distinct = { count, changes: column.changes };
  return count;
}

function countDistinct(column: PropertyColumn, table: ElementTable): number {
  if (column.dictionary !== undefined) return column.dictionary.size;
  if (column.kind === 'bool') return 2;
  const stride = Math.max(1, Math.ceil(table.rowCount / SAMPLED_ROWS));
  const once = new Uint32Array(BITS >>> 5);
  const again = new Uint32Array(BITS >>> 5);
  let sampled = 0;
  for (let step = 0; step * stride < table.rowCount; step++) {
    // Anywhere within the stride, because values often repeat in even distances.
    const row = step * stride + ((Math.imul(step, 0x9e3779b1) >>> 8) % stride);
    if (row >= table.rowCount || !table.isLive(row) || !column.has(row)) continue;
    sampled++;
    const at = hashValue(column.get(row)) & (BITS - 1);
    if (hasBit(once, at)) setBit(again, at);
    else setBit(once, at);
  }
  const seen = linearCount(once);
  if (stride === 1 || sampled === 0) return Math.round(seen);
  const repeated = Math.min(seen, linearCount(again));
  // The GEE estimator (Charikar et al., PODS 2000): what was seen once stands for √(N/n) others.
  const scale = Math.sqrt(column.presentCount / sampled);
  return Math.round(repeated + (seen - repeated) * Math.max(1, scale));
}

/** Linear counting (Whang et al., TODS 1990): from the share of bits that no value has hit. */
function linearCount(words: Uint32Array): number {
  let hit = 0;
  for (const word of words) hit += popCount(word);
  const missed = BITS - hit;
  return missed === 0 ? BITS : BITS * Math.log(BITS / missed);
}

const SAMPLED_ROWS = 65_536;
const BITS = 131_072;
