import { invariant } from '../../base/assert.ts';
import { applyStep } from './apply-step.ts';
import { candidateSteps } from './candidate-steps.ts';
import type { JoinProblem } from './join-problem.ts';
import type { State } from './steps.ts';

/** States looked at for one pattern; past it the cheapest next step is taken each time. */
const MOST_STATES = 2_000;

/**
 * The cheapest order of steps found: a depth-first search with a bound, the most promising step
 * first, so that its first result is the greedy plan. Two ways to the same set of connectors and
 * nodes are compared by their work (dynamic programming over subsets, Selinger et al. 1979).
 */
export function orderSteps(problem: JoinProblem, start: State): State {
  const search = new OrderSearch(problem);
  search.visit(start);
  invariant(search.best !== undefined, 'every pattern has an order');
  return search.best;
}

class OrderSearch {
  best: State | undefined;
  readonly #problem: JoinProblem;
  readonly #known = new Map<string, number>();
  #states = 0;

  constructor(problem: JoinProblem) {
    this.#problem = problem;
  }

  visit(state: State): void {
    if (this.best !== undefined && costOf(state) >= costOf(this.best)) return;
    const key = keyOf(state);
    const known = this.#known.get(key);
    if (known !== undefined && known <= costOf(state)) return;
    this.#known.set(key, costOf(state));
    this.#states++;
    const steps = candidateSteps(this.#problem, state);
    if (steps.length === 0) {
      this.best = state;
      return;
    }
    const next = steps.map((step) => applyStep(this.#problem, state, step));
    next.sort((left, right) => promise(left) - promise(right));
    for (const candidate of this.#states < MOST_STATES ? next : next.slice(0, 1)) {
      this.visit(candidate);
    }
  }
}

/** Rows count too: everything above the pattern has to look at them. */
function costOf(state: State): number {
  return state.work + state.rows;
}

/** What a greedy planner goes by: little work, few rows to go on with. */
function promise(state: State): number {
  return state.work + 2 * state.rows;
}

function keyOf(state: State): string {
  const numbers = (set: ReadonlySet<number>): string => [...set].sort((a, b) => a - b).join();
  return `${numbers(state.done)}|${numbers(state.bound)}`;
}
