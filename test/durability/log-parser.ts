import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';

/**
 * A strict reader of GraphLite's write-ahead log, written from the description of the format and
 * sharing nothing with the one in src/storage: it accepts what the format says and not a byte more.
 */
export interface StrictEntry {
  readonly file: string;
  readonly offset: number;
  /** With its frame. */
  readonly bytes: Uint8Array;
  readonly type: 'begin' | 'operation' | 'commit' | 'rollback';
  readonly transactionId: bigint;
  readonly globalSequence: bigint;
  readonly sequence: bigint;
  readonly timestamp: bigint;
  readonly operation: number;
  readonly description: string;
}

export interface StrictFile {
  readonly number: number;
  readonly size: number;
  /** Where the last entry ends; zeros follow. */
  readonly end: number;
}

export interface StrictLog {
  readonly files: readonly StrictFile[];
  readonly entries: readonly StrictEntry[];
  readonly catalog: readonly StrictEntry[];
}

export interface StrictOptions {
  /** The writer was killed: the last file may end in part of an entry. Default false. */
  readonly killed?: boolean;
}

const MAGIC = [0x57, 0x4e, 0x59, 0x53];
const HEADER_BYTES = 64;
const FRAME_BYTES = 46;
const LARGEST_FILE = 67_108_864;
const PREALLOCATION = 1_048_576;
const OPERATIONS = new Set([
  0, 1, 10, 11, 12, 13, 14, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 99, 255,
]);
const TYPES = [undefined, 'begin', 'operation', 'commit', 'rollback'] as const;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads `wal/` of a database, or any directory of a log; throws where it departs from the format.
 */
export function parseLog(directory: string, options: StrictOptions = {}): StrictLog {
  const names = readdirSync(directory).sort(byNumber);
  const logs = names.filter((name) => name !== 'catalog');
  const files: StrictFile[] = [];
  const entries: StrictEntry[] = [];
  for (const [i, name] of logs.entries()) {
    const isLast = i === logs.length - 1;
    const file = parseFile(directory, name, { entries, isLast, killed: options.killed === true });
    const previous = files.at(-1);
    if (previous !== undefined && file.number !== previous.number + 1) {
      fail(name, 0, `file ${previous.number + 1} is missing`);
    }
    files.push(file);
  }
  checkOrder(entries);
  checkTransactions(entries);
  const catalog = names.includes('catalog') ? parseCatalog(join(directory, 'catalog')) : [];
  checkCopies(entries, catalog);
  return { files, entries, catalog };
}

function byNumber(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : 1);
}

interface FileContext {
  readonly entries: StrictEntry[];
  readonly isLast: boolean;
  readonly killed: boolean;
}

function parseFile(directory: string, name: string, context: FileContext): StrictFile {
  const digits = /^wal_([0-9]{6}|[1-9][0-9]{6,})\.log$/u.exec(name)?.[1];
  if (digits === undefined || Number(digits) === 0) fail(name, 0, 'this is no name of a log file');
  const bytes = readFileSync(join(directory, name));
  // The process died between making the file and writing its header.
  if (bytes.length === 0 && context.killed && context.isLast) {
    return { number: Number(digits), size: 0, end: 0 };
  }
  if (bytes.length < HEADER_BYTES) fail(name, 0, 'the header is cut short');
  checkHeader(name, bytes);
  const before = context.entries.length;
  const end = parseEntries({ name, bytes, start: HEADER_BYTES, killed: context.killed }, (entry) =>
    context.entries.push(entry),
  );
  if (end < bytes.length && !context.isLast) fail(name, end, 'free space in a file that is done');
  const grown = bytes.length % PREALLOCATION === 0 || bytes.length === end;
  if (!grown && !context.killed) fail(name, end, `free space up to ${bytes.length}`);
  const count = context.entries.length - before;
  if (bytes.length > LARGEST_FILE && count > 1) fail(name, LARGEST_FILE, 'the file is too large');
  return { number: Number(digits), size: bytes.length, end };
}

function checkHeader(name: string, bytes: Buffer): void {
  if (!hasMagic(bytes, 0)) fail(name, 0, 'wrong magic number of the file');
  if (bytes.readUInt16LE(4) !== 1) fail(name, 4, `version ${bytes.readUInt16LE(4)}`);
  if (bytes.readBigUInt64LE(6) === 0n) fail(name, 6, 'no time of creation');
  const reserved = bytes.subarray(14, HEADER_BYTES);
  if (reserved.some((byte) => byte !== 0)) fail(name, 14, 'the reserved bytes are not zeros');
}

interface Run {
  readonly name: string;
  readonly bytes: Buffer;
  readonly start: number;
  readonly killed: boolean;
}

/** Returns where the last entry ends; behind it are zeros. */
function parseEntries(run: Run, found: (entry: StrictEntry) => void): number {
  const { name, bytes } = run;
  let at = run.start;
  while (at < bytes.length && !onlyZeros(bytes, at)) {
    const entry = tryEntry(run, at);
    if (typeof entry === 'string') {
      // What a killed process left of its last write; anything whole behind it would be damage.
      if (run.killed && !hasEntryBehind(run, at)) return at;
      fail(name, at, entry);
    }
    found(entry);
    at += entry.bytes.length;
  }
  return at;
}

function onlyZeros(bytes: Buffer, from: number): boolean {
  // Entries begin with the magic number, so one look is enough for nearly all of them.
  if (bytes[from] !== 0) return false;
  return bytes.subarray(from).every((byte) => byte === 0);
}

