import { unreachable } from '../../base/assert.ts';
import type { PhysicalOperator } from '../../planner/plan/operator.ts';
import type { VariableId } from '../../semantics/bound/variable.ts';
import type { Build } from './build.ts';
import { operandsOf } from '../../planner/plan/operands.ts';

/**
 * The variables that a breaker must keep of each row: those that its input binds and that something
 * around it still reads.
 */
export function liveOutputs(build: Build, op: PhysicalOperator): VariableId[] {
  const read = new Set<VariableId>();
  for (const column of build.plan.columns ?? []) read.add(column.variable);
  build.ancestors.forEach((ancestor, i) => {
    addReads(ancestor, build.ancestors[i + 1] ?? op, read);
  });
  return [...outputs(op)].filter((id) => read.has(id)).sort((left, right) => left - right);
}

/** What an operator leaves bound for the one above it, outer rows (`argument`) not included. */
export function outputs(op: PhysicalOperator): Set<VariableId> {
  switch (op.kind) {
    case 'unit':
    case 'argument':
      return new Set();
    case 'table':
      return new Set(op.variables);
    case 'materialize':
      return outputs(op.inner);
    case 'project':
      return new Set(op.bindings.map((binding) => binding.variable));
    case 'aggregate':
      return new Set([...op.keys, ...op.aggregates].map((each) => each.variable));
    case 'distinct':
      return new Set(op.variables);
    case 'setOperation':
      return new Set(op.columns);
    default: {
      const result = outputs(op.input);
      for (const variable of added(op)) result.add(variable);
      return result;
    }
  }
}

type Adding = Exclude<
  PhysicalOperator,
  {
    kind:
      | 'unit'
      | 'argument'
      | 'table'
      | 'project'
      | 'aggregate'
      | 'distinct'
      | 'setOperation'
      | 'materialize';
  }
>;

/** What an operator binds beyond its input. */
function added(op: Adding): readonly VariableId[] {
  switch (op.kind) {
    case 'filter':
    case 'sort':
    case 'topK':
    case 'page':
    case 'set':
    case 'remove':
    case 'delete':
    case 'checkNode':
    case 'differentEdges':
      return [];
    case 'extend':
      return op.bindings.map((binding) => binding.variable);
    case 'unnest':
      return op.position === undefined ? [op.variable] : [op.variable, op.position.variable];
    case 'apply':
      return op.added;
    case 'procedureCall':
    case 'inGraph':
      return op.yields.map((each) => each.variable);
    case 'insert':
      return op.elements.map((element) => element.variable);
    case 'nodeScan':
    case 'nodeSeek':
      return [op.node];
    case 'edgeSeek':
      return [op.edge, op.source, op.target];
    case 'expand':
      return [op.edge, op.to];
    case 'expandInto':
      return [op.edge];
    case 'expandCount':
      return [op.weight];
    case 'pathSearch':
      return [...op.used, op.to, ...(op.edges === undefined ? [] : [op.edges])];
    default:
      return unreachable(op);
  }
}

/** Fields of operators, expressions and patterns that hold ids of variables. */
const VARIABLE_FIELDS = new Set([
  ...['variable', 'variables', 'node', 'edge', 'source', 'target', 'from', 'to', 'weight'],
  ...['weightIn', 'columns', 'leftColumns', 'rightColumns', 'used', 'edges', 'others', 'column'],
  ...['pathVariable', 'subpath', 'inner', 'outer', 'added'],
]);

/**
 * Adds what `op` itself may read, but not what `child`, the operand that is being built, does. It
 * walks the plan by the names of its fields; too much costs a little memory, nothing else.
 */
function addReads(op: PhysicalOperator, child: PhysicalOperator, into: Set<VariableId>): void {
  for (const [field, value] of Object.entries(op)) {
    if (value !== child) collect(field, value, into);
  }
}

function collect(field: string, value: unknown, into: Set<VariableId>): void {
  if (typeof value === 'number') {
    if (VARIABLE_FIELDS.has(field)) into.add(value);
  } else if (Array.isArray(value)) {
    for (const each of value) collect(field, each, into);
  } else if (isPlainObject(value)) {
    if (value['kind'] === 'constant') return;
    for (const [name, inner] of Object.entries(value)) collect(name, inner, into);
  }
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
  );
}

/** What has a value in the rows of an operator: its outputs and those of the rows around it. */
export function boundBefore(op: PhysicalOperator): Set<VariableId> {
  const result = outputs(op);
  for (const variable of argumentsOf(op)) result.add(variable);
  return result;
}

function argumentsOf(op: PhysicalOperator): readonly VariableId[] {
  if (op.kind === 'argument') return op.variables;
  return operandsOf(op).flatMap(argumentsOf);
}
