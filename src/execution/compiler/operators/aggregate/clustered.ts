import { present } from '../../../../base/assert.ts';
import type { Aggregate, PhysicalOperator } from '../../../../planner/plan/operator.ts';
import type { Consume, Generator } from '../../generator.ts';
import type { Cursor } from '../../scope.ts';
import { binding, Environment } from '../../scope.ts';
import { localStore } from '../../store.ts';
import { AggregateList } from './aggregate.ts';
import { scalarSlots } from './slots.ts';

/** Whether the key is the node of the outermost scan, so that its rows are the groups. */
export function isClustered(op: Aggregate<PhysicalOperator>): boolean {
  if (!op.clustered || op.keys.length !== 1) return false;
  let input = op.input;
  while ('input' in input && input.input.kind !== 'unit') input = input.input;
  const key = op.keys[0]?.value;
  return input.kind === 'nodeScan' && key?.kind === 'variable' && key.variable === input.node;
}

/**
 * Groups that the outermost scan visits one after the other: the states are variables of the scan's
 * loop body, and the group goes on at the end of that body. No table of groups is built.
 */
export function clusteredGroups(
  gen: Generator,
  op: Aggregate<PhysicalOperator>,
  cursor: Cursor,
  consume: Consume,
): void {
  const key = present(op.keys[0], 'the key of clustered groups');
  const code = gen.expression(cursor, key.value);
  const depth = code.rep === 'node' ? (code.depth ?? 1) : 1;
  const { start, end } = present(cursor.loops[depth - 1], 'the loop of the groups');
  const scan = { ...cursor, loops: cursor.loops.slice(0, depth), env: new Environment() };
  const store = localStore({ ...scan, block: start });
  const list = new AggregateList({ gen, store, outside: scan }, op, scalarSlots(store));
  const hasRows = store.variable(gen.fresh('hasRows'), () => 'false').in(cursor.fn);
  const args = list.prepare(cursor);
  list.add(cursor, '0', args);
  cursor.block.line(`${hasRows} = true;`);
  end.comment('one group');
  const block = end.nested(`if (${hasRows})`);
  list.finish(cursor.fn, block);
  const bound = binding({ ...scan, block }, [[key.variable, code]]);
  consume(binding(bound, list.results(bound, '0')));
}
