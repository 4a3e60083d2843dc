import type { VariableId } from '../../semantics/bound/variable.ts';
import type { Planned } from '../physical/context.ts';
import type { JoinProblem } from './join-problem.ts';
import type { PlacedStep, Step } from './steps.ts';

/** Keys wider than this cost more than the rows they save. */
const MOST_VARIABLES = 2;

/**
 * Where duplicates do not matter: the variables by which the rows after a step are made distinct
 * before the next expansion, so that a walk over several hops visits each node of a frontier once
 * instead of once per walk. Undefined where it gains nothing.
 */
export function distinctFrontier(
  problem: JoinProblem,
  steps: readonly PlacedStep[],
  index: number,
  input: Planned,
): readonly VariableId[] | undefined {
  const { demand, context, graph } = problem;
  if (demand.multiplicity !== 'any' || !context.enabled('distinct-pushdown')) return undefined;
  const step = steps[index]?.step;
  if (step === undefined || !multiplies(step)) return undefined;
  const later = steps.slice(index + 1);
  if (!later.some((next) => multiplies(next.step))) return undefined;
  const before = steps.slice(0, index + 1);
  if (differsFromSearch(problem, before, later)) return undefined;
  const live = liveVariables(problem, later);
  const bound = new Set([...problem.given, ...before.flatMap((placed) => bindsOf(placed.step))]);
  const kept = [...bound].filter((variable) => live.has(variable));
  if (kept.length === 0 || kept.length > MOST_VARIABLES) return undefined;
  if (!kept.every((variable) => graph.nodes.has(variable))) return undefined;
  const isOneRow = input.operator.kind === 'unit' || input.operator.kind === 'argument';
  const dropsSome = before.some(
    ({ step: earlier }) =>
      isMany(earlier) &&
      bindsOf(earlier).some((variable) => isNode(variable) && !live.has(variable)),
  );
  return dropsSome || !isOneRow ? kept : undefined;

  function isNode(variable: VariableId): boolean {
    return graph.nodes.has(variable);
  }
}

function multiplies(step: Step): boolean {
  return step.kind === 'expand' || (step.kind === 'search' && !step.toBound);
}

/** Whether a step can bind its node to more than one value. */
function isMany(step: Step): boolean {
  return step.kind === 'seek' ? !step.index.unique : step.kind !== 'check' && step.kind !== 'start';
}

function bindsOf(step: Step): readonly VariableId[] {
  switch (step.kind) {
    case 'check':
    case 'scan':
    case 'seek':
      return [step.node];
    case 'expand':
    case 'into':
      return [step.edge.edge, step.to];
    case 'search':
      return [step.reversed ? step.search.left : step.search.right, ...step.search.binds];
    default:
      return [];
  }
}

/**
 * Whether the edges that a search has crossed are still to be compared: the list of them is kept in
 * no variable that could be among the distinct ones.
 */
function differsFromSearch(
  { graph, coincidences }: JoinProblem,
  before: readonly PlacedStep[],
  later: readonly PlacedStep[],
): boolean {
  const crossed = new Set(before.flatMap(({ step }) => connectorsOf(step)));
  return later.some(({ step }) =>
    connectorsOf(step).some((connector) =>
      [...(coincidences[connector] ?? [])].some(
        (other) => crossed.has(other) && graph.connectors[other]?.kind === 'search',
      ),
    ),
  );
}

function connectorsOf(step: Step): readonly number[] {
  return 'connector' in step ? [step.connector] : [];
}

/** Variables that later steps, their predicates or the operators above read. */
function liveVariables(problem: JoinProblem, later: readonly PlacedStep[]): Set<VariableId> {
  const { graph, demand, coincidences } = problem;
  const live = new Set(demand.variables);
  const add = (variables: Iterable<VariableId>): void => {
    for (const variable of variables) live.add(variable);
  };
  for (const { inputs } of graph.derived) add(inputs);
  for (const { step, filters } of later) {
    for (const index of filters) add(problem.conjunct(index).variables);
    if (step.kind === 'seek') {
      for (const index of step.conjuncts) add(problem.conjunct(index).variables);
    }
    if (!('connector' in step)) continue;
    for (const other of coincidences[step.connector] ?? []) {
      const connector = graph.connectors[other];
      if (connector?.kind === 'edge') live.add(connector.edge);
    }
    if (step.kind === 'search') add([step.search.left, step.search.right, ...step.search.reads]);
    else add([step.from, step.to, step.edge.left, step.edge.right]);
    if (step.kind === 'count') for (const conjunct of graph.conjuncts) add(conjunct.variables);
  }
  return live;
}
