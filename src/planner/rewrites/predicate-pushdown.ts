import type { VariableId } from '../../semantics/bound/variable.ts';
import { joinConjuncts, splitConjuncts } from '../expressions/conjuncts.ts';
import { fallibility } from '../expressions/fallibility.ts';
import { freeVariables, substitute } from '../expressions/variables.ts';
import { rewriteBottomUp } from '../logical/operator-parts.ts';
import { patternVariables } from '../logical/pattern-parts.ts';
import type { LogicalExpr, LogicalOperator, PatternMatch } from '../plan/operator.ts';

/**
 * Moves the operands of conditions towards where their variables are bound, in the end into the
 * final WHERE of patterns, whose planner places them. They never pass LIMIT, a write, or into an
 * OPTIONAL, whose own WHERE means something else (14.4). What can raise an exception that an
 * earlier operand may guard against only goes into the pattern directly below.
 */
export function pushPredicatesDown(plan: LogicalOperator): LogicalOperator {
  return rewriteBottomUp(plan, (operator) => {
    if (operator.kind === 'filter') return pushFilter(operator);
    return operator.kind === 'patternMatch' ? pushFinalWhere(operator) : operator;
  });
}

function pushFilter(filter: Extract<LogicalOperator, { kind: 'filter' }>): LogicalOperator {
  let input = filter.input;
  const left: LogicalExpr[] = [];
  for (const conjunct of splitConjuncts(filter.condition)) {
    // One that has to stay guards those behind it.
    const pushed = left.length > 0 && isFallible(conjunct) ? undefined : push(input, conjunct);
    if (pushed) input = pushed;
    else left.push(conjunct);
  }
  const condition = joinConjuncts(left);
  return condition ? { kind: 'filter', input, condition } : input;
}

/** Operands that read nothing of the pattern itself go below it. */
function pushFinalWhere(match: PatternMatch): LogicalOperator {
  const bound = boundBy(match);
  let input = match.input;
  const left: LogicalExpr[] = [];
  for (const conjunct of splitConjuncts(match.pattern.where)) {
    const pushed = readsAny(conjunct, bound) ? undefined : pushBelow(input, conjunct);
    if (pushed) input = pushed;
    else left.push(conjunct);
  }
  if (input === match.input) return match;
  return { ...match, input, pattern: withWhere(match.pattern, joinConjuncts(left)) };
}

/** The plan with the condition in it, or undefined where it cannot go into the plan. */
function push(plan: LogicalOperator, condition: LogicalExpr): LogicalOperator | undefined {
  if (plan.kind !== 'patternMatch') return pushBelow(plan, condition);
  if (!readsAny(condition, boundBy(plan))) {
    const input = pushBelow(plan.input, condition);
    if (input) return { ...plan, input };
  }
  const where = joinConjuncts([...splitConjuncts(plan.pattern.where), condition]);
  return { ...plan, pattern: withWhere(plan.pattern, where) };
}

/** The same for a condition that no operand before it guards. */
function pushBelow(plan: LogicalOperator, condition: LogicalExpr): LogicalOperator | undefined {
  if (isFallible(condition)) return undefined;
  switch (plan.kind) {
    case 'patternMatch':
      return push(plan, condition);
    case 'filter':
    case 'sort':
      return onInput(plan, condition);
    case 'extend':
    case 'project':
      return pushThroughBindings(plan, plan.bindings, condition);
    case 'aggregate':
      return plan.keys.length === 0 ? undefined : pushThroughBindings(plan, plan.keys, condition);
    case 'unnest': {
      const own = new Set([plan.variable, plan.position?.variable ?? plan.variable]);
      return readsAny(condition, own) ? undefined : onInput(plan, condition);
    }
    case 'distinct':
      return onInput(plan, condition);
    case 'apply':
      return readsAny(condition, new Set(plan.added)) ? undefined : onInput(plan, condition);
    default:
      return undefined;
  }
}

function onInput<P extends LogicalOperator & { readonly input: LogicalOperator }>(
  plan: P,
  condition: LogicalExpr,
): P | undefined {
  const input = push(plan.input, condition);
  return input && { ...plan, input };
}

/** Reads what the bindings compute from instead, where that is cheap to compute twice. */
function pushThroughBindings(
  plan: Extract<LogicalOperator, { kind: 'extend' | 'project' | 'aggregate' }>,
  bindings: readonly { readonly variable: VariableId; readonly value: LogicalExpr }[],
  condition: LogicalExpr,
): LogicalOperator | undefined {
  const computed = new Map(bindings.map(({ variable, value }) => [variable, value]));
  if (plan.kind === 'aggregate') {
    const aggregated = new Set(plan.aggregates.map(({ variable }) => variable));
    if (readsAny(condition, aggregated)) return undefined;
  }
  let expanded: LogicalExpr | undefined = condition;
  // A binding of LET may read those before it, so a few rounds may be needed.
  for (let round = 0; round <= bindings.length; round++) {
    const reads = [...freeVariables(expanded)].filter((id) => computed.has(id) && !isSame(id));
    if (reads.length === 0) return onInput(plan, expanded);
    if (!reads.every((id) => isCheap(computed.get(id)))) return undefined;
    expanded = substitute(expanded, computed);
    if (expanded === undefined) return undefined;
    if (plan.kind !== 'extend') return onInput(plan, expanded);
  }
  return undefined;

  function isSame(id: VariableId): boolean {
    const value = computed.get(id);
    return value?.kind === 'variable' && value.variable === id;
  }
}

function isCheap(value: LogicalExpr | undefined): boolean {
  if (value?.kind === 'property') return value.object.kind === 'variable';
  return value?.kind === 'variable' || value?.kind === 'constant' || value?.kind === 'parameter';
}

/** What a pattern binds, in contrast to what it joins on. */
function boundBy({ pattern }: PatternMatch): Set<VariableId> {
  const bound = patternVariables(pattern);
  for (const variable of pattern.joined) bound.delete(variable);
  return bound;
}

function withWhere(
  pattern: PatternMatch['pattern'],
  where: LogicalExpr | undefined,
): PatternMatch['pattern'] {
  const { where: _old, ...rest } = pattern;
  return where ? { ...rest, where } : rest;
}

function readsAny(expr: LogicalExpr, variables: ReadonlySet<VariableId>): boolean {
  return [...freeVariables(expr)].some((variable) => variables.has(variable));
}

function isFallible(expr: LogicalExpr): boolean {
  return fallibility(expr) === 'may';
}
