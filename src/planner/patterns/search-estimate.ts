import type { BoundPath } from '../../semantics/bound/pattern.ts';
import type { LogicalOperator } from '../plan/operator.ts';
import type { JoinProblem } from './join-problem.ts';
import { orientationsOf } from './orientation.ts';
import type { Step } from './steps.ts';

/** Longer walks than this are not told apart. */
const ESTIMATED_LENGTH = 4;
const MOST = 1e12;

/** Rows and work of one start of a path search. */
export function searchEstimate(
  problem: JoinProblem,
  step: Extract<Step, { readonly kind: 'search' }>,
): { readonly fanOut: number; readonly work: number } {
  const { search, reversed, toBound } = step;
  const { cardinality } = problem.context;
  const to = problem.node(reversed ? search.left : search.right);
  const ends = Math.max(1, cardinality.nodes(to.labels));
  const walks = Math.min(MOST, pathFanOut(problem, search.path.expression));
  const shortest = search.path.selector !== 'ALL';
  // A selective search visits a node once, whatever the number of walks to it.
  const reached = Math.min(walks, cardinality.nodes(undefined) + cardinality.edges(undefined));
  if (toBound) {
    const both = 2 * Math.sqrt(shortest ? reached : walks);
    return { fanOut: shortest ? 1 : Math.max(walks / ends, 1), work: 1 + both };
  }
  const rows = shortest ? Math.min(reached, ends) : walks * cardinality.share(to.labels);
  return { fanOut: rows, work: 1 + (shortest ? reached : walks) };
}

/** The average number of walks that match a path, per start. */
function pathFanOut(problem: JoinProblem, path: BoundPath<LogicalOperator>): number {
  switch (path.kind) {
    case 'node':
      return path.predicate ? 0.5 : 1;
    case 'edge': {
      const { cardinality } = problem.context;
      const orientations = orientationsOf(path.direction);
      return cardinality.degree(undefined, path.labels, undefined, orientations).all;
    }
    case 'concatenation':
      return path.elements.reduce((product, part) => product * pathFanOut(problem, part), 1);
    case 'alternation':
      return path.alternatives.reduce((sum, part) => sum + pathFanOut(problem, part), 0);
    case 'group':
      return pathFanOut(problem, path.expression);
    case 'questioned':
      return 1 + pathFanOut(problem, path.expression);
    case 'repeat': {
      const once = pathFanOut(problem, path.expression);
      const upper = Math.min(
        path.upper ?? ESTIMATED_LENGTH,
        Math.max(path.lower, ESTIMATED_LENGTH),
      );
      let sum = 0;
      for (
        let length = path.lower;
        length <= Math.min(upper, path.lower + ESTIMATED_LENGTH);
        length++
      ) {
        sum += once ** length;
      }
      return Math.min(MOST, sum);
    }
  }
}
