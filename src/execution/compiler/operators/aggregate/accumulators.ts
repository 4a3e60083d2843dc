import type { Span } from '../../../../base/errors.ts';
import type { PhysicalOperator } from '../../../../planner/plan/operator.ts';
import type { BoundAggregate } from '../../../../semantics/bound/statement.ts';
import { compareStrings } from '../../../../values/compare-strings.ts';
import { orderValues } from '../../../../values/comparison.ts';
import { located } from '../../../runtime/located.ts';
import { accumulatorFactory, weightedAdd } from '../../../runtime/aggregation.ts';
import { boxed, materialized, stringText } from '../../boxing.ts';
import type { Code } from '../../code.ts';
import { intCode, MAX_SAFE, nullTest } from '../../code.ts';
import type { Generator } from '../../generator.ts';
import {
  carry,
  carryWeighted,
  checkedCount,
  integerAverage,
  integerSum,
} from '../../kernel/sums.ts';
import type { Cursor } from '../../scope.ts';
import type { Slot, Slots } from './slots.ts';

export type Aggregate = BoundAggregate<PhysicalOperator>;

/** The code of one aggregate: what happens per group and per row. */
export interface AggregateCode {
  readonly slots: readonly Slot[];
  /** Takes a row whose argument, if there is one, is not null. */
  add(cursor: Cursor, row: AggregatedRow): void;
  result(cursor: Cursor, group: string): Code;
}

export interface AggregatedRow {
  readonly group: string;
  /** The argument, in variables; undefined for COUNT(*). */
  readonly argument: Code | undefined;
  /** How often the row counts; undefined: once. */
  readonly weight: string | undefined;
}

/** Chosen by the first row's argument, whose type is known then. */
export function aggregateCode(
  gen: Generator,
  slots: Slots,
  aggregate: Aggregate,
  argument: Code | undefined,
): AggregateCode {
  const name = gen.fresh('g');
  switch (aggregate.function) {
    case 'COUNT':
      return counting(gen, slots.number(`${name}_count`));
    case 'SUM':
    case 'AVG':
      return adding(gen, slots, { name, aggregate, argument }) ?? generic(gen, slots, aggregate);
    case 'MIN':
    case 'MAX':
      return extreme(gen, slots, { name, aggregate, argument }) ?? generic(gen, slots, aggregate);
    default:
      return generic(gen, slots, aggregate);
  }
}

/** A sum of counts is exact while it stays safe, and does not come back from beyond. */
function counting(gen: Generator, count: Slot): AggregateCode {
  return {
    slots: [count],
    add({ block, fn }, { group, weight }) {
      const place = count.at(fn, group);
      block.line(weight === undefined ? `${place}++;` : `${place} += ${weight};`);
    },
    result({ block, fn }, group) {
      const name = gen.fresh('x');
      const helper = gen.layout.helper('checkedCount', checkedCount);
      block.line(`const ${name} = ${helper}(${count.at(fn, group)});`);
      return intCode(name, 0, MAX_SAFE);
    },
  };
}

interface Typed {
  readonly name: string;
  readonly aggregate: Aggregate;
  readonly argument: Code | undefined;
}

/** The longest integers that an average of 15 digits is right for. */
const FIFTEEN_DIGITS = 999_999_999_999_999;

function adding(gen: Generator, slots: Slots, typed: Typed): AggregateCode | undefined {
  const { aggregate, argument } = typed;
  if (argument?.rep === 'float') return addingFloats(gen, slots, typed);
  if (argument?.rep !== 'int') return undefined;
  const isLong = argument.low < -FIFTEEN_DIGITS || argument.high > FIFTEEN_DIGITS;
  if (aggregate.function === 'AVG' && isLong) return undefined;
  return addingIntegers(gen, slots, typed);
}

