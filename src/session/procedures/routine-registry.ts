import { GqlError, invalidReference } from '../../base/errors.ts';
import { functionSignatures } from '../../semantics/function-signatures.ts';
import type {
  HostFunctionSignature,
  ProcedureSignature,
  Routine,
} from '../../semantics/routines.ts';
import { Routines } from '../../semantics/routines.ts';
import { castValue } from '../../values/cast.ts';
import { fromHost } from '../../values/host.ts';
import type { Value } from '../../values/value.ts';
import { CATALOG_PROCEDURES } from './catalog-procedures.ts';
import { GRAPH_PROCEDURES } from './graph-procedures.ts';
import { SESSION_PROCEDURES } from './session-procedures.ts';
import { TABLE_PROCEDURES } from './table-procedures.ts';
import { USER_PROCEDURES } from './user-procedures.ts';
import type { ProcedureHost, ProcedureRow, SystemProcedure } from './system-procedure.ts';

/** A procedure or function of the program that has the database open; arguments by position. */
export type Registered = (ProcedureSignature | HostFunctionSignature) & {
  readonly run: (...args: unknown[]) => unknown;
};

const SYSTEM: readonly SystemProcedure[] = [
  ...CATALOG_PROCEDURES,
  ...GRAPH_PROCEDURES,
  ...SESSION_PROCEDURES,
  ...TABLE_PROCEDURES,
  ...USER_PROCEDURES,
];

const systemByName: ReadonlyMap<string, SystemProcedure> = new Map(
  SYSTEM.map((procedure) => [procedure.name, procedure]),
);

/** What CALL and expressions can run besides what is written in GQL. */
export class RoutineRegistry {
  readonly #registered = new Map<string, Registered>();
  #routines = new Routines(SYSTEM);

  /** As of now; another object after every registration. */
  get routines(): Routines {
    return this.#routines;
  }

  register(routine: Registered, replace: boolean): void {
    const known: Routine | undefined = this.#routines.find(routine.name);
    if (known !== undefined && (systemByName.has(known.name) || !replace)) {
      throw invalidReference(
        `there is a ${known.kind} "${known.name}" already`,
        undefined,
        systemByName.has(known.name) ? 'choose another name' : 'replace: true replaces it',
      );
    }
    if (routine.kind === 'function' && isBuiltIn(routine.name)) {
      throw invalidReference(
        `the language has a function "${routine.name}"`,
        undefined,
        'choose another name',
      );
    }
    // The name that was replaced may have been written in another case.
    if (known !== undefined) this.#registered.delete(known.name);
    this.#registered.set(routine.name, routine);
    this.#routines = new Routines([...SYSTEM, ...this.#registered.values()]);
  }

  /** The rows of a procedure, by column name. */
  call(name: string, args: readonly Value[], host: ProcedureHost, toHost: ToHost) {
    const system = systemByName.get(name);
    if (system !== undefined) return system.run(host, args);
    return this.#callRegistered(name, args, toHost);
  }

  /** The value of a function. */
  evaluate(name: string, args: readonly Value[], toHost: ToHost): Value {
    const found = this.#registered.get(name);
    if (found?.kind !== 'function') throw invalidReference(`there is no function "${name}"`);
    const result = run(found, args, toHost);
    return castValue(converted(result ?? null, `the function ${name}`), found.returns);
  }

  *#callRegistered(name: string, args: readonly Value[], toHost: ToHost): Iterable<ProcedureRow> {
    const found = this.#registered.get(name);
    if (found?.kind !== 'procedure') throw invalidReference(`there is no procedure "${name}"`);
    const rows = run(found, args, toHost) ?? [];
    if (!isIterable(rows)) {
      throw new GqlError('22G03', `the procedure ${name} returned no rows`, {
        hint: 'return an array, or another iterable, of objects by column name',
      });
    }
    for (const row of rows) yield rowOf(found, row);
  }
}

function isBuiltIn(name: string): boolean {
  return functionSignatures.some((known) => known.name.toLowerCase() === name.toLowerCase());
}

type ToHost = (value: Value) => unknown;

function run(routine: Registered, args: readonly Value[], toHost: ToHost): unknown {
  try {
    return finished(routine, routine.run(...args.map(toHost)));
  } catch (error) {
    if (error instanceof GqlError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new GqlError('38000', `the ${routine.kind} ${routine.name} failed: ${reason}`, {
      cause: error,
    });
  }
}

/** A statement does not wait while it runs. */
function finished({ kind, name }: Registered, result: unknown): unknown {
  if (typeof result !== 'object' || result === null) return result;
  if (!('then' in result) && !(Symbol.asyncIterator in result)) return result;
  throw new GqlError('22G03', `the ${kind} ${name} is asynchronous`, {
    hint: 'return the value itself: what must be waited for is prepared before the statement runs',
  });
}

function rowOf({ name, columns }: ProcedureSignature, row: unknown): ProcedureRow {
  if (row === null || typeof row !== 'object') {
    throw new GqlError('22G03', `a row of the procedure ${name} is no object`);
  }
  const values = columns.map((column) => {
    const given: unknown = Object.hasOwn(row, column.name)
      ? (row as Record<string, unknown>)[column.name]
      : null;
    const value = converted(given ?? null, `column ${column.name} of ${name}`);
    return [column.name, castValue(value, column.type)] as const;
  });
  return Object.fromEntries(values);
}

function converted(value: unknown, what: string): Value {
  try {
    return fromHost(value);
  } catch (error) {
    if (!(error instanceof GqlError)) throw error;
    throw new GqlError(error.gqlstatus, `${what}: ${error.message}`, { cause: error });
  }
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value;
}
