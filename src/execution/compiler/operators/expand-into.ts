import type { ExpandInto } from '../../../planner/plan/operator.ts';
import type { Orientation } from '../../../graph/reader.ts';
import type { VariableId } from '../../../semantics/bound/variable.ts';
import type { Incidences } from '../adjacency.ts';
import { bindArms, incidencesOf } from '../adjacency.ts';
import type { NodeCode } from '../code.ts';
import { nullTest } from '../code.ts';
import type { Consume, Generator } from '../generator.ts';
import { firstEdge, nextEdge, NO_PLACE } from '../kernel/arms.ts';
import { countEdges, markNeighbours } from '../kernel/marks.ts';
import { markSet, markSize } from '../marks.ts';
import type { Cursor } from '../scope.ts';
import { at, binding, when } from '../scope.ts';
import { both, negated } from '../source/text.ts';
import { pageOf, slotKind, tablePart } from '../tables.ts';
import { acceptedEdge, edgeOfArm, rowOf } from './expand.ts';
import { openLoop } from './loops.ts';
import { nodeCode } from './node-code.ts';

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
  /** No list of the near end is longer than one. */
  readonly isSingle: boolean;
}

export function expandInto(gen: Generator, op: ExpandInto, cursor: Cursor, consume: Consume): void {
  const from = nodeCode(gen, cursor, op.from);
  const to = nodeCode(gen, cursor, op.to);
  cursor.block.comment('close a cycle');
  const present = both(negated(nullTest(from)), negated(nullTest(to)));
  const start = when(cursor, present);
  const ends = endsOf(gen, op, from, to);
  const { list, edgeTest } = ends.incidences;
  if (list.length === 0) return;
  const needsEdge = gen.needed(op).has(op.edge) || edgeTest !== undefined;
  if (!marks(ends)) {
    eachEdge(gen, start, { ...ends, edge: op.edge }, consume);
    return;
  }
  const marked = markedOnly(gen, start, ends);
  if (needsEdge) eachEdge(gen, marked.cursor, { ...ends, edge: op.edge }, consume);
  else repeatForParallel(gen, marked, ends, consume);
}

/**
 * The near end is one with at most one edge, since that is no search at all; otherwise the one that
 * was bound further out, whose lists serve many rows.
 */
function endsOf(gen: Generator, op: ExpandInto, from: NodeCode, to: NodeCode): Ends {
  const { labels } = op;
  const forth = incidencesOf(gen, from, { orientations: op.orientations, labels });
  const orientations = op.orientations.map((each) => REVERSED[each]);
  const back = incidencesOf(gen, to, { orientations, labels });
  const forthSingle = forth.list.every(({ single }) => single);
  const backSingle = back.list.every(({ single }) => single);
  const turns = forthSingle === backSingle ? (to.depth ?? 0) < (from.depth ?? 0) : backSingle;
  return turns
    ? { near: to, far: from, incidences: back, isSingle: backSingle }
    : { near: from, far: to, incidences: forth, isSingle: forthSingle };
}

/** Where a loop lies between the two, marking pays off (7 × over searching for triangles). */
function marks({ near, far, isSingle }: Ends): boolean {
  if (isSingle || near.depth === undefined || far.depth === undefined) return false;
  return near.depth < far.depth;
}

interface Marked {
  readonly cursor: Cursor;
  readonly twice: string;
  readonly arms: string;
  readonly row: string;
}

/**
 * Goes on with the far ends that are marked as neighbours of the near end. They are marked before
 * the first loop inside the near end's own; but where a filter lies between, by the first row that
 * gets here, because there may be none (which costs triangles 1.1 ×, and saves marking in vain).
 */
function markedOnly(gen: Generator, cursor: Cursor, ends: Ends): Marked {
  const { near, far, incidences } = ends;
  const { fn } = cursor;
  const before = cursor.loops[near.depth ?? 0]?.before;
  const isFiltered = cursor.filters > (near.filters ?? 0);
  const place = isFiltered || before === undefined ? cursor : at(cursor, before);
  const byRow =
    far.tables.length === 1 &&
    sameTables(incidences.far, far.tables) &&
    slotKind(gen, far.tables[0] ?? 0) !== 'pages';
  const { stamps, stamp } = markSet(gen, markSize(gen, byRow ? far.tables : [])).in(fn);
  const twice = gen.fresh('twice');
  const markedFor = `${twice}_for`;
  fn.prologue.line(`let ${twice} = false, ${markedFor} = -1;`);
  const several = near.tables.length > 1;
  const bound = bindArms(gen, incidences, several);
  const arms = several ? `${bound}[${pageOf(gen, near.slot())}]` : bound;
  const row = rowOf(gen, place, near);
  const marking = place.block.nested(`if (${markedFor} !== ${near.slot()})`);
  marking.line(`${markedFor} = ${near.slot()};`);
  const helper = gen.layout.helper('markNeighbours', markNeighbours);
  const set = `{ stamps: ${stamps}, stamp: ++${stamp} }`;
  marking.line(`${twice} = ${helper}(${arms}, ${row}, ${baseOf(gen, far, byRow)}, ${set});`);
  const index = byRow ? far.row() : far.slot();
  const inside = when(cursor, `${stamps}[${index}] === ${stamp}`);
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
  cursor: Cursor,
  ends: Ends & { readonly edge: VariableId },
  consume: Consume,
): void {
  const { near, far, incidences } = ends;
  const several = near.tables.length > 1;
  const bound = bindArms(gen, incidences, several);
  const arms = several ? `${bound}[${pageOf(gen, near.slot())}]` : bound;
  const row = rowOf(gen, cursor, near);
  const arm = gen.fresh('arm');
  const outer = openLoop(cursor, `for (const ${arm} of ${arms})`, cursor.rows);
  if (incidences.list.some((incidence) => incidence.skipsLoops)) {
    const isLoop = `${near.slot()} === ${far.slot()}`;
    outer.inside.block.line(`if (${arm}.skipsLoops && ${isLoop}) continue;`);
  }
  const place = gen.unique(`e${ends.edge}`);
  const first = `${gen.layout.helper('firstEdge', firstEdge)}(${arm}, ${row}, ${far.slot()})`;
  const next = `${gen.layout.helper('nextEdge', nextEdge)}(${arm}, ${row}, ${place})`;
  const none = gen.layout.helper('NO_PLACE', NO_PLACE);
  const header = `for (let ${place} = ${first}; ${place} !== ${none}; ${place} = ${next})`;
  const loop = openLoop(outer.inside, header, cursor.rows);
  const edge = edgeOfArm(gen, { inside: loop.inside, place }, arm, incidences);
  const crossed = { slot: far.slot(), tables: far.tables, edge };
  const passed = acceptedEdge(gen, loop.inside, incidences, crossed);
  consume(binding(passed, [[ends.edge, edge]]));
  loop.finish();
  outer.finish();
}
