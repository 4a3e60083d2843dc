import type {
  FieldType,
  IntegerType,
  ListType,
  RecordType,
  StringType,
  ValueType,
} from './type.ts';
import { ANY, DECIMAL, FLOAT } from './type.ts';

/** Whether every value of `sub` is a value of `sup`, null included. */
export function isSubtype(sub: ValueType, sup: ValueType): boolean {
  if (sup.notNull === true && sub.notNull !== true && !isNothing(sub)) return false;
  if (sub.kind === 'union') return sub.members.every((member) => isSubtype(member, sup));
  if (sup.kind === 'any' || isNothing(sub) || isNull(sub)) return true;
  if (sup.kind === 'union') return sup.members.some((member) => isSubtype(sub, member));
  if (sub.kind !== sup.kind) return false;
  switch (sub.kind) {
    case 'simple':
      return sup.kind === 'simple' && sub.name === sup.name;
    case 'integer':
      return sup.kind === 'integer' && integerWithin(sub, sup);
    case 'decimal':
      return sup.kind === 'decimal' && decimalWithin(sub, sup);
    case 'float':
      return sup.kind === 'float' && sub.bits <= sup.bits;
    case 'string':
    case 'bytes':
      return lengthWithin(sub, sup as StringType);
    case 'list':
      return sup.kind === 'list' && listWithin(sub, sup);
    case 'record':
      return sup.kind === 'record' && fieldsWithin(sub.fields, sup.fields);
    case 'table':
      return sup.kind === 'table' && fieldsWithin(sub.fields, sup.fields);
    case 'node':
    case 'edge': {
      const labels = sub.labels ?? [];
      return 'labels' in sup ? (sup.labels ?? []).every((label) => labels.includes(label)) : true;
    }
    default:
      return true;
  }
}

export function isNull(type: ValueType): boolean {
  return type.kind === 'simple' && type.name === 'NULL';
}

function isNothing(type: ValueType): boolean {
  return type.kind === 'simple' && type.name === 'NOTHING';
}

function integerWithin(sub: IntegerType, sup: IntegerType): boolean {
  if (sub.signed === sup.signed) return sub.bits <= sup.bits;
  return sup.signed && sub.bits < sup.bits;
}

function decimalWithin(
  sub: { precision?: number; scale?: number },
  sup: { precision?: number; scale?: number },
): boolean {
  if (sup.precision === undefined) return true;
  if (sub.precision === undefined) return false;
  const subScale = sub.scale ?? 0;
  const supScale = sup.scale ?? 0;
  return subScale <= supScale && sub.precision - subScale <= sup.precision - supScale;
}

function lengthWithin(
  sub: { minLength?: number; maxLength?: number },
  sup: { minLength?: number; maxLength?: number },
): boolean {
  const maximum = sup.maxLength ?? Number.POSITIVE_INFINITY;
  return (
    (sub.maxLength ?? Number.POSITIVE_INFINITY) <= maximum &&
    (sub.minLength ?? 0) >= (sup.minLength ?? 0)
  );
}

function listWithin(sub: ListType, sup: ListType): boolean {
  const maximum = sup.maxLength ?? Number.POSITIVE_INFINITY;
  return (
    isSubtype(sub.element, sup.element) && (sub.maxLength ?? Number.POSITIVE_INFINITY) <= maximum
  );
}

function fieldsWithin(
  sub: readonly FieldType[] | undefined,
  sup: readonly FieldType[] | undefined,
): boolean {
  if (sup === undefined) return true;
  if (sub?.length !== sup.length) return false;
  return sup.every((field) => {
    const other = sub.find((candidate) => candidate.name === field.name);
    return other !== undefined && isSubtype(other.type, field.type);
  });
}

export function isNumericType(type: ValueType): boolean {
  return type.kind === 'integer' || type.kind === 'decimal' || type.kind === 'float';
}

/**
 * The type of what holds values of either type: a list's elements, a column over branches. Numbers
 * widen, integers to decimals to floats; what else differs becomes ANY.
 */
export function commonSupertype(left: ValueType, right: ValueType): ValueType {
  if (isNull(left) || isNothing(left)) return isNothing(left) ? right : nullable(right);
  if (isNull(right) || isNothing(right)) return isNothing(right) ? left : nullable(left);
  if (isSubtype(left, right)) return right;
  if (isSubtype(right, left)) return left;
  const type = widen(left, right);
  return left.notNull === true && right.notNull === true ? { ...type, notNull: true } : type;
}

function widen(left: ValueType, right: ValueType): ValueType {
  if (isNumericType(left) && isNumericType(right)) return widenNumbers(left, right);
  if (left.kind === 'list' && right.kind === 'list') {
    return { kind: 'list', element: commonSupertype(left.element, right.element) };
  }
  if (left.kind === 'record' && right.kind === 'record') return widenRecords(left, right);
  const isSameKind = left.kind === right.kind;
  if (isSameKind && left.kind === 'string') return { kind: 'string' };
  if (isSameKind && left.kind === 'bytes') return { kind: 'bytes' };
  if (isSameKind && (left.kind === 'node' || left.kind === 'edge')) return { kind: left.kind };
  // Only nullability differs.
  if (isSubtype(nullable(left), nullable(right))) return nullable(right);
  return ANY;
}

function widenNumbers(left: ValueType, right: ValueType): ValueType {
  if (left.kind === 'float' || right.kind === 'float') {
    return left.kind === 'float' && right.kind === 'float' && left.bits > 64 ? left : FLOAT;
  }
  if (left.kind === 'decimal' || right.kind === 'decimal') return DECIMAL;
  if (left.kind !== 'integer' || right.kind !== 'integer') return ANY;
  // One is signed and the other is not, or one would have been a subtype of the other.
  const [signed, unsigned] = left.signed ? [left, right] : [right, left];
  const needed = Math.max(signed.bits, unsigned.bits + 1);
  const bits = [8, 16, 32, 64, 128, 256].find((width) => width >= needed);
  return bits === undefined ? DECIMAL : { kind: 'integer', signed: true, bits };
}

/** Same field names keep a closed record, else it is open. */
function widenRecords(left: RecordType, right: RecordType): ValueType {
  const others = right.fields;
  if (left.fields === undefined || others?.length !== left.fields.length) return { kind: 'record' };
  const fields: FieldType[] = [];
  for (const field of left.fields) {
    const other = others.find((candidate) => candidate.name === field.name);
    if (other === undefined) return { kind: 'record' };
    fields.push({ name: field.name, type: commonSupertype(field.type, other.type) });
  }
  return { kind: 'record', fields };
}

/** The same type with null. */
export function nullable(type: ValueType): ValueType {
  if (type.notNull !== true) return type;
  const { notNull: _, ...rest } = type;
  return rest;
}

/**
 * Whether a value of the first type may be stored where the second is asked for (store assignment):
 * subtypes, numbers as numbers with a check of the range, and what is only known at run time.
 */
export function isAssignable(from: ValueType, to: ValueType): boolean {
  if (from.kind === 'any' || to.kind === 'any' || isNull(from)) return true;
  if (from.kind === 'union') return from.members.some((member) => isAssignable(member, to));
  if (to.kind === 'union') return to.members.some((member) => isAssignable(from, member));
  if (isNumericType(from) && isNumericType(to)) return true;
  if (from.kind === 'list' && to.kind === 'list') return isAssignable(from.element, to.element);
  if (from.kind === 'simple' && to.kind === 'simple') return from.name === to.name;
  return from.kind === to.kind;
}
