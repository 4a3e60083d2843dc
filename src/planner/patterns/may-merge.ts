import type { BoundPath, BoundPattern } from '../../semantics/bound/pattern.ts';
import type { VariableId } from '../../semantics/bound/variable.ts';
import { pathVariables } from '../logical/pattern-parts.ts';
import type { PlanContext } from '../physical/context.ts';
import { isSimplePath } from './simple-path.ts';

/**
 * Whether a MATCH may be planned as one join with the MATCH right before it. What they share has to
 * be a plain element there: one that can be null never matches again (14.4), and one inside a
 * searched path is bound by the search, which knows nothing of the later pattern's tests.
 */
export function mayMerge<S>(
  later: BoundPattern<S>,
  earlier: BoundPattern<S>,
  context: PlanContext,
): boolean {
  return later.joined.every(
    (variable) => !context.canBeNull(variable) && !isInsideSearch(earlier, variable),
  );
}

function isInsideSearch<S>(pattern: BoundPattern<S>, variable: VariableId): boolean {
  return pattern.paths.some(
    (path) =>
      !isSimplePath(path) &&
      pathVariables(path.expression).has(variable) &&
      !isEnd(path.expression, variable),
  );
}

function isEnd<S>(path: BoundPath<S>, variable: VariableId): boolean {
  if (path.kind === 'node') return path.variable === variable;
  if (path.kind !== 'concatenation') return false;
  return [path.elements[0], path.elements.at(-1)].some(
    (end) => end?.kind === 'node' && end.variable === variable,
  );
}
