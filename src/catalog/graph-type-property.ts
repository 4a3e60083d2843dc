import { GqlError } from '../base/errors.ts';
import { castValue } from '../values/cast.ts';
import { isList, isNumeric } from '../values/family.ts';
import { isNumericType, nullable } from '../values/subtype.ts';
import { isInstance } from '../values/type-of.ts';
import type { ValueType } from '../values/type.ts';
import { Float } from '../values/value.ts';
import type { Value } from '../values/value.ts';
import type { PropertyType } from './graph-type.ts';

/** A property type, made ready for testing many values. */
export class PropertyRule {
  readonly name: string;
  readonly type: ValueType;
  readonly isRequired: boolean;
  /**
   * A value that is not null as the property stores it: itself, a number of another type as one of
   * this type (store assignment), undefined where it does not fit.
   */
  readonly stored: (value: Value) => Value | undefined;

  constructor({ name, type }: PropertyType) {
    this.name = name;
    this.type = type;
    this.isRequired = type.notNull === true;
    this.stored = storing(name, nullable(type));
  }

  /** Whether it is an instance of the type as it is. */
  has(value: Value): boolean {
    return value === null ? !this.isRequired : isInstance(value, this.type);
  }

  /** Whether store assignment makes an instance of it, the range of numbers aside. */
  isConverted(value: Value): boolean {
    return isConverted(value, this.type);
  }
}

/** The types that most properties have are told by the representation of their values. */
function storing(name: string, type: ValueType): (value: Value) => Value | undefined {
  const any = (value: Value): Value | undefined => storedValue(value, type, name);
  switch (type.kind) {
    case 'string':
      if (type.minLength !== undefined || type.maxLength !== undefined) return any;
      return (value) => (typeof value === 'string' ? value : undefined);
    case 'integer':
      if (!type.signed || type.bits < 64) return any;
      return (value) => (typeof value === 'number' ? value : any(value));
    case 'float':
      if (type.bits < 64) return any;
      return (value) => (value instanceof Float ? value : any(value));
    default:
      return any;
  }
}

function storedValue(value: Value, type: ValueType, name: string): Value | undefined {
  if (isInstance(value, type)) return value;
  if (!isConverted(value, type)) return undefined;
  try {
    return castValue(value, type);
  } catch (cause) {
    if (!(cause instanceof GqlError)) throw cause;
    throw new GqlError(cause.gqlstatus, `property "${name}": ${cause.message}`, { cause });
  }
}

/** Whether store assignment makes a value of the type of it (22.11): of numbers, also in lists. */
function isConverted(value: Value, type: ValueType): boolean {
  if (type.kind === 'list') {
    const { element } = type;
    return (
      isList(value) &&
      value.length <= (type.maxLength ?? Infinity) &&
      value.every((item) => isInstance(item, element) || isConverted(item, element))
    );
  }
  return isNumericType(type) && isNumeric(value);
}
