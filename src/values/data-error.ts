import { GqlError } from '../base/errors.ts';

/**
 * Data exceptions (ISO/IEC 39075, clause 23, class 22). Functions return the error instead of
 * throwing it, so that the `throw` stands where the control flow ends.
 */
export function dataError(gqlstatus: string, message: string, hint?: string): GqlError {
  return new GqlError(gqlstatus, message, { hint });
}

/** 22003. */
export function outOfRange(message: string, hint?: string): GqlError {
  return dataError('22003', message, hint);
}

/** 22012. */
export function divisionByZero(): GqlError {
  return dataError('22012', 'division by zero');
}

/** 22G03: a value of a type that is not taken here. */
export function invalidValueType(message: string, hint?: string): GqlError {
  return dataError('22G03', message, hint);
}
