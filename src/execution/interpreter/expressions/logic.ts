import type { PhysicalExpr, PhysicalOperator } from '../../../planner/plan/operator.ts';
import type {
  IsNullExpr,
  IsTruthExpr,
  LogicExpr,
  NotExpr,
} from '../../../semantics/bound/expression.ts';
import type { Truth } from '../../runtime/truth.ts';
import { and3, not3, or3, truthOf, xor3 } from '../../runtime/truth.ts';
import type { Evaluate } from '../build.ts';
import type { ExpressionBuilders } from './builders.ts';

/** An operand that must be a truth value. */
export function truthEvaluator(of: ExpressionBuilders, expr: PhysicalExpr): () => Truth {
  const evaluate = of.evaluator(expr);
  const { span } = expr;
  return () => truthOf(evaluate(), span);
}

/** The right side is left out where the left side decides. */
export function logic(of: ExpressionBuilders, expr: LogicExpr<PhysicalOperator>): Evaluate {
  const left = truthEvaluator(of, expr.left);
  const right = truthEvaluator(of, expr.right);
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

export function negatedTruth(of: ExpressionBuilders, expr: NotExpr<PhysicalOperator>): Evaluate {
  const operand = truthEvaluator(of, expr.operand);
  return () => not3(operand());
}

export function nullTest(of: ExpressionBuilders, expr: IsNullExpr<PhysicalOperator>): Evaluate {
  const operand = of.evaluator(expr.operand);
  const { negated } = expr;
  return () => (operand() === null) !== negated;
}

export function truthTest(of: ExpressionBuilders, expr: IsTruthExpr<PhysicalOperator>): Evaluate {
  const operand = truthEvaluator(of, expr.operand);
  const { truth, negated } = expr;
  return () => (operand() === truth) !== negated;
}
