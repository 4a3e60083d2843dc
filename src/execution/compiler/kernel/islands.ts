import type { PathSearch, PhysicalExpr, PhysicalPlan } from '../../../planner/plan/operator.ts';
import type { VariableId } from '../../../semantics/bound/variable.ts';
import type { Value } from '../../../values/value.ts';
import type { ExecutionContext } from '../../executable.ts';
import type { Build, Evaluate } from '../../interpreter/build.ts';
import { variableOf } from '../../interpreter/build.ts';
import { condition } from '../../interpreter/expressions/conditions.ts';
import { evaluator } from '../../interpreter/expressions/evaluator.ts';
import { boundBefore } from '../../interpreter/live.ts';
import { buildOf } from '../../interpreter/new-build.ts';
import type { PathHost } from '../../path-search/host.ts';
import { PathMatcher } from '../../path-search/matcher.ts';
import { Run } from '../../runtime/run.ts';

/** What of a plan runs by the interpreter's closures inside compiled code. */
export interface IslandParts {
  readonly plan: PhysicalPlan;
  readonly expressions: readonly PhysicalExpr[];
  readonly searches: readonly PathSearch[];
}

/**
 * Machines with the closures of one plan's islands. One serves one run at a time and is used again;
 * a run that fails keeps its own, which is then garbage.
 */
export class IslandPool {
  readonly #parts: IslandParts;
  readonly #idle: IslandMachine[] = [];

  constructor(parts: IslandParts) {
    this.#parts = parts;
  }

  take(context: ExecutionContext): IslandMachine {
    const machine = this.#idle.pop() ?? new IslandMachine(this.#parts);
    machine.run.begin(context);
    return machine;
  }

  give(machine: IslandMachine): void {
    machine.run.end();
    this.#idle.push(machine);
  }
}

/** The closures, and the registers that generated code fills before it calls one. */
export class IslandMachine {
  readonly run: Run;
  readonly frame: Value[];
  readonly evaluators: readonly Evaluate[];
  readonly searches: readonly PathIsland[];

  constructor({ plan, expressions, searches }: IslandParts) {
    const run = new Run(plan.variables.length);
    this.run = run;
    this.frame = run.frame;
    const build = buildOf(run, plan, false);
    this.evaluators = expressions.map((expr) => evaluator(build, expr));
    this.searches = searches.map((op) => new PathIsland(build, op));
  }
}

/** A path search; its matches stand in the machine's registers, one after the other. */
export class PathIsland {
  readonly #matcher: PathMatcher;

  constructor(build: Build, op: PathSearch) {
    const bound = new Set<VariableId>([...boundBefore(op.input), op.from]);
    if (op.toBound) bound.add(op.to);
    else bound.delete(op.to);
    const host: PathHost = {
      run: build.run,
      variable: (id) => variableOf(build, id),
      condition: (expr) => condition(build, expr),
      value: (expr) => evaluator(build, expr),
      isBound: (id) => bound.has(id),
    };
    this.#matcher = new PathMatcher(op, host);
  }

  /** Calls back for each match until that gives false. `end` is −1 where the search binds it. */
  search(start: number, end: number, visit: () => boolean): void {
    this.#matcher.search(start, end, visit);
  }
}
