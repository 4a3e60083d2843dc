import type { VariableId } from '../../semantics/bound/variable.ts';

/** How a printer names variables. */
export interface Names {
  variable(id: VariableId): string;
}
