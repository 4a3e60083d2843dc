import { invariant, present } from '../../base/assert.ts';
import type { RawGraph } from '../../graph/raw.ts';
import type { GraphReader } from '../../graph/reader.ts';
import type { PhysicalPlan } from '../../planner/plan/operator.ts';
import type { Executable, Execution, ExecutionContext, Row } from '../executable.ts';
import { limits } from '../../base/limits.ts';
import { NotCompiled } from './generator.ts';
import { Layout } from './layout.ts';
import type { Program, RunState } from './program.ts';
import { writeProgram } from './program.ts';

/** An executable with the fast entry for callers that wait for the whole result. */
export interface CompiledExecutable extends Executable {
  readonly executor: 'compiler';
  readonly runToEnd: (context: ExecutionContext) => Row[];
}

/**
 * Compiles a plan to JavaScript: one function per pipeline, fused loops over the store's arrays.
 * Undefined where the plan holds something that is not compiled; then the interpreter runs it.
 */
export function compile(plan: PhysicalPlan, reader: GraphReader): CompiledExecutable | undefined {
  // Compiled code keeps elements as numbers in the one graph that it is bound to.
  if (reader.raw === undefined || plan.inGraphs.length > 0) return undefined;
  try {
    return new CompiledPlan(plan, reader);
  } catch (error) {
    if (error instanceof NotCompiled) return undefined;
    throw error;
  }
}

/** The generated source, for EXPLAIN CODE; undefined for the interpreter's executables. */
export function sourceOf(executable: Executable): string | undefined {
  return executable instanceof CompiledPlan ? executable.source : undefined;
}

/** The identifiers of bound constants, in the order in which the source expects them. */
export function parametersOf(executable: Executable): readonly string[] {
  return executable instanceof CompiledPlan ? executable.parameterNames : [];
}

class CompiledPlan implements CompiledExecutable {
  readonly executor = 'compiler';
  readonly #plan: PhysicalPlan;
  #layout: Layout;
  #source: string;
  #program: Program;
  #raw: RawGraph;
  #layoutVersion: number;

  constructor(plan: PhysicalPlan, reader: GraphReader) {
    this.#plan = plan;
    this.#raw = present(reader.raw, 'the arrays to compile for');
    this.#layoutVersion = reader.layoutVersion;
    this.#layout = new Layout(reader);
    this.#source = writeProgram(plan, this.#layout);
    this.#program = instantiate(this.#source, this.#layout, reader, this.#raw);
  }

  get source(): string {
    return this.#source;
  }

  get parameterNames(): readonly string[] {
    return this.#layout.parameterNames;
  }

  start(context: ExecutionContext): Execution {
    return new CompiledExecution(this.#programFor(context), context);
  }

  readonly runToEnd = (context: ExecutionContext): Row[] =>
    this.#programFor(context).runToEnd(context);

  #programFor(context: ExecutionContext): Program {
    const { reader } = context;
    if (reader.raw !== this.#raw || reader.layoutVersion !== this.#layoutVersion) {
      this.#rebind(reader);
    }
    return this.#program;
  }

  /** Binds the same text to the new arrays; writes a new one where the layout has changed shape. */
  #rebind(reader: GraphReader): void {
    const { raw } = reader;
    invariant(raw !== undefined, 'compiled code runs on flat readers only');
    if (!this.#layout.fits(reader, raw)) {
      this.#layout = new Layout(reader);
      this.#source = writeProgram(this.#plan, this.#layout);
    }
    this.#program = instantiate(this.#source, this.#layout, reader, raw);
    this.#raw = raw;
    this.#layoutVersion = reader.layoutVersion;
  }
}

/** A fresh function each time: rebinding the old one by a second call would run at its pace. */
function instantiate(source: string, layout: Layout, reader: GraphReader, raw: RawGraph): Program {
  const factory = new Function(...layout.parameterNames, source) as (
    ...bound: unknown[]
  ) => Program;
  return factory(...layout.arguments(reader, raw));
}

class CompiledExecution implements Execution {
  readonly #program: Program;
  readonly #state: RunState;
  #stage = 0;
  #position = 0;
  #end = -1;
  #done = false;

  constructor(program: Program, context: ExecutionContext) {
    this.#program = program;
    this.#state = program.open(context);
  }

  advance(units: number): boolean {
    const program = this.#program;
    const state = this.#state;
    let left = units;
    while (!this.#done) {
      if (this.#end < 0) this.#end = program.begin(state, this.#stage);
      if (this.#position >= this.#end) {
        this.#nextStage();
        continue;
      }
      if (left <= 0) return false;
      const step = present(program.steps[this.#stage], 'the step of a stage');
      const budget = Math.min(left, limits.cooperativeWorkUnits);
      const to = Math.min(this.#end, this.#position + Math.min(step, budget));
      state.work = budget;
      const from = this.#position;
      this.#position = program.run(state, this.#stage, from, to);
      left -= budget - Math.max(state.work, 0) + (Math.min(this.#position, to) - from);
    }
    return true;
  }

  takeRows(): Row[] {
    const { rows } = this.#state;
    // The generated code may have kept the array for the rest of a slice, but not between slices.
    if (rows.length > 0 || !this.#done) this.#state.rows = [];
    return rows;
  }

  #nextStage(): void {
    this.#stage++;
    this.#position = 0;
    this.#end = -1;
    if (this.#stage < this.#program.steps.length) return;
    this.#done = true;
    this.#program.close(this.#state);
  }
}
