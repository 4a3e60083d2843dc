import { operandsOf } from '../../planner/plan/operands.ts';
import type { PhysicalOperator } from '../../planner/plan/operator.ts';
import type { VariableId } from '../../semantics/bound/variable.ts';

/** Fields of operators, expressions and patterns that hold ids of variables. */
const VARIABLE_FIELDS: ReadonlySet<string> = new Set([
  ...['variable', 'variables', 'node', 'edge', 'source', 'target', 'from', 'to', 'weight'],
  ...['weightIn', 'columns', 'leftColumns', 'rightColumns', 'used', 'edges', 'others', 'column'],
  ...['pathVariable', 'subpath', 'inner', 'outer', 'added'],
]);

/**
 * Adds the variables that occur anywhere in a part of a plan but in `except`. It goes by the names
 * of fields; what it finds too much costs a buffer a column, nothing else.
 */
export function collectVariables(
  part: unknown,
  into: Set<VariableId>,
  except: readonly unknown[] = [],
): void {
  if (typeof part !== 'object' || part === null || !isPlain(part)) return;
  if ((part as { kind?: unknown }).kind === 'constant') return;
  for (const [field, value] of Object.entries(part)) {
    if (!except.includes(value)) collectField(field, value, into);
  }
}

function collectField(field: string, value: unknown, into: Set<VariableId>): void {
  if (typeof value === 'number') {
    if (VARIABLE_FIELDS.has(field)) into.add(value);
  } else if (Array.isArray(value)) {
    for (const each of value) collectField(field, each, into);
  } else {
    collectVariables(value, into);
  }
}

function isPlain(value: object): boolean {
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
}

export function variablesIn(part: unknown): Set<VariableId> {
  const found = new Set<VariableId>();
  collectVariables(part, found);
  return found;
}

/** By operator: the variables that somebody reads of the rows that come out of it. */
export type Needs = ReadonlyMap<PhysicalOperator, ReadonlySet<VariableId>>;

export function needsOf(root: PhysicalOperator, columns: readonly VariableId[]): Needs {
  const needs = new Map<PhysicalOperator, ReadonlySet<VariableId>>();
  visit(root, new Set(columns), needs);
  return needs;
}

type NeedsUnderway = Map<PhysicalOperator, ReadonlySet<VariableId>>;

function visit(op: PhysicalOperator, needed: ReadonlySet<VariableId>, needs: NeedsUnderway): void {
  needs.set(op, needed);
  const operands = operandsOf(op);
  const below = new Set(needed);
  collectVariables(op, below, operands);
  visitQueries(op, operands, needs);
  switch (op.kind) {
    case 'apply':
    case 'materialize':
      visit(op.inner, new Set(below), needs);
      // The inner plan reads the row, or the table, that the input leaves.
      for (const variable of variablesIn(op.inner)) below.add(variable);
      visit(op.input, below, needs);
      return;
    case 'setOperation':
      visit(op.left, new Set(op.leftColumns), needs);
      visit(op.right, new Set(op.rightColumns), needs);
      return;
    default:
      for (const operand of operands) visit(operand, below, needs);
  }
}

/** Subqueries in the operator's expressions. */
function visitQueries(part: unknown, except: readonly unknown[], needs: NeedsUnderway): void {
  if (typeof part !== 'object' || part === null || !isPlain(part)) return;
  const { kind, query, column } = part as {
    kind?: unknown;
    query?: PhysicalOperator;
    column?: VariableId;
  };
  if (kind === 'constant') return;
  if ((kind === 'exists' || kind === 'valueQuery') && query !== undefined) {
    visit(query, new Set(column === undefined ? [] : [column]), needs);
    return;
  }
  for (const value of Object.values(part)) {
    if (!except.includes(value)) visitQueries(value, [], needs);
  }
}
