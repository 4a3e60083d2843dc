import { compareNumbers } from './compare-numbers.ts';
import { compareBytes, compareStrings } from './compare-strings.ts';
import type { Family, NumericValue } from './family.ts';
import { differentFields, sameFieldNames } from './equality.ts';
import { familyOf } from './family.ts';
import { compareTemporals } from './temporal/compare.ts';
import type {
  EdgeValue,
  GraphValue,
  NodeValue,
  PathValue,
  RecordValue,
  TemporalValue,
  Value,
} from './value.ts';

/**
 * What `<`, `<=`, `>`, `>=` go by (ISO/IEC 39075, 19.3): negative, 0 or positive; null when an
 * operand is null; NaN, of which `c < 0` and the like are all false, when a float NaN is compared.
 * Any two values compare (feature GA04): those of unlike families by `FAMILY_ORDER`, elements and
 * paths in an order that only lasts. Records with different fields are 22G0U, as under `=`.
 */
export function compareValues(left: Value, right: Value): number | null {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (typeof left === 'string' && typeof right === 'string') return compareStrings(left, right);
  if (left === null || right === null) return null;
  const family = familyOf(left);
  const other = familyOf(right);
  if (family !== other) return FAMILY_ORDER[family] - FAMILY_ORDER[other];
  switch (family) {
    case 'node':
      return orderNodes(left as NodeValue, right as NodeValue);
    case 'edge':
      return orderEdges(left as EdgeValue, right as EdgeValue);
    case 'path':
      return orderPaths(left as PathValue, right as PathValue);
    case 'record':
      return compareRecords(left as RecordValue, right as RecordValue);
    case 'list':
      return compareLists(left as readonly Value[], right as readonly Value[]);
    default:
      return compareAtoms(family, left, right);
  }
}

/** The first two elements that differ decide; unknown when a null stands before them. */
function compareLists(left: readonly Value[], right: readonly Value[]): number | null {
  const length = Math.min(left.length, right.length);
  for (let i = 0; i < length; i++) {
    const result = compareValues(left[i] ?? null, right[i] ?? null);
    if (result !== 0) return result;
  }
  return left.length - right.length;
}

/** As lists of the values in the order of their names. */
function compareRecords(left: RecordValue, right: RecordValue): number | null {
  if (!sameFieldNames(left, right)) throw differentFields(left, right);
  const names = [...left.names].sort(compareStrings);
  return compareLists(
    names.map((name) => left.get(name) ?? null),
    names.map((name) => right.get(name) ?? null),
  );
}

function compareAtoms(family: Family, left: Value, right: Value): number {
  switch (family) {
    case 'number':
      return compareNumbers(left as NumericValue, right as NumericValue);
    case 'string':
      return compareStrings(left as string, right as string);
    case 'boolean':
      return Number(left) - Number(right);
    case 'bytes':
      return compareBytes(left as Uint8Array, right as Uint8Array);
    case 'graph':
      return (left as GraphValue).id - (right as GraphValue).id;
    case 'null':
      return 0;
    default:
      return compareTemporals(left as TemporalValue, right as TemporalValue);
  }
}

/**
 * The order of the families where they meet, in ORDER BY over a column of any type (IV012), in MIN
 * and MAX, and under `<`. Nulls, inside lists and records as well, come last.
 */
const FAMILY_ORDER: Readonly<Record<Family, number>> = {
  boolean: 0,
  number: 1,
  string: 2,
  bytes: 3,
  date: 4,
  'local time': 5,
  'zoned time': 6,
  'local datetime': 7,
  'zoned datetime': 8,
  'year-month duration': 9,
  'day-time duration': 10,
  list: 11,
  record: 12,
  node: 13,
  edge: 14,
  path: 15,
  graph: 16,
  null: 17,
};

/**
 * The total order of ORDER BY: never null, never NaN, no error. 0 exactly for `sameValue`. NaN
 * follows positive infinity. Where nulls go in a sort key is the caller's, see `nullOrdering`.
 */
export function orderValues(left: Value, right: Value): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (typeof left === 'string' && typeof right === 'string') return compareStrings(left, right);
  const family = familyOf(left);
  const other = familyOf(right);
  if (family !== other) return FAMILY_ORDER[family] - FAMILY_ORDER[other];
  switch (family) {
    case 'number':
      return orderNumbers(left as NumericValue, right as NumericValue);
    case 'list':
      return orderLists(left as readonly Value[], right as readonly Value[]);
    case 'record':
      return orderRecords(left as RecordValue, right as RecordValue);
    case 'node':
      return orderNodes(left as NodeValue, right as NodeValue);
    case 'edge':
      return orderEdges(left as EdgeValue, right as EdgeValue);
    case 'path':
      return orderPaths(left as PathValue, right as PathValue);
    default:
      return compareAtoms(family, left, right);
  }
}

function orderNumbers(left: NumericValue, right: NumericValue): number {
  const result = compareNumbers(left, right);
  if (!Number.isNaN(result)) return result;
  const leftIsNaN = Number.isNaN(compareNumbers(left, left));
  const rightIsNaN = Number.isNaN(compareNumbers(right, right));
  return Number(leftIsNaN) - Number(rightIsNaN);
}

function orderLists(left: readonly Value[], right: readonly Value[]): number {
  const length = Math.min(left.length, right.length);
  for (let i = 0; i < length; i++) {
    const result = orderValues(left[i] ?? null, right[i] ?? null);
    if (result !== 0) return result;
  }
  return left.length - right.length;
}

/** By sorted names, then by the values in the order of the names. */
function orderRecords(left: RecordValue, right: RecordValue): number {
  const names = [...left.names].sort(compareStrings);
  const byNames = orderLists(names, [...right.names].sort(compareStrings));
  if (byNames !== 0) return byNames;
  for (const name of names) {
    const result = orderValues(left.get(name) ?? null, right.get(name) ?? null);
    if (result !== 0) return result;
  }
  return 0;
}

function orderNodes(left: NodeValue, right: NodeValue): number {
  return left.graph - right.graph || left.slot - right.slot;
}

function orderEdges(left: EdgeValue, right: EdgeValue): number {
  return left.graph - right.graph || left.edge - right.edge;
}

function orderPaths(left: PathValue, right: PathValue): number {
  return (
    left.graph - right.graph ||
    orderLists(left.nodes, right.nodes) ||
    orderLists(left.edges, right.edges)
  );
}
