import { fileError } from '../import-error.ts';
import { placeInBytes } from './csv-table.ts';

/** Refuses what is not UTF-8, with the place of the first wrong byte. */
export function requireUtf8(file: string, bytes: Uint8Array): void {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    throw fileError(
      '22000',
      'the file is UTF-16',
      { file, line: 1, column: 1, offset: 0 },
      'Save it as UTF-8.',
    );
  }
  const wrong = firstInvalidByte(bytes);
  if (wrong < 0) return;
  const byte = (bytes[wrong] as number).toString(16).toUpperCase().padStart(2, '0');
  throw fileError(
    '22000',
    `the byte 0x${byte} is not UTF-8`,
    placeInBytes(file, bytes, wrong),
    'Save the file as UTF-8.',
  );
}

/** Offset of the first byte of an ill-formed sequence (Unicode 15, table 3-7), −1 when none. */
export function firstInvalidByte(bytes: Uint8Array): number {
  const length = bytes.length;
  let at = 0;
  while (at < length) {
    const lead = bytes[at] as number;
    if (lead < 0x80) {
      at++;
      continue;
    }
    const size = sequenceLength(lead);
    if (size === 0 || at + size > length || !continues(bytes, at, size)) return at;
    at += size;
  }
  return -1;
}

function sequenceLength(lead: number): number {
  if (lead >= 0xc2 && lead <= 0xdf) return 2;
  if (lead >= 0xe0 && lead <= 0xef) return 3;
  return lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
}

function continues(bytes: Uint8Array, at: number, size: number): boolean {
  const lead = bytes[at] as number;
  const second = bytes[at + 1] as number;
  // Overlong forms, surrogates and what lies past U+10FFFF show in the second byte.
  if (lead === 0xe0 && second < 0xa0) return false;
  if (lead === 0xed && second > 0x9f) return false;
  if (lead === 0xf0 && second < 0x90) return false;
  if (lead === 0xf4 && second > 0x8f) return false;
  for (let i = 1; i < size; i++) {
    if (((bytes[at + i] as number) & 0xc0) !== 0x80) return false;
  }
  return true;
}
