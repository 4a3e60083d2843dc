import { unreachable } from '../../base/assert.ts';
import type { Expression, ListPredicate } from '../../syntax/ast/expression.ts';
import { BOOL, NULL_TYPE } from '../../values/type.ts';
import type { BoundExpr } from '../bound/statement.ts';
import type { ExpressionContext } from '../expression-context.ts';
import { bindPart, withLocals } from '../expression-context.ts';
import { visible } from '../scope.ts';
import { canBe, describeType, invalidType, requireBoolean } from '../static-types.ts';
import { constant, elementVariable, integer, truth, variableExpr } from './references.ts';
import { callScalar } from './scalar-calls.ts';

type Branch = Extract<BoundExpr, { readonly kind: 'case' }>['branches'][number];

/**
 * `ALL|ANY|NONE|SINGLE (x IN list WHERE condition)` in three-valued logic, by counting: an element
 * that decides decides, else one with an unknown condition makes it unknown.
 */
export function bindListPredicate(e: ListPredicate, context: ExpressionContext): BoundExpr {
  const list = bindPart(e.list, context);
  if (!canBe(list.type, 'list')) {
    throw invalidType(`IN needs a list, not ${describeType(list.type)}`, e.list.span);
  }
  const { state } = context;
  const variable = state.newVariable({
    name: '',
    role: 'value',
    degree: 'singleton',
    type: list.type,
    notNull: false,
  });
  const { span } = e;
  const counts = new Counts(e, variableExpr(state, variable, e.list.span), context);
  const isNull: BoundExpr = {
    kind: 'isNull',
    operand: counts.list,
    negated: false,
    type: BOOL,
    span,
  };
  const unknown = constant(null, NULL_TYPE, span);
  const [branch, otherwise] = decide(e, counts);
  const branches = [
    { when: isNull, then: unknown },
    branch,
    { when: counts.moreThan('unknown', 0), then: unknown },
  ];
  const body: BoundExpr = { kind: 'case', branches, otherwise, type: BOOL, span };
  return { kind: 'let', variable, value: list, body, type: BOOL, span };
}

/** The branch that elements with a known condition decide, and the result when nothing does. */
function decide(e: ListPredicate, counts: Counts): readonly [Branch, BoundExpr] {
  const [yes, no] = [truth(true, e.span), truth(false, e.span)];
  switch (e.quantifier) {
    case 'ANY':
      return [{ when: counts.moreThan('true', 0), then: yes }, no];
    case 'ALL':
      return [{ when: counts.moreThan('false', 0), then: no }, yes];
    case 'NONE':
      return [{ when: counts.moreThan('true', 0), then: no }, yes];
    case 'SINGLE':
      return [{ when: counts.moreThan('true', 1), then: no }, counts.moreThan('true', 0)];
    default:
      return unreachable(e.quantifier);
  }
}

/** Conditions on how many elements have a certain truth value. */
class Counts {
  readonly list: BoundExpr;
  private readonly predicate: ListPredicate;
  private readonly context: ExpressionContext;

  constructor(predicate: ListPredicate, list: BoundExpr, context: ExpressionContext) {
    this.predicate = predicate;
    this.list = list;
    this.context = context;
  }

  moreThan(which: 'true' | 'false' | 'unknown', count: number): BoundExpr {
    const { span } = this.predicate;
    const left = callScalar('LIST_LENGTH', [this.elements(which)], span);
    const right = integer(count, span);
    return { kind: 'compare', operator: '>', left, right, type: BOOL, span };
  }

  private elements(which: 'true' | 'false' | 'unknown'): BoundExpr {
    const { variable: name, where: condition, span } = this.predicate;
    const variable = elementVariable(this.context.state, this.list.type, name.name);
    const inner = withLocals(this.context, [[name.name, visible(variable)]]);
    const where = isTruth(condition, which, inner);
    return { kind: 'comprehension', variable, list: this.list, where, type: this.list.type, span };
  }
}

function isTruth(
  condition: Expression,
  which: 'true' | 'false' | 'unknown',
  context: ExpressionContext,
): BoundExpr {
  const operand = requireBoolean(bindPart(condition, context), 'WHERE', condition.span);
  const value = which === 'unknown' ? null : which === 'true';
  return {
    kind: 'isTruth',
    operand,
    truth: value,
    negated: false,
    type: BOOL,
    span: condition.span,
  };
}
