import type { BoundQuery } from '../bound/statement.ts';
import type { BoundVariable, VariableId } from '../bound/variable.ts';

/** How descriptions write variables: by name, with the number where a name is not unique. */
export interface Naming {
  readonly name: (variable: VariableId) => string;
  readonly query: (query: BoundQuery) => string;
}

export function namesOf(variables: readonly BoundVariable[]): (variable: VariableId) => string {
  const counts = new Map<string, number>();
  for (const { name } of variables) counts.set(name, (counts.get(name) ?? 0) + 1);
  return (id) => {
    const name = variables[id]?.name ?? '?';
    return name !== '' && counts.get(name) === 1 ? name : `${name}#${id}`;
  };
}
