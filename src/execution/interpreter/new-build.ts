import type { PhysicalPlan } from '../../planner/plan/operator.ts';
import type { Run } from '../runtime/run.ts';
import type { Build } from './build.ts';
import { operatorTask } from './operators.ts';

/** What the builders of a plan's closures share; see `Build`. */
export function buildOf(run: Run, plan: PhysicalPlan, mayBeDeleted: boolean): Build {
  const build: Build = {
    run,
    plan,
    ancestors: [],
    tables: new Map(),
    mayBeDeleted,
    inside: (other, part) => buildOf(other, part.plan, mayBeDeleted),
    task: (operator, sink) => operatorTask(build, operator, sink),
  };
  return build;
}
