import { GqlError } from '../base/errors.ts';
import type { Span } from '../base/errors.ts';
import { bindSessionCommand } from '../semantics/binder.ts';
import type { SessionCommand } from '../syntax/ast/program.ts';
import { parseCatalogReference } from '../syntax/parse.ts';
import { typeOf } from '../values/type-of.ts';
import { STRING } from '../values/type.ts';
import { hostParameter } from './parameters.ts';
import type { HostParameters } from './parameters.ts';
import { bindEnvironment, located } from './plans/bound-query.ts';
import type { EngineSession } from './session.ts';

/** What `db.session()` may be given: where the session stands and what it has. */
export interface SessionOptions {
  /** Its schema: `/a/b`. Default: the home schema. */
  readonly schema?: string;
  /** Its graph, by a path or by a name of its schema. Default: the home graph. */
  readonly graph?: string;
  /** `UTC`, an IANA name or an offset. Default 'UTC'. */
  readonly timeZone?: string;
  /** Its parameters, as SESSION SET VALUE sets them. */
  readonly parameters?: HostParameters;
  /** For statements that are given no time-out of their own. Default: that of the database. */
  readonly timeoutMs?: number;
}

/** Does what SESSION SET does, for a session that was just opened. */
export function configureSession(session: EngineSession, options: SessionOptions): void {
  const { schema, graph, timeZone, parameters = {} } = options;
  if (schema !== undefined) {
    run(session, 'schema', schema, (span) => ({
      kind: 'setSchema',
      ...{ schema: parseCatalogReference(schema), span },
    }));
  }
  if (graph !== undefined) {
    run(session, 'graph', graph, (span) => ({
      kind: 'setGraph',
      ...{ graph: parseCatalogReference(graph), span },
    }));
  }
  if (timeZone !== undefined) {
    run(session, 'timeZone', timeZone, (span) => ({
      kind: 'setTimeZone',
      zone: { kind: 'literal', value: timeZone, type: STRING, span },
      span,
    }));
  }
  for (const name of Object.keys(parameters)) {
    const value = hostParameter(name, parameters[name]);
    session.state.setParameter(name, 'value', { value, type: typeOf(value), graphs: NO_GRAPHS });
  }
}

/** What the host hands over refers to no graph. */
const NO_GRAPHS = (): undefined => undefined;

function run(
  session: EngineSession,
  option: string,
  text: string,
  command: (span: Span) => SessionCommand,
): void {
  if (typeof text !== 'string') {
    throw new GqlError('22G03', `option ${option} is a string, not ${typeof text}`);
  }
  const environment = bindEnvironment(
    session.state.names(session.catalog),
    session.database.options,
  );
  try {
    const parsed = command({ start: 0, end: text.length });
    for (const step of bindSessionCommand(parsed, environment)) {
      if (step.kind !== 'setParameter') session.state.take(step);
    }
  } catch (error) {
    const found = located(error, text);
    if (!(found instanceof GqlError)) throw found;
    throw found.with({ message: `option ${option}: ${found.message}` });
  }
}
