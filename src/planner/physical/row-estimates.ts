import type { PhysicalExpr, PhysicalOperator } from '../plan/operator.ts';

/** Groups and distinct rows are guessed as a fraction of their input. */
const DISTINCT_SHARE = 0.1;
const UNNESTED = 10;
const UNKNOWN_LIMIT = 100;

/** Estimated rows of an operator with one input, from the rows of that. */
export function outputRows(operator: PhysicalOperator, input: number): number {
  switch (operator.kind) {
    case 'filter':
      return input * filterShare(operator.condition);
    case 'unnest':
      return input * UNNESTED;
    case 'inGraph': {
      const { root, estimatedRows } = operator.plan;
      return input * (estimatedRows?.get(root) ?? 1);
    }
    case 'aggregate':
      // Rows that come group by group come from a scan of the groups.
      if (operator.clustered) return input;
      return operator.keys.length === 0 ? 1 : Math.max(1, input * DISTINCT_SHARE);
    case 'distinct':
      return Math.max(Math.min(1, input), input * DISTINCT_SHARE);
    case 'topK':
    case 'page':
      return Math.min(input, limitOf(operator.limit));
    default:
      return input;
  }
}

function filterShare(condition: PhysicalExpr): number {
  if (condition.kind === 'constant') return condition.value === true ? 1 : 0;
  return condition.kind === 'compare' && condition.operator === '=' ? 0.1 : 0.3;
}

function limitOf(limit: PhysicalExpr | undefined): number {
  if (limit === undefined) return Number.POSITIVE_INFINITY;
  const value = limit.kind === 'constant' ? limit.value : undefined;
  return typeof value === 'number' ? value : UNKNOWN_LIMIT;
}
