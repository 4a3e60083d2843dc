import type { Consume } from '../../generator.ts';
import type { Aggregate, PhysicalOperator } from '../../../../planner/plan/operator.ts';
import type { VariableId } from '../../../../semantics/bound/variable.ts';
import type { Code } from '../../code.ts';
import type { Cursor, FunctionScope } from '../../scope.ts';
import { binding } from '../../scope.ts';
import type { Block } from '../../source/block.ts';
import type { Cell } from '../../store.ts';
import { RowBuffer } from '../../store.ts';
import type { Breaker, BreakerSite } from '../operator.ts';
import type { AggregateCode } from './accumulators.ts';
import { aggregateCode, argumentOf, certain } from './accumulators.ts';
import { distinctArguments } from './distinct-arguments.ts';
import type { Groups } from './groups.ts';
import { groupsOf } from './groups.ts';
import type { Slots } from './slots.ts';
import { arraySlots, scalarSlots } from './slots.ts';

type AggregatePlan = Aggregate<PhysicalOperator>;

/**
 * Grouping. Without keys the states are variables; with keys the groups are numbered in the order
 * of their first rows, and the states are arrays by that number.
 */
export function aggregate(site: BreakerSite, op: AggregatePlan): Breaker {
  return op.keys.length === 0 ? ungrouped(site, op) : grouped(site, op);
}

/** The aggregates of one operator: their codes, once the first row has shown their types. */
export class AggregateList {
  readonly #site: BreakerSite;
  readonly #op: AggregatePlan;
  readonly #slots: Slots;
  readonly #dropped: Cell | undefined;
  readonly #kept: Cell | undefined;
  #codes: readonly AggregateCode[] | undefined;

  constructor(site: BreakerSite, op: AggregatePlan, slots: Slots) {
    this.#site = site;
    this.#op = op;
    this.#slots = slots;
    const takesArguments = op.aggregates.some(({ argument }) => argument !== undefined);
    const name = site.gen.fresh('dropped');
    const keeps = op.aggregates.some((each) => KEEPING.has(each.function));
    this.#kept = keeps ? keptValues(site) : undefined;
    this.#dropped = takesArguments ? site.store.variable(name, () => 'false') : undefined;
  }

  /** Writes the start of a new group. */
  open(cursor: Cursor, group: string): void {
    for (const code of this.#codes ?? []) for (const slot of code.slots) slot.open(cursor, group);
  }

  /** The codes of the arguments, in the row's place; before `open` and `add`. */
  prepare(cursor: Cursor): readonly (Code | undefined)[] {
    const { gen } = this.#site;
    const args = this.#op.aggregates.map(({ argument }) =>
      argument === undefined ? undefined : gen.expression(cursor, argument),
    );
    this.#codes ??= this.#op.aggregates.map((each, i) =>
      aggregateCode(gen, this.#slots, each, args[i]),
    );
    return args;
  }

