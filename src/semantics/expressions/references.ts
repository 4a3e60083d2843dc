import type { Span } from '../../base/errors.ts';
import { unknownName } from '../../base/errors.ts';
import { nearest } from '../../base/nearest.ts';
import type {
  Literal,
  Parameter,
  PropertyReference,
  VariableReference,
} from '../../syntax/ast/expression.ts';
import type { Value } from '../../values/value.ts';
import type { ValueType } from '../../values/type.ts';
import { ANY, BOOL, INT, STRING } from '../../values/type.ts';
import type { BoundExpr } from '../bound/statement.ts';
import type { VariableId } from '../bound/variable.ts';
import type { ExpressionContext } from '../expression-context.ts';
import { bindPart } from '../expression-context.ts';
import type { BindState } from '../state.ts';
import {
  canBe,
  commonType,
  describeType,
  invalidType,
  isGroupList,
  listOf,
} from '../static-types.ts';

export function bindLiteral(e: Literal, { state }: ExpressionContext): BoundExpr {
  const { value, type, span } = e;
  const index = state.environment.lifted?.get(e);
  if (index === undefined) return { kind: 'constant', value, type, span };
  const typical = typeof value === 'number' ? { typical: value } : {};
  return { kind: 'parameter', index, name: `literal ${index + 1}`, type, span, ...typical };
}

export function constant(value: Value, type: ValueType, span: Span): BoundExpr {
  return { kind: 'constant', value, type, span };
}

export function truth(value: boolean, span: Span): BoundExpr {
  return constant(value, BOOL, span);
}

export function text(value: string, span: Span): BoundExpr {
  return constant(value, STRING, span);
}

export function integer(value: number, span: Span): BoundExpr {
  return constant(value, INT, span);
}

export function bindParameter(e: Parameter, context: ExpressionContext): BoundExpr {
  const index = context.state.parameter(e.name, e.span);
  return { kind: 'parameter', index, name: e.name, type: ANY, span: e.span };
}

export function bindVariable(e: VariableReference, context: ExpressionContext): BoundExpr {
  return variableExpr(context.state, context.scope.variable(e.name, e.span), e.span);
}

export function variableExpr(state: BindState, variable: VariableId, span: Span): BoundExpr {
  return { kind: 'variable', variable, type: state.variable(variable).type, span };
}

export function bindProperty(e: PropertyReference, context: ExpressionContext): BoundExpr {
  const object = bindPart(e.object, context);
  if (isGroupList(object.type)) return elementWise(e, object, context.state);
  return propertyOf(object, e.property.name, e.span);
}

/** `object.name`; 22G03 where the object has no properties for certain. */
export function propertyOf(object: BoundExpr, name: string, span: Span): BoundExpr {
  if (!canBe(object.type, 'node', 'edge', 'record')) {
    throw invalidType(
      `${describeType(object.type)} has no property "${name}"`,
      span,
      'only nodes, edges and records have properties',
    );
  }
  return { kind: 'property', object, name, type: propertyType(object.type, name, span), span };
}

function propertyType(type: ValueType, name: string, span: Span): ValueType {
  if (type.kind === 'record' && type.fields !== undefined) {
    return type.fields.find((field) => field.name === name)?.type ?? ANY;
  }
  const declared = type.kind === 'node' || type.kind === 'edge' ? type.properties : undefined;
  if (declared === undefined) return ANY;
  const found = declared.find((property) => property.name === name);
  if (found !== undefined) return found.type;
  const near = nearest(
    name,
    declared.map((property) => property.name),
  );
  const hint = near === undefined ? undefined : `did you mean "${near}"?`;
  const message = `no such property "${name}" in the graph's type`;
  throw unknownName({ kind: 'property', name }, message, span, hint);
}

/** `e.p` of a group variable is the list of the values, one for each binding (GQ17). */
function elementWise(e: PropertyReference, list: BoundExpr, state: BindState): BoundExpr {
  const variable = elementVariable(state, list.type);
  const element = variableExpr(state, variable, e.object.span);
  const value = propertyOf(element, e.property.name, e.span);
  return { kind: 'comprehension', variable, list, value, type: listOf(value.type), span: e.span };
}

/** A fresh variable for one element of a list. */
export function elementVariable(state: BindState, type: ValueType, name = ''): VariableId {
  const element = type.kind === 'list' ? type.element : ANY;
  const group = isGroupList(type);
  // The group may be one of another graph, whose elements stay values.
  const role =
    group && !state.worksOnSeveralGraphs && (element.kind === 'node' || element.kind === 'edge')
      ? element.kind
      : 'value';
  return state.newVariable({ name, role, degree: 'singleton', type: element, notNull: group });
}

export function typeOfList(elements: readonly BoundExpr[]): ValueType {
  return listOf(elements.length === 0 ? ANY : commonType(elements.map(({ type }) => type)));
}
