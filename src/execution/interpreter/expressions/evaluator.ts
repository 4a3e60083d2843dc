import { unreachable } from '../../../base/assert.ts';
import type { PhysicalExpr } from '../../../planner/plan/operator.ts';
import type { CaseExpr, CoalesceExpr } from '../../../semantics/bound/expression.ts';
import type { PhysicalOperator } from '../../../planner/plan/operator.ts';
import type { Value } from '../../../values/value.ts';
import type { Build, Condition, Evaluate } from '../build.ts';
import type { ExpressionBuilders } from './builders.ts';
import { boxedReader } from '../registers.ts';
import { arithmetic, negation } from './arithmetic.ts';
import { call, cast, typeTest } from './calls.ts';
import { comparisonCondition, comparisonTruth } from './comparison.ts';
import { logic, negatedTruth, nullTest, truthEvaluator, truthTest } from './logic.ts';
import { comprehension, letIn, list, pathOf, record, reduce } from './collections.ts';
import { horizontalAggregate } from './horizontal.ts';
import { labelTest, property } from './property.ts';
import { exists, valueQuery } from './subqueries.ts';

/** Turns an expression into a closure over the registers of the build's run. */
export function evaluator(build: Build, expr: PhysicalExpr): Evaluate {
  const of = buildersOf(build);
  switch (expr.kind) {
    case 'constant': {
      const { value } = expr;
      return () => value;
    }
    case 'parameter': {
      const { run } = build;
      const { index } = expr;
      return () => run.parameters[index] as Value;
    }
    case 'variable':
      return boxedReader(build, expr.variable);
    case 'property':
      return property(build, of, expr);
    case 'and':
    case 'or':
    case 'xor':
      return logic(of, expr);
    case 'not':
      return negatedTruth(of, expr);
    case 'compare':
      return comparisonTruth(build, of, expr);
    case 'arithmetic':
      return arithmetic(of, expr);
    case 'negate':
      return negation(of, expr);
    default:
      return rarer(build, of, expr);
  }
}

type Rarer = Exclude<
  PhysicalExpr,
  {
    kind:
      | 'constant'
      | 'parameter'
      | 'variable'
      | 'property'
      | 'and'
      | 'or'
      | 'xor'
      | 'not'
      | 'compare'
      | 'arithmetic'
      | 'negate';
  }
>;

function rarer(build: Build, of: ExpressionBuilders, expr: Rarer): Evaluate {
  switch (expr.kind) {
    case 'isNull':
      return nullTest(of, expr);
    case 'isTruth':
      return truthTest(of, expr);
    case 'isTyped':
      return typeTest(build, of, expr);
    case 'isLabeled':
      return labelTest(build, of, expr);
    case 'cast':
      return cast(build, of, expr);
    case 'call':
      return call(build, of, expr);
    case 'case':
      return cases(of, expr);
    case 'coalesce':
      return coalesce(of, expr);
    case 'list':
      return list(of, expr);
    case 'record':
      return record(of, expr);
    case 'makePath':
      return pathOf(build, expr);
    case 'exists':
      return exists(build, expr);
    case 'valueQuery':
      return valueQuery(build, expr);
    case 'let':
      return letIn(build, of, expr);
    case 'comprehension':
      return comprehension(build, of, expr);
    case 'reduce':
      return reduce(build, of, expr);
    case 'horizontalAggregate':
      return horizontalAggregate(build, of, expr);
    default:
      return unreachable(expr);
  }
}

/** A closure for `expr` as a condition: true where it is TRUE, false where FALSE or UNKNOWN. */
function conditionOf(build: Build, expr: PhysicalExpr): Condition {
  const of = buildersOf(build);
  switch (expr.kind) {
    case 'and': {
      // Whether the left side is FALSE or UNKNOWN makes no difference here.
      const left = of.condition(expr.left);
      const right = of.condition(expr.right);
      return () => left() && right();
    }
    case 'or': {
      const left = of.condition(expr.left);
      const right = of.condition(expr.right);
      return () => left() || right();
    }
    case 'compare':
      return comparisonCondition(build, of, expr);
    default: {
      const truth = truthEvaluator(of, expr);
      return () => truth() === true;
    }
  }
}

/** The builders of operands, which all builders of one plan share. */
export function buildersOf(build: Build): ExpressionBuilders {
  build.expressions ??= {
    evaluator: (expr) => evaluator(build, expr),
    condition: (expr) => conditionOf(build, expr),
  };
  return build.expressions;
}

/** Branches are evaluated one after the other, and none behind the one taken. */
function cases(of: ExpressionBuilders, expr: CaseExpr<PhysicalOperator>): Evaluate {
  const whens = expr.branches.map((branch) => of.condition(branch.when));
  const thens = expr.branches.map((branch) => of.evaluator(branch.then));
  const otherwise = of.evaluator(expr.otherwise);
  return () => {
    for (let i = 0; i < whens.length; i++) {
      if (whens[i]?.() === true) return (thens[i] as Evaluate)();
    }
    return otherwise();
  };
}

function coalesce(of: ExpressionBuilders, expr: CoalesceExpr<PhysicalOperator>): Evaluate {
  const operands = expr.operands.map((operand) => of.evaluator(operand));
  return () => {
    for (const operand of operands) {
      const value = operand();
      if (value !== null) return value;
    }
    return null;
  };
}
