/**
 * GQL's value types (ISO/IEC 39075, 4.12–4.18, 18.9). A type is plain immutable data; `notNull`
 * says that null is not an instance. The helpers for printing, subtyping and casting live beside.
 */
export type ValueType =
  | AnyType
  | SimpleType
  | IntegerType
  | DecimalType
  | FloatType
  | StringType
  | BytesType
  | ListType
  | RecordType
  | ElementType
  | GraphRefType
  | TableRefType
  | UnionType;

interface Nullability {
  readonly notNull?: boolean;
}

/** ANY VALUE, the open dynamic union: what is not known before the query runs. */
export interface AnyType extends Nullability {
  readonly kind: 'any';
  /** ANY PROPERTY VALUE. */
  readonly property?: boolean;
}

export type SimpleTypeName =
  | 'BOOL'
  | 'DATE'
  | 'LOCAL TIME'
  | 'ZONED TIME'
  | 'LOCAL DATETIME'
  | 'ZONED DATETIME'
  | 'DURATION YEAR TO MONTH'
  | 'DURATION DAY TO SECOND'
  | 'PATH'
  | 'NULL'
  | 'NOTHING';

export interface SimpleType extends Nullability {
  readonly kind: 'simple';
  readonly name: SimpleTypeName;
}

/** Exact integers; `bits` is the width (INT without more is 64), or INT(p)'s p plus the sign. */
export interface IntegerType extends Nullability {
  readonly kind: 'integer';
  readonly signed: boolean;
  readonly bits: number;
}

export interface DecimalType extends Nullability {
  readonly kind: 'decimal';
  readonly precision?: number;
  readonly scale?: number;
}

export interface FloatType extends Nullability {
  readonly kind: 'float';
  readonly bits: number;
}

export interface StringType extends Nullability {
  readonly kind: 'string';
  readonly minLength?: number;
  readonly maxLength?: number;
  /** CHAR(n): padded with spaces. */
  readonly fixed?: boolean;
}

export interface BytesType extends Nullability {
  readonly kind: 'bytes';
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly fixed?: boolean;
}

export interface ListType extends Nullability {
  readonly kind: 'list';
  readonly element: ValueType;
  readonly maxLength?: number;
  /** GROUP LIST: the list of a group variable's bindings. */
  readonly group?: boolean;
}

/** `fields` undefined: an open record. */
export interface RecordType extends Nullability {
  readonly kind: 'record';
  readonly fields?: readonly FieldType[];
}

export interface FieldType {
  readonly name: string;
  readonly type: ValueType;
}

/** A node or edge reference type; labels and properties of a closed one come with the catalog. */
export interface ElementType extends Nullability {
  readonly kind: 'node' | 'edge';
  /** Labels that every instance is known to carry. */
  readonly labels?: readonly string[];
  readonly properties?: readonly FieldType[];
}

export interface GraphRefType extends Nullability {
  readonly kind: 'graph';
}

export interface TableRefType extends Nullability {
  readonly kind: 'table';
  readonly fields?: readonly FieldType[];
}

/** A closed dynamic union `T1 | T2`. */
export interface UnionType extends Nullability {
  readonly kind: 'union';
  readonly members: readonly ValueType[];
}

export const ANY: ValueType = { kind: 'any' };
export const BOOL: ValueType = { kind: 'simple', name: 'BOOL' };
export const INT: ValueType = { kind: 'integer', signed: true, bits: 64 };
export const DECIMAL: ValueType = { kind: 'decimal' };
export const FLOAT: ValueType = { kind: 'float', bits: 64 };
export const STRING: ValueType = { kind: 'string' };
export const BYTES: ValueType = { kind: 'bytes' };
export const DATE: ValueType = { kind: 'simple', name: 'DATE' };
export const PATH: ValueType = { kind: 'simple', name: 'PATH' };
export const NULL_TYPE: ValueType = { kind: 'simple', name: 'NULL' };
export const NODE: ValueType = { kind: 'node' };
export const EDGE: ValueType = { kind: 'edge' };
export const ANY_LIST: ValueType = { kind: 'list', element: ANY };
export const ANY_RECORD: ValueType = { kind: 'record' };
