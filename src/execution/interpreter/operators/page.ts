import { GqlError } from '../../../base/errors.ts';
import type { Page, PhysicalExpr, PhysicalOperator } from '../../../planner/plan/operator.ts';
import { describeFamily } from '../../../values/family.ts';
import type { Build, Cursor, Progress, Sink, Task } from '../build.ts';
import { DONE, PAUSE, ROW } from '../build.ts';
import { evaluator } from '../expressions/evaluator.ts';

/** OFFSET's or LIMIT's number: 22G02 for negative ones, 22G03 for what is no integer. */
export function pageCount(build: Build, expr: PhysicalExpr): () => number {
  const evaluate = evaluator(build, expr);
  const { span } = expr;
  return () => {
    const value = evaluate();
    if (typeof value === 'number' && value >= 0) return value;
    if (typeof value === 'number') {
      throw new GqlError('22G02', `a limit or offset must not be negative, found ${value}`, {
        span,
      });
    }
    if (typeof value === 'bigint') return value < 0n ? refuseNegative(span) : Number(value);
    const found = describeFamily(value);
    throw new GqlError('22G03', `a limit or offset is an integer, found ${found}`, { span });
  };
}

function refuseNegative(span: PhysicalExpr['span']): never {
  throw new GqlError('22G02', 'a limit or offset must not be negative', { span });
}

/** Counts rows off. */
interface PageState {
  start(): void;
  /** Whether the row in the registers belongs to the page. */
  take(): boolean;
  /** Whether no further row can belong to it. */
  full(): boolean;
}

function pageState(build: Build, op: Page<PhysicalOperator>): PageState {
  const offsetOf = op.offset && pageCount(build, op.offset);
  const limitOf = op.limit && pageCount(build, op.limit);
  let skip = 0;
  let left = 0;
  return {
    start() {
      skip = offsetOf?.() ?? 0;
      left = limitOf?.() ?? Number.POSITIVE_INFINITY;
    },
    take() {
      if (skip > 0) {
        skip--;
        return false;
      }
      if (left <= 0) return false;
      left--;
      return true;
    },
    full: () => left <= 0,
  };
}

/** `drains`: the input writes, so all its rows must be made even where nobody wants them. */
export function pageCursor(
  build: Build,
  op: Page<PhysicalOperator>,
  input: Cursor,
  drains: boolean,
): Cursor {
  const { run } = build;
  const state = pageState(build, op);
  return {
    start() {
      state.start();
      input.start();
    },
    next(): Progress {
      for (;;) {
        if (state.full() && !drains) return DONE;
        const progress = input.next();
        if (progress !== ROW) return progress;
        if (state.take()) return ROW;
        if (run.work >= run.sliceEnd) return PAUSE;
      }
    },
  };
}

export function pageTask(
  build: Build,
  op: Page<PhysicalOperator>,
  sink: Sink,
  drains: boolean,
): Task {
  const state = pageState(build, op);
  let wanted = true;
  const input = build.task(op.input, () => {
    if (wanted && state.take()) wanted = sink();
    return drains || (wanted && !state.full());
  });
  return {
    start() {
      wanted = true;
      state.start();
      input.start();
    },
    step: () => (state.full() && !drains) || input.step(),
  };
}
