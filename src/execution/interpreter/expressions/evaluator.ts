import { unreachable } from '../../../base/assert.ts';
import type { PhysicalExpr } from '../../../planner/plan/operator.ts';
import type { CaseExpr, CoalesceExpr } from '../../../semantics/bound/expression.ts';
import type { PhysicalOperator } from '../../../planner/plan/operator.ts';
import type { Value } from '../../../values/value.ts';
import type { Build, Evaluate } from '../build.ts';
import { boxedReader } from '../registers.ts';
import { arithmetic, negation } from './arithmetic.ts';
import { call, cast, typeTest } from './calls.ts';
import { comparison, condition, logic, negatedTruth, nullTest, truthTest } from './conditions.ts';
import { comprehension, letIn, list, pathOf, record, reduce } from './collections.ts';
import { horizontalAggregate } from './horizontal.ts';
import { labelTest, property } from './property.ts';
import { exists, valueQuery } from './subqueries.ts';

/** Turns an expression into a closure over the registers of the build's run. */
export function evaluator(build: Build, expr: PhysicalExpr): Evaluate {
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
      return property(build, expr);
    case 'and':
    case 'or':
    case 'xor':
      return logic(build, expr);
    case 'not':
      return negatedTruth(build, expr);
    case 'compare':
      return comparison(build, expr);
    case 'arithmetic':
      return arithmetic(build, expr);
    case 'negate':
      return negation(build, expr);
    default:
      return rarer(build, expr);
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

function rarer(build: Build, expr: Rarer): Evaluate {
  switch (expr.kind) {
    case 'isNull':
      return nullTest(build, expr);
    case 'isTruth':
      return truthTest(build, expr);
    case 'isTyped':
      return typeTest(build, expr);
    case 'isLabeled':
      return labelTest(build, expr);
    case 'cast':
      return cast(build, expr);
    case 'call':
      return call(build, expr);
    case 'case':
      return cases(build, expr);
    case 'coalesce':
      return coalesce(build, expr);
    case 'list':
      return list(build, expr);
    case 'record':
      return record(build, expr);
    case 'makePath':
      return pathOf(build, expr);
    case 'exists':
      return exists(build, expr);
    case 'valueQuery':
      return valueQuery(build, expr);
    case 'let':
      return letIn(build, expr);
    case 'comprehension':
      return comprehension(build, expr);
    case 'reduce':
      return reduce(build, expr);
    case 'horizontalAggregate':
      return horizontalAggregate(build, expr);
    default:
      return unreachable(expr);
  }
}

/** Branches are evaluated one after the other, and none behind the one taken. */
function cases(build: Build, expr: CaseExpr<PhysicalOperator>): Evaluate {
  const whens = expr.branches.map((branch) => condition(build, branch.when));
  const thens = expr.branches.map((branch) => evaluator(build, branch.then));
  const otherwise = evaluator(build, expr.otherwise);
  return () => {
    for (let i = 0; i < whens.length; i++) {
      if (whens[i]?.() === true) return (thens[i] as Evaluate)();
    }
    return otherwise();
  };
}

function coalesce(build: Build, expr: CoalesceExpr<PhysicalOperator>): Evaluate {
  const operands = expr.operands.map((operand) => evaluator(build, operand));
  return () => {
    for (const operand of operands) {
      const value = operand();
      if (value !== null) return value;
    }
    return null;
  };
}
