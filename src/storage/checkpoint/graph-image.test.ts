import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { present } from '../../base/assert.ts';
import { GqlError } from '../../base/errors.ts';
import type { Random } from '../../base/random.ts';
import { seededRandom } from '../../base/random.ts';
import type { RawGraph } from '../../graph/raw.ts';
import type { WriteTransaction } from '../../graph/store.ts';
import { decimal } from '../../values/decimal.ts';
import type { Value } from '../../values/value.ts';
import {
  DayTimeDuration,
  Float,
  RecordValue,
  YearMonthDuration,
  ZonedTime,
} from '../../values/value.ts';
import type { ColumnarStore } from '../columnar-store.ts';
import { createGraphStore } from '../columnar-store.ts';
import type { Fault } from '../files/faulty-files.ts';
import { FaultyFiles } from '../files/faulty-files.ts';
import type { FileSystem } from '../files/file-system.ts';
import { MemoryFiles } from '../files/memory-files.ts';
import { describePublicly } from '../testing/public-description.ts';
import { rawErrors } from '../testing/raw-check.ts';
import { nextGeneration } from './file-names.ts';
import { removeOldGenerations } from './generations.ts';
import type { GraphImage } from './graph-image.ts';
import { FORMAT_VERSION } from './manifest-form.ts';
import { readManifest, writeManifest } from './manifest.ts';
import { PageReader } from './page-reader.ts';
import { readGraphImage } from './read-image.ts';
import { imageOf, writeGraphImages } from './write-image.ts';

const FAULTS: readonly Fault[] = ['fails', 'writes short', 'loses', 'tears', 'reorders', 'cuts'];

/** Values of every kind of column, and beyond. */
const VALUES: Readonly<Record<string, readonly Value[]>> = {
  bool: [true, false],
  int32: [0, 1, -1, 2 ** 31 - 1, -(2 ** 31)],
  int53: [2 ** 31, -(2 ** 53) + 1, 2 ** 53 - 1, 0],
  int64: [2n ** 63n - 1n, -(2n ** 63n), 2n ** 53n, 5],
  float: [new Float(0.1), new Float(-0), new Float(NaN), new Float(-Infinity), new Float(5e-324)],
  text: ['', 'a', '\uFEFFbom', 'naïve', '日本', '🙂', 'x'.repeat(5000), '\n"\u0000'],
  date: [Temporal.PlainDate.from('1969-12-31'), Temporal.PlainDate.from('-271821-04-20')],
  dateTime: [
    Temporal.PlainDateTime.from('1970-01-01T00:00:00.000000001'),
    Temporal.PlainDateTime.from('+275760-09-13T23:59:59.999999999'),
  ],
  tagged: [
    1,
    'one',
    true,
    new Float(1),
    2n ** 100n,
    decimal('12345678901234567890.123456789'),
    new Uint8Array([0, 255, 128]),
    Temporal.PlainTime.from('12:34:56.789'),
    Temporal.ZonedDateTime.from('2024-02-29T12:00:00[Europe/Berlin]'),
    new ZonedTime(Temporal.PlainTime.from('01:02:03'), 3_600_000_000_000),
    new YearMonthDuration(-14),
    new DayTimeDuration(-(10n ** 20n)),
    [1, null, 'two', [new Float(3)]],
    new RecordValue(['b', 'a'], [null, [2n ** 60n]]),
  ],
};
const LABEL_SETS = [[], ['A'], ['B'], ['A', 'B'], ['A b\n"ü']];

function pick<T>(random: Random, from: readonly T[]): T {
  return from[Math.floor(random.next() * from.length)] as T;
}

function anyProperties(random: Random): { name: string; value: Value }[] {
  return Object.entries(VALUES)
    .filter(() => random.next() < 0.4)
    .map(([name, values]) => ({ name, value: pick(random, values) }));
}

function anyEdge(random: Random, nodes: readonly number[], write: WriteTransaction): number {
  return write.insertEdge({
    labels: pick(random, LABEL_SETS),
    directed: random.next() < 0.7,
    source: pick(random, nodes),
    target: pick(random, nodes),
    properties: anyProperties(random),
  });
}

