import { Decimal } from 'decimal.js';
import { unreachable } from '../base/assert.ts';
import { codePointLength } from './code-points.ts';
import type { Family } from './family.ts';
import { familyOf, isList } from './family.ts';
import type { IntegerValue } from './integer.ts';
import { isInt64 } from './integer.ts';
import { roundFloat } from './round-float.ts';
import { commonSupertype } from './subtype.ts';
import type {
  BytesType,
  DecimalType,
  FieldType,
  IntegerType,
  SimpleTypeName,
  StringType,
  ValueType,
} from './type.ts';
import { BOOL, BYTES, DECIMAL, EDGE, FLOAT, INT, NODE, NULL_TYPE, PATH, STRING } from './type.ts';
import type { EdgeValue, NodeValue, Value } from './value.ts';
import { Float, RecordValue } from './value.ts';

/** The most specific type that the value shows by itself; graphs are not asked for labels. */
export function typeOf(value: Value): ValueType {
  const family = familyOf(value);
  switch (family) {
    case 'null':
      return NULL_TYPE;
    case 'boolean':
      return BOOL;
    case 'number':
      return typeOfNumber(value);
    case 'string':
      return STRING;
    case 'bytes':
      return BYTES;
    case 'list':
      return typeOfList(value as readonly Value[]);
    case 'record':
      return typeOfRecord(value as RecordValue);
    case 'node':
      return NODE;
    case 'edge':
      return EDGE;
    case 'path':
      return PATH;
    case 'graph':
      return { kind: 'graph' };
    default:
      return { kind: 'simple', name: TEMPORAL_TYPES[family] };
  }
}

const TEMPORAL_TYPES = {
  date: 'DATE',
  'local time': 'LOCAL TIME',
  'zoned time': 'ZONED TIME',
  'local datetime': 'LOCAL DATETIME',
  'zoned datetime': 'ZONED DATETIME',
  'year-month duration': 'DURATION YEAR TO MONTH',
  'day-time duration': 'DURATION DAY TO SECOND',
} as const satisfies Readonly<Record<string, SimpleTypeName>>;

function typeOfNumber(value: Value): ValueType {
  if (value instanceof Float) return FLOAT;
  if (value instanceof Decimal) return DECIMAL;
  if (isInt64(value as IntegerValue)) return INT;
  const bits = BigInt.asIntN(128, value as bigint) === value ? 128 : 256;
  return { kind: 'integer', signed: BigInt.asIntN(256, value as bigint) === value, bits };
}

function typeOfList(list: readonly Value[]): ValueType {
  let element: ValueType = { kind: 'simple', name: 'NOTHING' };
  for (const item of list) {
    element = commonSupertype(element, typeOf(item));
    if (element.kind === 'any') break;
  }
  return { kind: 'list', element };
}

function typeOfRecord(record: RecordValue): ValueType {
  const fields = record.names.map((name, i) => ({ name, type: typeOf(record.values[i] ?? null) }));
  return { kind: 'record', fields };
}

/** Tells the labels of an element, which values do not know. */
export type LabelsOf = (element: NodeValue | EdgeValue) => readonly string[];

/**
 * `value IS TYPED type` (ISO/IEC 39075, 19.6). Null is an instance of every type that is not NOT
 * NULL. Without `labelsOf` labels of element types are not looked at.
 */
