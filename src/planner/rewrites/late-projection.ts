import type { Binding } from '../../semantics/bound/statement.ts';
import type { VariableId } from '../../semantics/bound/variable.ts';
import { fallibility } from '../expressions/fallibility.ts';
import { freeVariables } from '../expressions/variables.ts';
import { rewriteBottomUp } from '../logical/operator-parts.ts';
import type { LogicalOperator } from '../plan/operator.ts';

type TopK = Extract<LogicalOperator, { readonly kind: 'topK' }>;
type Bindings = readonly Binding<LogicalOperator>[];

/** Computes the columns that ORDER BY … LIMIT does not sort by for the rows that are left only. */
export function projectLate(plan: LogicalOperator): LogicalOperator {
  return rewriteBottomUp(plan, (operator) =>
    operator.kind === 'topK' ? lift(operator) : operator,
  );
}

function lift(topK: TopK): LogicalOperator {
  const { base, bindings } = collect(topK.input);
  const { early, late } = split(bindings, readByKeys(topK));
  if (late.length === 0) return topK;
  const input: LogicalOperator =
    early.length > 0 ? { kind: 'extend', input: base, bindings: early } : base;
  return { kind: 'extend', input: { ...topK, input }, bindings: late };
}

/** The bindings of all extensions on top of a plan, in order of evaluation. */
function collect(plan: LogicalOperator): { base: LogicalOperator; bindings: Bindings } {
  if (plan.kind !== 'extend') return { base: plan, bindings: [] };
  const below = collect(plan.input);
  return { base: below.base, bindings: [...below.bindings, ...plan.bindings] };
}

/** What the sort needs, directly or through other bindings or for its exceptions; and the rest. */
function split(
  bindings: Bindings,
  keys: ReadonlySet<VariableId>,
): { early: Bindings; late: Bindings } {
  const needed = new Set(keys);
  const early: Binding<LogicalOperator>[] = [];
  const late: Binding<LogicalOperator>[] = [];
  for (const binding of [...bindings].reverse()) {
    if (!needed.has(binding.variable) && fallibility(binding.value) !== 'may') {
      late.unshift(binding);
      continue;
    }
    early.unshift(binding);
    for (const variable of freeVariables(binding.value)) needed.add(variable);
  }
  return { early, late };
}

function readByKeys(topK: TopK): Set<VariableId> {
  return new Set(topK.keys.flatMap(({ value }) => [...freeVariables(value)]));
}
