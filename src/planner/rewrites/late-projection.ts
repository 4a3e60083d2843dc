import type { Binding } from '../../semantics/bound/statement.ts';
import type { VariableId } from '../../semantics/bound/variable.ts';
import { fallibility } from '../expressions/fallibility.ts';
import { freeVariables } from '../expressions/variables.ts';
import { rewriteBottomUp } from '../logical/operator-parts.ts';
import type { LogicalOperator } from '../plan/operator.ts';

type TopK = Extract<LogicalOperator, { readonly kind: 'topK' }>;

/** Computes the columns that ORDER BY … LIMIT does not sort by for the rows that are left only. */
export function projectLate(plan: LogicalOperator): LogicalOperator {
  return rewriteBottomUp(plan, (operator) =>
    operator.kind === 'topK' ? lift(operator, readByKeys(operator)) : operator,
  );
}

function lift(topK: TopK, read: ReadonlySet<VariableId>): LogicalOperator {
  const { input } = topK;
  if (input.kind !== 'extend') return topK;
  const needed = new Set(read);
  const early: Binding<LogicalOperator>[] = [];
  const late: Binding<LogicalOperator>[] = [];
  for (const binding of [...input.bindings].reverse()) {
    const isLate = !needed.has(binding.variable) && fallibility(binding.value) !== 'may';
    (isLate ? late : early).unshift(binding);
    if (!isLate) for (const variable of freeVariables(binding.value)) needed.add(variable);
  }
  const below = lift({ ...topK, input: input.input }, needed);
  // What the early bindings read may not be computed above the sort.
  const isLifted = below.kind === 'extend';
  const sorted: LogicalOperator =
    early.length === 0
      ? below
      : isLifted
        ? lift({ ...topK, input: { ...input, bindings: early } }, read)
        : { ...topK, input: { ...input, bindings: early } };
  if (late.length === 0) return early.length === 0 ? sorted : { ...topK, input };
  return { kind: 'extend', input: sorted, bindings: late };
}

function readByKeys(topK: TopK): Set<VariableId> {
  return new Set(topK.keys.flatMap(({ value }) => [...freeVariables(value)]));
}
