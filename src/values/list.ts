import { limits } from '../base/limits.ts';
import { outOfRange } from './data-error.ts';
import type { Value } from './value.ts';

/** 22003 for more elements than a list may have. */
export function checkListLength(length: number): void {
  if (length > limits.maxListLength) {
    throw outOfRange(`a list has at most ${limits.maxListLength} elements (maxListLength)`);
  }
}

export function concatenateLists(left: readonly Value[], right: readonly Value[]): Value {
  checkListLength(left.length + right.length);
  return [...left, ...right];
}
