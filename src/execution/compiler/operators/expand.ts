import type { Expand } from '../../../planner/plan/operator.ts';
import type { Incidence, Incidences } from '../adjacency.ts';
import { adjacencyPart, bindArms, incidencesOf } from '../adjacency.ts';
import type { EdgeCode, NodeCode } from '../code.ts';
import { nullTest } from '../code.ts';
import type { Consume, Generator } from '../generator.ts';
import { edgeRowAt, neighbourAt, NO_PLACE, onlyEdge, onlyNeighbour } from '../kernel/arms.ts';
import type { Cursor } from '../scope.ts';
import { binding, when } from '../scope.ts';
import type { Block } from '../source/block.ts';
import { bitIsClear, both, negated } from '../source/text.ts';
import { labelCondition, nodeOfSlot, pageOf, tablePart } from '../tables.ts';
import { countWork, openLoop } from './loops.ts';
import { nodeCode } from './node-code.ts';

/** What an expansion binds. */
export interface Crossed {
  readonly slot: string;
  readonly tables: readonly number[];
  readonly edge: EdgeCode;
}

export function expand(gen: Generator, op: Expand, cursor: Cursor, consume: Consume): void {
  const from = nodeCode(gen, cursor, op.from);
  const incidences = incidencesOf(gen, from, op);
  if (incidences.list.length === 0) return;
  cursor.block.comment('expand');
  const start = when(cursor, negated(nullTest(from)));
  const needsEdge = gen.needed(op).has(op.edge) || incidences.edgeTest !== undefined;
  const crossing = { from, incidences, to: op.to, edge: op.edge, needsEdge, fanOut: op.fanOut };
  crossEdges(gen, start, crossing, (inside, crossed) => {
    arrived(gen, op, { cursor: inside, crossed, incidences }, consume);
  });
}

/** Tests the far node and the edge where tables do not decide, and binds both. */
function arrived(
  gen: Generator,
  op: Expand,
  at: { readonly cursor: Cursor; readonly crossed: Crossed; readonly incidences: Incidences },
  consume: Consume,
): void {
  const { crossed } = at;
  const passed = acceptedEdge(gen, at.cursor, at.incidences, crossed);
  const place = passed.block.place();
  const far = nodeOfSlot(gen, place, crossed);
  const reader = (): string => gen.reader(passed.fn);
  const { condition, tables } = labelCondition(gen, reader, far, op.toLabels);
  if (condition === 'false') return;
  const inside = when(passed, condition);
  const narrowed = { slot: crossed.slot, tables };
  const node = condition === 'true' ? far : nodeOfSlot(gen, inside.block.place(), narrowed);
  consume(
    binding(inside, [
      [op.to, node],
      [op.edge, crossed.edge],
    ]),
  );
}

/** Edges that became exceptions of their tables have to be looked at one by one. */
export function acceptedEdge(
  gen: Generator,
  cursor: Cursor,
  { edgeTest }: Incidences,
  { edge }: Crossed,
): Cursor {
  if (edgeTest === undefined) return cursor;
  return when(cursor, `${gen.reader(cursor.fn)}.acceptsEdge(${edgeTest}, ${edge.packed()})`);
}

export interface Crossing {
  readonly from: NodeCode;
  readonly incidences: Incidences;
  readonly to: number;
  readonly edge: number;
  /** Whether anything asks which edge it was. */
  readonly needsEdge: boolean;
  readonly fanOut: number;
}

/** Writes the loop, or the loops, over the edges; `body` once. */
export function crossEdges(
  gen: Generator,
  cursor: Cursor,
  crossing: Crossing,
  body: (cursor: Cursor, crossed: Crossed) => void,
): void {
  const { list } = crossing.incidences;
  const [only] = list;
  if (only === undefined) return;
  if (list.length > 1 || crossing.from.tables.length > 1 || only.skipsLoops) {
    crossArms(gen, cursor, crossing, body);
  } else if (only.single) {
    crossSingle(gen, cursor, { ...crossing, only }, body);
  } else {
    crossList(gen, cursor, { ...crossing, only }, body);
  }
}

interface CrossingOne extends Crossing {
  readonly only: Incidence;
}

