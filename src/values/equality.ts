import { dataError } from './data-error.ts';
import { compareNumbers } from './compare-numbers.ts';
import { compareBytes } from './compare-strings.ts';
import type { Family, NumericValue } from './family.ts';
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
 * `left = right` in three-valued logic (ISO/IEC 39075, 19.3; feature GA04 for unlike families):
 * null when unknown. Values of unlike families are not equal, which is no error; records with
 * different field names are 22G0U. Throws for nothing else.
 */
export function equalValues(left: Value, right: Value): boolean | null {
  if (typeof left === 'number' && typeof right === 'number') return left === right;
  if (typeof left === 'string' && typeof right === 'string') return left === right;
  if (left === null || right === null) return null;
  const family = familyOf(left);
  if (family !== familyOf(right)) return false;
  if (family === 'list') return equalLists(left as readonly Value[], right as readonly Value[]);
  if (family === 'record') return equalRecords(left as RecordValue, right as RecordValue);
  return equalAtoms(family, left, right);
}

/**
 * Whether two values are not distinct (ISO/IEC 39075, 4.16.6): null is the same as null, NaN as
 * NaN, −0 as 0, 1 as 1.0. What DISTINCT, grouping and set operators go by; `hashValue` agrees.
 */
export function sameValue(left: Value, right: Value): boolean {
  if (left === right) return true;
  if (left === null || right === null) return false;
  const family = familyOf(left);
  if (family !== familyOf(right)) return false;
  if (family === 'list') return sameLists(left as readonly Value[], right as readonly Value[]);
  if (family === 'record') return sameRecords(left as RecordValue, right as RecordValue);
  return equalAtoms(family, left, right) || (family === 'number' && bothNaN(left, right));
}

/** `left IS DISTINCT FROM right`: the opposite of `sameValue`. */
export function isDistinct(left: Value, right: Value): boolean {
  return !sameValue(left, right);
}

function bothNaN(left: Value, right: Value): boolean {
  // A NaN compares as NaN with itself; the two must both be one.
  const a = left as NumericValue;
  const b = right as NumericValue;
  return Number.isNaN(compareNumbers(a, a)) && Number.isNaN(compareNumbers(b, b));
}

/** Two values of one family that hold no other values. */
function equalAtoms(family: Family, left: Value, right: Value): boolean {
  switch (family) {
    case 'number':
      return compareNumbers(left as NumericValue, right as NumericValue) === 0;
    case 'bytes':
      return compareBytes(left as Uint8Array, right as Uint8Array) === 0;
    case 'node':
      return sameNode(left as NodeValue, right as NodeValue);
    case 'edge':
      return sameEdge(left as EdgeValue, right as EdgeValue);
    case 'path':
      return samePath(left as PathValue, right as PathValue);
    case 'graph':
      return (left as GraphValue).id === (right as GraphValue).id;
    case 'null':
    case 'boolean':
    case 'string':
    case 'list':
    case 'record':
      return left === right;
    default:
      return compareTemporals(left as TemporalValue, right as TemporalValue) === 0;
  }
}

export function sameNode(left: NodeValue, right: NodeValue): boolean {
  return left.slot === right.slot && left.graph === right.graph;
}

export function sameEdge(left: EdgeValue, right: EdgeValue): boolean {
  return left.edge === right.edge && left.graph === right.graph;
}

function samePath(left: PathValue, right: PathValue): boolean {
  return (
    left.graph === right.graph &&
    left.edges.length === right.edges.length &&
    left.edges.every((edge, i) => edge === right.edges[i]) &&
    left.nodes.every((node, i) => node === right.nodes[i])
  );
}

/** A difference decides; else a null in either makes it unknown. */
function equalLists(left: readonly Value[], right: readonly Value[]): boolean | null {
  if (left.length !== right.length) return false;
  let result: boolean | null = true;
  for (let i = 0; i < left.length; i++) {
    const equal = equalValues(left[i] ?? null, right[i] ?? null);
    if (equal === false) return false;
    if (equal === null) result = null;
  }
  return result;
}

function equalRecords(left: RecordValue, right: RecordValue): boolean | null {
  if (!sameFieldNames(left, right)) throw differentFields(left, right);
  let result: boolean | null = true;
  for (let i = 0; i < left.names.length; i++) {
    const equal = equalValues(left.values[i] ?? null, right.get(left.names[i] ?? '') ?? null);
    if (equal === false) return false;
    if (equal === null) result = null;
  }
  return result;
}

function sameLists(left: readonly Value[], right: readonly Value[]): boolean {
  if (left.length !== right.length) return false;
  for (let i = 0; i < left.length; i++) {
    if (!sameValue(left[i] ?? null, right[i] ?? null)) return false;
  }
  return true;
}

function sameRecords(left: RecordValue, right: RecordValue): boolean {
  if (!sameFieldNames(left, right)) return false;
  return left.names.every((name, i) => sameValue(left.values[i] ?? null, right.get(name) ?? null));
}

/** 22G0U: unlike fields make two records incomparable under `=`, `<` and their kin. */
export function differentFields(left: RecordValue, right: RecordValue): Error {
  const names = `{${left.names.join(', ')}} and {${right.names.join(', ')}}`;
  return dataError('22G0U', `records with different fields do not compare: ${names}`);
}

export function sameFieldNames(left: RecordValue, right: RecordValue): boolean {
  return (
    left.names.length === right.names.length &&
    left.names.every((name) => right.get(name) !== undefined)
  );
}
