import type { IndexInfo, GraphReader } from '../../graph/reader.ts';
import type { BoundVariable, VariableId } from '../../semantics/bound/variable.ts';
import type {
  LogicalExpr,
  PhysicalExpr,
  PhysicalOperator,
  PlanAssumption,
} from '../plan/operator.ts';
import { Cardinality } from '../cardinality.ts';

/**
 * What the rows of a plan are needed for, beside their values:
 * - `exact`: every row, as often as it comes;
 * - `weighted`: a row may stand for several, with their number in a weight variable;
 * - `any`: duplicates do not matter (DISTINCT, MIN);
 * - `exists`: only whether there is a row, and the first one ends the run.
 */
export type Multiplicity = 'exact' | 'weighted' | 'any' | 'exists';

/** What the operators above need of an operator. */
export interface Demand {
  readonly variables: ReadonlySet<VariableId>;
  readonly multiplicity: Multiplicity;
}

/** A planned operator with its estimates. */
export interface Planned {
  readonly operator: PhysicalOperator;
  /** Estimated rows per start of the plan. */
  readonly rows: number;
  /** Estimated rows visited in all, inputs included. */
  readonly work: number;
  /** Where `weighted` was asked for and used. */
  readonly weight?: VariableId;
}

/** What planning one program shares; the only mutable thing in it. */
export class PlanContext {
  readonly reader: GraphReader;
  readonly cardinality: Cardinality;
  readonly indexes: readonly IndexInfo[];
  readonly assumptions: PlanAssumption[] = [];
  readonly estimatedRows = new Map<PhysicalOperator, number>();
  readonly variables: BoundVariable[];
  /**
   * Whether the plan writes. Then what is true of the data when it starts may be false when a later
   * operator reads, so it must not be built on such facts.
   */
  readonly writes: boolean;
  readonly #disabled: ReadonlySet<string>;

  constructor(
    reader: GraphReader,
    variables: readonly BoundVariable[],
    disabled: ReadonlySet<string>,
    writes = false,
  ) {
    this.writes = writes;
    this.reader = reader;
    this.cardinality = new Cardinality(reader);
    this.indexes = reader.indexes();
    this.variables = [...variables];
    this.#disabled = disabled;
  }

  enabled(rewrite: string): boolean {
    return !this.#disabled.has(rewrite);
  }

  /** A variable of the planner's own. */
  newVariable(properties: Omit<BoundVariable, 'id' | 'name'>, name = ''): VariableId {
    const id = this.variables.length;
    this.variables.push({ id, name, ...properties });
    return id;
  }

  /** Whether the variable can be null in a row that has it. */
  canBeNull(variable: VariableId): boolean {
    return this.variables[variable]?.notNull !== true;
  }

  assume(assumption: PlanAssumption): void {
    const text = JSON.stringify(assumption);
    if (this.assumptions.some((known) => JSON.stringify(known) === text)) return;
    this.assumptions.push(assumption);
  }

  /** Notes the estimate for EXPLAIN. */
  planned(operator: PhysicalOperator, estimate: Omit<Planned, 'operator'>): Planned {
    this.estimatedRows.set(operator, estimate.rows);
    return { operator, ...estimate };
  }
}

/** Turns expressions with logical subqueries into ones with physical subqueries. */
export type ExprPlanner = (expr: LogicalExpr) => PhysicalExpr;
