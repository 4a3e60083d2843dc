import { pathVariables } from '../logical/pattern-parts.ts';
import { visitChildren } from '../expressions/map-expr.ts';
import { visitParts } from '../plan/physical-parts.ts';
import type { PhysicalExpr, PhysicalOperator, PhysicalPlan } from '../plan/operator.ts';
import type { VariableId } from '../../semantics/bound/variable.ts';

type Variables = ReadonlySet<VariableId>;

/** What is wrong with a plan: reads of what has no value there, columns that nobody computes. */
export function planProblems(plan: PhysicalPlan): string[] {
  const checker = new PlanChecker();
  const bound = checker.check(plan.root, new Set(), new Map());
  checker.reads(
    'result',
    (plan.columns ?? []).map(({ variable }) => variable),
    bound,
  );
  return checker.problems;
}

class PlanChecker {
  readonly problems: string[] = [];

  /** The variables bound above an operator. */
  check(
    operator: PhysicalOperator,
    outer: Variables,
    tables: ReadonlyMap<number, Variables>,
  ): Variables {
    switch (operator.kind) {
      case 'unit':
        return new Set();
      case 'argument':
        this.reads('argument', operator.variables, outer);
        return new Set(operator.variables);
      case 'table': {
        const table = tables.get(operator.table) ?? new Set();
        this.reads('table', operator.variables, table);
        return new Set(operator.variables);
      }
      case 'setOperation': {
        const left = this.check(operator.left, outer, tables);
        const right = this.check(operator.right, outer, tables);
        this.reads('left', operator.leftColumns, left);
        this.reads('right', operator.rightColumns, right);
        return new Set(operator.columns);
      }
      case 'apply': {
        const input = this.check(operator.input, outer, tables);
        const inner = this.check(operator.inner, input, tables);
        this.reads('apply', operator.added, inner);
        return new Set([...input, ...operator.added]);
      }
      case 'materialize': {
        const input = this.check(operator.input, outer, tables);
        this.reads('materialize', operator.variables, input);
        const held = new Map([...tables, [operator.table, new Set(operator.variables)] as const]);
        return this.check(operator.inner, outer, held);
      }
      default:
        return this.#checkUnary(operator, this.check(operator.input, outer, tables));
    }
  }

  reads(what: string, variables: Iterable<VariableId>, bound: Variables): void {
    for (const variable of variables) {
      if (!bound.has(variable)) this.problems.push(`${what} reads ${variable}, which is not bound`);
    }
  }

  #checkUnary(
    operator: Exclude<
      PhysicalOperator,
      { kind: 'unit' | 'argument' | 'table' | 'setOperation' | 'apply' | 'materialize' }
    >,
    input: Variables,
  ): Variables {
    const { kind } = operator;
    const added = addedBy(operator);
    this.reads(kind, readBy(operator), input);
    const binds = kind === 'nodeScan' || kind === 'nodeSeek' || kind === 'expand';
    for (const variable of added) {
      if (binds && input.has(variable)) this.problems.push(`${kind} binds ${variable} again`);
    }
    if (operator.kind === 'pathSearch' && !operator.toBound && input.has(operator.to)) {
      this.problems.push(`pathSearch binds ${operator.to} again`);
    }
    const inside = new Set([...input, ...insideOf(operator)]);
    const bound = new Set(input);
    visitParts(
      operator,
      () => undefined,
      (expr) => this.#checkExpr(kind, expr, inside),
    );
    if (kind === 'project' || kind === 'aggregate' || kind === 'distinct') bound.clear();
    for (const variable of added) bound.add(variable);
    return bound;
  }

  #checkExpr(what: string, expr: PhysicalExpr, bound: Variables): void {
    let inner = bound;
    if (expr.kind === 'variable') this.reads(what, [expr.variable], bound);
    if (expr.kind === 'makePath') this.reads(what, expr.variables, bound);
    if (
      expr.kind === 'let' ||
      expr.kind === 'comprehension' ||
      expr.kind === 'horizontalAggregate'
    ) {
      inner = new Set([...bound, expr.variable]);
    }
    if (expr.kind === 'reduce') inner = new Set([...bound, expr.variable, expr.accumulator]);
    visitChildren(
      expr,
      (operand) => this.#checkExpr(what, operand, inner),
      (query) => this.check(query, inner, new Map()),
    );
  }
}

type Unary = Exclude<
  PhysicalOperator,
  { kind: 'unit' | 'argument' | 'table' | 'setOperation' | 'apply' | 'materialize' }
>;

function addedBy(operator: Unary): readonly VariableId[] {
  switch (operator.kind) {
    case 'nodeScan':
    case 'nodeSeek':
      return [operator.node];
    case 'edgeSeek':
      return [operator.edge, operator.source, operator.target];
    case 'expand':
      return operator.edgeUsed ? [operator.edge, operator.to] : [operator.to];
    case 'expandInto':
      return operator.edgeUsed ? [operator.edge] : [];
    case 'expandCount':
      return [operator.weight];
    case 'pathSearch': {
      const edges = operator.edges === undefined ? [] : [operator.edges];
      return [operator.to, ...operator.used, ...edges];
    }
    case 'extend':
    case 'project':
      return operator.bindings.map(({ variable }) => variable);
    case 'aggregate':
      return [...operator.keys, ...operator.aggregates].map(({ variable }) => variable);
    case 'distinct':
      return operator.variables;
    case 'unnest':
      return [operator.variable, ...(operator.position ? [operator.position.variable] : [])];
    case 'procedureCall':
    case 'inGraph':
      return operator.yields.map(({ variable }) => variable);
    case 'insert':
      return operator.elements.map(({ variable }) => variable);
    default:
      return [];
  }
}

function readBy(operator: Unary): readonly VariableId[] {
  switch (operator.kind) {
    case 'expand':
    case 'expandCount': {
      const weight = operator.kind === 'expandCount' ? operator.weightIn : undefined;
      return weight === undefined ? [operator.from] : [operator.from, weight];
    }
    case 'expandInto':
      return [operator.from, operator.to];
    case 'pathSearch':
      return operator.toBound ? [operator.from, operator.to] : [operator.from];
    case 'checkNode':
      return [operator.node];
    case 'differentEdges':
      return [operator.edge, ...operator.others];
    case 'distinct':
      return operator.variables;
    case 'aggregate':
      return operator.weight === undefined ? [] : [operator.weight];
    default:
      return [];
  }
}

/** What is bound in the operator's expressions beside its input. */
function insideOf(operator: Unary): Iterable<VariableId> {
  switch (operator.kind) {
    case 'expandCount':
      return [operator.edge, operator.to];
    case 'pathSearch': {
      let variables = pathVariables(operator.path.expression);
      if (operator.path.pathVariable !== undefined) {
        variables = new Set([...variables, operator.path.pathVariable]);
      }
      return variables;
    }
    case 'extend':
      return operator.bindings.map(({ variable }) => variable);
    case 'insert':
      return operator.elements.map(({ variable }) => variable);
    default:
      return [];
  }
}