export function isInstance(value: Value, type: ValueType, labelsOf?: LabelsOf): boolean {
  if (value === null) return type.notNull !== true && !isEmptyType(type);
  switch (type.kind) {
    case 'any':
      return type.property !== true || isPropertyValue(value);
    case 'simple':
      return isSimpleInstance(value, type.name);
    case 'integer':
      return isInteger(value) && fitsInteger(value, type);
    case 'decimal':
      return value instanceof Decimal && fitsDecimal(value, type);
    case 'float':
      return value instanceof Float && sameDouble(roundFloat(value.value, type.bits), value.value);
    case 'string':
      return typeof value === 'string' && fitsLength(codePointLength(value), type);
    case 'bytes':
      return value instanceof Uint8Array && fitsLength(value.length, type);
    case 'list':
      return (
        isList(value) &&
        value.length <= (type.maxLength ?? Number.POSITIVE_INFINITY) &&
        value.every((item) => isInstance(item, type.element, labelsOf))
      );
    case 'record':
      return familyOf(value) === 'record' && hasFields(value as RecordValue, type.fields, labelsOf);
    case 'node':
    case 'edge':
      return (
        familyOf(value) === type.kind &&
        hasLabels(value as NodeValue | EdgeValue, type.labels, labelsOf)
      );
    case 'graph':
      return familyOf(value) === 'graph';
    case 'table':
      return isList(value) && isTable(value, type.fields, labelsOf);
    case 'union':
      return type.members.some((member) => isInstance(value, member, labelsOf));
    default:
      return unreachable(type);
  }
}

function isEmptyType(type: ValueType): boolean {
  return type.kind === 'simple' && type.name === 'NOTHING';
}

function isSimpleInstance(value: Value, name: SimpleTypeName): boolean {
  const type = typeOf(value);
  return type.kind === 'simple' && type.name === name;
}

const NO_PROPERTY: ReadonlySet<Family> = new Set(['node', 'edge', 'path', 'record', 'graph']);

/** What may be stored in a property: no element, no path, no record with such inside. */
function isPropertyValue(value: Value): boolean {
  if (isList(value)) return value.every(isPropertyValue);
  const family = familyOf(value);
  return !NO_PROPERTY.has(family);
}

function isInteger(value: Value): value is IntegerValue {
  return typeof value === 'number' || typeof value === 'bigint';
}

export function fitsInteger(value: IntegerValue, type: IntegerType): boolean {
  if (type.signed && type.bits === 64) return isInt64(value);
  const exact = BigInt(value);
  return type.signed
    ? BigInt.asIntN(type.bits, exact) === exact
    : BigInt.asUintN(type.bits, exact) === exact;
}

export function fitsDecimal(value: Decimal, type: DecimalType): boolean {
  if (type.precision === undefined) return true;
  const scale = type.scale ?? 0;
  const integerDigits = value.isZero() ? 0 : Math.max(0, value.e + 1);
  return value.decimalPlaces() <= scale && integerDigits <= type.precision - scale;
}

function fitsLength(length: number, type: StringType | BytesType): boolean {
  return (
    length >= (type.minLength ?? 0) &&
    length <= (type.maxLength ?? Number.POSITIVE_INFINITY) &&
    (type.fixed !== true || type.maxLength === undefined || length === type.maxLength)
  );
}

function sameDouble(left: number, right: number): boolean {
  return left === right || Number.isNaN(right);
}

/** A binding table as a value is the list of its rows, records with the same fields. */
function isTable(
  rows: readonly Value[],
  fields: readonly FieldType[] | undefined,
  labelsOf: LabelsOf | undefined,
): boolean {
  const [first] = rows;
  return rows.every(
    (row) =>
      row instanceof RecordValue &&
      hasFields(row, fields, labelsOf) &&
      row.names.length === (first as RecordValue).names.length &&
      row.names.every((name) => (first as RecordValue).get(name) !== undefined),
  );
}

function hasFields(
  record: RecordValue,
  fields: readonly FieldType[] | undefined,
  labelsOf: LabelsOf | undefined,
): boolean {
  if (fields === undefined) return true;
  return (
    fields.length === record.names.length &&
    fields.every(({ name, type }) => {
      const value = record.get(name);
      return value !== undefined && isInstance(value, type, labelsOf);
    })
  );
}

function hasLabels(
  element: NodeValue | EdgeValue,
  labels: readonly string[] | undefined,
  labelsOf: LabelsOf | undefined,
): boolean {
  if (labels === undefined || labels.length === 0 || labelsOf === undefined) return true;
  const own = labelsOf(element);
  return labels.every((label) => own.includes(label));
}
