import type { GraphReader, IndexInfo } from '../../../graph/reader.ts';
import { present } from '../../../base/assert.ts';
import type { EdgeSeek, NodeSeek } from '../../../planner/plan/operator.ts';
import type { NodeCode } from '../code.ts';
import type { Consume, Generator } from '../generator.ts';
import { NotCompiled } from '../generator.ts';
import type { Cursor } from '../scope.ts';
import { binding, when } from '../scope.ts';
import { edgeOfPacked } from '../store.ts';
import { labelCondition, nodeOfSlot, selectNodes } from '../tables.ts';
import { openLoop } from './loops.ts';

/** A unique index on one property gives a slot by a call; others fill a buffer. */
export function nodeSeek(gen: Generator, op: NodeSeek, cursor: Cursor, consume: Consume): void {
  const info = indexInfo(gen, op.index);
  const { tables } = selectNodes(gen, { kind: 'label', name: info.label });
  if (tables.length === 0) return;
  cursor.block.comment('index seek');
  const slot = `${gen.unique(`n${op.node}`)}_slot`;
  const found = (inside: Cursor): void => {
    const node = nodeOfSlot(gen, inside.block.place(), { slot, tables });
    sought(gen, op, { cursor: inside, node }, consume);
  };
  const [only] = op.values;
  if (info.unique && op.values.length === 1 && only !== undefined) {
    const key = gen.value(cursor, only);
    cursor.block.line(`const ${slot} = ${boundIndex(gen, op.index)}.find(${key});`);
    found({ ...when(cursor, `${slot} >= 0`), rows: cursor.rows });
    return;
  }
  const values = op.values.map((each) => gen.value(cursor, each));
  const buffer = gen.layout.bind(gen.fresh('found'), () => ({
    count: 0,
    nodes: new Int32Array(16),
  }));
  const { block } = cursor;
  block.line(`${buffer}.count = 0;`);
  const number = indexNumber(gen, op.index);
  block.line(`${gen.reader(cursor.fn)}.lookupNodes(${number}, [${values.join(', ')}], ${buffer});`);
  const loop = bufferLoop(gen, cursor, buffer);
  loop.inside.block.line(`const ${slot} = ${loop.nodes}[${loop.index}];`);
  found(loop.inside);
  loop.finish();
}

interface BufferLoop {
  readonly inside: Cursor;
  readonly index: string;
  readonly nodes: string;
  readonly finish: () => void;
}

/** The rows of a buffer, whose arrays are read after it was filled. */
function bufferLoop(
  gen: Generator,
  cursor: Cursor,
  buffer: string,
  part: 'nodes' | 'edges' = 'nodes',
): BufferLoop {
  const index = gen.fresh('i');
  const array = gen.fresh(part);
  cursor.block.line(`const ${array} = ${buffer}.${part};`);
  const header = `for (let ${index} = 0, end = ${buffer}.count; ${index} < end; ${index}++)`;
  const loop = openLoop(cursor, header, cursor.rows * 4);
  return { inside: loop.inside, finish: loop.finish, index, nodes: array };
}

function sought(
  gen: Generator,
  op: NodeSeek,
  { cursor, node }: { readonly cursor: Cursor; readonly node: NodeCode },
  consume: Consume,
): void {
  const reader = (): string => gen.reader(cursor.fn);
  const { condition, tables } = labelCondition(gen, reader, node, op.labels);
  if (condition === 'false') return;
  const inside = when(cursor, condition);
  const code =
    condition === 'true'
      ? node
      : nodeOfSlot(gen, inside.block.place(), { slot: node.slot(), tables });
  consume(binding(inside, [[op.node, code]]));
}

/** The index of the plan; a plan whose index is gone is planned anew by the session. */
function indexInfo(gen: Generator, name: string): IndexInfo {
  const info = gen.layout.structure((reader) => findIndex(reader, name) ?? null);
  if (info === null) throw new NotCompiled('an index that is gone');
  return info;
}

function findIndex(reader: GraphReader, name: string): IndexInfo | undefined {
  return reader.indexes().find((index) => index.name === name);
}

function boundIndex(gen: Generator, name: string): string {
  return named(gen, `index ${name}`, 'ix', (reader) => {
    const id = present(findIndex(reader, name), 'the index of a plan').id;
    return present(
      reader.raw?.indexes.find((index) => index.id === id),
      'the arrays of an index',
    );
  });
}

function indexNumber(gen: Generator, name: string): string {
  return named(gen, `index number ${name}`, 'ixNumber', (reader) => {
    return present(findIndex(reader, name), 'the index of a plan').id;
  });
}

function named(
  gen: Generator,
  key: string,
  prefix: string,
  resolve: (reader: GraphReader) => unknown,
): string {
  const known = gen.selections.get(key);
  if (known !== undefined) return known;
  const name = gen.layout.bind(gen.fresh(prefix), resolve);
  gen.selections.set(key, name);
  return name;
}

export function edgeSeek(gen: Generator, op: EdgeSeek, cursor: Cursor, consume: Consume): void {
  const tables = gen.layout.structure((_reader, raw) => ({
    nodes: raw.nodeTables.map((table) => table.id),
    edges: raw.edgeTables.map((table) => table.id),
  }));
  indexInfo(gen, op.index);
  const values = op.values.map((each) => gen.value(cursor, each));
  const buffer = gen.layout.bind(gen.fresh('found'), () => ({
    count: 0,
    edges: new Float64Array(16),
  }));
  const { block } = cursor;
  const reader = gen.reader(cursor.fn);
  block.comment('index seek of edges');
  block.line(`${buffer}.count = 0;`);
  const number = indexNumber(gen, op.index);
  block.line(`${reader}.lookupEdges(${number}, [${values.join(', ')}], ${buffer});`);
  const loop = bufferLoop(gen, cursor, buffer, 'edges');
  const inside = loop.inside.block;
  const edge = `${gen.unique(`e${op.edge}`)}_edge`;
  const source = `${gen.unique(`n${op.source}`)}_slot`;
  const target = `${gen.unique(`n${op.target}`)}_slot`;
  inside.line(`const ${edge} = ${loop.nodes}[${loop.index}];`);
  inside.line(`const ${source} = ${reader}.edgeSource(${edge});`);
  inside.line(`const ${target} = ${reader}.edgeTarget(${edge});`);
  const end = (slot: string): NodeCode =>
    nodeOfSlot(gen, inside.place(), { slot, tables: tables.nodes });
  consume(
    binding(loop.inside, [
      [op.edge, edgeOfPacked(edge, tables.edges, false)],
      [op.source, end(source)],
      [op.target, end(target)],
    ]),
  );
  loop.finish();
}
