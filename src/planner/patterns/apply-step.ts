import { unreachable } from '../../base/assert.ts';
import type { VariableId } from '../../semantics/bound/variable.ts';
import { flipped } from './graph.ts';
import type { JoinProblem } from './join-problem.ts';
import { searchEstimate } from './search-estimate.ts';
import type { CrossEdge, State, Step } from './steps.ts';

/** The state after a step and after the predicates that it makes possible. */
export function applyStep(problem: JoinProblem, state: State, step: Step): State {
  const added = variablesOf(step);
  const bound = problem.withDerived(new Set([...state.bound, ...added.variables]));
  const inside = conjunctsInside(problem, state, step);
  const estimate = estimateStep(problem, state, step);
  const placed = new Set([...state.placed, ...inside]);
  const filters = problem.eligible(bound, placed);
  for (const index of filters) placed.add(index);
  const produced = state.rows * estimate.fanOut;
  const rows = produced * problem.selectivity(filters);
  const work = state.rows * estimate.work;
  const done = 'connector' in step ? new Set([...state.done, step.connector]) : state.done;
  return {
    bound,
    order: [...state.order, ...added.nodes.filter((node) => !state.bound.has(node))],
    done,
    placed,
    rows,
    work: state.work + work,
    steps: [...state.steps, { step, filters, produced, rows, work }],
  };
}

/** What a step binds; the far end and the edge of a count are not there afterwards. */
function variablesOf(step: Step): { variables: VariableId[]; nodes: VariableId[] } {
  switch (step.kind) {
    case 'start':
      return { variables: [], nodes: [] };
    case 'check':
    case 'scan':
    case 'seek':
      return { variables: [step.node], nodes: [step.node] };
    case 'expand':
      return { variables: [step.edge.edge, step.to], nodes: [step.to] };
    case 'into':
      return { variables: [step.edge.edge], nodes: [] };
    case 'count':
      return { variables: [], nodes: [] };
    case 'search': {
      const { left, right, binds } = step.search;
      return { variables: [left, right, ...binds], nodes: [step.reversed ? left : right] };
    }
    default:
      return unreachable(step);
  }
}

/** Predicates that the step itself answers. */
export function conjunctsInside(
  problem: JoinProblem,
  state: Pick<State, 'bound' | 'placed'>,
  step: Step,
): readonly number[] {
  if (step.kind === 'seek') return step.conjuncts;
  if (step.kind !== 'count') return [];
  return problem.countConditions(step.connector, step.edge, step.to, state) ?? [];
}

/** Rows per input row, and the work for one. */
interface Estimate {
  readonly fanOut: number;
  readonly work: number;
}

function estimateStep(problem: JoinProblem, state: State, step: Step): Estimate {
  const { cardinality } = problem.context;
  switch (step.kind) {
    case 'start':
      return { fanOut: 1, work: 0 };
    case 'check':
      return { fanOut: cardinality.share(problem.node(step.node).labels), work: 1 };
    case 'scan': {
      const rows = cardinality.nodes(problem.node(step.node).labels);
      return { fanOut: rows, work: 1 + rows };
    }
    case 'seek': {
      const matches = seekMatches(problem, step);
      return { fanOut: matches, work: 1 + matches };
    }
    case 'expand':
    case 'into':
    case 'count':
      return estimateCrossing(problem, state, step);
    case 'search':
      return searchEstimate(problem, step);
    default:
      return unreachable(step);
  }
}

export function seekMatches(
  problem: JoinProblem,
  step: Extract<Step, { readonly kind: 'seek' }>,
): number {
  const { cardinality } = problem.context;
  const { index, node } = step;
  if (index.unique) return 1;
  const labels = problem.node(node).labels;
  const shares = index.properties.map((property) => cardinality.equality(labels, property));
  return cardinality.nodes(labels) * shares.reduce((product, share) => product * share, 1);
}

/** Average numbers of edges at the near end. */
export function crossingDegree(
  problem: JoinProblem,
  step: CrossEdge,
): { readonly all: number; readonly matching: number } {
  const { edge, from, to } = step;
  const orientations = edge.left === from ? edge.orientations : flipped(edge.orientations);
  const [near, far] = [problem.node(from).labels, problem.node(to).labels];
  return problem.context.cardinality.degree(near, edge.labels, far, orientations);
}

function estimateCrossing(problem: JoinProblem, state: State, step: CrossEdge): Estimate {
  const degree = crossingDegree(problem, step);
  if (step.kind === 'expand') return { fanOut: degree.matching, work: 1 + degree.all };
  if (step.kind === 'into') {
    const far = problem.context.cardinality.nodes(problem.node(step.to).labels);
    return { fanOut: Math.min(1, degree.matching / Math.max(1, far)), work: 2 };
  }
  const conditions = conjunctsInside(problem, state, step);
  // The degree is a difference of two offsets, where all ends pass.
  const isDegree = conditions.length === 0 && degree.matching === degree.all;
  const matching = degree.matching * problem.selectivity(conditions);
  return { fanOut: Math.min(1, matching), work: isDegree ? 1 : 1 + degree.all };
}
