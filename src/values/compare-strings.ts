/**
 * Order by Unicode code point, the default collation UCS_BASIC (ID022). UTF-16 units order alike
 * but for surrogates, which stand for code points above U+FFFF and yet are smaller than U+E000.
 */
export function compareStrings(left: string, right: string): number {
  if (left === right) return 0;
  const length = Math.min(left.length, right.length);
  for (let i = 0; i < length; i++) {
    const a = left.charCodeAt(i);
    const b = right.charCodeAt(i);
    if (a !== b) {
      return a < FIRST_SURROGATE || b < FIRST_SURROGATE ? a - b : liftUnit(a) - liftUnit(b);
    }
  }
  return left.length - right.length;
}

const FIRST_SURROGATE = 0xd800;

/** Moves surrogates above the units U+E000–U+FFFF. */
function liftUnit(unit: number): number {
  return unit >= 0xe000 ? unit - 0x800 : unit + 0x2000;
}

/** By unsigned byte, a prefix first. */
export function compareBytes(left: Uint8Array, right: Uint8Array): number {
  const length = Math.min(left.length, right.length);
  for (let i = 0; i < length; i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
