import type { Expression, LetDefinition } from '../ast/expression.ts';
import { printName } from './names.ts';
import { printType } from './types.ts';

/** The definitions of LET; `print` writes the values. */
export function printDefinitions(
  definitions: readonly LetDefinition[],
  print: (value: Expression) => string,
): string {
  return definitions
    .map(({ name, type, value }) =>
      type === undefined
        ? `${printName(name)} = ${print(value)}`
        : `VALUE ${printName(name)} :: ${printType(type.type)} = ${print(value)}`,
    )
    .join(', ');
}