/** Arrays and flags of an adjacency, as expressions. */
interface Lists {
  readonly offsets: string;
  readonly neighbours: string;
  readonly edgeRows: string;
  readonly head: string;
  readonly next: string;
  readonly deltaNeighbours: string;
  readonly deltaEdgeRows: string;
  readonly live: string;
  readonly hasDelta: string;
  readonly hasDeleted: string;
}

function boundLists(gen: Generator, cursor: Cursor, only: Incidence): Lists {
  const part = (name: Parameters<typeof adjacencyPart>[2]): string =>
    adjacencyPart(gen, only, name);
  const adjacency = part('adjacency');
  const { fn } = cursor;
  return {
    offsets: part('offsets'),
    neighbours: part('neighbours'),
    edgeRows: part('edgeRows'),
    head: part('head'),
    next: part('next'),
    deltaNeighbours: part('deltaNeighbours'),
    deltaEdgeRows: part('deltaEdgeRows'),
    live: tablePart(gen, 'edge', only.edgeTable, 'live'),
    hasDelta: fn.hoist(`${adjacency}_hasDelta`, `${adjacency}.hasDelta`),
    hasDeleted: fn.hoist(`${adjacency}_hasDeleted`, `${adjacency}.hasDeleted`),
  };
}

/** At most one edge per row: no loop. Rows with changes go through a helper. */
function crossSingle(
  gen: Generator,
  cursor: Cursor,
  crossing: CrossingOne,
  body: (cursor: Cursor, crossed: Crossed) => void,
): void {
  const { only } = crossing;
  const lists = boundLists(gen, cursor, only);
  const slot = `${gen.unique(`n${crossing.to}`)}_slot`;
  const adjacency = adjacencyPart(gen, only, 'adjacency');
  const flags = `${lists.hasDelta} || ${lists.hasDeleted}`;
  const single: Single = {
    ...crossing,
    lists,
    slot,
    changed: cursor.fn.hoist(`${adjacency}_changed`, flags),
    arm: bindArm(gen, only),
  };
  if (crossing.needsEdge) singleEdge(gen, cursor, single, body);
  else singleNeighbour(gen, cursor, single, body);
}

interface Single extends CrossingOne {
  readonly lists: Lists;
  readonly slot: string;
  readonly changed: string;
  readonly arm: string;
}

function singleNeighbour(
  gen: Generator,
  cursor: Cursor,
  { only, from, lists, slot, changed, arm }: Single,
  body: (cursor: Cursor, crossed: Crossed) => void,
): void {
  const { block } = cursor;
  const row = from.row();
  const place = gen.fresh('i');
  const find = `${gen.layout.helper('onlyNeighbour', onlyNeighbour)}(${arm}, ${row})`;
  block.line(`const ${place} = ${lists.offsets}[${row}];`);
  block.line(`let ${slot} = -1;`);
  block.line(`if (${changed}) ${slot} = ${find};`);
  const isThere = `${place} < ${lists.offsets}[${row} + 1]`;
  block.line(`else if (${isThere}) ${slot} = ${lists.neighbours}[${place}];`);
  const inside = when(cursor, `${slot} >= 0`);
  const edge = edgeAtPlace(gen, inside.block.place(), { only, place, lists });
  body(inside, { slot, tables: only.far, edge });
}

function singleEdge(
  gen: Generator,
  cursor: Cursor,
  single: Single,
  body: (cursor: Cursor, crossed: Crossed) => void,
): void {
  const { only, from, lists, slot, changed, arm } = single;
  const { block } = cursor;
  const row = from.row();
  const place = gen.unique(`e${single.edge}`);
  const none = gen.layout.helper('NO_PLACE', NO_PLACE);
  const find = `${gen.layout.helper('onlyEdge', onlyEdge)}(${arm}, ${row})`;
  block.line(`let ${place} = ${lists.offsets}[${row}];`);
  block.line(`if (${changed}) ${place} = ${find};`);
  block.line(`else if (${place} === ${lists.offsets}[${row} + 1]) ${place} = ${none};`);
  const inside = when(cursor, `${place} !== ${none}`);
  const slow = `${gen.layout.helper('neighbourAt', neighbourAt)}(${arm}, ${place})`;
  inside.block.line(`const ${slot} = ${place} >= 0 ? ${lists.neighbours}[${place}] : ${slow};`);
  const edge = edgeAtPlace(gen, inside.block.place(), { only, place, lists });
  body(inside, { slot, tables: only.far, edge });
}

