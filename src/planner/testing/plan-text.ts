import { defaultBindEnvironment } from '../../semantics/environment.ts';
import { bindProgram } from '../../semantics/binder.ts';
import { parseProgram } from '../../syntax/parse.ts';
import { explainPlan } from '../explain.ts';
import type { PhysicalPlan } from '../plan/operator.ts';
import { planProgram } from '../planner.ts';
import type { PlannerOptions } from '../planner.ts';
import { benchGraph } from './bench-graph.ts';
import type { StubGraph } from './stub-reader.ts';
import { stubReader } from './stub-reader.ts';

/** The plan of a query text. */
export function planText(
  text: string,
  graph: StubGraph = benchGraph,
  options: PlannerOptions = {},
): PhysicalPlan {
  const program = bindProgram(parseProgram(text), defaultBindEnvironment);
  return planProgram(program, stubReader(graph), options);
}

/** Its tree as EXPLAIN prints it, without the estimates. */
export function explainText(
  text: string,
  graph: StubGraph = benchGraph,
  options: PlannerOptions = {},
): string {
  const tree = String(explainPlan(planText(text, graph, options)));
  return tree.replaceAll(/ {2}\(about [^)]*\)/gu, '');
}
