import type { Materialize, PhysicalOperator, TableLeaf } from '../../../planner/plan/operator.ts';
import { present } from '../../../base/assert.ts';
import { RowBuffer } from '../../runtime/row-buffer.ts';
import type { Build, Cursor, Sink, Task } from '../build.ts';
import { DONE, ROW } from '../build.ts';

/** Runs the input to its end into the table, then the inner plan. */
export function materialize(build: Build, op: Materialize<PhysicalOperator>, sink: Sink): Task {
  const rows = new RowBuffer(build.run, op.variables);
  const source = build.task(op.input, () => {
    rows.push();
    return true;
  });
  build.tables.set(op.table, rows);
  const inner = build.task(op.inner, sink);
  let reading = true;
  return {
    start() {
      rows.clear();
      reading = true;
      source.start();
    },
    step() {
      if (!reading) return inner.step();
      if (!source.step()) return false;
      reading = false;
      inner.start();
      return false;
    },
  };
}

/** The rows of the enclosing table, from the first one at each start. */
export function tableLeaf(build: Build, op: TableLeaf): Cursor {
  const { run } = build;
  const rows = present(build.tables.get(op.table), 'the table of a leaf');
  let at = 0;
  return {
    start() {
      at = 0;
    },
    next() {
      if (at >= rows.count) return DONE;
      run.work++;
      rows.restore(at++);
      return ROW;
    },
  };
}
