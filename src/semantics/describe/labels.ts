import { unreachable } from '../../base/assert.ts';
import type { LabelTest } from '../../graph/label-test.ts';

/** A label test as a label expression. */
export function describeLabels(test: LabelTest): string {
  switch (test.kind) {
    case 'label':
      return test.name;
    case 'any':
      return '%';
    case 'not':
      return `!${describeLabels(test.operand)}`;
    case 'and':
      return `(${describeLabels(test.left)}&${describeLabels(test.right)})`;
    case 'or':
      return `(${describeLabels(test.left)}|${describeLabels(test.right)})`;
    default:
      return unreachable(test);
  }
}
