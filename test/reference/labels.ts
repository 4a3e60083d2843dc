import { unreachable } from '../../src/base/assert.ts';
import type { LabelExpression } from '../../src/syntax/ast/pattern.ts';

/** Whether a label set satisfies a label expression (ISO/IEC 39075, 16.8; B.4 point 14). */
export function satisfies(labels: ReadonlySet<string>, expression: LabelExpression): boolean {
  switch (expression.kind) {
    case 'label':
      return labels.has(expression.name);
    case 'wildcard':
      return labels.size > 0;
    case 'not':
      return !satisfies(labels, expression.operand);
    case 'and':
      return satisfies(labels, expression.left) && satisfies(labels, expression.right);
    case 'or':
      return satisfies(labels, expression.left) || satisfies(labels, expression.right);
    default:
      return unreachable(expression);
  }
}
