import { unreachable } from '../../src/base/assert.ts';
import { GqlError } from '../../src/base/errors.ts';
import type { Expression } from '../../src/syntax/ast/expression.ts';
import { sameValue } from '../../src/values/equality.ts';
import type { Value } from '../../src/values/value.ts';
import { EdgeValue, NodeValue } from '../../src/values/value.ts';
import type { Context, Scope } from './context.ts';
import { evaluate } from './expressions.ts';
import type { ReferenceElement } from './graph.ts';
import { satisfies } from './labels.ts';
import type { Truth } from './truth.ts';
import { not, truthOf } from './truth.ts';

export type PredicateExpression = Extract<
  Expression,
  {
    kind:
      | 'isNull'
      | 'isTruth'
      | 'isDirected'
      | 'isLabeled'
      | 'isEndpoint'
      | 'elements'
      | 'propertyExists';
  }
>;

/** Predicates that are no comparison (ISO/IEC 39075, 19.5–19.13; B.5). */
export function evaluatePredicate(e: PredicateExpression, scope: Scope, context: Context): Truth {
  switch (e.kind) {
    case 'isNull':
      return (evaluate(e.operand, scope, context) === null) !== e.negated;
    case 'isTruth':
      return (truthOf(evaluate(e.operand, scope, context)) === e.truth) !== e.negated;
    case 'isDirected': {
      const edge = elementOf(evaluate(e.operand, scope, context), context);
      if (edge === null) return null;
      if (edge.kind === 'node') throw notAnElement('an edge');
      return edge.directed !== e.negated;
    }
    case 'isLabeled': {
      const element = elementOf(evaluate(e.operand, scope, context), context);
      return element === null ? null : satisfies(element.labels, e.labels) !== e.negated;
    }
    case 'isEndpoint':
      return isEndpoint(e, scope, context);
    case 'elements':
      return compareElements(e, scope, context);
    case 'propertyExists': {
      const element = elementOf(evaluate(e.element, scope, context), context);
      return element === null ? null : element.properties.has(e.property.name);
    }
    default:
      return unreachable(e);
  }
}

function elementOf(value: Value, context: Context): ReferenceElement | null {
  if (value === null) return null;
  if (value instanceof NodeValue || value instanceof EdgeValue) return context.graph.element(value);
  throw notAnElement('an element');
}

function notAnElement(wanted: string): GqlError {
  return new GqlError('22G03', `${wanted} is needed here`);
}

/** `n IS SOURCE OF e`: false for an undirected edge, unknown for null (B.5). */
function isEndpoint(
  e: Extract<Expression, { kind: 'isEndpoint' }>,
  scope: Scope,
  context: Context,
): Truth {
  const node = evaluate(e.node, scope, context);
  const edge = elementOf(evaluate(e.edge, scope, context), context);
  if (node === null || edge === null) return null;
  if (!(node instanceof NodeValue) || edge.kind === 'node') {
    throw notAnElement('a node and an edge');
  }
  const end = e.end === 'source' ? edge.source : edge.target;
  const truth = edge.directed && end === node.slot;
  return e.negated ? not(truth) : truth;
}

/** SAME and ALL_DIFFERENT compare identity; unknown when one is null (B.5). */
function compareElements(
  e: Extract<Expression, { kind: 'elements' }>,
  scope: Scope,
  context: Context,
): Truth {
  const values = e.elements.map((element) => evaluate(element, scope, context));
  if (values.includes(null)) return null;
  const wanted = e.predicate === 'SAME';
  return values.every((left, i) =>
    values.slice(i + 1).every((right) => sameValue(left, right) === wanted),
  );
}
