import { nearest } from '../base/nearest.ts';
import { keywordClass } from '../syntax/keywords.ts';
import { AGGREGATE_SIGNATURES } from './functions/aggregates.ts';
import { CONVERSION_SIGNATURES } from './functions/conversion.ts';
import { ELEMENT_SIGNATURES } from './functions/elements.ts';
import { LIST_SIGNATURES } from './functions/lists.ts';
import { NUMERIC_SIGNATURES } from './functions/numeric.ts';
import { SESSION_SIGNATURES } from './functions/session.ts';
import type { FunctionSignature } from './functions/signature.ts';
import { STRING_SIGNATURES } from './functions/strings.ts';
import { TEMPORAL_SIGNATURES } from './functions/temporal.ts';

export type { FunctionSignature } from './functions/signature.ts';

/** Every function and operator that is evaluated by name, aggregates included. */
export const functionSignatures: readonly FunctionSignature[] = [
  ...NUMERIC_SIGNATURES,
  ...STRING_SIGNATURES,
  ...LIST_SIGNATURES,
  ...ELEMENT_SIGNATURES,
  ...TEMPORAL_SIGNATURES,
  ...SESSION_SIGNATURES,
  ...CONVERSION_SIGNATURES,
  ...AGGREGATE_SIGNATURES,
];

const callable = functionSignatures.filter(({ kind }) => kind !== 'operator');

const byName: ReadonlyMap<string, FunctionSignature> = new Map(
  callable.flatMap((entry) => [entry.name, ...entry.aliases].map((name) => [name, entry] as const)),
);

const operators: ReadonlyMap<string, FunctionSignature> = new Map(
  functionSignatures
    .filter(({ kind }) => kind === 'operator')
    .map((entry) => [entry.name, entry] as const),
);

/** The function that a query calls so, by name or alias in any case. */
export function findFunction(name: string): FunctionSignature | undefined {
  return byName.get(name.toUpperCase());
}

/** Whether ISO calls a function by this name too: such names are reserved, but for ELEMENTS. */
export function isIsoName(name: string, { iso, name: canonical }: FunctionSignature): boolean {
  const upper = name.toUpperCase();
  return iso && (upper === canonical || keywordClass(upper) === 'reserved');
}

/** An operator of the table by its canonical name: `||`, `IN`, `TRIM LEADING` … */
export function findOperator(name: string): FunctionSignature | undefined {
  return operators.get(name);
}

/** The function whose name is nearest to an unknown one, for the hint of the error. */
export function suggestFunction(name: string): string | undefined {
  return nearest(name, byName.keys());
}

/** `2`, `2 or 3`, `at least 1`: for the message about a wrong count of arguments. */
export function describeArity(entry: FunctionSignature): string {
  const { minArguments, maxArguments } = entry;
  if (minArguments === maxArguments) return String(minArguments);
  if (!Number.isFinite(maxArguments)) return `at least ${minArguments}`;
  return `${minArguments} ${maxArguments - minArguments === 1 ? 'or' : 'to'} ${maxArguments}`;
}
