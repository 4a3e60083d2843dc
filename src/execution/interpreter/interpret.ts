import type { PhysicalPlan } from '../../planner/plan/operator.ts';
import type { VariableId } from '../../semantics/bound/variable.ts';
import type { Executable, Execution, ExecutionContext, Row } from '../executable.ts';
import { rowFactory } from '../runtime/row-shape.ts';
import { Run } from '../runtime/run.ts';
import type { Build, Sink, Task } from './build.ts';
import { buildOf } from './new-build.ts';

import { doesDelete } from './plan-facts.ts';
import { boxedReader } from './registers.ts';

/**
 * The closure executor: right at once for every plan and every reader, and the faster one for plans
 * that run once over little data. Closures and their state are made per simultaneous run and used
 * again, so that starting over costs next to nothing.
 */
export function interpret(plan: PhysicalPlan): Executable {
  const idle: Machine[] = [];
  return {
    executor: 'interpreter',
    start(context) {
      const machine = idle.pop() ?? new Machine(plan);
      return new InterpreterExecution(machine, context, idle);
    },
  };
}

/** The closures of one plan with the state they work on. */
class Machine {
  readonly run: Run;
  readonly task: Task;
  rows: Row[] = [];

  constructor(plan: PhysicalPlan) {
    const run = new Run(plan.variables.length);
    this.run = run;
    const build = buildOf(run, plan, plan.writes && doesDelete(plan.root));
    this.task = build.task(plan.root, this.#sink(build));
  }

  /** Takes finished rows out of the registers. */
  #sink(build: Build): Sink {
    const { columns } = build.plan;
    if (columns === undefined) return () => true;
    const reads = columns.map((column) => hostReader(build, column.variable));
    const makeRow = rowFactory(columns.map((column) => column.name));
    const read = (column: number): unknown => reads[column]?.();
    return () => {
      this.rows.push(makeRow(read));
      return true;
    };
  }
}

function hostReader(build: Build, variable: VariableId): () => unknown {
  const { run } = build;
  const read = boxedReader(build, variable);
  return () => {
    const value = read();
    return typeof value === 'string' || value === null ? value : run.context.toHost(value);
  };
}

class InterpreterExecution implements Execution {
  readonly #context: ExecutionContext;
  readonly #idle: Machine[];
  #machine: Machine | undefined;
  #rows: Row[] = [];
  #begun = false;

  constructor(machine: Machine, context: ExecutionContext, idle: Machine[]) {
    this.#machine = machine;
    this.#context = context;
    this.#idle = idle;
  }

  advance(units: number): boolean {
    const machine = this.#machine;
    if (machine === undefined) return true;
    const { run, task } = machine;
    if (this.#begun) {
      run.renewReader();
    } else {
      this.#begun = true;
      run.begin(this.#context);
      task.start();
    }
    run.sliceEnd = run.work + units;
    while (!task.step()) if (run.work >= run.sliceEnd) return false;
    this.#finish(machine);
    return true;
  }

  takeRows(): Row[] {
    const machine = this.#machine;
    if (machine === undefined) {
      const rows = this.#rows;
      this.#rows = [];
      return rows;
    }
    const { rows } = machine;
    machine.rows = [];
    return rows;
  }

  /** A run that failed or was abandoned keeps its machine, which then dies with it. */
  #finish(machine: Machine): void {
    this.#rows = machine.rows;
    machine.rows = [];
    machine.run.end();
    this.#machine = undefined;
    if (this.#idle.length < MAX_IDLE) this.#idle.push(machine);
  }
}

const MAX_IDLE = 4;
