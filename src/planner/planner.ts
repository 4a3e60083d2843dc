import type { GraphReader } from '../graph/reader.ts';
import type { BoundProgram, BoundQuery } from '../semantics/bound/statement.ts';
import { assumptionsOf } from './assumptions.ts';
import { buildQuery } from './logical/build-query.ts';
import { PlanContext } from './physical/context.ts';
import { PhysicalPlanner } from './physical/plan-operator.ts';
import type { LogicalOperator, PhysicalPlan } from './plan/operator.ts';
import { rewriteLogical } from './rewrites/rewrites.ts';

export interface PlannerOptions {
  /** Names of rewrites (see `rewriteNames`) to leave out. Answers are the same without them. */
  readonly disabled?: ReadonlySet<string>;
}

const NONE: ReadonlySet<string> = new Set();

/**
 * The plan of a program's query. Planning is a pure function of the program and of what `reader`
 * says of its graph: labels, indexes and statistics. A program without a query has an empty plan.
 */
export function planProgram(
  program: BoundProgram,
  reader: GraphReader,
  options: PlannerOptions = {},
): PhysicalPlan {
  const { query, parameters, writes, variables } = program;
  const context = new PlanContext(reader, variables, options.disabled ?? NONE, writes);
  const logical: LogicalOperator = query ? buildQuery(query, program.variables) : { kind: 'unit' };
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