/** The one arm of an incidence, for helpers. */
export function bindArm(gen: Generator, only: Incidence): string {
  const name = `${adjacencyPart(gen, only, 'adjacency')}_arm`;
  const known = gen.selections.get(name);
  if (known !== undefined) return known;
  const list = bindArms(gen, { list: [only], far: only.far, edgeTest: undefined }, false);
  const arm = gen.unique(name);
  gen.selections.set(name, arm);
  gen.helpers.line(`const ${arm} = ${list}[0];`);
  return arm;
}

/**
 * CSR part and delta in one loop, so that the body stands there once: 1.01 × of a bare CSR loop
 * while there is no delta, and no copy of the body per list (which would double with each expand).
 */
function crossList(
  gen: Generator,
  cursor: Cursor,
  crossing: CrossingOne,
  body: (cursor: Cursor, crossed: Crossed) => void,
): void {
  const { only } = crossing;
  const lists = boundLists(gen, cursor, only);
  const row = crossing.from.row();
  countWork(gen, cursor, `${lists.offsets}[${row} + 1] - ${lists.offsets}[${row}] + 1`);
  const walk = walkLists(gen, cursor, { ...crossing, lists, row });
  const place = walk.inside.block.place();
  const edge = edgeAtPlace(gen, place, { only, place: walk.place, lists });
  body(walk.inside, { slot: walk.slot, tables: only.far, edge });
  walk.finish();
}

interface Walk {
  readonly inside: Cursor;
  readonly slot: string;
  /** Only where the edge is needed. */
  readonly place: string;
  readonly finish: () => void;
}

function walkLists(
  gen: Generator,
  cursor: Cursor,
  crossing: Crossing & { readonly lists: Lists; readonly row: string },
): Walk {
  const { lists, row, needsEdge } = crossing;
  const at = gen.fresh('i');
  const entry = gen.fresh('d');
  const slot = `${gen.unique(`n${crossing.to}`)}_slot`;
  const place = gen.unique(`e${crossing.edge}`);
  const start = `${at} = ${lists.offsets}[${row}], ${at}_end = ${lists.offsets}[${row} + 1]`;
  const delta = `${entry} = ${lists.hasDelta} ? ${lists.head}[${row}] : -1`;
  const rows = cursor.rows * Math.max(crossing.fanOut, 1);
  const loop = openLoop(cursor, `for (let ${start}, ${delta}; ; )`, rows);
  const { block } = loop.inside;
  block.line(`let ${slot}${needsEdge ? `, ${place}` : ''};`);
  const dead = (edgeRow: string): string => both(lists.hasDeleted, bitIsClear(lists.live, edgeRow));
  const inCsr = block.nested(`if (${at} < ${at}_end)`);
  if (needsEdge) inCsr.line(`${place} = ${at};`);
  inCsr.line(`${slot} = ${lists.neighbours}[${at}++];`);
  inCsr.line(`if (${dead(`${lists.edgeRows}[${at} - 1]`)}) continue;`);
  const inDelta = block.nested(`else if (${entry} >= 0)`);
  if (needsEdge) inDelta.line(`${place} = ~${entry};`);
  inDelta.line(`${slot} = ${lists.deltaNeighbours}[${entry}];`);
  inDelta.line(`const isDead = ${dead(`${lists.deltaEdgeRows}[${entry}]`)};`);
  inDelta.line(`${entry} = ${lists.next}[${entry}];`);
  inDelta.line('if (isDead) continue;');
  block.line('else break;');
  return { inside: loop.inside, slot, place, finish: loop.finish };
}

