import { unreachable } from '../base/assert.ts';
import type { Expression } from '../syntax/ast/expression.ts';
import type { BoundExpr } from './bound/statement.ts';
import { bindCall } from './expressions/calls.ts';
import { bindSearchedCase, bindSimpleCase } from './expressions/cases.ts';
import {
  bindComprehension,
  bindLet,
  bindList,
  bindPath,
  bindRecord,
  bindReduce,
} from './expressions/constructors.ts';
import { bindListPredicate } from './expressions/list-predicate.ts';
import { bindBinary, bindUnary } from './expressions/operators.ts';
import { bindPredicate } from './expressions/predicates.ts';
import { bindExists, bindValueQuery } from './expressions/queries.ts';
import {
  bindLiteral,
  bindParameter,
  bindProperty,
  bindVariable,
} from './expressions/references.ts';
import {
  bindCast,
  bindDurationBetween,
  bindSlice,
  bindSubscript,
  bindTrim,
} from './expressions/special-calls.ts';
import type { ExpressionContext } from './expression-context.ts';
import { bindObject } from './object-references.ts';

/** Binds a value expression: resolves its names, types it, and refuses what cannot be right. */
export function bindExpression(e: Expression, context: ExpressionContext): BoundExpr {
  for (const substitution of context.substitutions) {
    if (substitution.matches(e)) return substitution.result(e.span);
  }
  switch (e.kind) {
    case 'literal':
      return bindLiteral(e, context);
    case 'parameter':
      return bindParameter(e, context);
    case 'variable':
      return bindVariable(e, context);
    case 'property':
      return bindProperty(e, context);
    case 'unary':
      return bindUnary(e, context);
    case 'binary':
      return bindBinary(e, context);
    case 'call':
      return bindCall(e, context);
    case 'simpleCase':
      return bindSimpleCase(e, context);
    case 'searchedCase':
      return bindSearchedCase(e, context);
    case 'exists':
      return bindExists(e, context);
    case 'valueQuery':
      return bindValueQuery(e, context);
    case 'object':
      return bindObject(e, context);
    case 'trim':
      return bindTrim(e, context);
    case 'durationBetween':
      return bindDurationBetween(e, context);
    case 'cast':
      return bindCast(e, context);
    case 'subscript':
      return bindSubscript(e, context);
    case 'slice':
      return bindSlice(e, context);
    case 'list':
    case 'record':
    case 'path':
    case 'let':
    case 'listComprehension':
      return bindConstructor(e, context);
    case 'listPredicate':
      return bindListPredicate(e, context);
    case 'reduce':
      return bindReduce(e, context);
    default:
      return bindPredicate(e, context);
  }
}

type Constructor = Extract<
  Expression,
  { readonly kind: 'list' | 'record' | 'path' | 'let' | 'listComprehension' }
>;

function bindConstructor(e: Constructor, context: ExpressionContext): BoundExpr {
  switch (e.kind) {
    case 'list':
      return bindList(e, context);
    case 'record':
      return bindRecord(e, context);
    case 'path':
      return bindPath(e, context);
    case 'let':
      return bindLet(e, context);
    case 'listComprehension':
      return bindComprehension(e, context);
    default:
      return unreachable(e);
  }
}
