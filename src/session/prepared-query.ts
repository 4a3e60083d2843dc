import { GqlError, withSource } from '../base/errors.ts';
import { compile } from '../execution/compiler/compile.ts';
import type { Executable } from '../execution/executable.ts';
import { interpret } from '../execution/interpreter/interpret.ts';
import type { GraphReader } from '../graph/reader.ts';
import type { PhysicalPlan } from '../planner/plan/operator.ts';
import { assumptionsHold, planProgram } from '../planner/planner.ts';
import { bindProgram } from '../semantics/binder.ts';
import type { BoundProgram } from '../semantics/bound/statement.ts';
import { parseProgram } from '../syntax/parse.ts';
import type { DatabaseOptions } from './options.ts';

/** Above this many estimated rows even a first run is compiled (break-even: 0.2–0.4 M visits). */
const COMPILE_AT_ONCE_WORK = 200_000;
/** Short queries start on closures and are compiled from this run on. */
const COMPILE_FROM_RUN = 3;

/**
 * A program's text with everything that was derived from it: bound program, plan, executables. The
 * plan is made anew when the graph has outgrown the one it was made for.
 */
export class PreparedQuery {
  readonly text: string;
  readonly program: BoundProgram;
  /** Whether a run needs nothing but a reader: no writes, commands or catalog changes. */
  readonly readsOnly: boolean;
  readonly #options: DatabaseOptions;
  #planned: Planned | undefined;
  #runs = 0;

  constructor(text: string, options: DatabaseOptions) {
    this.text = text;
    this.#options = options;
    this.program = parseAndBind(text, options);
    const { session, transaction, query, catalog, writes, sessionClose } = this.program;
    this.readsOnly =
      query !== undefined &&
      !writes &&
      session.length === 0 &&
      transaction?.start === undefined &&
      transaction?.end === undefined &&
      catalog.length === 0 &&
      !sessionClose &&
      this.program.explain === undefined;
  }

  plan(reader: GraphReader): PhysicalPlan {
    return this.#current(reader).plan;
  }

  /** How to run it on this reader: what is compiled needs a flat one. */
  executable(reader: GraphReader): Executable {
    const planned = this.#current(reader);
    const preference = this.#options.executor;
    if (reader.raw !== undefined && preference !== 'interpreter') {
      const compiles =
        ++this.#runs >= COMPILE_FROM_RUN ||
        preference === 'compiler' ||
        planned.plan.estimatedWork >= COMPILE_AT_ONCE_WORK;
      if (compiles) {
        planned.compiled ??= compile(planned.plan, reader) ?? 'impossible';
        if (planned.compiled !== 'impossible') return planned.compiled;
      }
    }
    return this.interpreted(reader);
  }

  interpreted(reader: GraphReader): Executable {
    const planned = this.#current(reader);
    planned.interpreted ??= interpret(planned.plan);
    return planned.interpreted;
  }

  #current(reader: GraphReader): Planned {
    const planned = this.#planned;
    if (planned !== undefined && planned.layoutVersion === reader.layoutVersion) {
      if (planned.plan.assumptions.length === 0) return planned;
      if (assumptionsHold(planned.plan, reader)) return planned;
    } else if (planned !== undefined && stillFits(planned, reader)) {
      planned.layoutVersion = reader.layoutVersion;
      return planned;
    }
    return (this.#planned = this.#planFor(reader));
  }

  #planFor(reader: GraphReader): Planned {
    try {
      const plan = planProgram(this.program, reader, { disabled: this.#options.disabledRewrites });
      return {
        plan,
        layoutVersion: reader.layoutVersion,
        shape: shapeOf(reader),
        size: sizeOf(reader),
        interpreted: undefined,
        compiled: undefined,
      };
    } catch (error) {
      throw located(error, this.text);
    }
  }
}

interface Planned {
  readonly plan: PhysicalPlan;
  layoutVersion: number;
  readonly shape: string;
  readonly size: number;
  interpreted: Executable | undefined;
  compiled: Executable | 'impossible' | undefined;
}

function parseAndBind(text: string, options: DatabaseOptions): BoundProgram {
  try {
    const program = parseProgram(text, { strict: options.strict });
    return bindProgram(program, {
      defaultMatchMode: options.matchMode,
      nullOrdering: options.nullOrdering,
      strict: options.strict,
      graphIsOpen: true,
    });
  } catch (error) {
    throw located(error, text);
  }
}

/** Errors of deeper layers know spans; here the text is known, so they get line and column. */
export function located(error: unknown, text: string): unknown {
  return error instanceof GqlError ? withSource(error, text) : error;
}

/** A plan survives growth until the graph is twice the size it was made for. */
function stillFits(planned: Planned, reader: GraphReader): boolean {
  const size = sizeOf(reader);
  return (
    size <= 2 * planned.size + SMALL_GRAPH &&
    2 * size + SMALL_GRAPH >= planned.size &&
    shapeOf(reader) === planned.shape &&
    assumptionsHold(planned.plan, reader)
  );
}

const SMALL_GRAPH = 1_000;

function sizeOf(reader: GraphReader): number {
  return reader.statistics.nodeCount + reader.statistics.edgeCount;
}

/** What a plan's choices depend on beyond numbers: which tables and indexes there are. */
function shapeOf(reader: GraphReader): string {
  const indexes = reader.indexes().map((index) => `${index.id}`);
  const nodes = reader.selectNodes(undefined).tables.length;
  const edges = reader.selectEdges(undefined).tables.length;
  return `${nodes}/${edges}/${indexes.join()}`;
}
