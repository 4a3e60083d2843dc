/**
 * How the engine numbers elements.
 *
 * A node is addressed by a *slot*: a 32-bit number that stands for (table, row). `NO_NODE` is the
 * null of a node register. An edge is addressed by its table and row packed into one number that is
 * exact up to 2^53, so 2^21 edge tables of 2^32 rows. In table 0 the packed number is the row.
 */
export const NO_NODE = -1;
export const NO_EDGE = -1;

const ROWS_PER_TABLE = 4294967296;

export function packEdge(table: number, row: number): number {
  return table * ROWS_PER_TABLE + row;
}

export function edgeTableOf(edge: number): number {
  return Math.floor(edge / ROWS_PER_TABLE);
}

export function edgeRowOf(edge: number): number {
  return edge % ROWS_PER_TABLE;
}

/** Slots are handed to node tables in pages of this many, so `slot >>> SLOT_PAGE_BITS` finds it. */
export const SLOT_PAGE_BITS = 10;
