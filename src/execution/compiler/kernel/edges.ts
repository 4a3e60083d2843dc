import { isList } from '../../../values/family.ts';
import type { Value } from '../../../values/value.ts';
import { EdgeValue } from '../../../values/value.ts';

/** Whether two edges or groups of edges have an edge in common. */
export function sharesEdges(left: Value, right: Value): boolean {
  const theirs = edgesOf(right);
  return edgesOf(left).some((edge) => theirs.includes(edge));
}

/** Packed numbers of the edges that a value stands for. */
function edgesOf(value: Value): readonly number[] {
  if (value instanceof EdgeValue) return [value.edge];
  if (!isList(value)) return [];
  return value.flatMap((each) => (each instanceof EdgeValue ? [each.edge] : []));
}
