import type { ExpandCount } from '../../../planner/plan/operator.ts';
import type { Incidences } from '../adjacency.ts';
import { adjacencyPart, bindArms, incidencesOf } from '../adjacency.ts';
import type { NodeCode } from '../code.ts';
import { intCode, MAX_SAFE, nullTest } from '../code.ts';
import { filtered } from '../expressions/logic.ts';
import type { Consume, Generator } from '../generator.ts';
import { degreeOf } from '../kernel/arms.ts';
import type { Cursor } from '../scope.ts';
import { binding, when } from '../scope.ts';
import { negated, TRUE } from '../source/text.ts';
import { labelCondition, nodeOfSlot, pageOf } from '../tables.ts';
import { acceptedEdge, crossEdges, rowOf } from './expand.ts';
import { nodeCode } from './node-code.ts';

/** Multiplies the weight by a degree, or by the number of edges that pass the condition. */
export function expandCount(
  gen: Generator,
  op: ExpandCount,
  cursor: Cursor,
  consume: Consume,
): void {
  const from = nodeCode(gen, cursor, op.from);
  const incidences = incidencesOf(gen, from, op);
  if (incidences.list.length === 0) return;
  cursor.block.comment('count edges');
  const start = when(cursor, negated(nullTest(from)));
  const count = isPlain(gen, op, incidences)
    ? degree(gen, start, from, incidences)
    : countOneByOne(gen, op, start, { from, incidences });
  const inside = when(start, `${count} > 0`);
  const before = op.weightIn === undefined ? undefined : cursor.env.get(op.weightIn);
  const weight = gen.unique(`w${op.weight}`);
  const product = before === undefined ? count : `${textOf(before)} * ${count}`;
  inside.block.line(`const ${weight} = ${product};`);
  consume(binding(inside, [[op.weight, intCode(weight, 1, MAX_SAFE)]]));
}

function textOf(code: { readonly rep: string }): string {
  return 'text' in code ? String(code.text) : '1';
}

/** Whether the degree is the number: no condition, and the far tables imply the labels. */
function isPlain(gen: Generator, op: ExpandCount, incidences: Incidences): boolean {
  if (op.condition !== undefined || incidences.edgeTest !== undefined) return false;
  if (op.toLabels === undefined) return true;
  const far: NodeCode = {
    rep: 'node',
    tables: incidences.far,
    slot: () => '',
    row: () => '',
  };
  return labelCondition(gen, () => '', far, op.toLabels).condition === TRUE;
}

function degree(gen: Generator, cursor: Cursor, from: NodeCode, incidences: Incidences): string {
  const { block, fn } = cursor;
  const count = gen.fresh('degree');
  const [only] = incidences.list;
  if (only !== undefined && incidences.list.length === 1 && from.tables.length === 1) {
    const offsets = adjacencyPart(gen, only, 'offsets');
    const adjacency = adjacencyPart(gen, only, 'adjacency');
    const change = adjacencyPart(gen, only, 'degreeChange');
    const changed = fn.hoist(
      `${adjacency}_changed`,
      `${adjacency}.hasDelta || ${adjacency}.hasDeleted`,
    );
    const row = from.row();
    const flat = `${offsets}[${row} + 1] - ${offsets}[${row}]`;
    block.line(`const ${count} = ${flat} + (${changed} ? ${change}[${row}] : 0);`);
    return count;
  }
  const several = from.tables.length > 1;
  const bound = bindArms(gen, incidences, several);
  const arms = several ? `${bound}[${pageOf(gen, from.slot())}]` : bound;
  const row = rowOf(gen, cursor, from);
  const helper = gen.layout.helper('degreeOf', degreeOf);
  block.line(`let ${count} = 0;`);
  const arm = gen.fresh('arm');
  const loop = block.nested(`for (const ${arm} of ${arms})`);
  loop.line(`${count} += ${helper}(${arm}, ${row}, ${from.slot()});`);
  return count;
}

function countOneByOne(
  gen: Generator,
  op: ExpandCount,
  cursor: Cursor,
  start: { readonly from: NodeCode; readonly incidences: Incidences },
): string {
  const count = gen.fresh('count');
  const { from, incidences } = start;
  cursor.block.line(`let ${count} = 0;`);
  const needsEdge = incidences.edgeTest !== undefined || gen.reads(op.condition).has(op.edge);
  const crossing = { from, incidences, to: op.to, edge: op.edge, needsEdge, fanOut: 1 };
  crossEdges(gen, cursor, crossing, (inside, crossed) => {
    const passed = acceptedEdge(gen, inside, incidences, crossed);
    const far = nodeOfSlot(gen, passed.block.place(), crossed);
    const reader = (): string => gen.reader(passed.fn);
    const { condition, tables } = labelCondition(gen, reader, far, op.toLabels);
    if (condition === 'false') return;
    const labelled = when(passed, condition);
    const narrowed = { slot: crossed.slot, tables };
    const node = condition === TRUE ? far : nodeOfSlot(gen, labelled.block.place(), narrowed);
    const bound = binding(labelled, [
      [op.to, node],
      [op.edge, crossed.edge],
    ]);
    const last = op.condition === undefined ? bound : filtered(gen, bound, op.condition);
    last.block.line(`${count}++;`);
  });
  return count;
}
