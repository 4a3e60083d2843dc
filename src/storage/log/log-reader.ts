import { diskFiles } from '../files/disk-files.ts';
import { joinPath } from '../files/file-system.ts';
import type { FileSystem, OpenFile } from '../files/file-system.ts';
import { FILE_HEADER_BYTES } from './entry.ts';
import type { PlacedEntry } from './entry.ts';
import { headerFault } from './entry-codec.ts';
import { EntryScanner } from './entry-scanner.ts';
import type { Scanned } from './entry-scanner.ts';
import { LogError, asLogError, corruption } from './log-error.ts';
import { logFileName, logFileNumbers } from './log-names.ts';

export interface ReadOptions {
  readonly files?: FileSystem;
  /**
   * Where a clean close says that the log ended. Everything bad before it is damage, however much
   * it looks like a torn tail.
   */
  readonly knownEnd?: LogEnd;
  /** Files before it are passed over, as a checkpoint covers them; it must be there if any is. */
  readonly firstFile?: number;
  /** With `firstFile`: the least sequence that its entries can have. All before is durable. */
  readonly nextSequence?: bigint;
}

/** A place in the log between entries: the next one would start there. */
export interface LogEnd {
  readonly fileNumber: number;
  readonly offset: number;
  /** Of the last entry before it; 0 in an empty log. */
  readonly globalSequence: bigint;
}

/**
 * The entries of one file, in order and in bounded memory. A torn tail ends them where the file is
 * the last of the log; damage is an error that names file and offset.
 */
export function readLogFile(
  directory: string,
  number: number,
  options: ReadOptions = {},
): Iterable<PlacedEntry> {
  const files = options.files ?? diskFiles;
  const last = logFileNumbers(files, directory).at(-1);
  if (last === undefined || number > last) {
    throw new LogError('configuration', `there is no log file ${number} in ${directory}`);
  }
  return entriesOf({ directory, number, files, isLast: number === last }, options, 0n);
}

/** The entries of all files, from the first that is there. */
export function* readLog(directory: string, options: ReadOptions = {}): Iterable<PlacedEntry> {
  yield* walkLog(directory, options);
}

/** Reads the whole log and returns where it ends; `visit` sees every entry. */
export function scanLog(
  directory: string,
  options: ReadOptions,
  visit: (entry: PlacedEntry) => void,
): LogEnd {
  const entries = walkLog(directory, options);
  let step = entries.next();
  try {
    for (; step.done !== true; step = entries.next()) visit(step.value);
  } catch (error) {
    // So that the file is closed when it is the visitor that fails.
    entries.return(START);
    throw error;
  }
  return step.value;
}

const START: LogEnd = { fileNumber: 0, offset: 0, globalSequence: 0n };

function* walkLog(directory: string, options: ReadOptions): Generator<PlacedEntry, LogEnd> {
  const files = options.files ?? diskFiles;
  const { firstFile } = options;
  const numbers = logFileNumbers(files, directory).filter((number) => number >= (firstFile ?? 0));
  if (firstFile !== undefined && numbers.length > 0 && numbers[0] !== firstFile) {
    throw new LogError('corruption', `log file ${firstFile} is missing in ${directory}`);
  }
  const globalSequence = firstFile === undefined ? 0n : (options.nextSequence ?? 1n) - 1n;
  let end: LogEnd = { ...START, globalSequence };
  for (const [i, number] of numbers.entries()) {
    const previous = numbers[i - 1];
    if (previous !== undefined && number !== previous + 1) {
      throw new LogError('corruption', `log file ${previous + 1} is missing in ${directory}`);
    }
    const isLast = i === numbers.length - 1;
    end = yield* entriesOf({ directory, number, files, isLast }, options, end.globalSequence);
  }
  return end;
}

interface LogFile {
  readonly directory: string;
  readonly number: number;
  readonly files: FileSystem;
  readonly isLast: boolean;
}

function* entriesOf(
  log: LogFile,
  options: ReadOptions,
  after: bigint,
): Generator<PlacedEntry, LogEnd> {
  const path = joinPath(log.directory, logFileName(log.number));
  let file: OpenFile | undefined;
  try {
    file = log.files.open(path, 'read');
    if (!headerIsWhole(file, log)) {
      return { fileNumber: log.number, offset: 0, globalSequence: after };
    }
    const scanner = new EntryScanner(file, FILE_HEADER_BYTES);
    let sequence = after;
    for (;;) {
      const scanned = inOrder(scanner.next(), sequence);
      if (scanned.kind !== 'entry') {
        const end = { fileNumber: log.number, offset: scanned.offset, globalSequence: sequence };
        if (scanned.kind === 'fault') requireTornTail({ log, path, scanner, fault: scanned }, end);
        requireKnownEnd(path, end, options.knownEnd);
        return end;
      }
      sequence = scanned.entry.globalSequence;
      yield { ...scanned.entry, fileNumber: log.number, offset: scanned.offset };
    }
  } catch (error) {
    throw asLogError(error);
  } finally {
    file?.close();
  }
}

/** A last file whose header never became durable holds nothing yet; elsewhere that is damage. */
function headerIsWhole(file: OpenFile, log: LogFile): boolean {
  const header = new Uint8Array(FILE_HEADER_BYTES);
  const read = file.read(0, header);
  const fault = headerFault(header.subarray(0, read));
  if (fault === undefined) return true;
  const unwritten = header.every((byte) => byte === 0) || read < FILE_HEADER_BYTES;
  if (log.isLast && unwritten) return false;
  throw corruption(fault, { file: file.path, offset: 0 });
}

function inOrder(scanned: Scanned, before: bigint): Scanned {
  if (scanned.kind !== 'entry' || scanned.entry.globalSequence > before) return scanned;
  const { offset } = scanned;
  const found = scanned.entry.globalSequence;
  return { kind: 'fault', offset, message: `sequence ${found} comes after ${before}` };
}

interface FaultyTail {
  readonly log: LogFile;
  readonly path: string;
  readonly scanner: EntryScanner;
  readonly fault: { readonly offset: number; readonly message: string };
}

/**
 * The rule of wal-format.md: what is bad at sequence s is a torn tail only where the file is the
 * last and no valid entry behind says that sequence s or a later one was durable.
 */
function requireTornTail(tail: FaultyTail, end: LogEnd): void {
  const { fault, path, scanner } = tail;
  const place = { file: path, offset: fault.offset };
  if (!tail.log.isLast) throw corruption(fault.message, place);
  for (let at = scanner.nextMagic(fault.offset); at >= 0; at = scanner.nextMagic(at)) {
    const found = scanner.entryAt(at);
    if (found.kind !== 'entry') continue;
    const synced = syncedSequence(found.entry.description);
    if (found.entry.type === 'commit' && synced > end.globalSequence) {
      throw corruption(
        `${fault.message}; a later entry at offset ${at} proves that this one was durable`,
        place,
      );
    }
  }
}

/** `synced` of a commit mark's JSON text, 0 in marks of other writers. */
export function syncedSequence(description: string): bigint {
  const digits = /"synced":\s*"?([0-9]{1,20})/u.exec(description)?.[1];
  return digits === undefined ? 0n : BigInt(digits);
}

function requireKnownEnd(path: string, end: LogEnd, known: LogEnd | undefined): void {
  if (known === undefined || end.globalSequence >= known.globalSequence) return;
  throw corruption(
    `the log ends at sequence ${end.globalSequence}; it was closed at ${known.globalSequence}`,
    { file: path, offset: end.offset },
  );
}
