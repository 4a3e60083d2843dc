import { GqlError, unknownName } from '../base/errors.ts';
import type { Span } from '../base/errors.ts';
import { nearest } from '../base/nearest.ts';
import { fromHost } from '../values/host.ts';
import type { Value } from '../values/value.ts';

/** A program's parameters as the caller gives them: by name, values only. */
export type HostParameters = Readonly<Record<string, unknown>>;

/** A program's parameters: names by index, and where each stands first. */
export interface ParameterList {
  readonly parameters: readonly string[];
  readonly parameterSpans: readonly Span[];
}

/**
 * The values in the order of the plan's indexes. Own properties only: a parameter `constructor` is
 * missing unless it was given.
 */
export function bindParameters(
  program: ParameterList,
  given: HostParameters | undefined,
  session: ReadonlyMap<string, Value>,
): readonly Value[] {
  const names = program.parameters;
  if (names.length === 0) return NO_VALUES;
  const values: Value[] = [];
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
  readonly session: ReadonlyMap<string, Value>;
  readonly span: Span | undefined;
}

function checkedValue(parameter: GivenParameter): Value {
  const { name, value, given, session, span } = parameter;
  if (value !== MISSING) return converted(name, value, span);
  const known = session.get(name);
  if (known !== undefined) return known;
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

function converted(name: string, value: unknown, span: Span | undefined): Value {
  try {
    return fromHost(value);
  } catch (error) {
    if (!(error instanceof GqlError)) throw error;
    const subject = { kind: 'parameter', name } as const;
    const message = `parameter $${name}: ${error.message}`;
    throw error.with({ message, span, subject, cause: error });
  }
}