function addingFloats(gen: Generator, slots: Slots, { name, aggregate }: Typed): AggregateCode {
  const sum = slots.number(`${name}_sum`);
  const count = slots.number(`${name}_count`);
  return {
    slots: [sum, count],
    add({ block, fn }, { group, argument, weight }) {
      const text = argument?.rep === 'float' ? argument.text : 'NaN';
      const term = weight === undefined ? text : `${text} * ${weight}`;
      block.line(`${sum.at(fn, group)} += ${term};`);
      block.line(`${count.at(fn, group)} += ${weight ?? '1'};`);
    },
    result({ fn }, group) {
      const total = sum.at(fn, group);
      const number = count.at(fn, group);
      const text = aggregate.function === 'SUM' ? total : `${total} / ${number}`;
      return { rep: 'float', text, isNull: `${number} === 0` };
    },
  };
}

/**
 * Integers are added up in a double that stays within 2^53; what goes beyond is carried into a
 * bigint. The guard costs a comparison per row and keeps the sum exact.
 */
function addingIntegers(gen: Generator, slots: Slots, { name, aggregate }: Typed): AggregateCode {
  const sum = slots.number(`${name}_sum`);
  const count = slots.number(`${name}_count`);
  const excess = slots.object(`${name}_excess`, 'null');
  return {
    slots: [sum, count, excess],
    add(cursor, { group, argument, weight }) {
      const { block, fn } = cursor;
      const text = argument?.rep === 'int' ? argument.text : '0';
      const place = sum.at(fn, group);
      const total = gen.fresh('x');
      let isExact = within(total);
      let term = text;
      if (weight !== undefined) {
        term = gen.fresh('x');
        block.line(`const ${term} = ${text} * ${weight};`);
        isExact = `${isExact} && ${within(term)}`;
      }
      block.line(`const ${total} = ${place} + ${term};`);
      block.line(`if (${isExact}) ${place} = ${total};`);
      const beyond = block.nested('else');
      const more = excess.at(fn, group);
      const before = `${more}, ${place}, ${text}`;
      const carried =
        weight === undefined
          ? `${gen.layout.helper('carry', carry)}(${before})`
          : `${gen.layout.helper('carryWeighted', carryWeighted)}(${before}, ${weight})`;
      beyond.lines(`${more} = ${carried};`, `${place} = 0;`);
      block.line(`${count.at(fn, group)} += ${weight ?? '1'};`);
    },
    result({ block, fn }, group) {
      const total = `${sum.at(fn, group)}, ${excess.at(fn, group)}`;
      const number = count.at(fn, group);
      const result = gen.fresh('x');
      const text =
        aggregate.function === 'SUM'
          ? `${gen.layout.value('integerSum', sumAt(aggregate.span))}(${total})`
          : `${gen.layout.helper('integerAverage', integerAverage)}(${total}, ${number})`;
      block.line(`const ${result} = ${number} === 0 ? null : ${text};`);
      return { rep: 'value', text: result, nullable: true };
    },
  };
}

/** The total of a sum; when it is too large the error has its place in the text. */
function sumAt(span: Span | undefined): typeof integerSum {
  return (sum, excess) => {
    try {
      return integerSum(sum, excess);
    } catch (error) {
      throw located(error, span);
    }
  };
}

function within(text: string): string {
  return `${text} <= ${MAX_SAFE} && ${text} >= -${MAX_SAFE}`;
}

