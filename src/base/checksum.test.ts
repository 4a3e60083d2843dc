import { crc32 as zlibCrc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { crc32, crc32Portable } from './checksum.ts';
import { seededRandom } from './random.ts';

describe('CRC-32', () => {
  it('gives the check value of the catalogue', () => {
    expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
  });

  it('agrees with zlib at every length and in parts', () => {
    const random = seededRandom(1);
    for (let length = 0; length < 700; length++) {
      const bytes = random.bytes(length);
      expect(crc32Portable(bytes)).toBe(zlibCrc32(bytes));
      expect(crc32(bytes)).toBe(zlibCrc32(bytes));
      const half = length >>> 1;
      expect(crc32(bytes.subarray(half), crc32(bytes.subarray(0, half)))).toBe(zlibCrc32(bytes));
    }
  });
});
