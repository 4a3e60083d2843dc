/**
 * The one source of chance, injected like the clock, so that a run can be repeated exactly.
 */
export interface Random {
  /** A number from 0 up to but not including 1. Not for secrets. */
  next(): number;
  /** That many random bytes; from `systemRandom` they are fit for salts and keys. */
  bytes(count: number): Uint8Array;
}

export const systemRandom: Random = {
  next: () => Math.random(),
  bytes(count) {
    const result = new Uint8Array(count);
    for (let start = 0; start < count; start += MAX_BYTES_PER_REQUEST) {
      crypto.getRandomValues(result.subarray(start, start + MAX_BYTES_PER_REQUEST));
    }
    return result;
  },
};

/**
 * The same sequence for the same seed, on every host and in every version: tests print their seed.
 * The generator is sfc32 (small fast counter, C. Doty-Humphrey, PractRand), which passes that suite
 * with 128 bits of state and needs only 32-bit arithmetic. Predictable, hence never for secrets.
 */
export function seededRandom(seed: number): Random {
  const next32 = smallFastCounter(seed);
  return {
    next() {
      // 53 bits, all that a double between 0 and 1 holds evenly: 27 from one word, 26 from another.
      const high = next32() >>> 5;
      const low = next32() >>> 6;
      return (high * 2 ** 26 + low) / 2 ** 53;
    },
    bytes(count) {
      const result = new Uint8Array(count);
      // One word per byte wastes three quarters, which no user of a seeded source has to mind.
      for (let i = 0; i < count; i++) result[i] = next32() >>> 24;
      return result;
    },
  };
}

function smallFastCounter(seed: number): () => number {
  let a = seed | 0;
  let b = Math.floor(seed / 2 ** 32) | 0;
  let c = 0;
  let counter = 1;
  const next32 = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  // Seeds that differ in one bit give alike first words, so those are thrown away.
  for (let i = 0; i < WARM_UP_ROUNDS; i++) next32();
  return next32;
}

/** The Web Cryptography API gives no more at once. */
const MAX_BYTES_PER_REQUEST = 65_536;
const WARM_UP_ROUNDS = 16;
