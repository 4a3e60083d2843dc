import type { ExpandInto } from '../../../planner/plan/operator.ts';
import type { Orientation } from '../../../graph/reader.ts';
import type { Incidences } from '../adjacency.ts';
import { bindArms, incidencesOf } from '../adjacency.ts';
import type { EdgeCode, NodeCode } from '../code.ts';
import { nullTest } from '../code.ts';
import type { Generator } from '../generator.ts';
import { edgeRowAt, firstEdge, nextEdge, NO_PLACE } from '../kernel/arms.ts';
import { countEdges, markNeighbours } from '../kernel/marks.ts';
import { markSet, markSize } from '../marks.ts';
import type { Cursor } from '../scope.ts';
import { at, binding, when } from '../scope.ts';
import { both, negated } from '../source/text.ts';
import { pageOf, slotKind, tablePart } from '../tables.ts';
import { acceptedEdge, rowOf } from './expand.ts';
import { openLoop } from './loops.ts';
import { nodeCode } from './node-code.ts';
import type { Consume } from './operator.ts';

const REVERSED: Readonly<Record<Orientation, Orientation>> = {
  out: 'in',
  in: 'out',
  undirected: 'undirected',
};

/** The end whose lists are looked into, and the end that is looked for. */
interface Ends {
  readonly near: NodeCode;
  readonly far: NodeCode;
  readonly incidences: Incidences;
}

export function expandInto(gen: Generator, op: ExpandInto, cursor: Cursor, consume: Consume): void {
  const from = nodeCode(gen, cursor, op.from);
  const to = nodeCode(gen, cursor, op.to);
  cursor.block.comment('close a cycle');
  const present = both(negated(nullTest(from)), negated(nullTest(to)));
  const start = when(cursor, present);
  const ends = endsOf(gen, op, from, to);
  if (ends.incidences.list.length === 0) return;
  const needsEdge = gen.needed(op).has(op.edge) || ends.incidences.edgeTest !== undefined;
  const marked = marksOuter(ends) ? markedOnly(gen, start, ends) : undefined;
  if (marked !== undefined && !needsEdge) {
    repeatForParallel(gen, marked, ends, consume);
    return;
  }
  eachEdge(gen, op, marked?.cursor ?? start, ends, consume);
}

/** The end that was bound further out is the near one: its lists serve many rows. */
function endsOf(gen: Generator, op: ExpandInto, from: NodeCode, to: NodeCode): Ends {
  if ((to.depth ?? 0) < (from.depth ?? 0)) {
    const orientations = op.orientations.map((each) => REVERSED[each]);
    const crossing = { orientations, labels: op.labels };
    return { near: to, far: from, incidences: incidencesOf(gen, to, crossing) };
  }
  const crossing = { orientations: op.orientations, labels: op.labels };
  return { near: from, far: to, incidences: incidencesOf(gen, from, crossing) };
}

/** A loop lies between the two: then marking pays off (7 × over searching for triangles). */
function marksOuter({ near, far }: Ends): boolean {
  return near.depth !== undefined && far.depth !== undefined && near.depth < far.depth;
}

interface Marked {
  readonly cursor: Cursor;
  readonly twice: string;
  readonly arms: string;
  readonly row: string;
}

/**
 * Marks the neighbours of the near end before the first loop inside its own, and goes on with the
 * far ends that are marked.
 */
function markedOnly(gen: Generator, cursor: Cursor, ends: Ends): Marked | undefined {
  const { near, far, incidences } = ends;
  const before = cursor.loops[near.depth ?? 0]?.before;
  if (before === undefined) return undefined;
  const byRow = far.tables.length === 1 && sameTables(incidences.far, far.tables);
  const marks = markSet(gen, markSize(gen, byRow ? far.tables : [])).in(cursor.fn);
  const outer = at(cursor, before);
  before.comment('mark the neighbours');
  const arms = armsOf(gen, outer, ends);
  const row = rowOf(gen, outer, near);
  const twice = gen.fresh('twice');
  const helper = gen.layout.helper('markNeighbours', markNeighbours);
  const set = `{ stamps: ${marks.stamps}, stamp: ++${marks.stamp} }`;
  before.line(`const ${twice} = ${helper}(${arms}, ${row}, ${baseOf(gen, far, byRow)}, ${set});`);
  const place = byRow ? far.row() : far.slot();
  const inside = when(cursor, `${marks.stamps}[${place}] === ${marks.stamp}`);
  return { cursor: inside, twice, arms, row };
}

