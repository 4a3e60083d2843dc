import { crc32 } from '../../base/checksum.ts';
import { GqlError } from '../../base/errors.ts';
import type { CatalogChange } from '../../catalog/catalog-change.ts';
import { HOME_GRAPH_NUMBER, initialCatalog } from '../../catalog/home.ts';
import type { LogEnd } from '../log/log-reader.ts';
import { damage } from './damage.ts';
import type { GraphImage } from './graph-image.ts';

/** The version of the whole directory: manifest, page files and redo records. */
export const FORMAT_VERSION = 2;
/** One graph and no catalog. */
const ONE_GRAPH_VERSION = 1;

/** The root of a database directory: what is in the page files and where the log goes on. */
export interface Manifest {
  readonly formatVersion: number;
  /** Counts checkpoints, and names the manifest. */
  readonly generation: number;
  readonly catalog: CatalogImage;
  /** By ascending number; those that never held anything are left out. */
  readonly graphs: readonly StoredGraph[];
  /** For the log. Neither these nor the ids and numbers ever go back. */
  readonly nextFileNumber: number;
  readonly nextSequence: bigint;
  readonly nextTransactionId: bigint;
  /** The first log file whose entries the images do not hold. */
  readonly replayFrom: number;
  /** After a clean close: everything bad before it is damage. */
  readonly cleanEnd?: LogEnd;
  readonly createdNs: bigint;
}

export interface CatalogImage {
  /** What makes the catalog out of the empty one. */
  readonly changes: readonly CatalogChange[];
  /** The number that the next graph gets. */
  readonly nextGraph: number;
}

/** A graph as the last checkpoint has left it. */
export interface StoredGraph {
  /** That its entry in the catalog has. */
  readonly number: number;
  /** Undefined: there is nothing in it. */
  readonly image?: GraphImage;
  readonly nextNodeId: number;
  readonly nextEdgeId: number;
}

/** The first line has this form in every version; see docs/file-format.md. */
const HEADER = /^(GraphLite-manifest ([0-9]+) ([0-9]+)) ([0-9a-f]{8})\n/u;

/** The bytes of a manifest's file. */
export function printManifest(manifest: Manifest): Uint8Array {
  const body = encoder.encode(JSON.stringify(withTexts(manifest)));
  const start = `GraphLite-manifest ${manifest.formatVersion} ${body.length}`;
  const checksum = checksumOf(start, body).toString(16).padStart(8, '0');
  const head = encoder.encode(`${start} ${checksum}\n`);
  const bytes = new Uint8Array(head.length + body.length);
  bytes.set(head);
  bytes.set(body, head.length);
  return bytes;
}

/** Throws XX001 where the bytes are none, and 0A000 for a newer version. */
export function parseManifest(bytes: Uint8Array, path: string): Manifest {
  const head = decoder.decode(bytes.subarray(0, LONGEST_HEADER));
  const header = HEADER.exec(head);
  if (header === null) throw damage('this is not a manifest of GraphLite', path);
  const [line, start = '', version, length, checksum = ''] = header;
  const body = bytes.subarray(line.length);
  if (body.length !== Number(length) || checksumOf(start, body) !== parseInt(checksum, 16)) {
    throw damage('the checksum of the manifest is wrong', path);
  }
  switch (Number(version)) {
    case FORMAT_VERSION:
      return withBigints<Manifest>(parseBody(body));
    case ONE_GRAPH_VERSION:
      return withCatalog(withBigints<OneGraphManifest>(parseBody(body)));
    default:
      throw wrongVersion(Number(version), path);
  }
}

function parseBody<T extends Numbers>(body: Uint8Array): Printed<T> {
  return JSON.parse(decoder.decode(body)) as Printed<T>;
}

function checksumOf(start: string, body: Uint8Array): number {
  return crc32(body, crc32(encoder.encode(start)));
}

function wrongVersion(version: number, path: string): GqlError {
  return new GqlError(
    '0A000',
    `${path} has format version ${version}, and this GraphLite reads up to ${FORMAT_VERSION}`,
    { hint: 'open the database with a newer GraphLite' },
  );
}

/** As version 1 had it. */
interface OneGraphManifest
  extends Omit<Manifest, 'catalog' | 'graphs'>, Omit<Required<StoredGraph>, 'number'> {}

function withCatalog(manifest: OneGraphManifest): Manifest {
  const { image, nextNodeId, nextEdgeId, ...rest } = manifest;
  return {
    ...rest,
    catalog: { changes: initialCatalog.changes(), nextGraph: initialCatalog.nextGraph },
    graphs: [{ number: HOME_GRAPH_NUMBER, image, nextNodeId, nextEdgeId }],
  };
}

/** 64-bit numbers stand as text in JSON. */
interface Numbers {
  readonly nextSequence: bigint;
  readonly nextTransactionId: bigint;
  readonly createdNs: bigint;
  readonly cleanEnd?: LogEnd;
}

type Printed<T extends Numbers> = Omit<T, keyof Numbers> & {
  readonly nextSequence: string;
  readonly nextTransactionId: string;
  readonly createdNs: string;
  readonly cleanEnd?: Omit<LogEnd, 'globalSequence'> & { readonly globalSequence: string };
};

function withTexts(manifest: Manifest): Printed<Manifest> {
  const { cleanEnd, nextSequence, nextTransactionId, createdNs, ...rest } = manifest;
  return {
    ...rest,
    nextSequence: String(nextSequence),
    nextTransactionId: String(nextTransactionId),
    createdNs: String(createdNs),
    ...(cleanEnd && {
      cleanEnd: { ...cleanEnd, globalSequence: String(cleanEnd.globalSequence) },
    }),
  };
}

function withBigints<T extends Numbers>(printed: Printed<T>): T {
  const { cleanEnd, ...rest } = printed;
  const numbers: Numbers = {
    nextSequence: BigInt(printed.nextSequence),
    nextTransactionId: BigInt(printed.nextTransactionId),
    createdNs: BigInt(printed.createdNs),
    ...(cleanEnd && {
      cleanEnd: { ...cleanEnd, globalSequence: BigInt(cleanEnd.globalSequence) },
    }),
  };
  return { ...rest, ...numbers } as unknown as T;
}

const LONGEST_HEADER = 80;
const encoder = new TextEncoder();
const decoder = new TextDecoder();
