import type { Value } from '../../values/value.ts';
import type { EvaluationContext } from './context.ts';

/**
 * The implementation of a function of `semantics/function-signatures.ts`. The number of arguments
 * was checked by the binder; their types are checked here (22G03). `apply1` and `apply2` are there
 * where the function takes one or two arguments, and save the array.
 */
export interface ScalarFunction {
  readonly name: string;
  apply(args: readonly Value[], context: EvaluationContext): Value;
  readonly apply1?: (value: Value, context: EvaluationContext) => Value;
  readonly apply2?: (left: Value, right: Value, context: EvaluationContext) => Value;
}

/** A value that is there. */
export type Present = Exclude<Value, null>;

/** A function of one argument that gives null for null. */
export function unary(
  name: string,
  compute: (value: Present, context: EvaluationContext) => Value,
): ScalarFunction {
  const apply1 = (value: Value, context: EvaluationContext): Value =>
    value === null ? null : compute(value, context);
  return { name, apply: (args, context) => apply1(args[0] ?? null, context), apply1 };
}

/** A function of two arguments that gives null when either is null. */
export function binary(
  name: string,
  compute: (left: Present, right: Present, context: EvaluationContext) => Value,
): ScalarFunction {
  const apply2 = (left: Value, right: Value, context: EvaluationContext): Value =>
    left === null || right === null ? null : compute(left, right, context);
  return {
    name,
    apply: (args, context) => apply2(args[0] ?? null, args[1] ?? null, context),
    apply2,
  };
}

/**
 * A function of any number of arguments that gives null when one of them is null. Optional
 * arguments that were left out are missing from the array.
 */
export function strict(
  name: string,
  compute: (args: readonly Present[], context: EvaluationContext) => Value,
): ScalarFunction {
  return {
    name,
    apply: (args, context) => (isPresent(args) ? compute(args, context) : null),
    apply1: (value, context) => (value === null ? null : compute([value], context)),
    apply2: (left, right, context) =>
      left === null || right === null ? null : compute([left, right], context),
  };
}

/** A function that sees nulls. */
export function lenient(
  name: string,
  compute: (args: readonly Value[], context: EvaluationContext) => Value,
): ScalarFunction {
  return {
    name,
    apply: compute,
    apply1: (value, context) => compute([value], context),
    apply2: (left, right, context) => compute([left, right], context),
  };
}

function isPresent(args: readonly Value[]): args is readonly Present[] {
  for (const argument of args) if (argument === null) return false;
  return true;
}
