import { InternalError } from '../../base/assert.ts';
import { multiply } from '../../values/arithmetic.ts';
import type { Value } from '../../values/value.ts';
import type { Accumulator } from '../functions/aggregates.ts';
import { createAccumulator, findAggregate } from '../functions/aggregates.ts';

/** What of an aggregate its state depends on. */
export interface AggregateShape {
  readonly function: string;
  readonly distinct: boolean;
}

/** A factory of states, one per group. */
export function accumulatorFactory(shape: AggregateShape): () => Accumulator {
  const found = findAggregate(shape.function);
  if (found === undefined) throw new InternalError(`no aggregate ${shape.function}`);
  return () => createAccumulator(found, shape.distinct);
}

/** How a row that stands for `weight` rows alike (see `expandCount`) enters an aggregate. */
export type WeightedAdd = (
  accumulator: Accumulator,
  value: Value,
  weight: number,
  second: Value | undefined,
) => void;

export function weightedAdd(shape: AggregateShape): WeightedAdd {
  // More of the same changes nothing.
  if (shape.distinct || IDEMPOTENT.has(shape.function)) {
    return (accumulator, value, _weight, second) => {
      accumulator.add(value, second);
    };
  }
  if (shape.function === 'SUM') {
    return (accumulator, value, weight) => {
      accumulator.add(weight === 1 ? value : multiply(value, weight));
    };
  }
  return (accumulator, value, weight, second) => {
    for (let i = 0; i < weight; i++) accumulator.add(value, second);
  };
}

const IDEMPOTENT: ReadonlySet<string> = new Set(['MIN', 'MAX', 'BOOL_AND', 'BOOL_OR']);
