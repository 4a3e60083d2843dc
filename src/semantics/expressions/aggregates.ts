import { present } from '../../base/assert.ts';
import { syntaxError } from '../../base/errors.ts';
import type { Expression, FunctionCall } from '../../syntax/ast/expression.ts';
import { nullable } from '../../values/subtype.ts';
import type { BoundAggregate, BoundExpr, BoundQuery } from '../bound/statement.ts';
import type { ExpressionContext } from '../expression-context.ts';
import { bindPart, withLocals } from '../expression-context.ts';
import type { FunctionSignature } from '../function-signatures.ts';
import { findFunction } from '../function-signatures.ts';
import type { Scope } from '../scope.ts';
import { visible } from '../scope.ts';
import type { BindState } from '../state.ts';
import { isGroupList } from '../static-types.ts';
import { localsOf, partsOf, someExpression } from '../syntax-walk.ts';
import { checkFirstArgument } from './argument-families.ts';
import { elementVariable, variableExpr } from './references.ts';

/**
 * An aggregate is horizontal when its argument refers to exactly one group variable: then it is
 * over that variable's bindings within the row, and a value like any other (20.9, GE09). All
 * others are vertical and belong to a projection.
 */
export function bindAggregate(
  e: FunctionCall,
  signature: FunctionSignature,
  context: ExpressionContext,
): BoundExpr {
  const nested = e.arguments.some((argument) => someExpression(argument, isAggregateCall));
  if (nested) {
    throw syntaxError(
      `${signature.name} of an aggregate: aggregates do not nest`,
      e.span,
      'compute the inner one first, with RETURN … NEXT or LET',
    );
  }
  const groups = groupVariablesOf(e, context);
  if (groups.length === 1) {
    return horizontal(e, signature, { ...context, group: present(groups[0], 'group variable') });
  }
  if (groups.length > 1) {
    throw syntaxError(
      `${signature.name} over two group variables at once (${groups.join(', ')})`,
      e.span,
      'aggregate one of them in front, in LET',
    );
  }
  if (typeof context.aggregates === 'string') {
    throw syntaxError(
      `${signature.name}(…) is not allowed ${context.aggregates}`,
      e.span,
      'aggregates over rows stand in RETURN, HAVING and the ORDER BY of a grouping RETURN',
    );
  }
  return context.aggregates(e);
}

function horizontal(
  e: FunctionCall,
  signature: FunctionSignature,
  context: ExpressionContext & { readonly group: string },
): BoundExpr {
  const { state, scope, group } = context;
  const list = variableExpr(state, scope.variable(group, e.span), e.span);
  const variable = elementVariable(state, list.type, group);
  const inner = withLocals(context, [[group, visible(variable)]]);
  const [first, second] = e.arguments;
  const argument = bindPart(present(first, 'argument of an aggregate'), inner);
  const parameter = second && bindPart(second, inner);
  checkFirstArgument(signature.name, argument);
  return {
    kind: 'horizontalAggregate',
    function: signature.name,
    distinct: e.quantifier === 'DISTINCT',
    variable,
    list,
    argument,
    ...(parameter && { parameter }),
    type: aggregateType(signature, argument),
    span: e.span,
  };
}

/** A vertical aggregate, its argument bound in front of the grouping. */
export function bindVertical(
  e: FunctionCall,
  context: ExpressionContext,
): {
  readonly aggregate: Omit<BoundAggregate<BoundQuery>, 'variable'>;
  readonly type: BoundExpr['type'];
} {
  const signature = present(findFunction(e.name), 'an aggregate');
  const [first, second] = e.arguments;
  const argument = first && bindPart(first, context);
  const parameter = second && bindPart(second, context);
  checkFirstArgument(signature.name, argument);
  const aggregate = {
    function: signature.name,
    distinct: e.quantifier === 'DISTINCT',
    ...(argument && { argument }),
    ...(parameter && { parameter }),
    span: e.span,
  };
  return { aggregate, type: aggregateType(signature, argument) };
}

/** Of no values all but COUNT and COLLECT_LIST are null. */
function aggregateType(
  signature: FunctionSignature,
  argument: BoundExpr | undefined,
): BoundExpr['type'] {
  return nullable(signature.resultType(argument === undefined ? [] : [argument.type]));
}

export function isAggregateCall(e: Expression): boolean {
  return e.kind === 'call' && findFunction(e.name)?.kind === 'aggregate';
}

/** Whether the expression aggregates over rows, so that its projection groups. */
export function hasVerticalAggregate(e: Expression, state: BindState, scope: Scope): boolean {
  return someExpression(
    e,
    (part) =>
      part.kind === 'call' &&
      isAggregateCall(part) &&
      groupVariablesOf(part, { state, scope }).length === 0,
  );
}

/** The names of group variables that an aggregate's arguments refer to. */
function groupVariablesOf(
  e: FunctionCall,
  context: { readonly state: BindState; readonly scope: Scope },
): string[] {
  const found = new Set<string>();
  for (const argument of e.arguments) collectGroups(argument, new Set(), found, context);
  return [...found];
}

function collectGroups(
  e: Expression,
  hidden: ReadonlySet<string>,
  found: Set<string>,
  context: { readonly state: BindState; readonly scope: Scope },
): void {
  if (e.kind === 'variable') {
    if (hidden.has(e.name)) return;
    const entry = context.scope.peek(e.name);
    if (entry?.kind === 'visible' && isGroupList(context.state.variable(entry.variable).type)) {
      found.add(e.name);
    }
    return;
  }
  if (e.kind === 'call' && LIST_USES.has(e.name.toUpperCase())) {
    const [list, ...rest] = e.arguments;
    if (list?.kind === 'variable') {
      for (const part of rest) collectGroups(part, hidden, found, context);
      return;
    }
  }
  const locals = localsOf(e);
  const inner = locals.length === 0 ? hidden : new Set([...hidden, ...locals]);
  for (const part of partsOf(e)) collectGroups(part, inner, found, context);
}

/**
 * Functions that take a group variable as the list it is, so that `MAX(SIZE(e))` is vertical. By
 * the letter of 20.9 it were horizontal, over sizes of single elements, which have none.
 */
const LIST_USES: ReadonlySet<string> = new Set(['SIZE', 'CARDINALITY', 'LENGTH', 'LIST_LENGTH']);
