import type { Span } from '../../base/errors.ts';
import { GqlError } from '../../base/errors.ts';
import type { EdgeValue, NodeValue, PathValue } from '../../values/value.ts';

/** 22G03: SET, REMOVE and DELETE change the graph that they work on and no other. */
export function checkWorkingGraph(
  { graph }: NodeValue | EdgeValue | PathValue,
  working: number,
  span?: Span,
): void {
  if (graph === working) return;
  throw new GqlError('22G03', 'the element is not of the graph that the statement works on', {
    span,
    hint: 'name the graph of the element with USE in front of the statement',
  });
}
