import type { Span } from '../../base/errors.ts';
import { syntaxError } from '../../base/errors.ts';
import type { Expression } from '../../syntax/ast/expression.ts';
import type { VariableId } from '../bound/variable.ts';
import type { RoutineParameter } from '../routines.ts';

/** A column of a called procedure, with the variable that it is bound to. */
export interface CalledColumn {
  readonly name: string;
  readonly variable: VariableId;
}

/** 42001 for a wrong number of arguments. */
export function checkArguments(
  { arguments: given, span }: { readonly arguments: readonly Expression[]; readonly span: Span },
  usage: string,
  parameters: readonly Pick<RoutineParameter, 'isOptional'>[],
): void {
  const least = parameters.filter(({ isOptional }) => isOptional !== true).length;
  if (given.length >= least && given.length <= parameters.length) return;
  const count =
    least === parameters.length ? `${least}` : `between ${least} and ${parameters.length}`;
  const plural = count === '1' ? '' : 's';
  throw syntaxError(
    `the call needs ${count} argument${plural}, not ${given.length}`,
    span,
    `it is called as ${usage}`,
  );
}