/** A graph with holes, reused rows, changed labels, removed properties and indexes. */
function randomGraph(seed: number, size: number): ColumnarStore {
  const random = seededRandom(seed);
  const store = createGraphStore({ graph: 1 });
  let nodes: number[] = [];
  let edges: number[] = [];
  for (let round = 0; round < 3; round++) {
    const write = store.begin();
    for (let i = 0; i < size; i++) {
      nodes.push(write.insertNode(pick(random, LABEL_SETS), anyProperties(random)));
      edges.push(anyEdge(random, nodes, write), anyEdge(random, nodes, write));
    }
    const gone = new Set(edges.filter(() => random.next() < 0.2));
    for (const edge of gone) write.deleteEdge(edge);
    edges = edges.filter((edge) => !gone.has(edge));
    const ends = new Set(
      edges.flatMap((edge) => [write.reader.edgeSource(edge), write.reader.edgeTarget(edge)]),
    );
    for (const slot of nodes) if (!ends.has(slot)) write.deleteNode(slot);
    nodes = nodes.filter((slot) => ends.has(slot));
    for (const slot of nodes) {
      if (random.next() < 0.1) write.addNodeLabel(slot, pick(random, ['A', 'C']));
      if (random.next() < 0.1) write.removeNodeLabel(slot, 'A');
      if (random.next() < 0.1) write.setNodeProperty(slot, 'text', null);
    }
    for (const edge of edges) if (random.next() < 0.1) write.addEdgeLabel(edge, 'New');
    if (round === 1) {
      write.createIndex({
        ...{ name: 'i', element: 'node', label: 'A', properties: ['int32', 'text'], unique: false },
      });
      write.createIndex({
        ...{ name: 'e', element: 'edge', label: 'New', properties: ['tagged'], unique: false },
      });
    }
    write.commit();
    if (round === 1) store.compact();
  }
  return store;
}

function loaded(files: FileSystem, image: GraphImage): ColumnarStore {
  const store = createGraphStore({ graph: 1 });
  const write = store.begin();
  const pages = new PageReader(files, 'db');
  readGraphImage(pages, image, write);
  pages.close();
  write.commit();
  return store;
}

function written(files: FileSystem, generation: number, store: ColumnarStore): GraphImage {
  const sources = [imageOf(store.current())];
  return present(writeGraphImages(files, 'db', generation, sources)[0], 'the image');
}

function checkpoint(files: FileSystem, store: ColumnarStore): number {
  const generation = nextGeneration(files, 'db');
  const { node, edge } = store.nextIds();
  const image = written(files, generation, store);
  writeManifest(files, 'db', {
    ...{ formatVersion: FORMAT_VERSION, generation, catalog: { changes: [], nextGraph: 1 } },
    graphs: [{ number: 0, image, nextNodeId: node, nextEdgeId: edge }],
    ...{ nextFileNumber: 1, nextSequence: 1n, nextTransactionId: 1n, replayFrom: 1 },
    createdNs: 0n,
  });
  removeOldGenerations(files, 'db', generation);
  return generation;
}

