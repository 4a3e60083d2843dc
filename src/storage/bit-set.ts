/**
 * Bit sets over `Uint32Array` as in `graph/raw.ts`: bit `i` is `(words[i >>> 5] >>> (i & 31)) & 1`.
 * Plain functions instead of a class, because compiled code reads the words directly.
 */
export function wordsFor(bits: number): number {
  return (bits + 31) >>> 5;
}

export function hasBit(words: Uint32Array, at: number): boolean {
  return (((words[at >>> 5] as number) >>> (at & 31)) & 1) === 1;
}

export function setBit(words: Uint32Array, at: number): void {
  const word = at >>> 5;
  words[word] = (words[word] as number) | (1 << (at & 31));
}

export function clearBit(words: Uint32Array, at: number): void {
  const word = at >>> 5;
  words[word] = (words[word] as number) & ~(1 << (at & 31));
}

/** Sets or clears the bits from `from` up to but not including `to`. */
export function fillBits(words: Uint32Array, from: number, to: number, on: boolean): void {
  if (from >= to) return;
  const first = from >>> 5;
  const last = (to - 1) >>> 5;
  const head = -1 << (from & 31);
  const tail = -1 >>> (31 - ((to - 1) & 31));
  if (first === last) {
    maskWord(words, first, head & tail, on);
    return;
  }
  maskWord(words, first, head, on);
  words.fill(on ? 0xffffffff : 0, first + 1, last);
  maskWord(words, last, tail, on);
}

function maskWord(words: Uint32Array, word: number, mask: number, on: boolean): void {
  const before = words[word] as number;
  words[word] = on ? before | mask : before & ~mask;
}

/** The number of set bits from `from` up to but not including `to`. */
export function countBits(words: Uint32Array, from: number, to: number): number {
  if (from >= to) return 0;
  const first = from >>> 5;
  const last = (to - 1) >>> 5;
  const head = -1 << (from & 31);
  const tail = -1 >>> (31 - ((to - 1) & 31));
  if (first === last) return popCount((words[first] as number) & head & tail);
  let count = popCount((words[first] as number) & head) + popCount((words[last] as number) & tail);
  for (let word = first + 1; word < last; word++) count += popCount(words[word] as number);
  return count;
}

/** The set bits of one word, counted in parallel (H. S. Warren, Hacker's Delight, 5-1). */
export function popCount(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** The place of the lowest set bit of a word that is not 0. */
export function lowestBit(word: number): number {
  return 31 - Math.clz32(word & -word);
}

/** Calls `visit` with every set bit below `end`, in ascending order. */
export function forEachBit(words: Uint32Array, end: number, visit: (at: number) => void): void {
  const count = wordsFor(end);
  for (let index = 0; index < count; index++) {
    for (let rest = words[index] as number; rest !== 0; rest &= rest - 1) {
      const at = (index << 5) + lowestBit(rest);
      if (at >= end) return;
      visit(at);
    }
  }
}
