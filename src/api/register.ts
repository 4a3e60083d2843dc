import { GqlError } from '../base/errors.ts';
import type { Registered } from '../session/procedures/routine-registry.ts';
import { parseValueType } from '../syntax/parse.ts';
import type { ValueType } from '../values/type.ts';

interface RoutineSpecification {
  /** With dots if it likes: `geo.distance`. Case does not count. */
  readonly name: string;
  readonly description?: string;
  /** GQL types by name, in the order of the arguments. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Replace what was registered under the name; an error otherwise. */
  readonly replace?: boolean;
}

/** A procedure for CALL: `run` gets the arguments by position and returns rows by column name. */
export interface ProcedureSpecification extends RoutineSpecification {
  /** GQL types by column name. */
  readonly columns: Readonly<Record<string, string>>;
  readonly run: (...args: never[]) => Iterable<Readonly<Record<string, unknown>>>;
}

/** A function for expressions: `run` gets the arguments by position and returns a value. */
export interface FunctionSpecification extends RoutineSpecification {
  /** A GQL type. */
  readonly returns: string;
  readonly run: (...args: never[]) => unknown;
}

export type Registration = ProcedureSpecification | FunctionSpecification;

/** Checks what a caller without types may have passed. */
export function routineOf(given: Registration): Registered {
  if (typeof given !== 'object' || (given as unknown) === null) {
    throw new GqlError('22G03', 'register takes an object with a name and a function to run');
  }
  const { name, description = '' } = given;
  if (
    typeof name !== 'string' ||
    !/^[\p{ID_Start}_][\p{ID_Continue}]*(\.[\p{ID_Start}_][\p{ID_Continue}]*)*$/u.test(name)
  ) {
    throw new GqlError('22G03', `${JSON.stringify(name)} cannot name a procedure or function`, {
      hint: "A name is one or more words with dots between them: 'geo.distance'.",
    });
  }
  if (typeof given.run !== 'function') {
    throw new GqlError('22G03', `register ${name}: run is not a function`);
  }
  if (/^\[object Async/u.test(Object.prototype.toString.call(given.run))) {
    throw new GqlError('22G03', `register ${name}: run is asynchronous`, {
      hint: 'A statement does not wait while it runs: return the value or rows themselves.',
    });
  }
  if ('returns' in given && 'columns' in given) {
    throw new GqlError('22G03', `register ${name}: both columns and returns are given`, {
      hint: 'A procedure has columns, a function returns a value.',
    });
  }
  const run = given.run as (...args: unknown[]) => unknown;
  const parameters = types(given.parameters ?? {}, `${name}, parameter`);
  const common = { name, description, parameters, run };
  if ('returns' in given) {
    return { ...common, kind: 'function', returns: typeOf(given.returns, `${name}, returns`) };
  }
  if (typeof given.columns !== 'object' || (given.columns as unknown) === null) {
    throw new GqlError('22G03', `register ${name}: neither columns nor returns are given`, {
      hint: "A procedure has { columns: { a: 'STRING' } }, a function { returns: 'STRING' }.",
    });
  }
  return { ...common, kind: 'procedure', columns: types(given.columns, `${name}, column`) };
}

function types(given: Readonly<Record<string, string>>, what: string) {
  return Object.entries(given).map(([name, type]) => ({
    name,
    type: typeOf(type, `${what} ${name}`),
  }));
}

function typeOf(text: unknown, what: string): ValueType {
  if (typeof text !== 'string') {
    throw new GqlError('22G03', `register ${what}: a GQL type is a string such as 'INT'`);
  }
  try {
    return parseValueType(text);
  } catch (error) {
    if (!(error instanceof GqlError)) throw error;
    throw new GqlError(error.gqlstatus, `register ${what}: ${error.message}`, { cause: error });
  }
}
