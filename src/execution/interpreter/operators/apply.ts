import type { Apply, PhysicalOperator } from '../../../planner/plan/operator.ts';
import type { Build, Cursor, Progress, Sink, Task } from '../build.ts';
import { PAUSE, ROW, runToEnd } from '../build.ts';
import { RowBuffer } from '../../runtime/row-buffer.ts';
import { liveOutputs } from '../live.ts';
import { doesWrite } from '../plan-facts.ts';
import { pulledTask } from '../pulled-task.ts';
import { breaker } from './breaker.ts';
import { clearer } from '../registers.ts';

type ApplyPlan = Apply<PhysicalOperator>;

/** Pulls the inner rows of each input row, so that a long inner plan can pause too. */
export function applyCursor(build: Build, op: ApplyPlan, input: Cursor, inner: Cursor): Cursor {
  const { run } = build;
  const clear = clearer(build, op.added);
  let inside = false;
  let found = false;
  return {
    start() {
      inside = false;
      input.start();
    },
    next(): Progress {
      for (;;) {
        if (!inside) {
          const progress = input.next();
          if (progress !== ROW) return progress;
          inner.start();
          inside = true;
          found = false;
        }
        const progress = inner.next();
        if (progress === PAUSE) return PAUSE;
        if (progress === ROW) {
          found = true;
          return ROW;
        }
        inside = false;
        if (op.optional && !found) {
          clear();
          return ROW;
        }
        if (run.work >= run.sliceEnd) return PAUSE;
      }
    },
  };
}

/** Pushes the inner rows of each input row. */
export function applyTask(build: Build, op: ApplyPlan, sink: Sink): Task {
  const clear = clearer(build, op.added);
  let found = false;
  let wanted = true;
  const inner = build.task(op.inner, () => {
    found = true;
    wanted = sink();
    return wanted;
  });
  // Rows that are still to come must not see what the inner plan writes for the first ones.
  const input = doesWrite(op.inner) ? gathered(build, op.input) : undefined;
  const each = (): boolean => {
    found = false;
    wanted = true;
    runToEnd(build.run, inner);
    if (!wanted) return false;
    if (found || !op.optional) return true;
    clear();
    return sink();
  };
  return input === undefined ? build.task(op.input, each) : pulledTask(build, input, each);
}

/** Holds all rows of the input before the first one goes on. */
function gathered(build: Build, input: PhysicalOperator): Cursor {
  const rows = new RowBuffer(build.run, liveOutputs(build, input));
  return breaker(build, input, {
    clear() {
      rows.clear();
    },
    take() {
      rows.push();
    },
    finish: () => rows.count,
    give(row) {
      rows.restore(row);
    },
  });
}
