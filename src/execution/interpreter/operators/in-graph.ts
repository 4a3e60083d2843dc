import type { InGraph, PhysicalOperator } from '../../../planner/plan/operator.ts';
import type { Value } from '../../../values/value.ts';
import { heapBytes, Holding } from '../../runtime/memory.ts';
import { Run } from '../../runtime/run.ts';
import type { Build, Fan } from '../build.ts';
import { evaluator } from '../expressions/evaluator.ts';
import { boxedReader } from '../registers.ts';

/** Units of work that the plan inside does at a time. */
const PORTION = 1_000;

/**
 * A plan on another graph for each row. It has a run of its own, with that graph's reader, and what
 * crosses between the two is boxed.
 */
export function inGraph(build: Build, op: InGraph<PhysicalOperator>): Fan {
  const { run } = build;
  const inside = build.inside(new Run(op.plan.variables.length, { of: run, graph: op.graph }), op);
  const imports = op.imports.map(({ variable, value }) => ({
    variable,
    read: evaluator(build, value),
  }));
  const reads = op.yields.map((each) => boxedReader(inside, each.inside));
  const holding = new Holding(run.memory);
  /** The rows of the last portion, one behind the other. */
  let rows: Value[] = [];
  let count = 0;
  let at = 0;
  let done = true;
  const task = inside.task(op.plan.root, () => {
    count++;
    for (const read of reads) {
      const value = read();
      rows.push(value);
      holding.charge(8 + heapBytes(value));
    }
    return true;
  });
  const clear = (): void => {
    rows = [];
    count = 0;
    at = 0;
    holding.clear();
  };
  const advance = (): void => {
    clear();
    const before = inside.run.work;
    inside.run.sliceEnd = before + PORTION;
    done = task.step();
    run.count(1 + inside.run.work - before);
  };
  return {
    start() {
      clear();
      done = true;
    },
    open() {
      for (const { variable, read } of imports) inside.run.frame[variable] = read();
      clear();
      task.start();
      done = false;
    },
    next() {
      while (at >= count) {
        if (done) return false;
        advance();
      }
      for (const [i, { variable }] of op.yields.entries()) {
        run.frame[variable] = rows[at * reads.length + i] ?? null;
      }
      at++;
      return true;
    },
  };
}
