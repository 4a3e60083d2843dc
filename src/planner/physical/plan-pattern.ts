import { notSupported } from '../../base/errors.ts';
import type { BoundPattern } from '../../semantics/bound/pattern.ts';
import type { VariableId } from '../../semantics/bound/variable.ts';
import { freeVariables } from '../expressions/variables.ts';
import { patternExpressions, patternVariables } from '../logical/pattern-parts.ts';
import { outputVariables } from '../logical/plan-variables.ts';
import { applyStep } from '../patterns/apply-step.ts';
import { buildPatternGraph } from '../patterns/build-graph.ts';
import { possibleCoincidences } from '../patterns/coincidence.ts';
import { emitSteps } from '../patterns/emit.ts';
import { orderSteps } from '../patterns/join-order.ts';
import type { PatternGraph } from '../patterns/graph.ts';
import { mayMerge } from '../patterns/may-merge.ts';
import { JoinProblem } from '../patterns/join-problem.ts';
import type { State } from '../patterns/steps.ts';
import type { LogicalOperator, PatternMatch } from '../plan/operator.ts';
import type { Demand, ExprPlanner, PlanContext, Planned } from './context.ts';

type Pattern = BoundPattern<LogicalOperator>;

export interface PatternPlanner {
  readonly context: PlanContext;
  readonly expr: ExprPlanner;
  plan(operator: LogicalOperator, demand: Demand): Planned;
}

/** Plans a pattern together with those that directly precede it, where they are one join. */
export function planPattern(match: PatternMatch, demand: Demand, planner: PatternPlanner): Planned {
  const { context } = planner;
  const patterns: Pattern[] = [match.pattern];
  let base = match.input;
  while (base.kind === 'patternMatch' && context.enabled('merge-matches')) {
    const { pattern } = base;
    if (!patterns.every((later) => mayMerge(later, pattern, context))) break;
    patterns.unshift(pattern);
    base = base.input;
  }
  const given = outputVariables(base);
  const reads = readVariables(patterns);
  const variables = new Set([...given].filter((id) => demand.variables.has(id) || reads.has(id)));
  const input = planner.plan(base, { variables, multiplicity: demand.multiplicity });
  const graph = buildPatternGraph(patterns, given, context);
  const coincidences = possibleCoincidences(graph, context);
  const problem = new JoinProblem({ graph, context, demand, coincidences, given });
  const result = orderSteps(problem, startState(problem, input.rows));
  requireOrder(graph, result);
  return emitSteps(problem, result, input, planner.expr);
}

/** Two searched paths may each wait for what the other one binds (G041). */
function requireOrder(graph: PatternGraph, { done }: State): void {
  const waiting = graph.connectors.filter(({ kind }, i) => kind === 'search' && !done.has(i));
  if (waiting.length < 2) return;
  throw notSupported(
    'path patterns with conditions that each read what the other binds',
    undefined,
    'move one of the conditions to the WHERE behind the patterns',
  );
}

function readVariables(patterns: readonly Pattern[]): Set<VariableId> {
  const read = new Set<VariableId>();
  for (const pattern of patterns) {
    for (const variable of patternVariables(pattern)) read.add(variable);
    for (const expr of patternExpressions(pattern)) {
      for (const variable of freeVariables(expr)) read.add(variable);
    }
  }
  return read;
}

/** Checks the nodes that are given, after the predicates that need nothing of the pattern. */
function startState(problem: JoinProblem, rows: number): State {
  const nodes = [...problem.graph.nodes.values()].filter(({ given }) => given);
  const empty: State = {
    bound: problem.given,
    order: nodes.map(({ variable }) => variable),
    done: new Set(),
    placed: new Set(),
    rows,
    work: 0,
    steps: [],
  };
  const started = applyStep(problem, empty, { kind: 'start' });
  return nodes.reduce(
    (state, { variable }) => applyStep(problem, state, { kind: 'check', node: variable }),
    started,
  );
}