function errorOf(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('a graph on disk', () => {
  it('may be empty', () => {
    const files = new MemoryFiles();
    const image = written(files, 1, createGraphStore({ graph: 1 }));
    expect(describePublicly(loaded(files, image).current())).toEqual([]);
  });

  it.each([1, 2, 3, 4, 5, 6])('comes back exactly (seed %i)', (seed) => {
    const store = randomGraph(seed, 60);
    const files = new MemoryFiles();
    const image = written(files, 1, store);
    const plain = JSON.parse(JSON.stringify(image)) as GraphImage;
    expect(plain).toEqual(image);
    const copy = loaded(files, plain);
    expect(describePublicly(copy.current())).toEqual(describePublicly(store.current()));
    expect(rawErrors(copy.current().raw as RawGraph)).toEqual([]);
    // And the copy of the copy, whose tables have no holes, is the same again.
    const again = written(files, 2, copy);
    expect(describePublicly(loaded(files, again).current())).toEqual(
      describePublicly(store.current()),
    );
  });

  it('keeps the kind of every column', () => {
    const store = createGraphStore({ graph: 1 });
    const write = store.begin();
    for (const [name, values] of Object.entries(VALUES)) {
      for (const value of values) write.insertNode(['N'], [{ name, value }]);
    }
    write.commit();
    const files = new MemoryFiles();
    const copy = loaded(files, written(files, 1, store));
    const kinds = (of: ColumnarStore): unknown =>
      of
        .current()
        .raw?.nodeTables[0]?.columns.map((column) => [
          column?.kind,
          column?.nullCount,
          column?.minimum,
          column?.maximum,
          column?.dictionary?.size,
        ]);
    expect(kinds(copy)).toEqual(kinds(store));
    expect(new Set((kinds(copy) as [string][]).map(([kind]) => kind)).size).toBe(9);
  });

  it('goes on as it was: codes, free ids, constraints', () => {
    const store = createGraphStore({ graph: 1 });
    let write = store.begin();
    for (const name of ['a', 'ä', 'b']) write.insertNode(['N'], [{ name: 'name', value: name }]);
    write.createIndex({
      ...{ name: 'u', element: 'node', label: 'N', properties: ['name'], unique: true },
    });
    write.commit();
    const files = new MemoryFiles();
    const copy = loaded(files, written(files, 1, store));
    write = copy.begin();
    const doubled = [{ name: 'name', value: 'ä' }];
    expect(errorOf(() => write.insertNode(['N'], doubled))).toMatchObject({ gqlstatus: '23505' });
    const slot = write.insertNode(['N'], [{ name: 'name', value: 'c' }]);
    expect(write.reader.nodeId(slot)).toBeGreaterThan(3);
    write.commit();
    const dictionary = copy.current().raw?.nodeTables[0]?.columns[0]?.dictionary;
    expect(['a', 'ä', 'b', 'c'].map((text) => dictionary?.codeOf(text))).toEqual([0, 1, 2, 3]);
  });

  it('fills several pages, and those that are plain take no room', () => {
    const count = 50_000;
    const store = createGraphStore({ graph: 1 });
    const write = store.begin();
    const numbers = Int32Array.from({ length: count }, (_, i) => i * 7);
    const texts = Array.from({ length: count }, (_, i) => (i % 3 === 0 ? null : `text ${i}`));
    const slots = write.insertNodes({
      labels: ['N'],
      count,
      columns: [
        { name: 'number', values: numbers },
        { name: 'text', values: texts },
        { name: 'list', values: texts.map((text) => text && [text]) },
      ],
    });
    write.insertEdges({
      ...{ labels: ['E'], directed: true, sources: slots, targets: slots.toReversed() },
      columns: [{ name: 'zero', values: new Int32Array(count) }],
    });
    write.commit();
    const last = store.begin();
    last.deleteEdge(store.current().edgeById(20_000));
    last.commit();
    const files = new MemoryFiles();
    const image = written(files, 1, store);
    const [nodes] = image.nodeTables;
    const [edges] = image.edgeTables;
    const encodings = (pages: GraphImage['nodeTables'][0]['ids'] | undefined): unknown =>
      pages?.map((page) => page[4]);
    expect(encodings(nodes?.live)).toEqual(['ones', 'ones', 'ones', 'ones']);
    expect(encodings(nodes?.ids)).toEqual(['run', 'run', 'run', 'run']);
    expect(encodings(edges?.live)).toEqual(['ones', 'bits', 'ones', 'ones']);
    expect(encodings(edges?.sources)).toEqual(['run', 'u32', 'run', 'run']);
    expect(encodings(edges?.columns[0]?.data)).toEqual(['zero', 'zero', 'zero', 'zero']);
    expect(nodes?.columns[1]?.dictionary?.pages).toHaveLength(3);
    const copy = loaded(files, image);
    const lines = describePublicly(copy.current());
    expect(lines).toHaveLength(2 * count - 1);
    expect(lines).toEqual(describePublicly(store.current()));
  });

  it('finds nodes by ids that lie far apart', () => {
    const store = createGraphStore({ graph: 1 });
    let write = store.begin();
    const first = write.insertNode(['N'], []);
    const labels = ['N'];
    const many = write.insertNodes({ labels, count: 200_000, columns: [] });
    const second = write.insertNode(labels, []);
    const ends = { source: first, target: second, properties: [] };
    write.insertEdge({ labels: ['E'], directed: false, ...ends });
    write.commit();
    write = store.begin();
    for (const slot of many) write.deleteNode(slot);
    write.commit();
    const files = new MemoryFiles();
    const copy = loaded(files, written(files, 1, store));
    expect(describePublicly(copy.current())).toEqual([
      'node 1 | N | ',
      'node 200002 | N | ',
      'edge 1 | 1 ~ 200002 | E | ',
    ]);
  });
});

describe('damage', () => {
  const files = new MemoryFiles();
  const image = written(files, 1, randomGraph(7, 20));
  const path = 'db/data/000001.pages';
  const bytes = files.files.get(path)?.copy() ?? new Uint8Array(0);
  const withBytes = (changed: Uint8Array): MemoryFiles => {
    const other = new MemoryFiles();
    const file = other.open(path, 'create');
    file.write(0, changed);
    return other;
  };

  it('of any byte of a page is found and says where it is', () => {
    const pages = new Map<number, number>();
    JSON.stringify(image, (_key, value: unknown) => {
      if (Array.isArray(value) && value.length === 5 && typeof value[4] === 'string') {
        if (value[2] > 0) pages.set(value[1] as number, value[2] as number);
      }
      return value;
    });
    expect(pages.size).toBeGreaterThan(50);
    for (const [offset, length] of pages) {
      for (const at of [offset, offset + (length >>> 1), offset + length - 1]) {
        const changed = bytes.with(at, (bytes[at] ?? 0) ^ 0x10);
        const error = errorOf(() => loaded(withBytes(changed), image));
        expect(error).toBeInstanceOf(GqlError);
        expect(error).toMatchObject({
          gqlstatus: 'XX001',
          message: expect.stringMatching(
            new RegExp(`^${path}, offset ${offset}: (?:nodes|edges) .+, .+: the checksum`, 'su'),
          ),
        });
      }
    }
  });

  it('names table and column', () => {
    const column = image.nodeTables
      .find(({ labels }) => labels.join() === 'A')
      ?.columns.find(({ name }) => name === 'int32');
    const [page] = column?.data ?? [];
    const at = page?.[1] ?? 0;
    const changed = bytes.with(at, (bytes[at] ?? 0) ^ 1);
    expect(errorOf(() => loaded(withBytes(changed), image))).toMatchObject({
      message: `${path}, offset ${at}: nodes A, column int32: the checksum is wrong`,
    });
  });

  it.each<[string, Uint8Array | undefined, string]>([
    ['a missing file', undefined, `${path}: the file is missing`],
    ['an empty one', new Uint8Array(0), `${path}, offset 0: this is not a page file of GraphLite`],
    ['a foreign one', bytes.with(0, 0), `${path}, offset 0: this is not a page file of GraphLite`],
    ['a short one', bytes.subarray(0, 600), 'the file ends within the page'],
  ])('is %s', (_what, changed, message) => {
    const other = changed === undefined ? new MemoryFiles() : withBytes(changed);
    expect(errorOf(() => loaded(other, image))).toMatchObject({
      gqlstatus: 'XX001',
      message: expect.stringContaining(message),
    });
  });
});

describe('a page file that could not be written', () => {
  it('is removed, and leaves the generation before as it was', () => {
    const store = randomGraph(5, 10);
    const dry = new FaultyFiles();
    checkpoint(dry, store);
    const done = dry.calls;
    written(dry, 2, store);
    for (let atCall = done + 3; atCall <= dry.calls; atCall++) {
      const files = new FaultyFiles({ fault: 'writes short', atCall, random: seededRandom(1) });
      checkpoint(files, store);
      expect(errorOf(() => written(files, 2, store))).toMatchObject({
        gqlstatus: '58030',
      });
      expect(files.list('db/data')).toEqual(['000001.pages']);
    }
  });
});

describe('a checkpoint when the disk fails at every call in turn', () => {
  const states = [randomGraph(11, 10), randomGraph(12, 12), randomGraph(13, 8)];
  const described = states.map((store) => describePublicly(store.current()));
  const work = (files: FileSystem): number => {
    let acknowledged = 0;
    try {
      for (const store of states) acknowledged = checkpoint(files, store);
    } catch (error) {
      if (!(error instanceof GqlError)) throw error;
    }
    return acknowledged;
  };

  it.each(FAULTS)('%s: the old state or the new one is there, whole', (fault) => {
    const dry = new FaultyFiles();
    expect(work(dry)).toBe(3);
    for (let atCall = 1; atCall <= dry.calls; atCall++) {
      const files = new FaultyFiles({ fault, atCall, random: seededRandom(atCall) });
      const acknowledged = work(files);
      const after = files.imageAfterCrash();
      const manifest = readManifest(after, 'db');
      const found = manifest?.generation ?? 0;
      expect([acknowledged, acknowledged + 1], `${fault} at ${atCall}`).toContain(found);
      if (manifest === undefined) continue;
      expect(
        describePublicly(loaded(after, present(manifest.graphs[0]?.image, 'the image')).current()),
      ).toEqual(described[found - 1]);
      expect(checkpoint(after, createGraphStore({ graph: 1 }))).toBeGreaterThan(found);
    }
  });
});
