/**
 * CRC-32 as zlib and IEEE 802.3 have it, the checksum of the log and of pages.
 *
 * Slicing-by-8 (M. E. Kounavis and F. L. Berry, 2005) beats the host's zlib on short input, where
 * the call costs more than the work; from 512 bytes on zlib wins where the host has it.
 */
/** Of IEEE 802.3, bits reversed. */
const POLYNOMIAL = 0xedb88320;
const TABLES = makeTables();
const NATIVE_FROM = 512;
const native = nativeCrc32();

/** `seed` is the checksum of what came before, 0 at first. Returns an unsigned 32-bit number. */
export function crc32(bytes: Uint8Array, seed = 0): number {
  if (native !== undefined && bytes.length >= NATIVE_FROM) return native(bytes, seed);
  return crc32Portable(bytes, seed);
}

export function crc32Portable(bytes: Uint8Array, seed = 0): number {
  const [t0, t1, t2, t3, t4, t5, t6, t7] = TABLES;
  let crc = ~seed;
  let at = 0;
  const wordsEnd = bytes.length - 7;
  for (; at < wordsEnd; at += 8) {
    crc ^= word(bytes, at);
    const high = word(bytes, at + 4);
    crc =
      (t7[crc & 255] as number) ^
      (t6[(crc >>> 8) & 255] as number) ^
      (t5[(crc >>> 16) & 255] as number) ^
      (t4[crc >>> 24] as number) ^
      (t3[high & 255] as number) ^
      (t2[(high >>> 8) & 255] as number) ^
      (t1[(high >>> 16) & 255] as number) ^
      (t0[high >>> 24] as number);
  }
  for (; at < bytes.length; at++) {
    crc = (t0[(crc ^ (bytes[at] as number)) & 255] as number) ^ (crc >>> 8);
  }
  return ~crc >>> 0;
}

function word(bytes: Uint8Array, at: number): number {
  return (
    (bytes[at] as number) |
    ((bytes[at + 1] as number) << 8) |
    ((bytes[at + 2] as number) << 16) |
    ((bytes[at + 3] as number) << 24)
  );
}

type Table = Int32Array;
type Tables = readonly [Table, Table, Table, Table, Table, Table, Table, Table];

function makeTables(): Tables {
  const first = new Int32Array(256);
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? POLYNOMIAL : 0);
    first[byte] = crc;
  }
  const next = (table: Table): Table =>
    table.map((crc) => (first[crc & 255] as number) ^ (crc >>> 8));
  const t1 = next(first);
  const t2 = next(t1);
  const t3 = next(t2);
  const t4 = next(t3);
  const t5 = next(t4);
  const t6 = next(t5);
  return [first, t1, t2, t3, t4, t5, t6, next(t6)];
}

interface HostProcess {
  getBuiltinModule?: (
    name: string,
  ) => { crc32?: (bytes: Uint8Array, seed: number) => number } | undefined;
}

/** Node has it from 20.15 on; asked for at run time so that the core also loads in a browser. */
function nativeCrc32(): ((bytes: Uint8Array, seed: number) => number) | undefined {
  const host = (globalThis as { process?: HostProcess }).process;
  return host?.getBuiltinModule?.('node:zlib')?.crc32;
}
