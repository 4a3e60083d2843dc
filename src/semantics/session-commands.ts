import { unreachable } from '../base/assert.ts';
import { unknownName } from '../base/errors.ts';
import type { Span } from '../base/errors.ts';
import { nearest } from '../base/nearest.ts';
import type { Identifier } from '../syntax/ast/node.ts';
import type { Literal } from '../syntax/ast/expression.ts';
import type { Procedure, VariableDefinition } from '../syntax/ast/procedure.ts';
import type { Program, SessionCommand } from '../syntax/ast/program.ts';
import type { BoundSessionCommand } from './bound/session-command.ts';
import { homeGraphNumber, requireSchema } from './catalog-references.ts';
import { plainContext } from './expression-context.ts';
import { focusedGraph } from './object-references.ts';
import { Scope } from './scope.ts';
import type { BindState } from './state.ts';

/** What a session command sets, its names looked up where the session stands now (clause 7). */
export function bindCommand(
  command: SessionCommand,
  state: BindState,
): readonly BoundSessionCommand[] {
  switch (command.kind) {
    case 'setSchema':
      return [{ kind: 'setSchema', schema: requireSchema(command.schema, state) }];
    case 'setGraph': {
      const context = plainContext(state, Scope.empty, 'in SESSION SET GRAPH');
      return [{ kind: 'setGraph', graph: focusedGraph(command.graph, context) }];
    }
    case 'setTimeZone':
      // The grammar has nothing but a text here.
      return [{ kind: 'setTimeZone', zone: (command.zone as Literal).value as string }];
    case 'setParameter':
      return setParameter(command, state);
    case 'setTransaction':
      return [{ kind: 'setTransaction', modes: command.modes }];
    case 'reset':
      return reset(command, state);
    default:
      return unreachable(command);
  }
}

type SetParameter = Extract<SessionCommand, { kind: 'setParameter' }>;

function setParameter(command: SetParameter, state: BindState): readonly BoundSessionCommand[] {
  const { name, object, ifNotExists } = command;
  if (ifNotExists && state.environment.names.parameters.has(name)) return [];
  return [{ kind: 'setParameter', object, name, program: evaluation(command) }];
}

/** The initializer is that of a variable of a procedure (7.1 SR, 10.1–10.3), which it returns. */
function evaluation({ object, type, value, span }: SetParameter): Program {
  const name: Identifier = { name: 'value', delimited: false, span };
  const untyped: VariableDefinition = { kind: 'definition', object, name, value, span };
  const definition = type === undefined ? untyped : { ...untyped, type };
  const item = { expression: { kind: 'variable', name: 'value', span }, text: 'value' } as const;
  const body = { distinct: false, star: false, items: [item] };
  const statement = { kind: 'linear', clauses: [{ kind: 'return', body, span }], span } as const;
  const procedure: Procedure = {
    kind: 'procedure',
    ...{ definitions: [definition], statements: [{ statement }], span },
  };
  const transaction = { kind: 'transaction', procedure, span } as const;
  return { kind: 'program', session: [], transaction, sessionClose: false, span };
}

type Reset = Extract<SessionCommand, { kind: 'reset' }>;

function reset(command: Reset, state: BindState): readonly BoundSessionCommand[] {
  const schema = state.environment.names.homeSchema;
  switch (command.what) {
    case 'schema':
      return [{ kind: 'setSchema', schema }];
    case 'graph':
      return [{ kind: 'setGraph', graph: homeGraphNumber(state) }];
    case 'timeZone':
      return [{ kind: 'resetTimeZone' }];
    case 'parameters':
      return [{ kind: 'resetParameters' }];
    case 'parameter':
      return [resetParameter(command.parameter ?? '', command.span, state)];
    case 'characteristics':
      return [
        { kind: 'setSchema', schema },
        { kind: 'setGraph', graph: homeGraphNumber(state) },
        { kind: 'resetTimeZone' },
        { kind: 'resetParameters' },
      ];
    default:
      return unreachable(command.what);
  }
}

function resetParameter(name: string, span: Span, state: BindState): BoundSessionCommand {
  const { parameters } = state.environment.names;
  if (parameters.has(name)) return { kind: 'resetParameter', name };
  const near = nearest(name, parameters.keys());
  throw unknownName(
    { kind: 'parameter', name },
    `the session has no parameter $${name}`,
    span,
    near === undefined ? undefined : `did you mean $${near}?`,
  );
}
