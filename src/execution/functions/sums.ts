import { Decimal } from 'decimal.js';
import { exactDecimal } from '../../values/compare-numbers.ts';
import {
  checkDecimal,
  divideRounded,
  ExactDecimal,
  QUOTIENT_DIGITS,
} from '../../values/decimal.ts';
import { invalidValueType } from '../../values/data-error.ts';
import { describeFamily } from '../../values/family.ts';
import { checkedInteger, integerOutOfRange, isInt64 } from '../../values/integer.ts';
import type { DurationValue } from '../../values/temporal/arithmetic.ts';
import { addDurations, divideDuration, isDuration } from '../../values/temporal/arithmetic.ts';
import type { Value } from '../../values/value.ts';
import { Float } from '../../values/value.ts';
import { NullDroppingAccumulator } from './accumulator.ts';
import type { Present } from './scalar.ts';

/**
 * The running sum under SUM and AVG. Integers add up exactly whatever their order, decimals too;
 * floats in the order of the rows, apart from the exact numbers, which are added at the end.
 */
class RunningSum {
  count = 0;
  /** The most significant digits that an exact input had, where it had more than 15. */
  digits = QUOTIENT_DIGITS;
  #small = 0;
  #large = 0n;
  #allInt64 = true;
  #decimal: Decimal | undefined;
  #float: number | undefined;
  #duration: DurationValue | undefined;
  #durations = 0;

  add(name: string, value: Present): void {
    this.count++;
    if (typeof value === 'number') this.#addSmall(value);
    else if (value instanceof Float) this.#float = (this.#float ?? 0) + value.value;
    else if (typeof value === 'bigint') this.#addLarge(value);
    else if (value instanceof Decimal) this.#addDecimal(value);
    else if (isDuration(value)) this.#addDuration(value);
    else throw invalidValueType(`${name} takes numbers or durations, not ${describeFamily(value)}`);
  }

  #addSmall(value: number): void {
    const sum = this.#small + value;
    if (sum <= Number.MAX_SAFE_INTEGER && sum >= Number.MIN_SAFE_INTEGER) this.#small = sum;
    else {
      this.#large += BigInt(this.#small) + BigInt(value);
      this.#small = 0;
    }
    if (value >= 1e15 || value <= -1e15) this.#noteDigits(exactDecimal(value));
  }

  #addLarge(value: bigint): void {
    this.#large += value;
    this.#allInt64 &&= isInt64(value);
    this.#noteDigits(exactDecimal(value));
  }

  #addDecimal(value: Decimal): void {
    this.#decimal = this.#decimal === undefined ? value : this.#decimal.plus(value);
    this.#noteDigits(value);
  }

  #addDuration(value: DurationValue): void {
    this.#durations++;
    this.#duration = this.#duration === undefined ? value : addDurations(this.#duration, value);
  }

  #noteDigits(value: Decimal): void {
    const digits = value.precision();
    if (digits > this.digits) this.digits = digits;
  }

  /** Of at least one value. 22003 when integers within INT64 have a sum beyond it. */
  get total(): Present {
    const duration = this.durationTotal;
    if (duration !== undefined) return duration;
    const float = this.floatTotal;
    if (float !== undefined) return new Float(float);
    if (this.#decimal !== undefined) return this.exact;
    if (this.#large === 0n) return this.#small;
    const sum = checkedInteger(this.#large + BigInt(this.#small));
    if (this.#allInt64 && !isInt64(sum)) throw integerOutOfRange(64);
    return sum;
  }

  /** Undefined for numbers. */
  get durationTotal(): DurationValue | undefined {
    if (this.#duration === undefined || this.#durations === this.count) return this.#duration;
    throw invalidValueType('durations and numbers do not add up');
  }

  /** Undefined when all numbers are exact. */
  get floatTotal(): number | undefined {
    return this.#float === undefined ? undefined : this.#float + this.exact.toNumber();
  }

  /** The sum of the exact numbers. */
  get exact(): Decimal {
    const integers = new ExactDecimal((this.#large + BigInt(this.#small)).toString());
    return checkDecimal(this.#decimal === undefined ? integers : integers.plus(this.#decimal));
  }
}

/** Null of no values. */
export class SumAccumulator extends NullDroppingAccumulator {
  readonly #sum = new RunningSum();

  protected take(value: Present): void {
    this.#sum.add('SUM', value);
  }

  result(): Value {
    return this.#sum.count === 0 ? null : this.#sum.total;
  }
}

/** Exact of exact numbers, rounded to 15 significant digits unless an input has more. */
export class AverageAccumulator extends NullDroppingAccumulator {
  readonly #sum = new RunningSum();

  protected take(value: Present): void {
    this.#sum.add('AVG', value);
  }

  result(): Value {
    const { count } = this.#sum;
    if (count === 0) return null;
    const duration = this.#sum.durationTotal;
    if (duration !== undefined) return divideDuration(duration, count);
    const float = this.#sum.floatTotal;
    if (float !== undefined) return new Float(float / count);
    return divideRounded(this.#sum.exact, exactDecimal(count), this.#sum.digits);
  }
}
