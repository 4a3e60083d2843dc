import { commonSupertype, isNumericType } from '../../values/subtype.ts';
import type { ValueType } from '../../values/type.ts';
import { ANY, DECIMAL, FLOAT, INT } from '../../values/type.ts';

export type ResultType = (argumentTypes: readonly ValueType[]) => ValueType;

/** What the binder and the planner know of a function; `execution/functions` has what it does. */
export interface FunctionSignature {
  /** Canonical: upper case, or for an operator its symbol or words. */
  readonly name: string;
  /** Other spellings, upper case. */
  readonly aliases: readonly string[];
  /**
   * `special` forms evaluate their arguments in a way of their own. An `operator` has syntax and
   * cannot be called by its name.
   */
  readonly kind: 'scalar' | 'aggregate' | 'special' | 'operator';
  readonly minArguments: number;
  /** Infinity where there is no bound. */
  readonly maxArguments: number;
  readonly resultType: ResultType;
  /** False: an extension, which `strict` refuses. */
  readonly iso: boolean;
  /** With fewer arguments a call is an extension too. */
  readonly isoMinArguments: number;
  /** False: may differ between two calls of one query with the same arguments. */
  readonly deterministic: boolean;
  /** False for what reads the request's clock or zone: constant within a query, not beyond it. */
  readonly foldable: boolean;
  /** Null when an argument is null. */
  readonly strict: boolean;
  /** How to call it, for error messages and `gql.list_functions`. */
  readonly usage: string;
  readonly description: string;
}

/** The parts that differ from function to function; the rest has the common defaults. */
export interface SignatureParts {
  readonly usage: string;
  readonly description: string;
  readonly aliases?: readonly string[];
  readonly result: ValueType | ResultType;
  readonly iso?: boolean;
  readonly isoMinArguments?: number;
  readonly deterministic?: boolean;
  readonly foldable?: boolean;
  readonly strict?: boolean;
  readonly kind?: FunctionSignature['kind'];
}

/**
 * A signature whose argument counts are read off its usage: `NAME(a, b [, c])` takes two or three,
 * `NAME(a, …)` one or more, a bare `NAME` none.
 */
export function signature(name: string, parts: SignatureParts): FunctionSignature {
  const [minArguments, maxArguments] = countArguments(parts.usage);
  const { result } = parts;
  const deterministic = parts.deterministic ?? true;
  return {
    name,
    aliases: parts.aliases ?? [],
    kind: parts.kind ?? 'scalar',
    minArguments,
    maxArguments,
    resultType: typeof result === 'function' ? result : () => result,
    iso: parts.iso ?? false,
    isoMinArguments: parts.isoMinArguments ?? minArguments,
    deterministic,
    foldable: parts.foldable ?? deterministic,
    strict: parts.strict ?? true,
    usage: parts.usage,
    description: parts.description,
  };
}

function countArguments(usage: string): [number, number] {
  const open = usage.indexOf('(');
  if (open < 0) return [0, 0];
  const list = usage.slice(open + 1, usage.lastIndexOf(')'));
  const optionalAt = list.indexOf('[');
  const required = countNames(optionalAt < 0 ? list : list.slice(0, optionalAt));
  if (list.includes('…')) return [required, Number.POSITIVE_INFINITY];
  return [required, required + (optionalAt < 0 ? 0 : countNames(list.slice(optionalAt)))];
}

function countNames(list: string): number {
  return (list.match(/\p{L}+/gu) ?? []).length;
}

/** The type of the first argument. */
export const sameAsFirst: ResultType = ([type]) => type ?? ANY;

/** The first argument's numeric type without its bounds; ANY where it is not known. */
export const numericLikeFirst: ResultType = ([type]) => {
  if (type === undefined || !isNumericType(type)) return ANY;
  return type.kind === 'integer' ? INT : type.kind === 'decimal' ? DECIMAL : FLOAT;
};

/** The numeric type that two numbers combine to. */
export const commonNumber: ResultType = (types) =>
  types.every(isNumericType) ? types.map((type) => numericLikeFirst([type])).reduce(widest) : ANY;

function widest(left: ValueType, right: ValueType): ValueType {
  return commonSupertype(left, right);
}

/** The element type of a list; ANY where it is not known. */
export const elementOfFirst: ResultType = ([type]) => (type?.kind === 'list' ? type.element : ANY);

export function listOf(element: ValueType): ValueType {
  return { kind: 'list', element };
}
