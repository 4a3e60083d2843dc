import type { PhysicalExpr } from '../../planner/plan/operator.ts';
import type { BoundVariable, VariableId } from '../../semantics/bound/variable.ts';
import type { Run } from '../runtime/run.ts';

/**
 * What a path search needs from the executor that it works for. Variables of the pattern live in
 * `run.frame` while the search goes on: slots and packed edges for singletons, lists for groups.
 */
export interface PathHost {
  readonly run: Run;
  variable(id: VariableId): BoundVariable;
  /** A closure over the frame that says whether the predicate is TRUE. */
  condition(expr: PhysicalExpr): () => boolean;
  /** A closure over the frame that evaluates the selector's count. */
  value(expr: PhysicalExpr): () => unknown;
  /** Whether the variable has its value before the search. */
  isBound(id: VariableId): boolean;
}

/** How the frame holds a variable; groups and paths are values. */
export function holdsElement(host: PathHost, id: VariableId): 'node' | 'edge' | undefined {
  const { role, degree } = host.variable(id);
  if (degree === 'group') return undefined;
  return role === 'node' || role === 'edge' ? role : undefined;
}
