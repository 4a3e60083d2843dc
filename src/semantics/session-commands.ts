import { notSupported } from '../base/errors.ts';
import { present } from '../base/assert.ts';
import type { SessionCommand } from '../syntax/ast/program.ts';
import type { BoundSessionCommand } from './bound/session-command.ts';
import { requireSchema } from './catalog-references.ts';
import { plainContext } from './expression-context.ts';
import { focusedGraph } from './object-references.ts';
import { Scope } from './scope.ts';
import type { BindState } from './state.ts';

/** A session command; those behind it in the program see what it sets. */
export function bindSessionCommand(
  command: SessionCommand,
  state: BindState,
): readonly BoundSessionCommand[] {
  switch (command.kind) {
    case 'setSchema':
      return [setSchema(requireSchema(command.schema, state), state)];
    case 'setGraph': {
      const context = plainContext(state, Scope.empty, 'in SESSION SET GRAPH');
      return [setGraph(focusedGraph(command.graph, context), state)];
    }
    case 'reset':
      return reset(command, state);
    case 'setTimeZone':
    case 'setParameter':
    case 'setTransaction':
      throw notSupported('this session command', command.span);
  }
}

function setSchema(
  schema: (BoundSessionCommand & { kind: 'setSchema' })['schema'],
  state: BindState,
): BoundSessionCommand {
  state.focus = { ...state.focus, schema };
  return { kind: 'setSchema', schema };
}

function setGraph(graph: number, state: BindState): BoundSessionCommand {
  state.focus = { ...state.focus, graph };
  return { kind: 'setGraph', graph };
}

function reset(
  command: SessionCommand & { kind: 'reset' },
  state: BindState,
): readonly BoundSessionCommand[] {
  const { homeSchema, homeGraph } = state.environment.names;
  const home = (): number => present(state.find('graph', homeGraph), 'the home graph').number;
  switch (command.what) {
    case 'schema':
      return [setSchema(homeSchema, state)];
    case 'graph':
      return [setGraph(home(), state)];
    case 'characteristics':
      return [setSchema(homeSchema, state), setGraph(home(), state)];
    case 'parameters':
    case 'timeZone':
    case 'parameter':
      throw notSupported('this session command', command.span);
  }
}
