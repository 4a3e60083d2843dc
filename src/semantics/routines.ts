import type { ValueType } from '../values/type.ts';

/** What the binder knows of a procedure or function that is not written in GQL. */
export type Routine = ProcedureSignature | HostFunctionSignature;

export interface RoutineParameter {
  readonly name: string;
  readonly type: ValueType;
  /** May be left out at the end of a call. */
  readonly isOptional?: boolean;
}

interface RoutineSignature {
  /** With dots where it has several parts: `gql.list_graphs`. */
  readonly name: string;
  readonly description: string;
  readonly parameters: readonly RoutineParameter[];
}

export interface ProcedureSignature extends RoutineSignature {
  readonly kind: 'procedure';
  readonly columns: readonly { readonly name: string; readonly type: ValueType }[];
}

export interface HostFunctionSignature extends RoutineSignature {
  readonly kind: 'function';
  readonly returns: ValueType;
}

/** The procedures and functions of one database at one time, by name in any case. */
export class Routines {
  readonly #byName: ReadonlyMap<string, Routine>;

  constructor(routines: Iterable<Routine>) {
    this.#byName = new Map([...routines].map((routine) => [keyOf(routine.name), routine]));
  }

  find(name: string): Routine | undefined {
    return this.#byName.get(keyOf(name));
  }

  all(): readonly Routine[] {
    return [...this.#byName.values()];
  }
}

function keyOf(name: string): string {
  return name.toLowerCase();
}

export const noRoutines = new Routines([]);

/** `name(x INT, y STRING)`. */
export function describeRoutine(
  { name, parameters }: Routine,
  typeText: (type: ValueType) => string,
): string {
  const list = parameters.map((parameter) => {
    const text = `${parameter.name} ${typeText(parameter.type)}`;
    return parameter.isOptional === true ? `[${text}]` : text;
  });
  return `${name}(${list.join(', ')})`;
}
