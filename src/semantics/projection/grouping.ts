import type { Span } from '../../base/errors.ts';
import { syntaxError } from '../../base/errors.ts';
import type { Expression, FunctionCall } from '../../syntax/ast/expression.ts';
import type { Binding, BoundAggregate, BoundExpr, BoundQuery } from '../bound/statement.ts';
import type { VariableId } from '../bound/variable.ts';
import { variableFor } from '../columns.ts';
import type { ExpressionContext, Substitution } from '../expression-context.ts';
import { plainContext } from '../expression-context.ts';
import { bindVertical, hasVerticalAggregate } from '../expressions/aggregates.ts';
import { variableExpr } from '../expressions/references.ts';
import type { Scope, ScopeEntry } from '../scope.ts';
import { visible } from '../scope.ts';
import type { BindState } from '../state.ts';
import { namesIn, sameSyntax } from '../syntax-walk.ts';
import type { Item } from './items.ts';

interface Key {
  readonly expression: Expression;
  readonly variable: VariableId;
  readonly value: BoundExpr;
}

/**
 * The grouping of a projection (14.10, 14.11): what its items see is the keys and the aggregates,
 * not the rows of before. Without GROUP BY the items that do not aggregate are the keys.
 */
export class Grouping {
  /** Of what is computed per group: items, HAVING, sort keys. */
  readonly context: ExpressionContext;
  private readonly state: BindState;
  private readonly before: Scope;
  private readonly keys: readonly Key[];
  private readonly explicit: boolean;
  private readonly found: { call: FunctionCall; aggregate: BoundAggregate<BoundQuery> }[] = [];

  constructor(
    state: BindState,
    before: Scope,
    groupBy: readonly Expression[] | undefined,
    items: readonly Item[],
  ) {
    this.state = state;
    this.before = before;
    this.explicit = groupBy !== undefined;
    this.keys = (groupBy ?? this.implicitKeys(items)).map((e) => this.key(e, items));
    this.context = {
      state,
      scope: this.groupScope(),
      aggregates: (call) => this.aggregate(call),
      substitutions: this.substitutions(),
    };
  }

  keyBindings(): readonly Binding<BoundQuery>[] {
    return this.keys.map(({ variable, value }) => ({ variable, value }));
  }

  aggregates(): readonly BoundAggregate<BoundQuery>[] {
    return this.found.map(({ aggregate }) => aggregate);
  }

  /** An item: a whole key, or made of keys and aggregates. */
  bind(e: Expression): BoundExpr {
    const key = this.keys.find(({ expression }) => sameSyntax(expression, e));
    if (key !== undefined) return variableExpr(this.state, key.variable, e.span);
    return this.state.recursion.expression(e, this.context);
  }

  private implicitKeys(items: readonly Item[]): readonly Expression[] {
    return items
      .map(({ expression }) => expression)
      .filter((e) => !hasVerticalAggregate(e, this.state, this.before));
  }

  private key(e: Expression, items: readonly Item[]): Key {
    const expression = this.explicit ? this.keyExpression(e, items) : e;
    const context = plainContext(this.state, this.before, 'in GROUP BY');
    const value = this.state.recursion.expression(expression, context);
    const name = expression.kind === 'variable' ? expression.name : '';
    return { expression, value, variable: variableFor(this.state, name, value) };
  }

  /** A name in GROUP BY is a variable of before, or else an alias for what it names. */
  private keyExpression(e: Expression, items: readonly Item[]): Expression {
    if (e.kind !== 'variable') {
      if (!this.state.environment.strict) return e;
      throw syntaxError(
        'GROUP BY takes names, not expressions, in ISO GQL',
        e.span,
        'give the expression a name with LET or AS and group by that',
      );
    }
    if (this.before.sees(e.name)) return e;
    const item = items.find(({ name }) => name === e.name);
    if (item === undefined) throw this.unknownKey(e.name, items, e.span);
    if (hasVerticalAggregate(item.expression, this.state, this.before)) {
      throw syntaxError(`"${e.name}" is an aggregate, so no group can be made by it`, e.span);
    }
    return item.expression;
  }

  private unknownKey(name: string, items: readonly Item[], span: Span): Error {
    const aliases = items.map((item) => [item.name, visible(0)] as const);
    return this.before.local(aliases).unknown(name, span);
  }

  /** The variables of before are gone, but for those that are keys themselves. */
  private groupScope(): Scope {
    const entries = new Map<string, ScopeEntry>();
    for (const [name, entry] of this.before.ownEntries()) {
      entries.set(name, entry.kind === 'visible' ? UNGROUPED : entry);
    }
    for (const { expression, variable } of this.keys) {
      if (expression.kind === 'variable') entries.set(expression.name, visible(variable));
    }
    return this.before.with(entries);
  }

  /**
   * Keys that are expressions. In parts of other expressions a key found by implication must be
   * plain (`n.city`), so that a reader sees that the part is a key (compare 20.9 SR).
   */
  private substitutions(): readonly Substitution[] {
    return this.keys
      .filter(({ expression: e }) => e.kind !== 'variable' && (this.explicit || isPlain(e)))
      .map(({ expression, variable }) => ({
        matches: (part: Expression) => sameSyntax(part, expression),
        names: namesIn(expression),
        result: (span: Span) => variableExpr(this.state, variable, span),
      }));
  }

  private aggregate(call: FunctionCall): BoundExpr {
    const known = this.found.find((other) => sameSyntax(other.call, call));
    if (known !== undefined) {
      return variableExpr(this.state, known.aggregate.variable, call.span);
    }
    const context = plainContext(this.state, this.before, 'inside an aggregate');
    const { aggregate, type } = bindVertical(call, context);
    const variable = this.state.newVariable({
      name: '',
      role: 'value',
      degree: 'singleton',
      type,
      notNull: aggregate.function === 'COUNT',
    });
    this.found.push({ call, aggregate: { variable, ...aggregate } });
    return variableExpr(this.state, variable, call.span);
  }
}

const UNGROUPED: ScopeEntry = {
  kind: 'blocked',
  reason: 'is neither a group key nor inside an aggregate',
  hint: 'add it to GROUP BY (or, without GROUP BY, return it by itself), or aggregate it',
};

/** A variable, or a property of one: what may be recognised inside other expressions. */
export function isPlain(e: Expression): boolean {
  return e.kind === 'variable' || (e.kind === 'property' && isPlain(e.object));
}

/** HAVING sees the aliases of items too, as the expressions that they name. */
export function havingContext(grouping: Grouping, items: readonly Item[]): ExpressionContext {
  const { context } = grouping;
  const aliases: Substitution[] = items
    .filter(({ name }) => !context.scope.sees(name))
    .map(({ name, expression }) => ({
      matches: (part: Expression) => part.kind === 'variable' && part.name === name,
      names: new Set([name]),
      result: () => grouping.bind(expression),
    }));
  return { ...context, substitutions: [...aliases, ...context.substitutions] };
}

export function havingWithoutGroups(span: Span): Error {
  return syntaxError('HAVING is about groups, and there is no grouping here', span, 'use WHERE');
}
