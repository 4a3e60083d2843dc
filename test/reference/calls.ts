import { GqlError } from '../../src/base/errors.ts';
import type { Expression, FunctionCall } from '../../src/syntax/ast/expression.ts';
import { modulo, negate } from '../../src/values/arithmetic.ts';
import { compareValues } from '../../src/values/comparison.ts';
import { equalValues } from '../../src/values/equality.ts';
import { isList } from '../../src/values/family.ts';
import type { Value } from '../../src/values/value.ts';
import { EdgeValue, NodeValue, PathValue, RecordValue } from '../../src/values/value.ts';
import { aggregateOf, groupVariablesIn, isAggregateName } from './aggregates.ts';
import type { Context, Scope } from './context.ts';
import { NotEvaluated, overlay } from './context.ts';
import { evaluate } from './expressions.ts';
import { edgeReference, nodeReference } from './graph.ts';

/** A function call: an aggregate, an abbreviation of CASE, or a function of its arguments. */
export function evaluateCall(e: FunctionCall, scope: Scope, context: Context): Value {
  if (isAggregateName(e.name)) return aggregateValue(e, scope, context);
  const name = e.name.toUpperCase();
  if (name === 'COALESCE') return coalesce(e.arguments, scope, context);
  const values = e.arguments.map((argument) => evaluate(argument, scope, context));
  if (name === 'NULLIF') return nullIf(values);
  return callFunction(name, values);
}

/**
 * With exactly one group variable in its argument an aggregate is horizontal (GE09, B.6): over the
 * elements of that variable, each in its turn the value of the name. Else it is vertical, and
 * was computed for the group of rows.
 */
function aggregateValue(e: FunctionCall, scope: Scope, context: Context): Value {
  const computed = scope.aggregates?.get(e);
  if (computed !== undefined) return computed;
  const [group, ...others] = groupVariablesIn(e, scope.groups);
  if (group === undefined || others.length > 0) {
    throw new GqlError('42001', `${e.name} is not allowed here`);
  }
  // Null where an OPTIONAL did not match: no elements.
  const elements = scope.values.get(group) ?? [];
  if (!isList(elements)) throw new NotEvaluated('a group variable without a list');
  const scopes = elements.map((element) =>
    overlay({ ...scope, groups: without(scope.groups, group) }, single(group, element)),
  );
  return aggregateOf(e, scopes, context);
}

function single(name: string, value: Value): Scope {
  return { values: new Map([[name, value]]), groups: new Set() };
}

function without(names: ReadonlySet<string>, name: string): ReadonlySet<string> {
  return new Set([...names].filter((other) => other !== name));
}

/** COALESCE (20.7) is CASE WHEN a IS NOT NULL THEN a … END. */
function coalesce(choices: readonly Expression[], scope: Scope, context: Context): Value {
  for (const choice of choices) {
    const value = evaluate(choice, scope, context);
    if (value !== null) return value;
  }
  return null;
}

/** NULLIF(a, b) (20.7) is CASE WHEN a = b THEN NULL ELSE a END. */
function nullIf([value = null, other = null]: readonly Value[]): Value {
  return equalValues(value, other) === true ? null : value;
}

/** Null in, null out. */
function callFunction(name: string, values: readonly Value[]): Value {
  const [first, second] = values;
  if (first === undefined) throw new NotEvaluated(`function ${name}`);
  if (values.includes(null)) return null;
  switch (name) {
    case 'ABS':
      return (compareValues(first, 0) ?? 0) < 0 ? negate(first) : first;
    case 'MOD':
      return modulo(first, second ?? null);
    case 'UPPER':
      return textOf(first).toUpperCase();
    case 'LOWER':
      return textOf(first).toLowerCase();
    case 'CHAR_LENGTH':
      return Array.from(textOf(first)).length;
    case 'SIZE':
    case 'CARDINALITY':
      return sizeOf(first);
    case 'PATH_LENGTH':
      return pathOf(first).edges.length;
    case 'ELEMENTS':
      return elementsOf(pathOf(first));
    case 'ELEMENT_ID':
      return identityOf(first);
    default:
      throw new NotEvaluated(`function ${name}`);
  }
}

function textOf(value: Value): string {
  if (typeof value === 'string') return value;
  throw new GqlError('22G03', 'a string is needed');
}

function pathOf(value: Value): PathValue {
  if (value instanceof PathValue) return value;
  throw new GqlError('22G03', 'a path is needed');
}

/** CARDINALITY of a path counts nodes and edges, of a record its fields (B.5). */
function sizeOf(value: Value): number {
  if (isList(value)) return value.length;
  if (value instanceof PathValue) return value.nodes.length + value.edges.length;
  if (value instanceof RecordValue) return value.names.length;
  throw new GqlError('22G03', 'a list is needed');
}

/** ELEMENTS(p): node, edge, node … (B.5). */
function elementsOf(path: PathValue): Value {
  return path.nodes.flatMap((node, i) => {
    const edge = path.edges[i];
    return edge === undefined ? [nodeReference(node)] : [nodeReference(node), edgeReference(edge)];
  });
}

function identityOf(value: Value): Value {
  if (value instanceof NodeValue) return `n${value.slot}`;
  if (value instanceof EdgeValue) return `e${value.edge}`;
  throw new GqlError('22G03', 'an element is needed');
}
