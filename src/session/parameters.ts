import { GqlError, invalidReference } from '../base/errors.ts';
import { fromHost } from '../values/host.ts';
import type { Value } from '../values/value.ts';

/** A program's parameters as the caller gives them: by name, values only. */
export type HostParameters = Readonly<Record<string, unknown>>;

/**
 * The values in the order of the plan's indexes. Own properties only: a parameter `constructor` is
 * missing unless it was given.
 */
export function bindParameters(
  names: readonly string[],
  given: HostParameters | undefined,
  session: ReadonlyMap<string, Value>,
): readonly Value[] {
  if (names.length === 0) return NO_VALUES;
  const values: Value[] = [];
  for (const name of names) values.push(parameterValue(name, given, session));
  return values;
}

const NO_VALUES: readonly Value[] = [];

function parameterValue(
  name: string,
  given: HostParameters | undefined,
  session: ReadonlyMap<string, Value>,
): Value {
  if (given !== undefined && Object.hasOwn(given, name)) {
    const value = given[name];
    // The most frequent cases need no conversion; −0 and fractions do.
    if (typeof value === 'number' && (value | 0) === value && value !== 0) return value;
    return converted(name, value);
  }
  const known = session.get(name);
  if (known !== undefined) return known;
  const others = given === undefined ? [] : Object.keys(given).map((other) => `$${other}`);
  throw invalidReference(
    `no value was given for the parameter $${name}`,
    undefined,
    others.length === 0
      ? `Pass it as the second argument: { ${name}: … }.`
      : `Given were ${others.slice(0, 5).join(', ')}.`,
  );
}

function converted(name: string, value: unknown): Value {
  try {
    return fromHost(value);
  } catch (error) {
    if (!(error instanceof GqlError)) throw error;
    throw new GqlError(error.gqlstatus, `parameter $${name}: ${error.message}`, {
      hint: error.hint,
      cause: error,
    });
  }
}
