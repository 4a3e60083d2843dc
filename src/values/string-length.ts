import { limits } from '../base/limits.ts';
import { outOfRange } from './data-error.ts';

/** 22003 for more UTF-16 units than a string may have; asked before the string is made. */
export function checkStringLength(length: number): void {
  if (length > limits.maxStringLength) throw tooLong();
}

/**
 * The string that `make` gives, for what tells its length only when it is there; 22003 where that
 * is too long, be it for the host, which throws a `RangeError`.
 */
export function limitedString(make: () => string): string {
  try {
    const text = make();
    checkStringLength(text.length);
    return text;
  } catch (cause) {
    throw cause instanceof RangeError ? tooLong() : cause;
  }
}

export function concatenateStrings(left: string, right: string): string {
  checkStringLength(left.length + right.length);
  return left + right;
}

function tooLong(): Error {
  return outOfRange(`a string is longer than maxStringLength (${limits.maxStringLength} units)`);
}