function sameTables(left: readonly number[], right: readonly number[]): boolean {
  return left.length === right.length && left.every((table, i) => table === right[i]);
}

function baseOf(gen: Generator, far: NodeCode, byRow: boolean): string {
  const [table] = far.tables;
  if (!byRow || table === undefined || slotKind(gen, table) === 'same') return '0';
  return tablePart(gen, 'node', table, 'slotBase');
}

function armsOf(gen: Generator, cursor: Cursor, { near, incidences }: Ends): string {
  const several = near.tables.length > 1;
  const bound = bindArms(gen, incidences, several);
  if (!several) return bound;
  const list = gen.fresh('list');
  cursor.block.line(`const ${list} = ${bound}[${pageOf(gen, near.slot())}];`);
  return list;
}

/** Goes on once, or as often as there are parallel edges. */
function repeatForParallel(
  gen: Generator,
  marked: Marked,
  { near, far }: Ends,
  consume: Consume,
): void {
  const { cursor, twice, arms, row } = marked;
  const left = gen.fresh('left');
  const helper = gen.layout.helper('countEdges', countEdges);
  const count = `${helper}(${arms}, ${row}, ${near.slot()}, ${far.slot()})`;
  cursor.block.line(`let ${left} = ${twice} ? ${count} : 1;`);
  const loop = openLoop(cursor, 'do', cursor.rows);
  consume(loop.inside);
  loop.finish();
  cursor.block.line(`while (--${left} > 0);`);
}

/** Looks the edges up one after the other. */
function eachEdge(
  gen: Generator,
  op: ExpandInto,
  cursor: Cursor,
  ends: Ends,
  consume: Consume,
): void {
  const { near, far, incidences } = ends;
  const arms = armsOf(gen, cursor, ends);
  const row = rowOf(gen, cursor, near);
  const arm = gen.fresh('arm');
  const outer = openLoop(cursor, `for (const ${arm} of ${arms})`, cursor.rows);
  if (incidences.list.some((incidence) => incidence.skipsLoops)) {
    const isLoop = `${near.slot()} === ${far.slot()}`;
    outer.inside.block.line(`if (${arm}.skipsLoops && ${isLoop}) continue;`);
  }
  const place = gen.unique(`e${op.edge}`);
  const first = `${gen.layout.helper('firstEdge', firstEdge)}(${arm}, ${row}, ${far.slot()})`;
  const next = `${gen.layout.helper('nextEdge', nextEdge)}(${arm}, ${row}, ${place})`;
  const none = gen.layout.helper('NO_PLACE', NO_PLACE);
  const header = `for (let ${place} = ${first}; ${place} !== ${none}; ${place} = ${next})`;
  const loop = openLoop(outer.inside, header, cursor.rows);
  const edge = edgeFound(gen, loop.inside, { arm, place, incidences });
  const crossed = { slot: far.slot(), tables: far.tables, edge };
  const passed = acceptedEdge(gen, loop.inside, incidences, crossed);
  consume(binding(passed, [[op.edge, edge]]));
  loop.finish();
  outer.finish();
}

function edgeFound(
  gen: Generator,
  cursor: Cursor,
  found: { readonly arm: string; readonly place: string; readonly incidences: Incidences },
): EdgeCode {
  const { arm, place, incidences } = found;
  const definition = cursor.block.place();
  let row: string | undefined;
  const rowName = (): string => {
    if (row === undefined) {
      row = `${place}_row`;
      const helper = gen.layout.helper('edgeRowAt', edgeRowAt);
      definition.line(`const ${row} = ${helper}(${arm}, ${place});`);
    }
    return row;
  };
  const tables = [...new Set(incidences.list.map((incidence) => incidence.edgeTable))];
  return { rep: 'edge', tables, row: rowName, packed: () => `(${arm}.edgeBase + ${rowName()})` };
}
