import type { PathSearch } from '../../../planner/plan/operator.ts';
import type { VariableId } from '../../../semantics/bound/variable.ts';
import type { PathHost } from '../../path-search/host.ts';
import { PathMatcher } from '../../path-search/matcher.ts';
import type { Build, Sink, Task } from '../build.ts';
import { variableOf } from '../build.ts';
import { condition } from '../expressions/conditions.ts';
import { evaluator } from '../expressions/evaluator.ts';
import { boundBefore } from '../live.ts';
import { slotReader } from '../registers.ts';

/** Pushes the matches of each input row. A null at either end matches nothing. */
export function pathSearch(build: Build, op: PathSearch, sink: Sink): Task {
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
  const matcher = new PathMatcher(op, host);
  const from = slotReader(build, op.from);
  const to = op.toBound ? slotReader(build, op.to) : undefined;
  return build.task(op.input, () => {
    const start = from();
    const end = to === undefined ? -1 : to();
    if (start < 0 || (to !== undefined && end < 0)) return true;
    return matcher.search(start, end, sink);
  });
}
