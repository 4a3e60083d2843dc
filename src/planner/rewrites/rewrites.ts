import type { PlanContext } from '../physical/context.ts';
import type { LogicalOperator } from '../plan/operator.ts';
import { foldConstants } from './constant-folding.ts';
import { countRows } from './count-rows.ts';
import { groupByNode } from './group-by-node.ts';
import { projectLate } from './late-projection.ts';
import { pushPredicatesDown } from './predicate-pushdown.ts';
import { sortAndPageToTopK } from './top-k.ts';

interface LogicalRewrite {
  readonly name: string;
  readonly apply: (plan: LogicalOperator, context: PlanContext) => LogicalOperator;
}

/** In the order in which they are applied. */
const logicalRewrites: readonly LogicalRewrite[] = [
  { name: 'constant-folding', apply: foldConstants },
  { name: 'predicate-pushdown', apply: pushPredicatesDown },
  { name: 'count-rows', apply: countRows },
  { name: 'group-by-node', apply: groupByNode },
  { name: 'top-k', apply: sortAndPageToTopK },
  { name: 'late-projection', apply: projectLate },
];

/** Rewrites that are part of making operators physical. */
const physicalRewrites = [
  /** Consecutive MATCHes are ordered as one pattern. */
  'merge-matches',
  /** Equalities with known values become look-ups in an index. */
  'index-seek',
  /** Columns and edges that nobody reads are not computed. */
  'projection-pruning',
  /** Hops of which only the number of results matters are counted. */
  'counting',
  /** Where duplicates do not matter, frontiers are made distinct. */
  'distinct-pushdown',
  /** Edges that cannot coincide are not compared. */
  'different-edges',
] as const;

/** Everything that `PlannerOptions.disabled` can name. */
export const rewriteNames: readonly string[] = [
  ...logicalRewrites.map(({ name }) => name),
  ...physicalRewrites,
];

export function rewriteLogical(plan: LogicalOperator, context: PlanContext): LogicalOperator {
  return logicalRewrites
    .filter(({ name }) => context.enabled(name))
    .reduce((rewritten, { apply }) => apply(rewritten, context), plan);
}
