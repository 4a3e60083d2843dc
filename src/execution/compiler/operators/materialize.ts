import type { Materialize, PhysicalOperator, TableLeaf } from '../../../planner/plan/operator.ts';
import { present } from '../../../base/assert.ts';
import type { Consume, Generator } from '../generator.ts';
import type { Cursor } from '../scope.ts';
import { binding, Environment, FunctionScope } from '../scope.ts';
import type { Store } from '../store.ts';
import { localStore, RowBuffer, runStore } from '../store.ts';
import { countWork, openLoop } from './loops.ts';
import { rangeStage } from './stages.ts';

type MaterializePlan = Materialize<PhysicalOperator>;

function keep(gen: Generator, op: MaterializePlan, store: Store): (cursor: Cursor) => void {
  const rows = new RowBuffer(gen, store, gen.fresh('table'));
  gen.tables.set(op.table, rows);
  return (cursor) => {
    rows.push(cursor, RowBuffer.columns(op.variables, cursor.env, new Environment()));
  };
}

export function materializeLocally(
  gen: Generator,
  op: MaterializePlan,
  cursor: Cursor,
  consume: Consume,
): void {
  cursor.block.comment('table');
  const push = keep(gen, op, localStore(cursor));
  gen.produce(op.input, { ...cursor, block: cursor.block.place() }, push);
  gen.produce(op.inner, cursor, consume);
}

export function materializeInStages(gen: Generator, op: MaterializePlan, consume: Consume): void {
  gen.produceStages(op.input, keep(gen, op, runStore(gen)));
  gen.produceStages(op.inner, consume);
}

/** The rows of a table as the outermost loop of a stage. */
export function tableStage(gen: Generator, op: TableLeaf, consume: Consume): void {
  const rows = present(gen.tables.get(op.table), 'the table of a leaf');
  if (!rows.isFilled) return;
  const begin = new FunctionScope();
  const end = rows.count(begin);
  const stage = { comment: 'rows of a table', begin, end, rows: 1000 };
  rangeStage(gen, stage, (cursor, index) => {
    consume(binding(cursor, rows.read(cursor, index)));
  });
}

export function readTable(gen: Generator, op: TableLeaf, cursor: Cursor, consume: Consume): void {
  const rows = present(gen.tables.get(op.table), 'the table of a leaf');
  if (!rows.isFilled) return;
  cursor.block.comment('rows of a table');
  const count = rows.count(cursor.fn);
  countWork(gen, cursor, count);
  const index = gen.fresh('i');
  const header = `for (let ${index} = 0, end = ${count}; ${index} < end; ${index}++)`;
  const loop = openLoop(cursor, header, cursor.rows * 1000);
  consume(binding(loop.inside, rows.read(loop.inside, index)));
  loop.finish();
}
