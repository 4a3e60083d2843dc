import type {
  PathSearch,
  PhysicalExpr,
  PhysicalOperator,
  PhysicalPlan,
} from '../../planner/plan/operator.ts';
import type { BoundVariable, VariableId } from '../../semantics/bound/variable.ts';
import { present } from '../../base/assert.ts';
import { boxed } from './boxing.ts';
import type { Code } from './code.ts';
import type { ColumnRef } from './columns.ts';
import type { Layout } from './layout.ts';
import type { Needs } from './reads.ts';
import { needsOf, variablesIn } from './reads.ts';
import type { Cursor } from './scope.ts';
import { FunctionScope } from './scope.ts';
import type { RowBuffer } from './store.ts';
import { Block } from './source/block.ts';

/** Thrown where a plan holds something that is not compiled; the interpreter then runs it. */
export class NotCompiled extends Error {}

/** A range of work: what prepares it, and what does a part of it. */
export interface Stage {
  readonly comment: string;
  /** Runs once before the range and gives the end of the range. */
  readonly begin: FunctionScope;
  end: string;
  readonly run: FunctionScope;
  /** How many positions of the range one call does at most. */
  step: number;
}

/** Things that an operator keeps over rows. */
export interface Kept {
  /** The local of a function that tells whether the function has to do with them. */
  readonly local: string;
  /** An expression for how many there are. */
  readonly count: string;
  /** Rough size of each; asked when all code is written. */
  readonly bytes: () => number;
}

/** The writers that call one another through the generator, so that their files need not. */
export interface Writers {
  readonly expression: (gen: Generator, cursor: Cursor, expr: PhysicalExpr) => Code;
  readonly produce: (
    gen: Generator,
    op: PhysicalOperator,
    cursor: Cursor,
    consume: Consume,
  ) => void;
  readonly produceStages: (gen: Generator, op: PhysicalOperator, consume: Consume) => void;
}

/** Writes what happens to a row, at the place where its variables are known. */
export type Consume = (cursor: Cursor) => void;

/** Everything that the parts of one program share while it is written. */
export class Generator {
  readonly plan: PhysicalPlan;
  readonly layout: Layout;
  readonly needs: Needs;
  /** Functions before the stages: row constructors, comparators, predicates. */
  readonly helpers = new Block();
  /** Lines at the start of a run; the state is made of the fields afterwards. */
  readonly opening = new FunctionScope('s');
  readonly fields: { readonly name: string; readonly initial: string }[] = [];
  /** Statements that give scratch arrays back. */
  readonly closing: string[] = [];
  /** What operators keep, for the memory budget. */
  readonly kept: Kept[] = [];
  readonly stages: Stage[] = [];
  readonly columns = new Map<string, ColumnRef>();
  /** Identifiers of bound property keys, dispatching functions and selections, by what they are. */
  readonly keys = new Map<string, string>();
  readonly dispatchers = new Map<string, string>();
  readonly selections = new Map<string, string>();
  /** What the interpreter's closures do. */
  readonly islands: { readonly expressions: PhysicalExpr[]; readonly searches: PathSearch[] } = {
    expressions: [],
    searches: [],
  };
  /** Rows of the `materialize` operators, by number of the table. */
  readonly tables = new Map<number, RowBuffer>();
  readonly #writers: Writers;
  readonly #counters = new Map<string, number>();
  readonly #opened = new Set<string>();
  readonly #taken = new Set<string>();

  constructor(plan: PhysicalPlan, layout: Layout, writers: Writers) {
    this.plan = plan;
    this.#writers = writers;
    this.layout = layout;
    const columns = plan.columns?.map((column) => column.variable) ?? [];
    this.needs = needsOf(plan.root, columns);
  }

  /**
   * Writes the code of an expression. What has to be evaluated in statements of its own is added to
   * the cursor's block; the code that comes back is right at the end of that block and inside.
   */
  expression(cursor: Cursor, expr: PhysicalExpr): Code {
    return this.#writers.expression(this, cursor, expr);
  }

  /** The expression as a boxed value, null included. */
  value(cursor: Cursor, expr: PhysicalExpr): string {
    return boxed(this, this.expression(cursor, expr));
  }

  /** Writes an operator and all below it in place; `consume` writes what comes next for a row. */
  produce(op: PhysicalOperator, cursor: Cursor, consume: Consume): void {
    this.#writers.produce(this, op, cursor, consume);
  }

  /** Writes an operator of the main pipeline and all below it as stages. */
  produceStages(op: PhysicalOperator, consume: Consume): void {
    this.#writers.produceStages(this, op, consume);
  }

  needed(op: PhysicalOperator): ReadonlySet<VariableId> {
    return present(this.needs.get(op), 'the needs of an operator');
  }

  variable(id: VariableId): BoundVariable {
    return present(this.plan.variables[id], 'a variable of the plan');
  }

  /** Variables that a part of the plan reads. */
  reads(part: unknown): ReadonlySet<VariableId> {
    return variablesIn(part);
  }

  /** An identifier that nothing else has: the prefix and a number. */
  fresh(prefix: string): string {
    const number = this.#counters.get(prefix) ?? 0;
    this.#counters.set(prefix, number + 1);
    return `${prefix}${number}`;
  }

  /** The name itself where it is still free, otherwise with a number. */
  unique(name: string): string {
    if (!this.#taken.has(name)) {
      this.#taken.add(name);
      return name;
    }
    return this.unique(this.fresh(`${name}_`));
  }

  /** A field of the run's state that lives from the start of the run to its end. */
  field(name: string, initial: string): string {
    if (!this.#opened.has(name)) {
      this.#opened.add(name);
      this.fields.push({ name, initial });
    }
    return name;
  }

  /** A value that is computed once per run and read everywhere; `fn` gets it as a local. */
  perRun(fn: FunctionScope, name: string, initial: string): string {
    if (fn === this.opening) return fn.hoist(name, initial);
    this.field(name, initial);
    return fn.hoist(name, `${fn.state}.${name}`);
  }

  reader(fn: FunctionScope): string {
    return fn.hoist('reader', `${this.context(fn)}.reader`);
  }

  context(fn: FunctionScope): string {
    return fn === this.opening ? 'context' : fn.hoist('context', `${fn.state}.context`);
  }

  parameter(fn: FunctionScope, index: number): string {
    return fn.hoist(`p${index}`, `${this.context(fn)}.parameters[${index}]`);
  }
}
