import type {
  Expression,
  SearchedCase,
  SimpleCase,
  WhenOperand,
} from '../../syntax/ast/expression.ts';
import { NULL_TYPE } from '../../values/type.ts';
import type { BoundExpr } from '../bound/statement.ts';
import type { ExpressionContext, Substitution } from '../expression-context.ts';
import { bindPart } from '../expression-context.ts';
import { commonType, requireBoolean } from '../static-types.ts';
import { disjunction, equals } from './operators.ts';
import { constant, variableExpr } from './references.ts';

type CaseBranch = Extract<BoundExpr, { readonly kind: 'case' }>['branches'][number];

export function bindSearchedCase(e: SearchedCase, context: ExpressionContext): BoundExpr {
  const branches = e.branches.map(({ when, then }) => ({
    when: requireBoolean(bindPart(when, context), 'WHEN', when.span),
    then: bindPart(then, context),
  }));
  return caseOf(branches, e, context);
}

/**
 * A simple CASE (20.7) as a searched one. The operand is computed once, and WHEN takes lists of
 * values (`WHEN 1, 2`) and predicates without their left side (`WHEN > 10`, `WHEN IS NULL`).
 */
export function bindSimpleCase(e: SimpleCase, context: ExpressionContext): BoundExpr {
  const operand = bindPart(e.operand, context);
  if (operand.kind === 'variable' || operand.kind === 'constant') {
    return caseOf(bindBranches(e, operand, context), e, context);
  }
  const { state } = context;
  const variable = state.newVariable({
    name: '',
    role: 'value',
    degree: 'singleton',
    type: operand.type,
    notNull: false,
  });
  const reference = variableExpr(state, variable, e.operand.span);
  const body = caseOf(bindBranches(e, reference, context), e, context);
  return { kind: 'let', variable, value: operand, body, type: body.type, span: e.span };
}

function bindBranches(
  e: SimpleCase,
  operand: BoundExpr,
  context: ExpressionContext,
): readonly CaseBranch[] {
  // The tail of a predicate has the tree of the operand for its left side, the same object.
  const isOperand: Substitution = {
    matches: (part) => part === e.operand,
    names: new Set(),
    result: () => operand,
  };
  const inWhen = { ...context, substitutions: [isOperand, ...context.substitutions] };
  return e.branches.map(({ when, then }) => ({
    when: anyOf(when, operand, inWhen),
    then: bindPart(then, context),
  }));
}

function anyOf(
  operands: readonly WhenOperand[],
  operand: BoundExpr,
  context: ExpressionContext,
): BoundExpr {
  let result: BoundExpr | undefined;
  for (const when of operands) {
    const test = whenTest(when, operand, context);
    result = result === undefined ? test : disjunction(result, test, test.span ?? spanOf(when));
  }
  return result ?? operand;
}

function whenTest(when: WhenOperand, operand: BoundExpr, context: ExpressionContext): BoundExpr {
  if (when.kind === 'predicate') {
    return requireBoolean(bindPart(when.predicate, context), 'WHEN', when.predicate.span);
  }
  return equals(operand, bindPart(when.value, context), when.value.span);
}

function spanOf(when: WhenOperand): Expression['span'] {
  return when.kind === 'value' ? when.value.span : when.predicate.span;
}

function caseOf(
  branches: readonly CaseBranch[],
  e: SimpleCase | SearchedCase,
  context: ExpressionContext,
): BoundExpr {
  const otherwise =
    e.otherwise === undefined ? constant(null, NULL_TYPE, e.span) : bindPart(e.otherwise, context);
  const type = commonType([...branches.map(({ then }) => then.type), otherwise.type]);
  return { kind: 'case', branches, otherwise, type, span: e.span };
}
