import { ValueMap } from '../../values/value-map.ts';
import type { Value } from '../../values/value.ts';

/**
 * The state of one aggregate over one group (ISO/IEC 39075, 20.9). `add` takes every row's value;
 * nulls are dropped and remembered, for completion condition 01G11.
 */
export interface Accumulator {
  /** Whether a null was dropped. */
  readonly droppedNull: boolean;
  /** `second` is the second argument: a percentile's fraction, a separator, the independent x. */
  add(value: Value, second?: Value): void;
  result(): Value;
}

/** The part that all have: nulls never reach `take`. */
export abstract class NullDroppingAccumulator implements Accumulator {
  droppedNull = false;

  add(value: Value, second?: Value): void {
    if (value === null) this.droppedNull = true;
    else this.take(value, second);
  }

  protected abstract take(value: Exclude<Value, null>, second?: Value): void;
  abstract result(): Value;
}

/** DISTINCT: hands on the first of each set of values that are not distinct. */
export class DistinctAccumulator implements Accumulator {
  readonly #inner: Accumulator;
  readonly #seen = new ValueMap();

  constructor(inner: Accumulator) {
    this.#inner = inner;
  }

  get droppedNull(): boolean {
    return this.#inner.droppedNull;
  }

  add(value: Value, second?: Value): void {
    const before = this.#seen.size;
    if (value === null || this.#seen.add(value) === before) this.#inner.add(value, second);
  }

  result(): Value {
    return this.#inner.result();
  }
}
