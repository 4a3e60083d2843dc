import type { PhysicalOperator } from '../../../planner/plan/operator.ts';
import { aggregate } from './aggregate/aggregate.ts';
import type { Breaker, BreakerSite } from './operator.ts';
import { sort } from './sort.ts';
import { topK } from './top-k.ts';

/** The breaker that an operator is, or undefined where it works row by row. */
export function breakerOf(site: BreakerSite, op: PhysicalOperator): Breaker | undefined {
  switch (op.kind) {
    case 'aggregate':
      return aggregate(site, op);
    case 'sort':
      return sort(site, op);
    case 'topK':
      return topK(site, op);
    default:
      return undefined;
  }
}
