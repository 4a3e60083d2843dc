import type { Aggregate, PhysicalOperator } from '../../../planner/plan/operator.ts';
import type { BoundAggregate } from '../../../semantics/bound/statement.ts';
import type { VariableId } from '../../../semantics/bound/variable.ts';
import { TupleMap } from '../../../values/value-map.ts';
import type { Value } from '../../../values/value.ts';
import type { Accumulator } from '../../functions/aggregates.ts';
import { accumulatorFactory, weightedAdd } from '../../runtime/aggregation.ts';
import { heapBytes, Holding } from '../../runtime/memory.ts';
import type { Build, Cursor } from '../build.ts';
import { registerKind } from '../build.ts';
import { evaluator } from '../expressions/evaluator.ts';
import { assigner } from '../registers.ts';
import { breaker } from './breaker.ts';
import { store } from './steps.ts';

/** Numbers the groups by the values of their keys. */
interface Groups {
  readonly size: number;
  clear(): void;
  /** The number of the group that the key registers name. */
  find(): number;
  /** Puts a group's keys into their registers. */
  restore(group: number): void;
}

export function aggregate(build: Build, op: Aggregate<PhysicalOperator>): Cursor {
  const { run } = build;
  const keyStores = op.keys.map((key) => store(build, key));
  const groups = groupsOf(
    build,
    op.keys.map((key) => key.variable),
  );
  const weightOf = weightReader(build, op.weight);
  const columns = op.aggregates.map((each) => aggregateColumn(build, each));
  const holding = new Holding(run.memory);
  const groupBytes = 32 * op.keys.length + 48 * columns.length;
  return breaker(build, op.input, {
    clear() {
      groups.clear();
      holding.clear();
      for (const column of columns) column.clear();
      // Without keys there is a group even over no rows (ISO/IEC 39075, 14.11).
      if (op.keys.length === 0) for (const column of columns) column.open();
    },
    take() {
      for (const storeKey of keyStores) storeKey();
      const before = groups.size;
      const group = op.keys.length === 0 ? 0 : groups.find();
      if (group === before && op.keys.length > 0) {
        holding.charge(groupBytes);
        for (const column of columns) column.open();
      }
      const weight = weightOf();
      for (const column of columns) column.add(group, weight);
    },
    finish() {
      const count = op.keys.length === 0 ? 1 : groups.size;
      if (columns.some((column) => column.droppedNull())) run.context.statuses.add('01G11');
      run.count(count);
      return count;
    },
    give(group) {
      groups.restore(group);
      for (const column of columns) column.give(group);
    },
  });
}

function weightReader(build: Build, weight: VariableId | undefined): () => number {
  if (weight === undefined) return () => 1;
  const { frame } = build.run;
  return () => frame[weight] as number;
}

function groupsOf(build: Build, keys: readonly VariableId[]): Groups {
  const { frame } = build.run;
  const [only] = keys;
  if (only !== undefined && keys.length === 1 && registerKind(build, only) !== 'value') {
    return elementGroups(build, only);
  }
  const map = new TupleMap(keys.length);
  const tuple: Value[] = keys.map(() => null);
  const holding = new Holding(build.run.memory);
  return {
    get size() {
      return map.size;
    },
    clear() {
      map.clear();
      holding.clear();
    },
    find() {
      for (let i = 0; i < keys.length; i++) tuple[i] = frame[keys[i] as number] as Value;
      const before = map.size;
      const group = map.add(tuple);
      if (group === before) for (const key of tuple) holding.charge(heapBytes(key));
      return group;
    },
    restore(group) {
      for (let i = 0; i < keys.length; i++) frame[keys[i] as number] = map.key(group, i);
    },
  };
}

/** Groups by one node or edge: its number is the key. */
function elementGroups(build: Build, key: VariableId): Groups {
  const { frame } = build.run;
  const map = new Map<number, number>();
  let elements: number[] = [];
  return {
    get size() {
      return elements.length;
    },
    clear() {
      map.clear();
      elements = [];
    },
    find() {
      const element = frame[key] as number;
      const known = map.get(element);
      if (known !== undefined) return known;
      map.set(element, elements.length);
      return elements.push(element) - 1;
    },
    restore(group) {
      frame[key] = elements[group] as number;
    },
  };
}

/** The states of one aggregate over all groups. */
interface AggregateColumn {
  clear(): void;
  /** Makes the state of the next group. */
  open(): void;
  add(group: number, weight: number): void;
  give(group: number): void;
  droppedNull(): boolean;
}

function aggregateColumn(build: Build, bound: BoundAggregate<PhysicalOperator>): AggregateColumn {
  return bound.function === 'COUNT' && !bound.distinct
    ? countColumn(build, bound)
    : accumulatorColumn(build, bound);
}

function countColumn(build: Build, bound: BoundAggregate<PhysicalOperator>): AggregateColumn {
  const { frame } = build.run;
  const { variable } = bound;
  const argument = bound.argument && evaluator(build, bound.argument);
  let counts: number[] = [];
  let dropped = false;
  return {
    clear() {
      counts = [];
      dropped = false;
    },
    open() {
      counts.push(0);
    },
    add(group, weight) {
      if (argument !== undefined && argument() === null) dropped = true;
      else counts[group] = (counts[group] as number) + weight;
    },
    give(group) {
      frame[variable] = counts[group] as number;
    },
    droppedNull: () => dropped,
  };
}

function accumulatorColumn(build: Build, bound: BoundAggregate<PhysicalOperator>): AggregateColumn {
  const create = accumulatorFactory(bound);
  const addWeighted = weightedAdd(bound);
  const argument = bound.argument ? evaluator(build, bound.argument) : () => true;
  const parameter = bound.parameter && evaluator(build, bound.parameter);
  const assign = assigner(build, bound.variable);
  const holding = new Holding(build.run.memory);
  const keepsValues = bound.distinct || KEEPING.has(bound.function);
  let states: Accumulator[] = [];
  return {
    clear() {
      states = [];
      holding.clear();
    },
    open() {
      states.push(create());
    },
    add(group, weight) {
      const value = argument();
      if (keepsValues) holding.charge(12 + heapBytes(value));
      const state = states[group] as Accumulator;
      if (weight === 1) state.add(value, parameter?.());
      else addWeighted(state, value, weight, parameter?.());
    },
    give(group) {
      assign((states[group] as Accumulator).result());
    },
    droppedNull: () => states.some((state) => state.droppedNull),
  };
}

/** Aggregates whose state grows with every value. */
const KEEPING: ReadonlySet<string> = new Set([
  'COLLECT_LIST',
  'PERCENTILE_CONT',
  'PERCENTILE_DISC',
  'STRING_AGG',
]);
