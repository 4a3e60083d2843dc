import { operandsOf } from '../../planner/plan/operands.ts';
import type { PhysicalOperator } from '../../planner/plan/operator.ts';

/** Whether the plan changes data. Subqueries in expressions cannot (ISO/IEC 39075, 20.6). */
export function doesWrite(op: PhysicalOperator): boolean {
  return contains(op, WRITES);
}

/** Whether registers may come to hold elements that the plan has deleted. */
export function doesDelete(op: PhysicalOperator): boolean {
  return contains(op, DELETES);
}

const WRITES: ReadonlySet<string> = new Set(['insert', 'set', 'remove', 'delete']);
const DELETES: ReadonlySet<string> = new Set(['delete']);

function contains(op: PhysicalOperator, kinds: ReadonlySet<string>): boolean {
  return kinds.has(op.kind) || operandsOf(op).some((operand) => contains(operand, kinds));
}
