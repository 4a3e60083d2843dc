import { rewriteBottomUp } from '../logical/operator-parts.ts';
import type { LogicalOperator } from '../plan/operator.ts';

/** ORDER BY with LIMIT keeps offset + limit rows instead of sorting all. */
export function sortAndPageToTopK(plan: LogicalOperator): LogicalOperator {
  return rewriteBottomUp(plan, (operator) => {
    if (operator.kind !== 'page' || operator.input.kind !== 'sort') return operator;
    const { limit, offset } = operator;
    if (limit === undefined) return operator;
    const { input, keys } = operator.input;
    return { kind: 'topK', input, keys, limit, ...(offset && { offset }) };
  });
}
