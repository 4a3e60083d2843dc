import { crc32 } from '../../base/checksum.ts';
import { invariant } from '../../base/assert.ts';
import {
  ENTRY_BYTES,
  ENTRY_TYPES,
  FILE_HEADER_BYTES,
  FORMAT_VERSION,
  MAGIC,
  OPERATION_CODES,
  operationOf,
} from './entry.ts';
import type { LogEntry } from './entry.ts';

/** Offsets inside an entry; all integers are little-endian. */
const TYPE_AT = 4;
const TRANSACTION_AT = 5;
const GLOBAL_SEQUENCE_AT = 13;
const SEQUENCE_AT = 21;
const TIMESTAMP_AT = 29;
const OPERATION_AT = 37;
const LENGTH_AT = 38;
export const DESCRIPTION_AT = 42;

/** Header offsets. */
const VERSION_AT = 4;
const CREATED_AT = 6;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

export function encodeFileHeader(createdNs: bigint): Uint8Array {
  const bytes = new Uint8Array(FILE_HEADER_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint16(VERSION_AT, FORMAT_VERSION, true);
  view.setBigUint64(CREATED_AT, createdNs, true);
  return bytes;
}

/** What is wrong with a file header, undefined when nothing is. */
export function headerFault(bytes: Uint8Array): string | undefined {
  if (bytes.length < FILE_HEADER_BYTES) return 'the file header is cut short';
  const view = viewOf(bytes);
  if (view.getUint32(0, true) !== MAGIC) return 'this is not a log file (wrong magic number)';
  const version = view.getUint16(VERSION_AT, true);
  if (version === FORMAT_VERSION) return undefined;
  return `the log format version is ${version}; this program reads version ${FORMAT_VERSION}`;
}

/** The entry as it lies in the file. */
export function encodeEntry(entry: LogEntry): Uint8Array {
  const bytes = new Uint8Array(encodedBound(entry));
  const length = encodeEntryInto(entry, { bytes, view: viewOf(bytes), at: 0 });
  return bytes.subarray(0, length);
}

/** At most so many bytes does `encodeEntryInto` need: UTF-8 takes up to 3 a unit. */
export function encodedBound({ description }: LogEntry): number {
  return ENTRY_BYTES + Math.max(description.length * 3, MINIMUM_DESCRIPTION);
}

/** Where an entry is put; `view` is of the same bytes. */
export interface EntryPlace {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly at: number;
}

/** Puts the entry there and returns its length. A short description is padded with spaces. */
export function encodeEntryInto(entry: LogEntry, { bytes, view, at }: EntryPlace): number {
  const description = entry.description.padEnd(MINIMUM_DESCRIPTION, ' ');
  const { written } = encoder.encodeInto(description, bytes.subarray(at + DESCRIPTION_AT));
  invariant(written <= 0xffffffff, 'a log entry is longer than its length field holds');
  view.setUint32(at, MAGIC, true);
  view.setUint8(at + TYPE_AT, ENTRY_TYPES.indexOf(entry.type));
  view.setBigUint64(at + TRANSACTION_AT, entry.transactionId, true);
  view.setBigUint64(at + GLOBAL_SEQUENCE_AT, entry.globalSequence, true);
  view.setBigUint64(at + SEQUENCE_AT, entry.sequence, true);
  view.setBigUint64(at + TIMESTAMP_AT, entry.timestampNs, true);
  view.setUint8(at + OPERATION_AT, OPERATION_CODES[entry.operation]);
  view.setUint32(at + LENGTH_AT, written, true);
  const end = DESCRIPTION_AT + written;
  view.setUint32(at + end, crc32(bytes.subarray(at, at + end)), true);
  return end + 4;
}

/** GraphLite's reader loses a last entry whose description is shorter than this. */
const MINIMUM_DESCRIPTION = 4;

/** The whole length that an entry claims, from its first `DESCRIPTION_AT` bytes. */
export function claimedLength(fixed: Uint8Array): number {
  return ENTRY_BYTES + viewOf(fixed).getUint32(LENGTH_AT, true);
}

/** Whether bytes begin like an entry; says nothing of the checksum. */
export function hasEntryMagic(bytes: Uint8Array): boolean {
  return bytes.length >= 4 && viewOf(bytes).getUint32(0, true) === MAGIC;
}

/** A whole entry's bytes to the entry, or a text that says what is wrong with them. */
export function decodeEntry(bytes: Uint8Array): LogEntry | string {
  const view = viewOf(bytes);
  if (view.getUint32(0, true) !== MAGIC) return 'wrong magic number';
  const end = bytes.length - 4;
  if (view.getUint32(end, true) !== crc32(bytes.subarray(0, end))) return 'wrong checksum';
  const type = ENTRY_TYPES[view.getUint8(TYPE_AT)];
  if (type === undefined) return `unknown entry type ${view.getUint8(TYPE_AT)}`;
  const operation = operationOf(view.getUint8(OPERATION_AT));
  if (operation === undefined) return `unknown operation type ${view.getUint8(OPERATION_AT)}`;
  let description: string;
  try {
    description = decoder.decode(bytes.subarray(DESCRIPTION_AT, end));
  } catch {
    return 'the description is not UTF-8';
  }
  return {
    type,
    transactionId: view.getBigUint64(TRANSACTION_AT, true),
    globalSequence: view.getBigUint64(GLOBAL_SEQUENCE_AT, true),
    sequence: view.getBigUint64(SEQUENCE_AT, true),
    timestampNs: view.getBigUint64(TIMESTAMP_AT, true),
    operation,
    description,
  };
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
