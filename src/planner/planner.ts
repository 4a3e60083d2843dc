import { present } from '../base/assert.ts';
import type { GraphReader } from '../graph/reader.ts';
import type { BoundProgram, BoundQuery } from '../semantics/bound/statement.ts';
import { assumptionsOf } from './assumptions.ts';
import { buildQuery } from './logical/build-query.ts';
import { PlanContext } from './physical/context.ts';
import { PhysicalPlanner } from './physical/plan-operator.ts';
import type { LogicalOperator, PhysicalPlan, PlanInGraph } from './plan/operator.ts';
import { rewriteLogical } from './rewrites/rewrites.ts';

export interface PlannerOptions {
  /** Names of rewrites (see `rewriteNames`) to leave out. Answers are the same without them. */
  readonly disabled?: ReadonlySet<string>;
  /** Readers of other graphs, in the same state; without it a program works on one graph. */
  readonly readerOf?: (graph: number) => GraphReader;
}

const NONE: ReadonlySet<string> = new Set();

/**
 * The plan of a program's query. Planning is a pure function of the program and of what the readers
 * say of their graphs: labels, indexes and statistics. A program without a query has an empty plan.
 */
export function planProgram(
  program: BoundProgram,
  reader: GraphReader,
  options: PlannerOptions = {},
): PhysicalPlan {
  return planQuery(program.query, reader, { program, options });
}

interface Planning {
  readonly program: BoundProgram;
  readonly options: PlannerOptions;
}

function planQuery(
  query: BoundQuery | undefined,
  reader: GraphReader,
  planning: Planning,
): PhysicalPlan {
  const { program, options } = planning;
  const { parameters, writes, variables } = program;
  const inGraphs: PlanInGraph[] = [];
  const planInGraph = (graph: number, inside: BoundQuery): PhysicalPlan => {
    const other = present(options.readerOf, 'the readers of other graphs')(graph);
    const plan = planQuery(inside, other, planning);
    inGraphs.push({ graph, plan }, ...plan.inGraphs);
    return plan;
  };
  const context = new PlanContext(reader, variables, options.disabled ?? NONE, writes);
  const logical: LogicalOperator = query
    ? buildQuery(query, variables, planInGraph)
    : { kind: 'unit' };
  const rewritten = rewriteLogical(logical, context);
  const { operator, work } = new PhysicalPlanner(context).plan(rewritten, {
    variables: resultVariables(query),
    multiplicity: 'exact',
  });
  return {
    root: operator,
    ...(query?.columns && { columns: query.columns }),
    variables: context.variables,
    parameters,
    writes,
    inGraphs,
    estimatedWork: work,
    assumptions: context.assumptions,
    estimatedRows: context.estimatedRows,
  };
}

/** Whether the facts that the plan was built on are still true; otherwise plan again. */
export function assumptionsHold(plan: PhysicalPlan, reader: GraphReader): boolean {
  return assumptionsOf(plan, reader);
}

function resultVariables(query: BoundQuery | undefined): ReadonlySet<number> {
  return new Set(query?.columns?.map(({ variable }) => variable));
}
