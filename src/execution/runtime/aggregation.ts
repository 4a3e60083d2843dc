import { InternalError } from '../../base/assert.ts';
import type { Span } from '../../base/errors.ts';
import { multiply } from '../../values/arithmetic.ts';
import type { Value } from '../../values/value.ts';
import type { Accumulator } from '../functions/aggregates.ts';
import { createAccumulator, findAggregate } from '../functions/aggregates.ts';
import { located } from './located.ts';

/** What of an aggregate its state depends on. */
export interface AggregateShape {
  readonly function: string;
  readonly distinct: boolean;
  /** Where the aggregate stands in the text, for what its values make fail. */
  readonly span?: Span;
}

/** A factory of states, one per group. */
export function accumulatorFactory(shape: AggregateShape): () => Accumulator {
  const found = findAggregate(shape.function);
  if (found === undefined) throw new InternalError(`no aggregate ${shape.function}`);
  const { distinct, span } = shape;
  if (span === undefined || INFALLIBLE.has(shape.function)) {
    return () => createAccumulator(found, distinct);
  }
  return () => new LocatedAccumulator(createAccumulator(found, distinct), span);
}

/** Take any value, and so need no place for an error. */
const INFALLIBLE: ReadonlySet<string> = new Set(['COUNT', 'MIN', 'MAX']);

/** Gives the errors of an aggregate its place in the text. */
class LocatedAccumulator implements Accumulator {
  readonly #inner: Accumulator;
  readonly #span: Span;

  constructor(inner: Accumulator, span: Span) {
    this.#inner = inner;
    this.#span = span;
  }

  get droppedNull(): boolean {
    return this.#inner.droppedNull;
  }

  add(value: Value, second?: Value): void {
    try {
      this.#inner.add(value, second);
    } catch (error) {
      throw located(error, this.#span);
    }
  }

  result(): Value {
    try {
      return this.#inner.result();
    } catch (error) {
      throw located(error, this.#span);
    }
  }
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
