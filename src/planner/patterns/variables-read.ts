import type { VariableId } from '../../semantics/bound/variable.ts';
import type { JoinProblem } from './join-problem.ts';

/** The variables of a pattern whose values anybody looks at, in the pattern or above it. */
export function variablesRead(problem: JoinProblem): ReadonlySet<VariableId> {
  const { graph, demand, coincidences } = problem;
  const read = new Set(demand.variables);
  for (const { variables } of graph.conjuncts) addAll(read, variables);
  graph.connectors.forEach((connector, place) => {
    // A node inside a search may be the end of another connector.
    addAll(read, [connector.left, connector.right]);
    if (connector.kind === 'search') addAll(read, connector.reads);
    else if ((coincidences[place]?.size ?? 0) > 0) read.add(connector.edge);
  });
  // Values derived from others come after those, so that one pass from the end sees all.
  for (const { variable, inputs } of [...graph.derived].reverse()) {
    if (read.has(variable)) addAll(read, inputs);
  }
  return read;
}

function addAll<T>(set: Set<T>, values: Iterable<T>): void {
  for (const value of values) set.add(value);
}
