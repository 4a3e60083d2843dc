import type { Row } from '../execution/executable.ts';
import { explainPlan } from '../planner/explain.ts';
import type { PhysicalPlan } from '../planner/plan/operator.ts';
import type { ResultColumn } from './outcome.ts';

/** EXPLAIN's result: the plan as an indented tree, a line a row. */
export function explainRows(plan: PhysicalPlan): { rows: Row[]; columns: ResultColumn[] } {
  const lines = String(explainPlan(plan)).trimEnd().split('\n');
  return {
    rows: lines.map((line) => ({ plan: line })),
    columns: [{ name: 'plan', type: 'STRING' }],
  };
}