function hasEntryBehind(run: Run, at: number): boolean {
  const magic = Buffer.from(MAGIC);
  for (let next = at; (next = run.bytes.indexOf(magic, next + 1)) >= 0;) {
    if (typeof tryEntry(run, next) !== 'string') return true;
  }
  return false;
}

/** The entry, or what is wrong with it. */
function tryEntry({ name, bytes }: Run, at: number): StrictEntry | string {
  if (at + FRAME_BYTES > bytes.length) return 'the entry is cut short';
  if (!hasMagic(bytes, at)) return 'wrong magic number of the entry';
  const length = bytes.readUInt32LE(at + 38);
  const end = at + FRAME_BYTES + length;
  if (end > bytes.length) return `a description of ${length} bytes is cut short`;
  if (crc32(bytes.subarray(at, end - 4)) !== bytes.readUInt32LE(end - 4)) return 'wrong checksum';
  const type = TYPES[bytes.readUInt8(at + 4)];
  if (type === undefined) return `entry type ${bytes.readUInt8(at + 4)}`;
  const operation = bytes.readUInt8(at + 37);
  if (!OPERATIONS.has(operation)) return `operation type ${operation}`;
  // The original's reader would lose such an entry at the end of a file.
  if (length < 4) return `a description of ${length} bytes`;
  return {
    ...{ file: name, offset: at, bytes: bytes.subarray(at, end), type, operation },
    transactionId: bytes.readBigUInt64LE(at + 5),
    globalSequence: bytes.readBigUInt64LE(at + 13),
    sequence: bytes.readBigUInt64LE(at + 21),
    timestamp: bytes.readBigUInt64LE(at + 29),
    description: utf8.decode(bytes.subarray(at + 42, end - 4)),
  };
}

function hasMagic(bytes: Buffer, at: number): boolean {
  return MAGIC.every((byte, i) => bytes[at + i] === byte);
}

/** Sequences increase by one; a hole would be an entry that is lost. */
function checkOrder(entries: readonly StrictEntry[]): void {
  let previous: StrictEntry | undefined;
  for (const entry of entries) {
    const { globalSequence } = entry;
    if (globalSequence < 1n) failAt(entry, 'sequence 0');
    if (previous !== undefined && globalSequence !== previous.globalSequence + 1n) {
      failAt(entry, `sequence ${globalSequence} after ${previous.globalSequence}`);
    }
    previous = entry;
  }
}

/** Ours write one transaction after the other, a begin mark first and an end mark last. */
function checkTransactions(entries: readonly StrictEntry[]): void {
  let open: bigint | undefined;
  let last = -1n;
  let operations = 0n;
  let synced = -1n;
  for (const entry of entries) {
    const { transactionId, type } = entry;
    if (type === 'begin') {
      checkMark(entry, 31, /^Transaction [0-9]+ /u);
      // One that a crash cut off has no end mark; its id is used up all the same.
      if (transactionId <= last) failAt(entry, `transaction ${transactionId} after ${last}`);
      open = last = transactionId;
      operations = 0n;
      continue;
    }
    if (transactionId !== open) failAt(entry, `transaction ${transactionId} is not open`);
    if (type === 'operation') {
      if (entry.sequence !== ++operations) failAt(entry, `number ${entry.sequence} in its own`);
      continue;
    }
    open = undefined;
    if (type === 'rollback') checkMark(entry, 33, /^Transaction [0-9]+ rolled back$/u);
    else synced = checkCommit(entry, synced);
  }
}

function checkCommit(entry: StrictEntry, before: bigint): bigint {
  checkMark(entry, 32, /^\{.*\}$/u);
  const { synced } = JSON.parse(entry.description) as { synced?: number | string };
  if (synced === undefined) failAt(entry, 'the mark does not say what is synced');
  const value = BigInt(synced);
  if (value < before) failAt(entry, `synced ${value} after ${before}`);
  if (value >= entry.globalSequence) failAt(entry, 'the mark says that it is synced itself');
  return value;
}

function checkMark(entry: StrictEntry, operation: number, text: RegExp): void {
  if (entry.operation !== operation) failAt(entry, `operation ${entry.operation} on a mark`);
  if (entry.sequence !== 0n) failAt(entry, `number ${entry.sequence} on a mark`);
  if (!text.test(entry.description)) failAt(entry, `the mark says ${entry.description}`);
}

/** No header, one file, operations alone. */
function parseCatalog(directory: string): StrictEntry[] {
  const found: StrictEntry[] = [];
  for (const name of readdirSync(directory)) {
    if (name !== 'catalog_000001.log') fail(name, 0, 'this is no name of the catalog log');
    const bytes = readFileSync(join(directory, name));
    const run = { name, bytes, start: 0, killed: false };
    const end = parseEntries(run, (entry) => found.push(entry));
    if (end < bytes.length) fail(name, end, 'free space in the catalog log');
  }
  for (const entry of found) {
    if (entry.type !== 'operation') failAt(entry, 'a mark in the catalog log');
  }
  return found;
}

/** Of what both logs hold the copies are exact. */
function checkCopies(entries: readonly StrictEntry[], catalog: readonly StrictEntry[]): void {
  const bySequence = new Map(entries.map((entry) => [entry.globalSequence, entry]));
  for (const copy of catalog) {
    const original = bySequence.get(copy.globalSequence);
    if (original === undefined) continue;
    if (Buffer.compare(original.bytes, copy.bytes) !== 0) failAt(copy, 'not what the log has');
  }
}

function failAt({ file, offset }: StrictEntry, message: string): never {
  fail(file, offset, message);
}

function fail(file: string, offset: number, message: string): never {
  throw new Error(`${file}, offset ${offset}: ${message}`);
}
