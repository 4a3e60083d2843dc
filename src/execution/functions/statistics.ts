import type { Decimal } from 'decimal.js';
import { exactDecimal, toDouble } from '../../values/compare-numbers.ts';
import { orderValues } from '../../values/comparison.ts';
import { outOfRange } from '../../values/data-error.ts';
import { divideRounded, QUOTIENT_DIGITS } from '../../values/decimal.ts';
import type { NumericValue } from '../../values/family.ts';
import type { Value } from '../../values/value.ts';
import { Float } from '../../values/value.ts';
import { NullDroppingAccumulator } from './accumulator.ts';
import { numberArgument } from './arguments.ts';
import type { Present } from './scalar.ts';

export type Spread = 'STDDEV_SAMP' | 'STDDEV_POP' | 'VAR_SAMP' | 'VAR_POP';

/** Welford's recurrence (Technometrics 4, 1962), which loses no digits to large means. */
export class SpreadAccumulator extends NullDroppingAccumulator {
  readonly #name: Spread;
  #count = 0;
  #mean = 0;
  #squares = 0;

  constructor(name: Spread) {
    super();
    this.#name = name;
  }

  protected take(value: Present): void {
    const x = toDouble(numberArgument(this.#name, value));
    const delta = x - this.#mean;
    this.#mean += delta / ++this.#count;
    this.#squares += delta * (x - this.#mean);
  }

  /** Null of no value, of a sample also of one. */
  result(): Value {
    const divisor = this.#name.endsWith('_SAMP') ? this.#count - 1 : this.#count;
    if (divisor <= 0) return null;
    const variance = this.#squares / divisor;
    return new Float(this.#name.startsWith('VAR') ? variance : Math.sqrt(variance));
  }
}

abstract class PercentileAccumulator extends NullDroppingAccumulator {
  protected readonly values: Present[] = [];
  #fraction: Value | undefined;

  override add(value: Value, fraction?: Value): void {
    // The same in every row of a group (20.9, syntax rule on the independent variable).
    this.#fraction ??= fraction;
    super.add(value);
  }

  result(): Value {
    const fraction = this.#fraction;
    if (fraction === undefined || fraction === null) return null;
    const number = numberArgument('a percentile', fraction);
    const isFraction = toDouble(number) >= 0 && toDouble(number) <= 1;
    if (!isFraction) throw outOfRange('the fraction of a percentile lies between 0 and 1');
    if (this.values.length === 0) return null;
    this.values.sort(orderValues);
    return this.select(exactDecimal(number));
  }

  protected abstract select(fraction: Decimal): Value;
}

/** The first value whose rank is at least the fraction of all. Of any values that have an order. */
export class DiscretePercentileAccumulator extends PercentileAccumulator {
  protected take(value: Present): void {
    this.values.push(value);
  }

  protected select(fraction: Decimal): Value {
    const rank = fraction.times(this.values.length).ceil().toNumber();
    return this.values[Math.max(0, rank - 1)] ?? null;
  }
}

/** Interpolated between the two values beside the fraction; exact of exact numbers. */
export class ContinuousPercentileAccumulator extends PercentileAccumulator {
  protected take(value: Present): void {
    this.values.push(numberArgument('PERCENTILE_CONT', value));
  }

  protected select(fraction: Decimal): Value {
    const position = fraction.times(this.values.length - 1);
    const at = position.floor().toNumber();
    const low = this.values[at] as NumericValue;
    const high = (this.values[at + 1] ?? low) as NumericValue;
    const part = position.minus(at);
    if (low instanceof Float || high instanceof Float) {
      const from = toDouble(low);
      // Not from + 0 * infinity, which would be NaN.
      return new Float(part.isZero() ? from : from + (toDouble(high) - from) * part.toNumber());
    }
    const from = exactDecimal(low);
    const exact = from.plus(exactDecimal(high).minus(from).times(part));
    const digits = Math.max(QUOTIENT_DIGITS, from.precision(), exactDecimal(high).precision());
    return divideRounded(exact, exactDecimal(1), digits);
  }
}

export type Regression =
  | 'COVAR_POP'
  | 'COVAR_SAMP'
  | 'CORR'
  | 'REGR_SLOPE'
  | 'REGR_INTERCEPT'
  | 'REGR_R2'
  | 'REGR_COUNT'
  | 'REGR_SXX'
  | 'REGR_SYY'
  | 'REGR_SXY'
  | 'REGR_AVGX'
  | 'REGR_AVGY';

/** SQL's functions of pairs (y, x); pairs with a null are dropped. */
export class RegressionAccumulator extends NullDroppingAccumulator {
  readonly #name: Regression;
  #count = 0;
  #meanX = 0;
  #meanY = 0;
  #sxx = 0;
  #syy = 0;
  #sxy = 0;

  constructor(name: Regression) {
    super();
    this.#name = name;
  }

  protected take(value: Present, second?: Value): void {
    if (second === undefined || second === null) {
      this.droppedNull = true;
      return;
    }
    const y = toDouble(numberArgument(this.#name, value));
    const x = toDouble(numberArgument(this.#name, second));
    this.#count++;
    const deltaX = x - this.#meanX;
    const deltaY = y - this.#meanY;
    this.#meanX += deltaX / this.#count;
    this.#meanY += deltaY / this.#count;
    this.#sxx += deltaX * (x - this.#meanX);
    this.#syy += deltaY * (y - this.#meanY);
    this.#sxy += deltaX * (y - this.#meanY);
  }

  result(): Value {
    if (this.#name === 'REGR_COUNT') return this.#count;
    const result = this.#count === 0 ? undefined : this.#compute(this.#name);
    return result === undefined ? null : new Float(result);
  }

  /** Undefined where the definition divides by zero. */
  #compute(name: Exclude<Regression, 'REGR_COUNT'>): number | undefined {
    switch (name) {
      case 'COVAR_POP':
        return this.#sxy / this.#count;
      case 'COVAR_SAMP':
        return this.#count < 2 ? undefined : this.#sxy / (this.#count - 1);
      case 'CORR':
        return this.#sxx === 0 || this.#syy === 0
          ? undefined
          : this.#sxy / Math.sqrt(this.#sxx * this.#syy);
      case 'REGR_SLOPE':
        return this.#slope();
      case 'REGR_INTERCEPT': {
        const slope = this.#slope();
        return slope === undefined ? undefined : this.#meanY - slope * this.#meanX;
      }
      case 'REGR_R2':
        if (this.#sxx === 0) return undefined;
        return this.#syy === 0 ? 1 : (this.#sxy * this.#sxy) / (this.#sxx * this.#syy);
      case 'REGR_SXX':
        return this.#sxx;
      case 'REGR_SYY':
        return this.#syy;
      case 'REGR_SXY':
        return this.#sxy;
      case 'REGR_AVGX':
        return this.#meanX;
      case 'REGR_AVGY':
        return this.#meanY;
    }
  }

  #slope(): number | undefined {
    return this.#sxx === 0 ? undefined : this.#sxy / this.#sxx;
  }
}
