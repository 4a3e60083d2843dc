import type { Expr } from '../../semantics/bound/expression.ts';
import { BOOL } from '../../values/type.ts';

/** The operands of a conjunction in order; an expression that is none is its only operand. */
export function splitConjuncts<S>(expr: Expr<S> | undefined): Expr<S>[] {
  if (expr === undefined) return [];
  if (expr.kind !== 'and') return [expr];
  return [...splitConjuncts(expr.left), ...splitConjuncts(expr.right)];
}

/** The conjunction of the operands, undefined for none. */
export function joinConjuncts<S>(operands: readonly Expr<S>[]): Expr<S> | undefined {
  return operands.reduce<Expr<S> | undefined>(
    (left, right) => (left ? { kind: 'and', left, right, type: BOOL } : right),
    undefined,
  );
}
