import { GqlError } from '../../src/base/errors.ts';
import type { Value } from '../../src/values/value.ts';

/** True, false, or null for unknown. */
export type Truth = boolean | null;

/** A value as a condition; 22G03 for what is no Boolean (B.7). */
export function truthOf(value: Value): Truth {
  if (value === null || typeof value === 'boolean') return value;
  throw new GqlError('22G03', 'a condition must be a Boolean');
}

/** Kleene's tables (ISO/IEC 39075, 20.20). */
export function not(a: Truth): Truth {
  return a === null ? null : !a;
}

export function and(a: Truth, b: Truth): Truth {
  if (a === false || b === false) return false;
  return a === null || b === null ? null : true;
}

export function or(a: Truth, b: Truth): Truth {
  return not(and(not(a), not(b)));
}

export function xor(a: Truth, b: Truth): Truth {
  return a === null || b === null ? null : a !== b;
}
