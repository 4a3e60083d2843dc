import type { Row } from '../execution/executable.ts';
import type { ChangeCounts } from '../graph/store.ts';
import type { PhysicalPlan } from '../planner/plan/operator.ts';
import { typeName } from '../values/type-name.ts';
import type { RunContext } from './run-context.ts';

export interface ResultColumn {
  readonly name: string;
  readonly type: string;
}

/** What a request gave: rows and the conditions it completed with. */
export interface Outcome {
  readonly rows: Row[];
  readonly columns: readonly ResultColumn[];
  /** Whether the result was omitted: no RETURN, or FINISH. */
  readonly omitted: boolean;
  readonly statuses: readonly string[];
  readonly changes: Readonly<ChangeCounts>;
  readonly elapsedMs: number;
}

export const NO_CHANGES: Readonly<ChangeCounts> = Object.freeze({
  nodesInserted: 0,
  nodesDeleted: 0,
  edgesInserted: 0,
  edgesDeleted: 0,
  propertiesSet: 0,
  propertiesRemoved: 0,
  labelsAdded: 0,
  labelsRemoved: 0,
});

/** What the transaction counted since `before`. */
export function changesSince(
  before: Readonly<ChangeCounts>,
  after: Readonly<ChangeCounts>,
): ChangeCounts {
  return {
    nodesInserted: after.nodesInserted - before.nodesInserted,
    nodesDeleted: after.nodesDeleted - before.nodesDeleted,
    edgesInserted: after.edgesInserted - before.edgesInserted,
    edgesDeleted: after.edgesDeleted - before.edgesDeleted,
    propertiesSet: after.propertiesSet - before.propertiesSet,
    propertiesRemoved: after.propertiesRemoved - before.propertiesRemoved,
    labelsAdded: after.labelsAdded - before.labelsAdded,
    labelsRemoved: after.labelsRemoved - before.labelsRemoved,
  };
}

/**
 * The primary status (ISO/IEC 39075, 23.1): an exception has become an error before this, a warning
 * goes before no data, no data before success.
 */
export function primaryStatus(outcome: Outcome): string {
  const warning = outcome.statuses.find((status) => status.startsWith('01'));
  if (warning !== undefined) return warning;
  if (outcome.omitted) return '00001';
  return outcome.rows.length === 0 ? '02000' : '00000';
}

const columnsOfPlans = new WeakMap<PhysicalPlan, readonly ResultColumn[]>();

/** The result's columns with the names of their types, made once a plan. */
export function columnsOf(plan: PhysicalPlan): readonly ResultColumn[] {
  const known = columnsOfPlans.get(plan);
  if (known !== undefined) return known;
  const columns = (plan.columns ?? []).map((column) => ({
    name: column.name,
    type: typeName(column.type),
  }));
  columnsOfPlans.set(plan, columns);
  return columns;
}

/** Of a run that has ended. */
export function outcomeOf(
  plan: PhysicalPlan,
  rows: Row[],
  context: RunContext,
  elapsedMs: number,
): Outcome {
  return {
    rows,
    columns: columnsOf(plan),
    omitted: plan.columns === undefined,
    statuses: context.raised(),
    changes: NO_CHANGES,
    elapsedMs,
  };
}
