import { present } from '../../base/assert.ts';
import { GqlError, withSource } from '../../base/errors.ts';
import { HOME_GRAPH_NUMBER } from '../../catalog/home.ts';
import { compile } from '../../execution/compiler/compile.ts';
import type { Executable } from '../../execution/executable.ts';
import { interpret } from '../../execution/interpreter/interpret.ts';
import type { GraphReader } from '../../graph/reader.ts';
import type { PhysicalPlan } from '../../planner/plan/operator.ts';
import { assumptionsHold, planProgram } from '../../planner/planner.ts';
import { bindProgram } from '../../semantics/binder.ts';
import { dependenciesHold } from '../../semantics/bound/catalog.ts';
import type { BoundProgram } from '../../semantics/bound/statement.ts';
import type { BindEnvironment, LiftedLiterals } from '../../semantics/environment.ts';
import type { NameContext } from '../../semantics/names.ts';
import type { Program } from '../../syntax/ast/program.ts';
import type { DatabaseOptions } from '../options.ts';

/** Above this many estimated rows even a first run is compiled (break-even: 0.2–0.4 M visits). */
const COMPILE_AT_ONCE_WORK = 200_000;
/** Short queries start on closures and are compiled from this run on. */
const COMPILE_FROM_RUN = 3;

/**
 * A text bound for one place: program, plan, executables. The plan is made anew when the graph has
 * outgrown the one it was made for.
 */
export class BoundQuery {
  readonly program: BoundProgram;
  /** Whether a run needs nothing but a reader: no writes, commands or catalog changes. */
  readonly readsOnly: boolean;
  /** The number of the graph it works on. */
  readonly graph: number;
  names: NameContext;
  readonly #options: DatabaseOptions;
  #planned: Planned | undefined;
  #runs = 0;

  constructor({ text, tree }: ParsedText, names: NameContext, { options, lifted }: BindOptions) {
    this.names = names;
    this.#options = options;
    this.program = bindLocated(text, () =>
      bindProgram(tree, { ...bindEnvironment(names, options), lifted }),
    );
    const { session, transaction, query, catalog, writes, sessionClose } = this.program;
    this.graph = this.program.graph ?? HOME_GRAPH_NUMBER;
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

  /**
   * Whether its names mean the same in another state of the catalog; those of the steps of a
   * catalog statement are good with one state only.
   */
  isGoodWith(names: NameContext): boolean {
    const { catalog, dependencies } = this.program;
    const { names: before } = this;
    const isUnchanged =
      names.catalog === before.catalog &&
      names.routines === before.routines &&
      names.parameters === before.parameters;
    if (!isUnchanged && (catalog.length > 0 || !dependenciesHold(dependencies, names))) {
      return false;
    }
    if (names.catalog !== before.catalog && !isSameGraph(names, before)) return false;
    this.names = names;
    return true;
  }

  plan(reader: GraphReader, readerOf: Readers): PhysicalPlan {
    return this.#current(reader, readerOf).plan;
  }

  /** The one that was asked for last. */
  get latestPlan(): PhysicalPlan {
    return present(this.#planned, 'the plan').plan;
  }

  /** How to run it on this reader: what is compiled needs a flat one. */
  executable(reader: GraphReader, readerOf: Readers): Executable {
    const planned = this.#current(reader, readerOf);
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
    return this.interpreted(reader, readerOf);
  }

  interpreted(reader: GraphReader, readerOf: Readers): Executable {
    const planned = this.#current(reader, readerOf);
    planned.interpreted ??= interpret(planned.plan);
    return planned.interpreted;
  }

  #current(reader: GraphReader, readerOf: Readers): Planned {
    const planned = this.#planned;
    if (planned !== undefined && isGood(planned, reader)) {
      const { inGraphs } = planned;
      if (inGraphs.length === 0) return planned;
      if (inGraphs.every((part) => isGood(part, readerOf(part.graph)))) return planned;
    }
    return (this.#planned = this.#planFor(reader, readerOf));
  }

  /** Its errors know their span alone: the text may be another one of the same form. */
  #planFor(reader: GraphReader, readerOf: Readers): Planned {
    const disabled = this.#options.disabledRewrites;
    const plan = planProgram(this.program, reader, { disabled, readerOf });
    return {
      ...plannedPart(plan, reader),
      inGraphs: plan.inGraphs.map((part) => plannedPart(part.plan, readerOf(part.graph))),
      interpreted: undefined,
      compiled: undefined,
    };
  }
}

export interface ParsedText {
  readonly text: string;
  readonly tree: Program;
}

interface BindOptions {
  readonly options: DatabaseOptions;
  readonly lifted: LiftedLiterals | undefined;
}

type Readers = (graph: number) => GraphReader;

/** A plan and the state of its graph that it was made for. */
interface PlannedPart {
  readonly graph: number;
  readonly plan: PhysicalPlan;
  layoutVersion: number;
  readonly shape: string;
  readonly size: number;
}

interface Planned extends PlannedPart {
  /** Its parts on other graphs. */
  readonly inGraphs: readonly PlannedPart[];
  interpreted: Executable | undefined;
  compiled: Executable | 'impossible' | undefined;
}

function bindLocated(text: string, bind: () => BoundProgram): BoundProgram {
  try {
    return bind();
  } catch (error) {
    throw located(error, text);
  }
}

/** What programs are bound in. */
export function bindEnvironment(names: NameContext, options: DatabaseOptions): BindEnvironment {
  return {
    defaultMatchMode: options.matchMode,
    nullOrdering: options.nullOrdering,
    strict: options.strict,
    names,
  };
}

/** Whether the current graph is of the same type in both; of none if there is none. */
function isSameGraph(left: NameContext, right: NameContext): boolean {
  const [a, b] = [left, right].map(({ catalog, graph }) => catalog.graph(graph ?? -1)?.entry);
  return a === b;
}

/** Errors of deeper layers know spans; here the text is known, so they get line and column. */
export function located(error: unknown, text: string): unknown {
  return error instanceof GqlError ? withSource(error, text) : error;
}

function plannedPart(plan: PhysicalPlan, reader: GraphReader): PlannedPart {
  const { graph, layoutVersion } = reader;
  return { graph, plan, layoutVersion, shape: shapeOf(reader), size: sizeOf(reader) };
}

/** Whether the plan may go on being used on that state of its graph. */
function isGood(planned: PlannedPart, reader: GraphReader): boolean {
  if (planned.layoutVersion === reader.layoutVersion) {
    return planned.plan.assumptions.length === 0 || assumptionsHold(planned.plan, reader);
  }
  if (!stillFits(planned, reader)) return false;
  planned.layoutVersion = reader.layoutVersion;
  return true;
}

/** A plan survives growth until the graph is twice the size it was made for. */
function stillFits(planned: PlannedPart, reader: GraphReader): boolean {
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
