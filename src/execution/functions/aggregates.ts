import { orderValues } from '../../values/comparison.ts';
import { checkListLength } from '../../values/list.ts';
import { concatenateStrings } from '../../values/string-length.ts';
import type { Value } from '../../values/value.ts';
import type { Accumulator } from './accumulator.ts';
import { DistinctAccumulator, NullDroppingAccumulator } from './accumulator.ts';
import { stringArgument, wrongType } from './arguments.ts';
import type { Present } from './scalar.ts';
import type { Regression, Spread } from './statistics.ts';
import {
  ContinuousPercentileAccumulator,
  DiscretePercentileAccumulator,
  RegressionAccumulator,
  SpreadAccumulator,
} from './statistics.ts';
import { AverageAccumulator, SumAccumulator } from './sums.ts';

export type { Accumulator } from './accumulator.ts';

/** An aggregate function: makes the state of one group. */
export interface AggregateFunction {
  /** The canonical name of its signature. */
  readonly name: string;
  create(): Accumulator;
}

/** How many values are not null. COUNT(*) is this over a constant. */
class CountAccumulator extends NullDroppingAccumulator {
  #count = 0;

  protected take(): void {
    this.#count++;
  }

  result(): Value {
    return this.#count;
  }
}

/** MIN and MAX by the total order, so that a column of several types has them too. */
class ExtremeAccumulator extends NullDroppingAccumulator {
  readonly #sign: 1 | -1;
  #best: Value = null;

  constructor(sign: 1 | -1) {
    super();
    this.#sign = sign;
  }

  protected take(value: Present): void {
    if (this.#best === null || orderValues(value, this.#best) * this.#sign > 0) this.#best = value;
  }

  result(): Value {
    return this.#best;
  }
}

/** Empty of no values. */
class ListAccumulator extends NullDroppingAccumulator {
  readonly #items: Value[] = [];

  protected take(value: Present): void {
    checkListLength(this.#items.push(value));
  }

  result(): Value {
    return this.#items;
  }
}

/** The separator is the second argument of the row that it stands before. */
class StringAccumulator extends NullDroppingAccumulator {
  #text: string | null = null;

  protected take(value: Present, separator?: Value): void {
    const part = stringArgument('STRING_AGG', value);
    if (this.#text === null) {
      this.#text = part;
      return;
    }
    const joint = typeof separator === 'string' ? separator : ',';
    this.#text = concatenateStrings(this.#text, concatenateStrings(joint, part));
  }

  result(): Value {
    return this.#text;
  }
}

class BooleanAccumulator extends NullDroppingAccumulator {
  readonly #name: string;
  /** The value that decides: false for BOOL_AND, true for BOOL_OR. */
  readonly #deciding: boolean;
  #result: boolean | null = null;

  constructor(name: string, deciding: boolean) {
    super();
    this.#name = name;
    this.#deciding = deciding;
  }

  protected take(value: Present): void {
    if (typeof value !== 'boolean') throw wrongType(this.#name, 'truth values', value);
    if (this.#result !== this.#deciding) this.#result = value;
  }

  result(): Value {
    return this.#result;
  }
}

const SPREADS: readonly Spread[] = ['STDDEV_SAMP', 'STDDEV_POP', 'VAR_SAMP', 'VAR_POP'];

const REGRESSIONS: readonly Regression[] = [
  'COVAR_POP',
  'COVAR_SAMP',
  'CORR',
  'REGR_SLOPE',
  'REGR_INTERCEPT',
  'REGR_R2',
  'REGR_COUNT',
  'REGR_SXX',
  'REGR_SYY',
  'REGR_SXY',
  'REGR_AVGX',
  'REGR_AVGY',
];

/** Every aggregate of `semantics/functions/aggregates.ts`. */
export const aggregateFunctions: readonly AggregateFunction[] = [
  { name: 'COUNT', create: () => new CountAccumulator() },
  { name: 'SUM', create: () => new SumAccumulator() },
  { name: 'AVG', create: () => new AverageAccumulator() },
  { name: 'MIN', create: () => new ExtremeAccumulator(-1) },
  { name: 'MAX', create: () => new ExtremeAccumulator(1) },
  { name: 'COLLECT_LIST', create: () => new ListAccumulator() },
  ...SPREADS.map((name) => ({ name, create: () => new SpreadAccumulator(name) })),
  { name: 'PERCENTILE_CONT', create: () => new ContinuousPercentileAccumulator() },
  { name: 'PERCENTILE_DISC', create: () => new DiscretePercentileAccumulator() },
  { name: 'STRING_AGG', create: () => new StringAccumulator() },
  { name: 'BOOL_AND', create: () => new BooleanAccumulator('BOOL_AND', false) },
  { name: 'BOOL_OR', create: () => new BooleanAccumulator('BOOL_OR', true) },
  ...REGRESSIONS.map((name) => ({ name, create: () => new RegressionAccumulator(name) })),
];

const byName: ReadonlyMap<string, AggregateFunction> = new Map(
  aggregateFunctions.map((entry) => [entry.name, entry] as const),
);

/** By the canonical name of its signature. */
export function findAggregate(canonicalName: string): AggregateFunction | undefined {
  return byName.get(canonicalName);
}

/** The state of one group, with DISTINCT where asked for. */
export function createAccumulator(aggregate: AggregateFunction, distinct: boolean): Accumulator {
  const accumulator = aggregate.create();
  return distinct ? new DistinctAccumulator(accumulator) : accumulator;
}
