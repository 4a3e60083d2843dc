import type { GqlError } from '../base/errors.ts';
import { dataError, invalidValueType, outOfRange } from './data-error.ts';
import { describeFamily } from './family.ts';
import { typeName } from './type-name.ts';
import type { ValueType } from './type.ts';
import type { Value } from './value.ts';

/** 22G03: a pair of types between which there is no cast. */
export function noCast(value: Value, type: ValueType): GqlError {
  return invalidValueType(`there is no cast from ${describeFamily(value)} to ${typeName(type)}`);
}

/** 22018: a text that does not read as the type. */
export function badText(text: string, type: ValueType): GqlError {
  const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  return dataError('22018', `'${shown}' does not read as ${typeName(type)}`);
}

/** 22003: a number that the type does not hold. */
export function beyondType(type: ValueType): GqlError {
  return outOfRange(`the number is out of the range of ${typeName(type)}`);
}
