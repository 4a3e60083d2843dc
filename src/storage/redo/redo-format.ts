import type { Operation } from '../log/entry.ts';

/**
 * Redo records: what the description of an operation entry holds. A record is the JSON array
 * `[1, op, …]`, where 1 is the version and an op is an array that begins with one of these words:
 *
 * ```text
 * ["n", id, labels, names, values]                                    insert a node
 * ["e", id, directed, source id, target id, labels, names, values]    insert an edge
 * ["p", "n" | "e", id, name, value]                                   set a property, null removes
 * ["l", "n" | "e", id, label]  ["u", "n" | "e", id, label]            add, remove a label
 * ["d", "n" | "e", id]                                                delete
 * ["N", first id, count, labels, columns]                             many nodes
 * ["E", first id, labels, directed, source ids, target ids, columns]  many edges
 * ["c"]                                                               empty the graph
 * ["i", "n" | "e", name, label, properties, unique]  ["x", name]      create, drop an index
 * ["#", next node id, next edge id]                                   ids below were given
 * ["g", graph]              the ops behind it in the record are on this graph
 * ["k", change]             change the catalog; a `CatalogChange`
 * ["K", next graph]         graphs below that number were made
 * ["<", sequence]           takes back the transaction's entries behind that sequence number
 * ["+", text]  ["=", text]  a part, the last part, of the text of one op too long for an entry
 * ```
 *
 * Ops on data are on graph 0 where no "g" comes before them in their record. Elements are named by
 * public id, so that a record means the same in any layout of the store.
 * `directed` and `unique` are 0 or 1; values have the form of `values/json-form.ts`; a column is
 * `[name, kind, cells]` with a cell per row, null where absent, and kind "i" for exact integers up
 * to 2^53, "f" for floats (`floatToJson`) and "v" for values of any kind.
 *
 * Ops of one operation type share an entry. "<" stands alone in its entry; an entry ends at every
 * savepoint of a transaction that streams, so that whole entries are what is taken back.
 */
export const REDO_VERSION = 1;

/** What every record starts with, up to its first op. */
export const RECORD_START = `[${REDO_VERSION},`;

/** How the description of a "<" entry starts. */
const TAKE_BACK_START = `${RECORD_START}["<",`;

/** Whether an entry is one for the catalog's log; what the data are does not decide it. */
export function changesCatalog(entry: {
  readonly operation: Operation;
  readonly description: string;
}): boolean {
  switch (entry.operation) {
    case 'createGraph':
    case 'dropGraph':
      return true;
    case 'other':
      // Operations of the catalog without a type of their own are of this type.
      return !entry.description.startsWith(TAKE_BACK_START);
    default:
      return false;
  }
}

/**
 * Ops share an entry up to this many UTF-16 units. Larger entries gain nothing: at this size the
 * frame is a thousandth.
 */
export const ENTRY_UNITS = 64 * 1024;

/**
 * An op longer than this is cut into parts. A unit takes at most 3 bytes in UTF-8 and one that JSON
 * escapes inside of a text 2, so no entry comes near 1 MiB.
 */
export const PART_UNITS = 256 * 1024;

/** A transaction whose redo is longer is written to the log, unsynced, before it commits. */
export const STREAM_UNITS = 1024 * 1024;
