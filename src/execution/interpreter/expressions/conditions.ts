import type { PhysicalExpr, PhysicalOperator } from '../../../planner/plan/operator.ts';
import type {
  CompareExpr,
  IsNullExpr,
  IsTruthExpr,
  LogicExpr,
  NotExpr,
} from '../../../semantics/bound/expression.ts';
import type { Truth } from '../../runtime/truth.ts';
import { and3, not3, or3, truthOf, xor3 } from '../../runtime/truth.ts';
import type { Build, Condition, Evaluate } from '../build.ts';
import { comparisonCondition, comparisonTruth } from './comparison.ts';
import { evaluator } from './evaluator.ts';

/** A closure for `expr` as a condition: true where it is TRUE, false where FALSE or UNKNOWN. */
export function condition(build: Build, expr: PhysicalExpr): Condition {
  switch (expr.kind) {
    case 'and': {
      // Whether the left side is FALSE or UNKNOWN makes no difference here.
      const left = condition(build, expr.left);
      const right = condition(build, expr.right);
      return () => left() && right();
    }
    case 'or': {
      const left = condition(build, expr.left);
      const right = condition(build, expr.right);
      return () => left() || right();
    }
    case 'compare':
      return comparisonCondition(build, expr);
    default: {
      const truth = truthEvaluator(build, expr);
      return () => truth() === true;
    }
  }
}

/** A list of conditions that must all hold; undefined where there is none. */
export function conjunction(
  build: Build,
  exprs: readonly (PhysicalExpr | undefined)[],
): Condition | undefined {
  const conditions = exprs.flatMap((expr) => (expr === undefined ? [] : [condition(build, expr)]));
  const [first, second] = conditions;
  if (first === undefined || second === undefined) return first;
  return () => conditions.every((each) => each());
}

function truthEvaluator(build: Build, expr: PhysicalExpr): () => Truth {
  const evaluate = evaluator(build, expr);
  const { span } = expr;
  return () => truthOf(evaluate(), span);
}

/** The right side is left out where the left side decides. */
export function logic(build: Build, expr: LogicExpr<PhysicalOperator>): Evaluate {
  const left = truthEvaluator(build, expr.left);
  const right = truthEvaluator(build, expr.right);
  switch (expr.kind) {
    case 'and':
      return () => {
        const truth = left();
        return truth === false ? false : and3(truth, right());
      };
    case 'or':
      return () => {
        const truth = left();
        return truth === true ? true : or3(truth, right());
      };
    case 'xor':
      return () => xor3(left(), right());
  }
}

export function negatedTruth(build: Build, expr: NotExpr<PhysicalOperator>): Evaluate {
  const operand = truthEvaluator(build, expr.operand);
  return () => not3(operand());
}

export function comparison(build: Build, expr: CompareExpr<PhysicalOperator>): Evaluate {
  return comparisonTruth(build, expr);
}

export function nullTest(build: Build, expr: IsNullExpr<PhysicalOperator>): Evaluate {
  const operand = evaluator(build, expr.operand);
  const { negated } = expr;
  return () => (operand() === null) !== negated;
}

export function truthTest(build: Build, expr: IsTruthExpr<PhysicalOperator>): Evaluate {
  const operand = truthEvaluator(build, expr.operand);
  const { truth, negated } = expr;
  return () => (operand() === truth) !== negated;
}
