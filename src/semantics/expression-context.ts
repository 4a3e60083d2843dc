import type { Span } from '../base/errors.ts';
import type { Expression, FunctionCall } from '../syntax/ast/expression.ts';
import type { BoundExpr } from './bound/statement.ts';
import type { Scope, ScopeEntry } from './scope.ts';
import type { BindState } from './state.ts';

/** What an expression is bound in. */
export interface ExpressionContext {
  readonly state: BindState;
  readonly scope: Scope;
  /** Takes a vertical aggregate, or says in the end of a sentence why there can be none here. */
  readonly aggregates: AggregateSink | string;
  /** Expressions that stand for something computed already: group keys, columns, CASE operands. */
  readonly substitutions: readonly Substitution[];
}

/** Collects the vertical aggregates of a projection; returns what stands in their place. */
export type AggregateSink = (call: FunctionCall) => BoundExpr;

export interface Substitution {
  readonly matches: (expression: Expression) => boolean;
  /** Names that it reads; a local variable of such a name ends the substitution. */
  readonly names: ReadonlySet<string>;
  readonly result: (span: Span) => BoundExpr;
}

/** A plain place: no aggregates. `place` ends the sentence "aggregates are not allowed …". */
export function plainContext(state: BindState, scope: Scope, place: string): ExpressionContext {
  return { state, scope, aggregates: place, substitutions: [] };
}

/** The context inside an expression that defines local variables. */
export function withLocals(
  context: ExpressionContext,
  locals: readonly (readonly [string, ScopeEntry])[],
): ExpressionContext {
  return {
    ...context,
    scope: context.scope.local(locals),
    substitutions: context.substitutions.filter(
      ({ names }) => !locals.some(([name]) => names.has(name)),
    ),
  };
}

/** Binds a part of an expression in the same context. */
export function bindPart(expression: Expression, context: ExpressionContext): BoundExpr {
  return context.state.recursion.expression(expression, context);
}
