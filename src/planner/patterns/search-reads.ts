import type { BoundPath, BoundPathPattern } from '../../semantics/bound/pattern.ts';
import type { VariableId } from '../../semantics/bound/variable.ts';
import { freeVariables } from '../expressions/variables.ts';
import { pathPatternVariables, pathVariables, visitPath } from '../logical/pattern-parts.ts';
import type { LogicalExpr, LogicalOperator } from '../plan/operator.ts';

type Path = BoundPath<LogicalOperator>;

/**
 * What has to be bound before a path search from `left` can run: what its predicates read from
 * outside, and its other end where they read that.
 */
export function searchReads(
  path: BoundPathPattern<LogicalOperator>,
  left: VariableId,
  right: VariableId,
): ReadonlySet<VariableId> {
  const inner = pathPatternVariables(path);
  if (right !== left) inner.delete(right);
  const reads = new Set<VariableId>();
  const addReads = (expr: LogicalExpr, own?: ReadonlySet<VariableId>): void => {
    for (const variable of freeVariables(expr)) {
      if (!inner.has(variable) && own?.has(variable) !== true) reads.add(variable);
    }
  };
  for (const { expr, own } of predicatesOf(path.expression)) addReads(expr, own);
  if (path.count) addReads(path.count);
  return reads;
}

/** A path can be searched from its end when each predicate reads only its own part of it. */
export function isReversible(path: BoundPathPattern<LogicalOperator>): boolean {
  const inner = pathPatternVariables(path);
  return predicatesOf(path.expression).every(({ expr, own }) =>
    [...freeVariables(expr)].every((variable) => own.has(variable) || !inner.has(variable)),
  );
}

interface PathPredicate {
  readonly expr: LogicalExpr;
  /** What is bound wherever the predicate is evaluated, in whichever direction. */
  readonly own: ReadonlySet<VariableId>;
}

function predicatesOf(path: Path): PathPredicate[] {
  const found: PathPredicate[] = [];
  visitPath(path, (part) => {
    if (part.kind === 'node' || part.kind === 'edge') {
      if (part.predicate) found.push({ expr: part.predicate, own: new Set([part.variable]) });
    } else if (part.kind === 'group' && part.where) {
      found.push({ expr: part.where, own: pathVariables(part.expression) });
    }
  });
  return found;
}
