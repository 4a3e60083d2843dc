import { present } from '../../src/base/assert.ts';
import { GqlError } from '../../src/base/errors.ts';
import type { Expression } from '../../src/syntax/ast/expression.ts';
import { negate, unaryPlus } from '../../src/values/arithmetic.ts';
import { equalValues } from '../../src/values/equality.ts';
import { isList } from '../../src/values/family.ts';
import type { Value, PathValue } from '../../src/values/value.ts';
import { EdgeValue, NodeValue, RecordValue } from '../../src/values/value.ts';
import { evaluateCall } from './calls.ts';
import type { Context, Scope } from './context.ts';
import { NotEvaluated, overlay } from './context.ts';
import { pathReference } from './graph.ts';
import { binary } from './operators.ts';
import { evaluatePredicate } from './predicates.ts';
import { existsRow, scalarQuery } from './subqueries.ts';
import { not, truthOf } from './truth.ts';

/**
 * The value of an expression for one row (ISO/IEC 39075, clauses 19 and 20). Operands are all
 * evaluated, but for the branches of CASE and its abbreviations, which are not chosen (B.11).
 */
export function evaluate(e: Expression, scope: Scope, context: Context): Value {
  context.step();
  switch (e.kind) {
    case 'literal':
      return e.value;
    case 'parameter':
      return present(context.options.parameters[e.name], `parameter ${e.name}`);
    case 'variable':
      return valueOf(e.name, scope);
    case 'property':
      return property(
        evaluate(e.object, scope, context),
        e.property.name,
        isGroup(e, scope),
        context,
      );
    case 'unary':
      return unary(e.operator, evaluate(e.operand, scope, context));
    case 'binary':
      return binary(
        e.operator,
        evaluate(e.left, scope, context),
        evaluate(e.right, scope, context),
      );
    case 'list':
      return e.elements.map((element) => evaluate(element, scope, context));
    case 'record':
      return new RecordValue(
        e.fields.map(({ name }) => name.name),
        e.fields.map(({ value }) => evaluate(value, scope, context)),
      );
    case 'path':
      return constructPath(
        e.elements.map((element) => evaluate(element, scope, context)),
        context,
      );
    case 'simpleCase':
    case 'searchedCase':
      return evaluateCase(e, scope, context);
    case 'exists':
      return existsRow(e, scope, context);
    case 'valueQuery':
      return scalarQuery(e.query, scope, context);
    case 'let':
      return letIn(e, scope, context);
    case 'call':
      return evaluateCall(e, scope, context);
    case 'isNull':
    case 'isTruth':
    case 'isDirected':
    case 'isLabeled':
    case 'isEndpoint':
    case 'elements':
    case 'propertyExists':
      return evaluatePredicate(e, scope, context);
    default:
      throw new NotEvaluated(`expression ${e.kind}`);
  }
}

/** Whether a condition is true; unknown is not (14.6, 16.5). */
export function holds(e: Expression, scope: Scope, context: Context): boolean {
  return truthOf(evaluate(e, scope, context)) === true;
}

function valueOf(name: string, scope: Scope): Value {
  const value = scope.values.get(name);
  if (value === undefined) throw new GqlError('42002', `unknown variable ${name}`);
  return value;
}

/** `e.p` of a group variable is the list of its elements' values (GQ17, B.4 point 10). */
function isGroup(e: Extract<Expression, { kind: 'property' }>, scope: Scope): boolean {
  return e.object.kind === 'variable' && scope.groups.has(e.object.name);
}

/** Null where the element has no such property (20.11 in an open graph). */
function property(object: Value, name: string, group: boolean, context: Context): Value {
  if (object === null) return null;
  if (group && isList(object)) return object.map((item) => property(item, name, false, context));
  if (object instanceof RecordValue) return recordField(object, name);
  if (!(object instanceof NodeValue || object instanceof EdgeValue)) {
    throw new GqlError('22G03', `${name} of what has no properties`);
  }
  return context.graph.element(object).properties.get(name) ?? null;
}

function recordField(record: RecordValue, name: string): Value {
  return record.get(name) ?? null;
}

function unary(operator: '+' | '-' | 'NOT', operand: Value): Value {
  if (operator === 'NOT') return not(truthOf(operand));
  return operator === '-' ? negate(operand) : unaryPlus(operand);
}

/** CASE (20.7): the first branch whose condition is true; unknown is not. */
function evaluateCase(
  e: Extract<Expression, { kind: 'simpleCase' | 'searchedCase' }>,
  scope: Scope,
  context: Context,
): Value {
  if (e.kind === 'searchedCase') {
    const taken = e.branches.find(({ when }) => holds(when, scope, context));
    return chosen(taken?.then ?? e.otherwise, scope, context);
  }
  const operand = evaluate(e.operand, scope, context);
  const taken = e.branches.find(({ when }) =>
    when.some((each) =>
      each.kind === 'predicate'
        ? holds(each.predicate, scope, context)
        : equalValues(operand, evaluate(each.value, scope, context)) === true,
    ),
  );
  return chosen(taken?.then ?? e.otherwise, scope, context);
}

function chosen(e: Expression | undefined, scope: Scope, context: Context): Value {
  return e === undefined ? null : evaluate(e, scope, context);
}

/** `LET x = 1 IN x + 1 END` (20.5): definitions see those before. */
function letIn(e: Extract<Expression, { kind: 'let' }>, scope: Scope, context: Context): Value {
  const inner = e.definitions.reduce((seen, { name, value }) => {
    const values = new Map([[name.name, evaluate(value, seen, context)]]);
    return overlay(seen, { values, groups: new Set() });
  }, scope);
  return evaluate(e.body, inner, context);
}

/** `PATH[n, e, m, …]` (20.14): each edge connects the nodes beside it, else 22G0Z. */
function constructPath(elements: readonly Value[], context: Context): Value {
  if (elements.includes(null)) return null;
  const nodes = elements.filter((element) => element instanceof NodeValue).map(({ slot }) => slot);
  const edges = elements.filter((element) => element instanceof EdgeValue).map(({ edge }) => edge);
  const connected = edges.every((place, i) => {
    const { source, target, directed } = context.graph.edge(place);
    const ends = [nodes[i], nodes[i + 1]];
    const forward = ends[0] === source && ends[1] === target;
    return forward || (ends[0] === target && ends[1] === source) || (!directed && forward);
  });
  if (!connected || nodes.length !== edges.length + 1) {
    throw new GqlError('22G0Z', 'the elements do not make a path');
  }
  return pathReference(nodes, edges);
}

/** `p1 || p2` on paths (20.15): the last node of one is the first of the other, else 22G0Z. */
export function joinPaths(left: PathValue, right: PathValue): PathValue {
  if (left.nodes.at(-1) !== right.nodes[0]) throw new GqlError('22G0Z', 'paths do not connect');
  return pathReference([...left.nodes, ...right.nodes.slice(1)], [...left.edges, ...right.edges]);
}
