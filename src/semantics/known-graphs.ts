import { GraphValue } from '../values/value.ts';
import type { SessionParameter } from './names.ts';
import type { BoundExpr } from './bound/statement.ts';
import type { BindState } from './state.ts';

/** The number of the graph that an expression refers to, where that is known before the run. */
export function knownGraph(e: BoundExpr, state: BindState): number | undefined {
  switch (e.kind) {
    case 'constant':
      return e.value instanceof GraphValue ? e.value.id : undefined;
    case 'variable':
      return state.variable(e.variable).graph;
    case 'valueQuery':
      return state.variable(e.column).graph;
    case 'parameter':
      return graphOfParameter(e.name, state);
    default:
      return undefined;
  }
}

/** The graph that a parameter of the session refers to; the program depends on the parameter. */
export function graphOfParameter(name: string, state: BindState): number | undefined {
  const parameter = sessionParameter(name, state);
  return parameter?.kind === 'graph' ? parameter.graph : undefined;
}

function sessionParameter(name: string, state: BindState): SessionParameter | undefined {
  const found = state.environment.names.parameters.get(name);
  state.dependencies.push({ kind: 'parameter', name, found });
  return found;
}
