import { crc32 } from '../../base/checksum.ts';
import { GqlError } from '../../base/errors.ts';
import { joinPath } from '../files/file-system.ts';
import type { FileSystem } from '../files/file-system.ts';
import { LOG_DIRECTORY, logFileNumbers } from '../log/log-names.ts';
import type { LogEnd } from '../log/log-reader.ts';
import { damage } from './damage.ts';
import { manifestGenerations, manifestName, pageFileName } from './file-names.ts';
import type { GraphImage } from './graph-image.ts';
import { filesOfImage } from './image-files.ts';

/** The version of the whole directory: manifest, page files and redo records. */
export const FORMAT_VERSION = 1;

/** The root of a database directory: what is in the page files and where the log goes on. */
export interface Manifest {
  readonly formatVersion: number;
  /** Counts checkpoints, and names the manifest. */
  readonly generation: number;
  readonly image: GraphImage;
  /** For the log. Neither these nor the ids ever go back. */
  readonly nextFileNumber: number;
  readonly nextSequence: bigint;
  readonly nextTransactionId: bigint;
  readonly nextNodeId: number;
  readonly nextEdgeId: number;
  /** The first log file whose entries the image does not hold. */
  readonly replayFrom: number;
  /** After a clean close: everything bad before it is damage. */
  readonly cleanEnd?: LogEnd;
  readonly createdNs: bigint;
}

/**
 * The newest manifest; undefined where there is none.
 *
 * A newest manifest that is damaged is passed over only when the one before it and the log say the
 * same: its page files are there, and so is every log file from its `replayFrom` on. Otherwise
 * commits would be missing without a sign, and the error names the damaged file.
 */
export function readManifest(files: FileSystem, directory: string): Manifest | undefined {
  const [newest, previous] = manifestGenerations(files, directory).reverse();
  if (newest === undefined) return undefined;
  const found = tryManifest(files, directory, newest);
  if (!(found instanceof Error)) return found;
  if (found.gqlstatus !== 'XX001' || previous === undefined) throw found;
  const older = tryManifest(files, directory, previous);
  if (older instanceof Error || !isComplete(files, directory, older)) throw found;
  return older;
}

/** One manifest, for tools and for `removeOldGenerations`. */
export function readManifestOf(files: FileSystem, directory: string, generation: number): Manifest {
  const path = joinPath(directory, manifestName(generation));
  const manifest = parseManifest(readWhole(files, path), path);
  if (manifest.generation !== generation) {
    throw damage(`this is the manifest of generation ${manifest.generation}`, path);
  }
  return manifest;
}

/**
 * Makes the manifest the newest one. Everything that it names must be durable already. What a
 * failure leaves is the old state until the rename, and the old or the new one after it.
 */
export function writeManifest(files: FileSystem, directory: string, manifest: Manifest): void {
  const path = joinPath(directory, manifestName(manifest.generation));
  const temporary = `${path}.tmp`;
  if (files.exists(temporary)) files.remove(temporary);
  const file = files.open(temporary, 'create');
  try {
    file.write(0, encoder.encode(printManifest(manifest)));
    file.sync();
  } finally {
    file.close();
  }
  files.rename(temporary, path);
  files.syncDirectory(directory);
}

function tryManifest(
  files: FileSystem,
  directory: string,
  generation: number,
): Manifest | GqlError {
  try {
    return readManifestOf(files, directory, generation);
  } catch (error) {
    if (error instanceof GqlError) return error;
    throw error;
  }
}

/** Whether a manifest that is not the newest still leads to the newest state. */
function isComplete(files: FileSystem, directory: string, manifest: Manifest): boolean {
  const pagesAreThere = filesOfImage(manifest.image).every((generation) =>
    files.exists(joinPath(directory, pageFileName(generation))),
  );
  const logs = logFileNumbers(files, joinPath(directory, LOG_DIRECTORY)).filter(
    (number) => number >= manifest.replayFrom,
  );
  const logIsThere =
    logs.length > 0 && logs.every((number, i) => number === manifest.replayFrom + i);
  return pagesAreThere && logIsThere;
}

/** The first line has this form in every version; see docs/file-format.md. */
const HEADER = /^(GraphLite-manifest ([0-9]+) ([0-9]+)) ([0-9a-f]{8})\n/u;

function printManifest(manifest: Manifest): string {
  const body = JSON.stringify(manifest, (_key, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );
  const start = `GraphLite-manifest ${manifest.formatVersion} ${encoder.encode(body).length}`;
  const checksum = checksumOf(start, encoder.encode(body));
  return `${start} ${checksum.toString(16).padStart(8, '0')}\n${body}`;
}

function checksumOf(start: string, body: Uint8Array): number {
  return crc32(body, crc32(encoder.encode(start)));
}

function parseManifest(bytes: Uint8Array, path: string): Manifest {
  const head = decoder.decode(bytes.subarray(0, LONGEST_HEADER));
  const header = HEADER.exec(head);
  if (header === null) throw damage('this is not a manifest of GraphLite', path);
  const [line, start = '', version, length, checksum = ''] = header;
  const body = bytes.subarray(line.length);
  if (body.length !== Number(length) || checksumOf(start, body) !== parseInt(checksum, 16)) {
    throw damage('the checksum of the manifest is wrong', path);
  }
  if (Number(version) !== FORMAT_VERSION) throw wrongVersion(Number(version), path);
  return withBigints(JSON.parse(decoder.decode(body)) as PrintedManifest);
}

function wrongVersion(version: number, path: string): GqlError {
  return new GqlError(
    '0A000',
    `${path} has format version ${version}, and this GraphLite reads version ${FORMAT_VERSION}`,
    { hint: 'open the database with a newer GraphLite' },
  );
}

/** 64-bit numbers stand as text in JSON. */
interface PrintedManifest extends Omit<
  Manifest,
  'nextSequence' | 'nextTransactionId' | 'createdNs' | 'cleanEnd'
> {
  readonly nextSequence: string;
  readonly nextTransactionId: string;
  readonly createdNs: string;
  readonly cleanEnd?: Omit<LogEnd, 'globalSequence'> & { readonly globalSequence: string };
}

function withBigints(printed: PrintedManifest): Manifest {
  const { cleanEnd, ...rest } = printed;
  return {
    ...rest,
    nextSequence: BigInt(printed.nextSequence),
    nextTransactionId: BigInt(printed.nextTransactionId),
    createdNs: BigInt(printed.createdNs),
    ...(cleanEnd && {
      cleanEnd: { ...cleanEnd, globalSequence: BigInt(cleanEnd.globalSequence) },
    }),
  };
}

function readWhole(files: FileSystem, path: string): Uint8Array {
  const file = files.open(path, 'read');
  try {
    const bytes = new Uint8Array(file.size());
    return bytes.subarray(0, file.read(0, bytes));
  } finally {
    file.close();
  }
}

const LONGEST_HEADER = 80;
const encoder = new TextEncoder();
const decoder = new TextDecoder();