/** MIN and MAX on bare numbers, on dictionary entries by their strings, and on boxed values. */
function extreme(gen: Generator, slots: Slots, typed: Typed): AggregateCode | undefined {
  const { argument, name, aggregate } = typed;
  const isMin = aggregate.function === 'MIN';
  switch (argument?.rep) {
    case 'int':
    case 'day':
    case 'float': {
      const best = slots.number(`${name}_best`);
      const isBetter = (text: string, known: string): string => {
        const test = `${text} ${isMin ? '<' : '>'} ${known}`;
        if (argument.rep !== 'float') return test;
        // NaN is the greatest number of all.
        return isMin ? `${test} || ${known} !== ${known}` : `${test} || ${text} !== ${text}`;
      };
      return extremeCode(slots, { name, argument, best, isBetter });
    }
    case 'entry': {
      const best = slots.number(`${name}_best`);
      const compare = gen.layout.helper('compareStrings', compareStrings);
      const isBetter = (text: string, known: string): string => {
        const left = stringText(gen, { ...argument, text, isNull: undefined }) ?? '';
        const right = stringText(gen, { ...argument, text: known, isNull: undefined }) ?? '';
        return `${text} !== ${known} && ${compare}(${left}, ${right}) ${isMin ? '<' : '>'} 0`;
      };
      return extremeCode(slots, { name, argument, best, isBetter });
    }
    case 'value': {
      const best = slots.object(`${name}_best`, 'null');
      const order = gen.layout.helper('orderValues', orderValues);
      const isBetter = (text: string, known: string): string =>
        `${order}(${text}, ${known}) ${isMin ? '<' : '>'} 0`;
      return extremeCode(slots, { name, argument, best, isBetter });
    }
    default:
      return undefined;
  }
}

interface Extreme {
  readonly name: string;
  readonly argument: Code;
  readonly best: Slot;
  readonly isBetter: (text: string, known: string) => string;
}

function extremeCode(
  slots: Slots,
  { name, argument: first, best, isBetter }: Extreme,
): AggregateCode {
  const seen = slots.number(`${name}_seen`);
  return {
    slots: [best, seen],
    add({ block, fn }, { group, argument }) {
      const text = argument !== undefined && 'text' in argument ? argument.text : 'null';
      const known = best.at(fn, group);
      const isFirst = `${seen.at(fn, group)} === 0`;
      const taken = block.nested(`if (${isFirst} || ${isBetter(text, known)})`);
      taken.line(`${known} = ${text};`);
      taken.line(`${seen.at(fn, group)} = 1;`);
    },
    result({ fn }, group) {
      const text = best.at(fn, group);
      if (first.rep === 'value') return { rep: 'value', text, nullable: true };
      return { ...first, text, isNull: `${seen.at(fn, group)} === 0` } as Code;
    },
  };
}

/** Everything else: the state objects that both executors share. */
function generic(gen: Generator, slots: Slots, aggregate: Aggregate): AggregateCode {
  // DISTINCT is seen to before rows come here.
  const { span } = aggregate;
  const shape = { function: aggregate.function, distinct: false, ...(span && { span }) };
  const create = gen.layout.value('accumulator', accumulatorFactory(shape));
  const state = slots.object(gen.fresh('g_state'), `${create}()`);
  const second = (cursor: Cursor): string =>
    aggregate.parameter === undefined ? 'undefined' : gen.value(cursor, aggregate.parameter);
  return {
    slots: [state],
    add(cursor, { group, argument, weight }) {
      const text = argument === undefined ? 'true' : boxed(gen, argument);
      const parameter = second(cursor);
      const place = state.at(cursor.fn, group);
      if (weight === undefined || aggregate.distinct) {
        cursor.block.line(`${place}.add(${text}, ${parameter});`);
        return;
      }
      const add = gen.layout.value('addWeighted', weightedAdd(shape));
      cursor.block.line(`${add}(${place}, ${text}, ${weight}, ${parameter});`);
    },
    result(cursor, group) {
      const name = gen.fresh('x');
      cursor.block.line(`const ${name} = ${state.at(cursor.fn, group)}.result();`);
      return { rep: 'value', text: name, nullable: true };
    },
  };
}

/** The argument in variables of its own, and the condition that it is null. */
export function argumentOf(
  gen: Generator,
  cursor: Cursor,
  code: Code,
): { readonly code: Code; readonly isNull: string } {
  const isNull = nullTest(code);
  if (isNull === 'false' || code.rep === 'bool') {
    const kept = materialized(gen, cursor.block, code);
    return { code: kept, isNull: nullTest(kept) };
  }
  return { code, isNull };
}

/** The code where it is known not to be null. */
export function certain(code: Code): Code {
  switch (code.rep) {
    case 'bool':
    case 'value':
      return { ...code, nullable: false };
    default:
      return { ...code, isNull: undefined };
  }
}
