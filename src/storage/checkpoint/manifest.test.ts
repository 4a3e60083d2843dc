import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../base/random.ts';
import type { Fault } from '../files/faulty-files.ts';
import { FaultyFiles } from '../files/faulty-files.ts';
import { MemoryFiles } from '../files/memory-files.ts';
import { crc32 } from '../../base/checksum.ts';
import { GqlError } from '../../base/errors.ts';
import type { FileSystem } from '../files/file-system.ts';
import { nextGeneration } from './file-names.ts';
import { removeOldGenerations } from './generations.ts';
import type { GraphImage } from './graph-image.ts';
import type { Manifest } from './manifest-form.ts';
import { FORMAT_VERSION } from './manifest-form.ts';
import { readManifest, writeManifest } from './manifest.ts';

const FAULTS: readonly Fault[] = ['fails', 'writes short', 'loses', 'tears', 'reorders', 'cuts'];

function image(generation: number): GraphImage {
  return {
    pageRows: 16_384,
    nodeTables: [
      {
        labels: ['Größe', '\n"\\'],
        rows: 1,
        live: [[generation, 0, 0, 0, 'ones']],
        ids: [[generation, 16, 8, 4_294_967_295, 'run']],
        columns: [],
      },
    ],
    edgeTables: [],
    indexes: [],
  };
}

function graphs(...generations: readonly number[]): Manifest['graphs'] {
  return generations.map((generation, i) => ({
    number: i,
    image: image(generation),
    nextNodeId: 2,
    nextEdgeId: 9_007_199_254_740_991,
  }));
}

function manifest(generation: number, changes: Partial<Manifest> = {}): Manifest {
  return {
    formatVersion: FORMAT_VERSION,
    generation,
    catalog: { changes: [{ change: 'putSchema', path: ['a\n'], createdMs: -1 }], nextGraph: 8 },
    graphs: graphs(generation),
    nextFileNumber: generation + 1,
    nextSequence: 18_446_744_073_709_551_615n,
    nextTransactionId: 1_700_000_000_000_000_001n,
    replayFrom: generation,
    createdNs: 1_700_000_000_000_000_000n,
    ...changes,
  };
}

function put(files: FileSystem, path: string, content = ''): void {
  const file = files.open(path, 'create');
  file.write(0, new TextEncoder().encode(content));
  file.close();
}

function change(files: FileSystem, path: string, edit: (bytes: Uint8Array) => Uint8Array): void {
  const file = files.open(path, 'write');
  const bytes = new Uint8Array(file.size());
  file.read(0, bytes);
  const edited = edit(bytes);
  file.truncate(edited.length);
  file.write(0, edited);
  file.close();
}

