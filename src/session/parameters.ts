import { GqlError, unknownName } from '../base/errors.ts';
import type { Span } from '../base/errors.ts';
import { nearest } from '../base/nearest.ts';
import { fromHost } from '../values/host.ts';
import type { Value } from '../values/value.ts';
import type { Graphs, KeptValue } from './kept-value.ts';

/** A program's parameters as the caller gives them: by name, values only. */
export type HostParameters = Readonly<Record<string, unknown>>;

/** The parameters of the session, and the state of the database that they are wanted in. */
export interface SessionParameters {
  readonly values: ReadonlyMap<string, KeptValue>;
  readonly graphs: Graphs;
}

/** A program's parameters: behind its lifted literals the names, and where each stands first. */
export interface ParameterList {
  readonly lifted: number;
  readonly parameters: readonly string[];
  readonly parameterSpans: readonly Span[];
}

/**
 * The values in the order of the plan's indexes, the text's lifted literals first. Own properties
 * only: a parameter `constructor` is missing unless it was given.
 */
export function bindParameters(
  program: ParameterList,
  given: HostParameters | undefined,
  session: SessionParameters | undefined,
  literals: readonly Value[],
): readonly Value[] {
  const names = program.parameters;
  if (names.length === 0) return program.lifted === 0 ? NO_VALUES : literals;
  const values: Value[] = program.lifted === 0 ? [] : [...literals];
  for (let i = 0; i < names.length; i++) {
    const name = names[i] as string;
    const value = given !== undefined && Object.hasOwn(given, name) ? given[name] : MISSING;
    // The most frequent case needs no conversion; −0 and fractions do.
    if (typeof value === 'number' && (value | 0) === value && value !== 0) values.push(value);
    else {
      values.push(checkedValue({ name, value, given, session, span: program.parameterSpans[i] }));
    }
  }
  return values;
}

const NO_VALUES: readonly Value[] = [];

const MISSING = Symbol('missing');

interface GivenParameter {
  readonly name: string;
  readonly value: unknown;
  readonly given: HostParameters | undefined;
  readonly session: SessionParameters | undefined;
  readonly span: Span | undefined;
}

function checkedValue(parameter: GivenParameter): Value {
  const { name, value, given, session, span } = parameter;
  if (value !== MISSING) return hostParameter(name, value, span);
  const known = session?.values.get(name);
  if (session !== undefined && known !== undefined) {
    return explained(name, span, () => known(session.graphs));
  }
  const others = given === undefined ? [] : Object.keys(given).map((other) => `$${other}`);
  const near = nearest(`$${name}`, others);
  throw unknownName(
    { kind: 'parameter', name },
    `no value was given for the parameter $${name}`,
    span,
    near !== undefined
      ? `Did you mean ${near}?`
      : others.length === 0
        ? `Pass it as the second argument: { ${name}: … }.`
        : `Given were ${others.slice(0, 5).join(', ')}.`,
  );
}

/** The value of a parameter that the caller gave. */
export function hostParameter(name: string, value: unknown, span?: Span): Value {
  return explained(name, span, () => fromHost(value));
}

/** An error in it names the parameter. */
function explained(name: string, span: Span | undefined, make: () => Value): Value {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof GqlError)) throw error;
    const subject = { kind: 'parameter', name } as const;
    const message = `parameter $${name}: ${error.message}`;
    throw error.with({ message, span, subject, cause: error });
  }
}