/** Code of the edge at a place of a bound adjacency; its row is looked up when asked for. */
function edgeAtPlace(
  gen: Generator,
  block: Block,
  at: { readonly only: Incidence; readonly place: string; readonly lists: Lists },
): EdgeCode {
  const { only, place, lists } = at;
  let row: string | undefined;
  const rowName = (): string => {
    if (row === undefined) {
      row = `${place}_row`;
      const inDelta = `${lists.deltaEdgeRows}[~${place}]`;
      block.line(`const ${row} = ${place} >= 0 ? ${lists.edgeRows}[${place}] : ${inDelta};`);
    }
    return row;
  };
  const base = only.edgeTable * 4294967296;
  return {
    rep: 'edge',
    tables: [only.edgeTable],
    row: rowName,
    packed: () => (base === 0 ? rowName() : `(${rowName()} + ${base})`),
    // An undirected edge has two places, one at either end.
    ...(only.orientation !== 'undirected' && {
      position: { adjacency: adjacencyPart(gen, only, 'adjacency'), text: place },
    }),
  };
}

/** Several edge tables, orientations or node tables: a loop over bound adjacencies. */
function crossArms(
  gen: Generator,
  cursor: Cursor,
  crossing: Crossing,
  body: (cursor: Cursor, crossed: Crossed) => void,
): void {
  const { from, incidences } = crossing;
  const several = from.tables.length > 1;
  const { block } = cursor;
  const bound = bindArms(gen, incidences, several);
  const arms = several ? gen.fresh('list') : bound;
  if (several) block.line(`const ${arms} = ${bound}[${pageOf(gen, from.slot())}];`);
  const row = rowOf(gen, cursor, from);
  const arm = gen.fresh('arm');
  const index = gen.fresh('j');
  const header = `for (let ${index} = 0; ${index} < ${arms}.length; ${index}++)`;
  const outer = openLoop(cursor, header, cursor.rows);
  outer.inside.block.line(`const ${arm} = ${arms}[${index}];`);
  const lists = armLists(arm);
  countWork(gen, outer.inside, `${lists.offsets}[${row} + 1] - ${lists.offsets}[${row}] + 1`);
  const walk = walkLists(gen, outer.inside, { ...crossing, lists, row });
  if (incidences.list.some((incidence) => incidence.skipsLoops)) {
    walk.inside.block.line(`if (${arm}.skipsLoops && ${walk.slot} === ${from.slot()}) continue;`);
  }
  const edge = edgeOfArm(gen, walk, arm, incidences);
  body(walk.inside, { slot: walk.slot, tables: incidences.far, edge });
  walk.finish();
  outer.finish();
}

/** The row of a node in its own table, whichever that is. */
export function rowOf(gen: Generator, cursor: Cursor, node: NodeCode): string {
  if (node.tables.length === 1) return node.row();
  const row = gen.fresh('row');
  const pageDelta = gen.layout.bind('pageDelta', (_reader, raw) => raw.pageDelta);
  cursor.block.line(`const ${row} = ${node.slot()} + ${pageDelta}[${node.slot()} >>> 10];`);
  return row;
}

function armLists(arm: string): Lists {
  return {
    offsets: `${arm}.offsets`,
    neighbours: `${arm}.neighbours`,
    edgeRows: `${arm}.edgeRows`,
    head: `${arm}.head`,
    next: `${arm}.next`,
    deltaNeighbours: `${arm}.deltaNeighbours`,
    deltaEdgeRows: `${arm}.deltaEdgeRows`,
    live: `${arm}.live`,
    hasDelta: `${arm}.adjacency.hasDelta`,
    hasDeleted: `${arm}.adjacency.hasDeleted`,
  };
}

/** Code of the edge at a place of whichever arm the loop is at. */
export function edgeOfArm(
  gen: Generator,
  walk: Pick<Walk, 'inside' | 'place'>,
  arm: string,
  { list }: Incidences,
): EdgeCode {
  const place = walk.inside.block.place();
  const tables = [...new Set(list.map((incidence) => incidence.edgeTable))];
  let row: string | undefined;
  const rowName = (): string => {
    if (row === undefined) {
      row = `${walk.place}_row`;
      const helper = gen.layout.helper('edgeRowAt', edgeRowAt);
      place.line(`const ${row} = ${helper}(${arm}, ${walk.place});`);
    }
    return row;
  };
  return {
    rep: 'edge',
    tables,
    row: rowName,
    packed: () => `(${arm}.edgeBase + ${rowName()})`,
  };
}
