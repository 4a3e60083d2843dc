import type { Span } from '../base/errors.ts';
import { isAssignable, isSubtype } from '../values/subtype.ts';
import type { ValueType } from '../values/type.ts';
import { typeName } from '../values/type-name.ts';
import type { BoundExpr } from './bound/statement.ts';
import { invalidType } from './static-types.ts';

/**
 * A value for a variable with a declared type (store assignment, 22.11): unlike CAST it makes no
 * number of a string. What only the run can tell is left to a cast.
 */
export function assigned(value: BoundExpr, type: ValueType | undefined, span: Span): BoundExpr {
  if (type === undefined || isSubtype(value.type, type)) return value;
  if (!isAssignable(value.type, type)) {
    const [found, wanted] = [typeName(value.type), typeName(type)];
    throw invalidType(
      `a value of type ${found} cannot be assigned to ${wanted}`,
      span,
      `CAST(… AS ${wanted}) converts where that is possible`,
    );
  }
  return { kind: 'cast', operand: value, type, span };
}