  add(cursor: Cursor, group: string, args: readonly (Code | undefined)[]): void {
    const { weight } = this.#op;
    const weightCode = weight === undefined ? undefined : cursor.env.get(weight);
    const weightText = weightCode?.rep === 'int' ? weightCode.text : undefined;
    this.#op.aggregates.forEach((each, i) => {
      const code = this.#codes?.[i];
      const argument = args[i];
      if (code === undefined) return;
      const row = { group, weight: each.distinct ? undefined : weightText };
      if (argument === undefined) code.add(cursor, { ...row, argument: undefined });
      else this.#addPresent(cursor, { each, code, argument }, row);
    });
  }

  /** Nulls are dropped and remembered (01G11). */
  #addPresent(
    cursor: Cursor,
    {
      each,
      code,
      argument,
    }: {
      readonly each: AggregatePlan['aggregates'][number];
      readonly code: AggregateCode;
      readonly argument: Code;
    },
    row: { readonly group: string; readonly weight: string | undefined },
  ): void {
    const { gen, store } = this.#site;
    const { code: kept, isNull } = argumentOf(gen, cursor, argument);
    let block = cursor.block;
    if (isNull !== 'false' && this.#dropped !== undefined) {
      block.line(`if (${isNull}) ${this.#dropped.in(cursor.fn)} = true;`);
      block = block.nested('else');
    }
    const inside = { ...cursor, block };
    const value = certain(kept);
    if (this.#kept !== undefined && KEEPING.has(each.function)) {
      inside.block.line(`${this.#kept.in(cursor.fn)}++;`);
    }
    if (!each.distinct) {
      code.add(inside, { ...row, argument: value });
      return;
    }
    const test = distinctArguments({ gen, store }, inside, {
      argument: value,
      group: this.#op.keys.length === 0 ? undefined : row.group,
    });
    const first = { ...inside, block: block.nested(`if (${test})`) };
    code.add(first, { ...row, argument: value });
  }

  /** What is left to do when all rows are in. */
  finish(fn: FunctionScope, block: Block): void {
    if (this.#dropped === undefined || this.#codes === undefined) return;
    const { gen } = this.#site;
    block.line(`if (${this.#dropped.in(fn)}) ${gen.context(fn)}.statuses.add('01G11');`);
  }

  results(cursor: Cursor, group: string): (readonly [VariableId, Code])[] {
    const { gen } = this.#site;
    // No row ever came by, where the pipeline leads nowhere: the types do not matter.
    this.#codes ??= this.#op.aggregates.map((each) =>
      aggregateCode(gen, this.#slots, each, undefined),
    );
    return this.#op.aggregates.map(({ variable }, i) => {
      const code = this.#codes?.[i];
      return [variable, code?.result(cursor, group) ?? NOTHING] as const;
    });
  }
}

/** Aggregates whose state grows with every value. */
const KEEPING: ReadonlySet<string> = new Set([
  'COLLECT_LIST',
  'PERCENTILE_CONT',
  'PERCENTILE_DISC',
  'STRING_AGG',
]);

/** Counts the values that the states of such aggregates keep, for the memory budget. */
function keptValues({ gen, store }: BreakerSite): Cell {
  const name = gen.fresh('kept');
  gen.kept.push({ local: name, count: name, bytes: () => 20 });
  return store.variable(name, () => '0');
}

const NOTHING: Code = { rep: 'value', text: 'null', nullable: true };

function ungrouped(site: BreakerSite, op: AggregatePlan): Breaker {
  const list = new AggregateList(site, op, scalarSlots(site.store));
  return {
    comment: 'aggregate over all rows',
    input: op.input,
    givesWithoutInput: true,
    collect(cursor) {
      const args = list.prepare(cursor);
      list.add(cursor, '0', args);
    },
    finish(fn, block) {
      list.finish(fn, block);
      return '1';
    },
    emit(cursor, _index, consume) {
      consume(binding(cursor, list.results(cursor, '0')));
    },
  };
}

function grouped(site: BreakerSite, op: AggregatePlan): Breaker {
  const { gen, store } = site;
  const name = gen.fresh('groups');
  const list = new AggregateList(site, op, arraySlots(gen, store));
  const keys = new RowBuffer(gen, store, name);
  let groups: Groups | undefined;
  return {
    comment: 'group by key',
    input: op.input,
    givesWithoutInput: false,
    collect(cursor) {
      const columns = op.keys.map(
        ({ variable, value }) => [variable, gen.expression(cursor, value)] as const,
      );
      groups ??= groupsOf({ gen, store, name }, cursor, columns);
      const args = list.prepare(cursor);
      const group = groups.find(cursor, columns, (inside, number) => {
        list.open(inside, number);
        keys.push(inside, columns);
      });
      list.add(cursor, group, args);
    },
    finish(fn, block) {
      list.finish(fn, block);
      return keys.count(fn);
    },
    emit(cursor, index, consume: Consume) {
      const bound = binding(cursor, keys.read(cursor, index));
      consume(binding(bound, list.results(cursor, index)));
    },
  };
}
