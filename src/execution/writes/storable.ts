import type { Span } from '../../base/errors.ts';
import { GqlError } from '../../base/errors.ts';
import { describeFamily, isList } from '../../values/family.ts';
import type { Value } from '../../values/value.ts';
import { EdgeValue, GraphValue, NodeValue, PathValue, RecordValue } from '../../values/value.ts';

/** Properties hold values, not references into the graph: those are 22G03, also inside lists. */
export function checkStorable(value: Value, name: string, span: Span | undefined): void {
  if (typeof value !== 'object' || value === null) return;
  const found = reference(value);
  if (found === undefined) return;
  throw new GqlError('22G03', `property ${name} cannot hold ${describeFamily(found)}`, {
    span,
    hint: 'store a property of it, or connect the two by an edge',
  });
}

function reference(value: Value): Value | undefined {
  if (value instanceof NodeValue || value instanceof EdgeValue || value instanceof PathValue) {
    return value;
  }
  if (value instanceof GraphValue) return value;
  if (value instanceof RecordValue) return firstReference(value.values);
  return isList(value) ? firstReference(value) : undefined;
}

function firstReference(values: readonly Value[]): Value | undefined {
  for (const value of values) {
    const found = reference(value);
    if (found !== undefined) return found;
  }
  return undefined;
}
