import type { PhysicalOperator } from '../../../planner/plan/operator.ts';
import type { Build, Cursor, Progress } from '../build.ts';
import { DONE, PAUSE, ROW } from '../build.ts';

/** An operator that needs all its input before it gives anything. */
export interface Breaker {
  /** Before each start, with the registers of the outer row. */
  clear(): void;
  /** Takes the row in the registers. */
  take(): void;
  /** After the last row; how many rows there will be. */
  finish(): number;
  /** Puts result row number `row` into the registers. */
  give(row: number): void;
}

export function breaker(build: Build, input: PhysicalOperator, operator: Breaker): Cursor {
  const { run } = build;
  const source = build.task(input, () => {
    operator.take();
    return true;
  });
  let reading = true;
  let count = 0;
  let at = 0;
  return {
    start() {
      reading = true;
      at = 0;
      operator.clear();
      source.start();
    },
    next(): Progress {
      if (reading) {
        if (!source.step()) return PAUSE;
        reading = false;
        count = operator.finish();
      }
      if (at >= count) return DONE;
      run.work++;
      operator.give(at++);
      return ROW;
    },
  };
}