function errorOf(read: () => unknown): GqlError {
  try {
    read();
  } catch (error) {
    if (error instanceof GqlError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

/** Two generations with their page files and the log files from `firstLog` on. */
function twoGenerations(logs: readonly number[]): MemoryFiles {
  const files = new MemoryFiles();
  for (const generation of [1, 2]) {
    put(files, `db/data/00000${generation}.pages`);
    writeManifest(files, 'db', manifest(generation));
  }
  for (const log of logs) put(files, `db/wal/wal_00000${log}.log`);
  return files;
}

describe('the manifest', () => {
  it('is not there in an empty directory', () => {
    expect(readManifest(new MemoryFiles(), 'db')).toBeUndefined();
    expect(nextGeneration(new MemoryFiles(), 'db')).toBe(1);
  });

  it('reads as it was written, 64-bit numbers exact', () => {
    const files = new MemoryFiles();
    const cleanEnd = { fileNumber: 3, offset: 64, globalSequence: 9_007_199_254_740_993n };
    writeManifest(files, 'db', manifest(1));
    expect(readManifest(files, 'db')).toEqual(manifest(1));
    writeManifest(files, 'db', manifest(1, { cleanEnd }));
    expect(readManifest(files, 'db')).toEqual(manifest(1, { cleanEnd }));
    expect(files.list('db')).toEqual(['manifest_000001']);
  });

  it('is the one of the highest generation, past six digits too', () => {
    const files = new MemoryFiles();
    for (const generation of [999_999, 1_000_000, 3]) {
      writeManifest(files, 'db', manifest(generation));
    }
    expect(readManifest(files, 'db')?.generation).toBe(1_000_000);
    expect(nextGeneration(files, 'db')).toBe(1_000_001);
  });

  it('finds every flipped bit and every cut', () => {
    const whole = new MemoryFiles();
    writeManifest(whole, 'db', manifest(1));
    const size = whole.open('db/manifest_000001', 'read').size();
    for (let at = 0; at < size; at++) {
      for (const edit of [
        (bytes: Uint8Array) => bytes.with(at, (bytes[at] ?? 0) ^ (1 << (at & 7))),
        (bytes: Uint8Array) => bytes.subarray(0, at),
      ]) {
        const files = new MemoryFiles();
        writeManifest(files, 'db', manifest(1));
        change(files, 'db/manifest_000001', edit);
        expect(errorOf(() => readManifest(files, 'db'))).toMatchObject({
          gqlstatus: 'XX001',
          message: expect.stringContaining('db/manifest_000001'),
        });
      }
    }
  });

  it('of a newer version is refused with both versions, and nothing older taken', () => {
    const files = twoGenerations([1, 2]);
    writeManifest(files, 'db', manifest(3, { formatVersion: 7 }));
    expect(errorOf(() => readManifest(files, 'db'))).toMatchObject({
      gqlstatus: '0A000',
      message: 'db/manifest_000003 has format version 7, and this GraphLite reads up to 2',
    });
  });

  it('is not one of another generation under this name', () => {
    const files = new MemoryFiles();
    writeManifest(files, 'db', manifest(1));
    files.rename('db/manifest_000001', 'db/manifest_000002');
    expect(errorOf(() => readManifest(files, 'db')).gqlstatus).toBe('XX001');
  });

  it('has the header that docs/file-format.md says', () => {
    const files = new MemoryFiles();
    writeManifest(files, 'db', manifest(1));
    const file = files.open('db/manifest_000001', 'read');
    const bytes = new Uint8Array(file.size());
    file.read(0, bytes);
    const lineEnd = bytes.indexOf(10);
    const [name, version, length, sum] = new TextDecoder()
      .decode(bytes.subarray(0, lineEnd))
      .split(' ');
    const body = bytes.subarray(lineEnd + 1);
    expect([name, version, Number(length)]).toEqual(['GraphLite-manifest', '2', body.length]);
    const start = new TextEncoder().encode(`${name} ${version} ${length}`);
    expect(sum).toBe(crc32(body, crc32(start)).toString(16).padStart(8, '0'));
    expect(JSON.parse(new TextDecoder().decode(body))).toMatchObject({
      generation: 1,
      nextSequence: '18446744073709551615',
    });
  });
});

describe('a damaged newest manifest', () => {
  const damaged = (files: MemoryFiles): MemoryFiles => {
    change(files, 'db/manifest_000002', (bytes) => bytes.subarray(0, bytes.length - 1));
    return files;
  };

  it('is passed over where pages and log of the one before are whole', () => {
    expect(readManifest(damaged(twoGenerations([1, 2, 3])), 'db')).toEqual(manifest(1));
  });

  it.each<[string, readonly number[]]>([
    ['was dropped', [2, 3]],
    ['is missing in between', [1, 3]],
    ['was never there', []],
  ])('is an error where a log file %s', (_what, logs) => {
    const error = errorOf(() => readManifest(damaged(twoGenerations(logs)), 'db'));
    expect(error).toMatchObject({
      gqlstatus: 'XX001',
      message: expect.stringContaining('db/manifest_000002'),
    });
  });

  it('is an error where a page file of the one before is missing', () => {
    const files = damaged(twoGenerations([1, 2]));
    files.remove('db/data/000001.pages');
    expect(errorOf(() => readManifest(files, 'db')).gqlstatus).toBe('XX001');
  });

  it('is an error where the one before is damaged, too', () => {
    const files = damaged(twoGenerations([1, 2]));
    change(files, 'db/manifest_000001', (bytes) => bytes.subarray(1));
    expect(errorOf(() => readManifest(files, 'db')).message).toContain('manifest_000002');
  });

  it('is never written over', () => {
    expect(nextGeneration(damaged(twoGenerations([1, 2])), 'db')).toBe(3);
  });
});

describe('writing a manifest when the disk fails at every call in turn', () => {
  const work = (files: FileSystem): number => {
    let acknowledged = 0;
    try {
      for (const generation of [1, 2, 3]) {
        writeManifest(files, 'db', manifest(generation));
        acknowledged = generation;
      }
    } catch (error) {
      if (!(error instanceof GqlError)) throw error;
    }
    return acknowledged;
  };

  it.each(FAULTS)('%s: the last acknowledged one or the next is there', (fault) => {
    const dry = new FaultyFiles();
    expect(work(dry)).toBe(3);
    for (let atCall = 1; atCall <= dry.calls; atCall++) {
      const files = new FaultyFiles({ fault, atCall, random: seededRandom(atCall) });
      const acknowledged = work(files);
      const after = files.imageAfterCrash();
      const found = readManifest(after, 'db')?.generation ?? 0;
      expect([acknowledged, acknowledged + 1], `${fault} at ${atCall}`).toContain(found);
      // What the failure left does not keep the next from being written.
      writeManifest(after, 'db', manifest(found + 1));
      expect(readManifest(after, 'db')).toEqual(manifest(found + 1));
    }
  });
});

describe('removing old generations', () => {
  it('keeps two, and every page file that they name', () => {
    const files = new MemoryFiles();
    for (const generation of [1, 2, 3, 4]) put(files, `db/data/00000${generation}.pages`);
    put(files, 'db/manifest_000004.tmp');
    put(files, 'db/other');
    writeManifest(files, 'db', manifest(1));
    writeManifest(files, 'db', manifest(2));
    // An incremental one, whose unchanged pages lie in an older file.
    writeManifest(files, 'db', manifest(3, { graphs: graphs(3, 1) }));
    expect(removeOldGenerations(files, 'db', 2)).toBe(1);
    expect(removeOldGenerations(files, 'db', 3)).toBe(2);
    expect(files.list('db')).toEqual(['data', 'manifest_000002', 'manifest_000003', 'other']);
    expect(files.list('db/data')).toEqual(['000001.pages', '000002.pages', ...LATER]);
    writeManifest(files, 'db', manifest(4));
    writeManifest(files, 'db', manifest(5, { graphs: graphs(4) }));
    expect(removeOldGenerations(files, 'db', 5)).toBe(4);
    expect(files.list('db/data')).toEqual(['000004.pages']);
  });

  it('removes nothing while it cannot tell what is needed', () => {
    const files = twoGenerations([1, 2]);
    put(files, 'db/data/000003.pages');
    writeManifest(files, 'db', manifest(3));
    change(files, 'db/manifest_000002', (bytes) => bytes.subarray(1));
    const before = [...files.files.keys()];
    expect(removeOldGenerations(files, 'db', 3)).toBeUndefined();
    expect([...files.files.keys()]).toEqual(before);
  });
});

const LATER = ['000003.pages', '000004.pages'];
