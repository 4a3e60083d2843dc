import type { PhysicalOperator, PhysicalPlan, PlanInGraph } from '../../planner/plan/operator.ts';
import type { BoundVariable, VariableId } from '../../semantics/bound/variable.ts';
import type { Value } from '../../values/value.ts';
import { present } from '../../base/assert.ts';
import type { ExpressionBuilders } from './expressions/builders.ts';
import type { RowBuffer } from '../runtime/row-buffer.ts';
import type { Run } from '../runtime/run.ts';

/** Computes an expression over the run's registers. */
export type Evaluate = () => Value;

/** Whether a condition is TRUE for the run's registers. */
export type Condition = () => boolean;

/** Takes the row that stands in the registers. False: it wants no more rows. */
export type Sink = () => boolean;

/** A pipeline that pushes its rows into a sink, by and by. */
export interface Task {
  /** Back to the beginning, for the registers as they are now. */
  start(): void;
  /** Goes on for a while (see `Run.sliceEnd`); true when the last row was pushed. */
  step(): boolean;
}

/** What a cursor's `next` did: no more rows, a row stands in the registers, or call again. */
export const DONE = 0;
export const ROW = 1;
export const PAUSE = 2;
export type Progress = typeof DONE | typeof ROW | typeof PAUSE;

/**
 * A pipeline that is pulled row by row and may pause in between. The first operators of a plan and
 * the breakers are cursors, so that a run can be left and taken up again there; what follows is
 * pushed, which is faster.
 */
export interface Cursor {
  start(): void;
  next(): Progress;
}

/** An operator with at most one row per input row. */
export interface Step {
  start?(): void;
  /** Whether the row stays, with the operator's registers filled. */
  test(): boolean;
}

/** An operator with any number of rows per input row. */
export interface Fan {
  start?(): void;
  /** Begins with the input row in the registers. */
  open(): void;
  next(): boolean;
}

/** What the builders of one plan share. */
export interface Build {
  readonly run: Run;
  readonly plan: PhysicalPlan;
  /** Operators around the one that is being built, outermost first. */
  readonly ancestors: PhysicalOperator[];
  /** The tables of the `materialize` operators around, by number. */
  readonly tables: Map<number, RowBuffer>;
  /** Registers may hold elements that the plan itself has deleted: reading them is 22G11. */
  readonly mayBeDeleted: boolean;
  /** Filled in by the first expression that is built. */
  expressions?: ExpressionBuilders;
  /** What the builders of a part on another graph share, which has that run. */
  readonly inside: (run: Run, part: PlanInGraph) => Build;
  /** The builder of operators, which the expressions' subqueries need too. */
  readonly task: (operator: PhysicalOperator, sink: Sink) => Task;
}

export type RegisterKind = 'node' | 'edge' | 'value';

export function variableOf(build: Build, id: VariableId): BoundVariable {
  return present(build.plan.variables[id], 'a variable of the plan');
}

/** How the variable's register holds it; groups are lists. */
export function registerKind(build: Build, id: VariableId): RegisterKind {
  const variable = variableOf(build, id);
  if (variable.degree === 'group') return 'value';
  return variable.role === 'node' || variable.role === 'edge' ? variable.role : 'value';
}

/** Runs a task inside the work on one row, which cannot pause. */
export function runToEnd(run: Run, task: Task): void {
  const { sliceEnd } = run;
  run.sliceEnd = Number.POSITIVE_INFINITY;
  task.start();
  while (!task.step());
  run.sliceEnd = sliceEnd;
}
