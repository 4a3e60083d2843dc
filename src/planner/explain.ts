import type { BoundVariable, VariableId } from '../semantics/bound/variable.ts';
import { describeOperator } from './explain/describe-operator.ts';
import { physicalChildren } from './plan/physical-parts.ts';
import type { PhysicalOperator, PhysicalPlan } from './plan/operator.ts';

/** An operator as EXPLAIN shows it. */
export interface PlanNode {
  /** What it does, in two or three words. */
  readonly operator: string;
  /** To what: variables, labels, conditions. */
  readonly details: string;
  readonly estimatedRows?: number;
  /** Where its rows come from, plans of subqueries last. */
  readonly children: readonly PlanNode[];
}

/** A plan for users: its operators as objects, and as an indented tree by `String(plan)`. */
export interface PlanDescription extends PlanNode {
  toString(): string;
}

export function explainPlan(plan: PhysicalPlan): PlanDescription {
  const root = explainOperator(plan.root, plan);
  return { ...root, toString: () => printTree(root) };
}

function explainOperator(operator: PhysicalOperator, plan: PhysicalPlan): PlanNode {
  const names = new PlanNames(plan.variables);
  const { title, details } = describeOperator(operator, names);
  const rows = plan.estimatedRows?.get(operator);
  // Every plan starts from one row; to say so under every scan is noise.
  const inputs = physicalChildren(operator).filter((input) => !isOneRow(input));
  const children = inputs.map((child) => explainOperator(child, plan));
  if (operator.kind === 'inGraph') {
    children.push(explainOperator(operator.plan.root, operator.plan));
  }
  const node = { operator: title, details, children };
  return rows === undefined ? node : { ...node, estimatedRows: rows };
}

function isOneRow(operator: PhysicalOperator): boolean {
  return operator.kind === 'unit' || (operator.kind === 'argument' && !operator.variables.length);
}

/** Names of variables for people; anonymous ones are numbered. */
class PlanNames {
  readonly #variables: readonly BoundVariable[];

  constructor(variables: readonly BoundVariable[]) {
    this.#variables = variables;
  }

  variable(id: VariableId): string {
    const name = this.#variables[id]?.name ?? '';
    return name === '' ? `_${id}` : name;
  }
}

function printTree(node: PlanNode, indent = ''): string {
  const details = node.details === '' ? '' : ` ${node.details}`;
  const rows = node.estimatedRows === undefined ? '' : `  (about ${roundRows(node.estimatedRows)})`;
  const children = node.children.map((child) => printTree(child, `${indent}  `));
  return `${indent}${node.operator}${details}${rows}\n${children.join('')}`;
}

/** Two significant digits: an estimate that looks exact promises too much. */
function roundRows(rows: number): string {
  const rounded = rows >= 100 ? Number(rows.toPrecision(2)) : Math.ceil(rows);
  return `${rounded} ${rounded === 1 ? 'row' : 'rows'}`;
}
