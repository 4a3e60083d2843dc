import type { VariableId } from '../../semantics/bound/variable.ts';
import { mapChildren } from '../expressions/map-expr.ts';
import { outerReferences, outputVariables } from '../logical/plan-variables.ts';
import { mapShared } from '../plan/map-operator.ts';
import type { OperatorMapper } from '../plan/map-operator.ts';
import type {
  LogicalExpr,
  LogicalOperator,
  PatternMatch,
  PhysicalExpr,
  PhysicalOperator,
} from '../plan/operator.ts';
import { planAggregate } from './plan-aggregate.ts';
import { planPattern } from './plan-pattern.ts';
import { needed, prunedBindings } from './pruning.ts';
import type { Demand, Multiplicity, PlanContext, Planned } from './context.ts';
import { outputRows } from './row-estimates.ts';

type Logical<K extends LogicalOperator['kind']> = Extract<LogicalOperator, { readonly kind: K }>;
type SharedLogical = Exclude<LogicalOperator, PatternMatch>;

/** From logical to physical operators, top down, with what is needed of each. */
export class PhysicalPlanner {
  readonly context: PlanContext;
  readonly expr = (expr: LogicalExpr): PhysicalExpr => this.#expr(expr);
  /** The variables that `materialize` keeps, by table. */
  readonly #tables = new Map<number, readonly VariableId[]>();

  constructor(context: PlanContext) {
    this.context = context;
  }

  plan(operator: LogicalOperator, demand: Demand): Planned {
    switch (operator.kind) {
      case 'unit':
      case 'argument':
        return this.context.planned(operator, { rows: 1, work: 1 });
      case 'table': {
        const variables = this.#tables.get(operator.table) ?? operator.variables;
        return this.context.planned({ ...operator, variables }, { rows: 1, work: 1 });
      }
      case 'patternMatch':
        return planPattern(operator, demand, this);
      case 'aggregate':
        return planAggregate(operator, demand, this);
      case 'setOperation':
        return this.#setOperation(operator);
      case 'apply':
        return this.#apply(operator, demand);
      case 'materialize':
        return this.#materialize(operator, demand);
      case 'extend':
      case 'project': {
        const bindings = prunedBindings(operator, demand, this.context);
        if (operator.kind === 'extend' && bindings.length === 0) {
          return this.plan(operator.input, demand);
        }
        return this.#unary({ ...operator, bindings }, demand);
      }
      default:
        return this.#unary(operator, demand);
    }
  }

  /** Operators whose rows come from one input. */
  #unary(
    operator: Exclude<
      SharedLogical,
      Logical<'unit' | 'argument' | 'table' | 'setOperation' | 'apply' | 'materialize'>
    >,
    demand: Demand,
  ): Planned {
    const input = this.plan(operator.input, {
      variables: needed(operator, demand),
      multiplicity: passedDown(operator, demand.multiplicity),
    });
    const planned = this.#rebuild(operator, input.operator);
    const rows = outputRows(planned, input.rows);
    const work = input.work + input.rows;
    const estimate = { rows, work };
    const { weight } = input;
    return this.context.planned(planned, weight === undefined ? estimate : { ...estimate, weight });
  }

  /** The physical form of an operator, on the planned input. */
  #rebuild(operator: SharedLogical, input: PhysicalOperator): PhysicalOperator {
    const mapper: OperatorMapper<LogicalOperator, PhysicalOperator> = {
      plan: () => input,
      expr: this.expr,
    };
    return mapShared(operator, mapper);
  }

  #setOperation(operator: Logical<'setOperation'>): Planned {
    // Under DISTINCT how often a row comes does not matter, except to OTHERWISE, which passes on.
    const dedupes = !operator.all && operator.operator !== 'OTHERWISE';
    const multiplicity: Multiplicity = dedupes ? 'any' : 'exact';
    const side = (plan: LogicalOperator, columns: readonly VariableId[]): Planned =>
      this.plan(plan, { variables: new Set(columns), multiplicity });
    const left = side(operator.left, operator.leftColumns);
    const right = side(operator.right, operator.rightColumns);
    const rows = left.rows + right.rows;
    return this.context.planned(
      { ...operator, left: left.operator, right: right.operator },
      { rows, work: left.work + right.work + rows },
    );
  }

  #apply(operator: Logical<'apply'>, demand: Demand): Planned {
    const { added, optional } = operator;
    const wanted = new Set(added.filter((variable) => demand.variables.has(variable)));
    const variables = new Set(demand.variables);
    for (const variable of added) variables.delete(variable);
    for (const variable of outerReferences({ plan: operator.inner })) variables.add(variable);
    const { multiplicity } = demand;
    const input = this.plan(operator.input, { variables, multiplicity });
    const inner = this.plan(operator.inner, {
      variables: wanted,
      multiplicity: multiplicity === 'any' || multiplicity === 'exists' ? multiplicity : 'exact',
    });
    const rows = input.rows * (optional ? Math.max(1, inner.rows) : inner.rows);
    const work = input.work + input.rows * inner.work;
    const planned = {
      kind: 'apply',
      input: input.operator,
      inner: inner.operator,
      optional,
      added: this.context.enabled('projection-pruning') ? [...wanted] : added,
    } as const;
    const estimate = { rows, work };
    return this.context.planned(
      planned,
      input.weight === undefined ? estimate : { ...estimate, weight: input.weight },
    );
  }

  #materialize(operator: Logical<'materialize'>, demand: Demand): Planned {
    const { table } = operator;
    const read = outerReferences({ plan: operator.inner });
    const variables = [...outputVariables(operator.input)].filter((id) => read.has(id));
    this.#tables.set(table, variables);
    const input = this.plan(operator.input, {
      variables: new Set(variables),
      multiplicity: 'exact',
    });
    const inner = this.plan(operator.inner, demand);
    return this.context.planned(
      { kind: 'materialize', input: input.operator, inner: inner.operator, table, variables },
      { rows: inner.rows, work: input.work + input.rows + inner.work },
    );
  }

  #expr(expr: LogicalExpr): PhysicalExpr {
    const subquery = (plan: LogicalOperator): PhysicalOperator => {
      const exists = expr.kind === 'exists';
      const variables = expr.kind === 'valueQuery' ? [expr.column] : [];
      const multiplicity = exists ? 'exists' : 'exact';
      return this.plan(plan, { variables: new Set(variables), multiplicity }).operator;
    };
    return mapChildren<LogicalOperator, PhysicalOperator>(expr, {
      expr: this.expr,
      query: subquery,
    });
  }
}

/** How often the input's rows must come, given what is wanted of the operator's. */
function passedDown(operator: SharedLogical, multiplicity: Multiplicity): Multiplicity {
  switch (operator.kind) {
    case 'filter':
    case 'extend':
    case 'unnest':
    case 'sort':
      return multiplicity;
    case 'distinct':
      return 'any';
    case 'project':
      return multiplicity === 'weighted' ? 'exact' : multiplicity;
    default:
      return 'exact';
  }
}
