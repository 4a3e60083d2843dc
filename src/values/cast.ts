import { unreachable } from '../base/assert.ts';
import { GqlError } from '../base/errors.ts';
import { castToBytes, castToString } from './cast-text.ts';
import { castToDecimal, castToFloat, castToInteger } from './cast-number.ts';
import { castToTemporal } from './cast-temporal.ts';
import { noCast } from './cast-error.ts';
import { dataError, outOfRange } from './data-error.ts';
import { describeFamily, isList, isNumeric } from './family.ts';
import { typeName } from './type-name.ts';
import type { LabelsOf } from './type-of.ts';
import { isInstance } from './type-of.ts';
import type {
  ElementType,
  ListType,
  RecordType,
  SimpleType,
  UnionType,
  ValueType,
} from './type.ts';
import type { Value } from './value.ts';
import { EdgeValue, NodeValue, PathValue, RecordValue } from './value.ts';
import { compareNumbers } from './compare-numbers.ts';

/** What a cast may need from around it. All has a default: UTC, warnings dropped, no labels. */
export interface CastContext {
  /** The session's time zone, for what has none of its own. */
  readonly timeZone?: string;
  /** Takes completion conditions such as 01004, string data cut on the right. */
  readonly warn?: (gqlstatus: string) => void;
  readonly labelsOf?: LabelsOf;
}

const NO_CONTEXT: CastContext = {};

/**
 * `CAST(value AS type)` (ISO/IEC 39075, 20.8). Codes: 22004 null for a NOT NULL type, 22018 text
 * that does not read as the type, 22003 numbers beyond it, 22001 a string cut, 22G0B/22G0C lists,
 * 22G0X/22G0Y records, 22G0V/22G0W elements, 22G03 pairs of types between which there is no cast.
 */
export function castValue(value: Value, type: ValueType, context: CastContext = NO_CONTEXT): Value {
  if (value === null) {
    if (type.notNull === true) throw dataError('22004', `null is not a value of ${typeName(type)}`);
    return null;
  }
  switch (type.kind) {
    case 'any':
      if (isInstance(value, type)) return value;
      throw noCast(value, type);
    case 'simple':
      return castToSimple(value, type, context);
    case 'integer':
      return castToInteger(value, type);
    case 'decimal':
      return castToDecimal(value, type);
    case 'float':
      return castToFloat(value, type);
    case 'string':
      return castToString(value, type, context);
    case 'bytes':
      return castToBytes(value, type, context);
    case 'list':
      return castToList(value, type, context);
    case 'record':
      return castToRecord(value, type, context);
    case 'node':
    case 'edge':
      return castToElement(value, type, context);
    case 'union':
      return castToUnion(value, type, context);
    case 'graph':
    case 'table':
      throw noCast(value, type);
    default:
      return unreachable(type);
  }
}

function castToSimple(value: Value, type: SimpleType, context: CastContext): Value {
  switch (type.name) {
    case 'BOOL':
      return castToBoolean(value, type);
    case 'PATH':
      if (value instanceof PathValue) return value;
      throw noCast(value, type);
    case 'NULL':
    case 'NOTHING':
      throw noCast(value, type);
    default:
      return castToTemporal(value, { name: type.name, type }, context.timeZone ?? 'UTC');
  }
}

/** From text in any case, and as an extension from the numbers 0 and 1. */
function castToBoolean(value: Value, type: SimpleType): Value {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string') {
    const word = value.trim().toLowerCase();
    if (word === 'true' || word === 'false') return word === 'true';
    throw dataError('22018', `'${value}' is not a BOOL`, "expected 'true' or 'false'");
  }
  if (isNumeric(value)) {
    if (compareNumbers(value, 0) === 0) return false;
    if (compareNumbers(value, 1) === 0) return true;
    throw outOfRange('only the numbers 0 and 1 cast to BOOL');
  }
  throw noCast(value, type);
}

function castToList(value: Value, type: ListType, context: CastContext): Value {
  if (!isList(value)) throw noCast(value, type);
  if (value.length > (type.maxLength ?? Number.POSITIVE_INFINITY)) {
    throw dataError('22G0B', `a list of ${value.length} elements does not fit ${typeName(type)}`);
  }
  return value.map((item, i) => {
    try {
      return castValue(item, type.element, context);
    } catch (cause) {
      if (!(cause instanceof GqlError)) throw cause;
      throw new GqlError('22G0C', `element ${i} of the list: ${cause.message}`, { cause });
    }
  });
}

function castToRecord(value: Value, type: RecordType, context: CastContext): Value {
  if (!(value instanceof RecordValue)) throw noCast(value, type);
  const { fields } = type;
  if (fields === undefined) return value;
  const unknown = value.names.find((name) => !fields.some((field) => field.name === name));
  if (unknown !== undefined) {
    throw dataError('22G0X', `${typeName(type)} has no field ${unknown}`);
  }
  const values = fields.map((field) => {
    const own = value.get(field.name);
    if (own === undefined) throw dataError('22G0Y', `the record has no field ${field.name}`);
    try {
      return castValue(own, field.type, context);
    } catch (cause) {
      if (!(cause instanceof GqlError)) throw cause;
      throw new GqlError('22G0X', `field ${field.name}: ${cause.message}`, { cause });
    }
  });
  const names = fields.map((field) => field.name);
  return new RecordValue(names, values);
}

function castToElement(value: Value, type: ElementType, context: CastContext): Value {
  if (!(value instanceof NodeValue || value instanceof EdgeValue)) throw noCast(value, type);
  const kind = value instanceof NodeValue ? 'node' : 'edge';
  if (kind !== type.kind) {
    throw dataError('22G0V', `${describeFamily(value)} is not a value of ${typeName(type)}`);
  }
  if (!isInstance(value, type, context.labelsOf)) {
    throw dataError('22G0W', `the ${kind} lacks a label of ${typeName(type)}`);
  }
  return value;
}

/** Stays what it is where it can, else becomes the first member that it casts to. */
function castToUnion(value: Value, type: UnionType, context: CastContext): Value {
  if (isInstance(value, type, context.labelsOf)) return value;
  let failure: GqlError | undefined;
  for (const member of type.members) {
    try {
      return castValue(value, member, context);
    } catch (cause) {
      if (!(cause instanceof GqlError)) throw cause;
      // What was wrong with a text says more than that some member takes no text.
      if (failure === undefined || failure.gqlstatus === '22G03') failure = cause;
    }
  }
  throw failure ?? noCast(value, type);
}
