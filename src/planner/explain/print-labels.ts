import { unreachable } from '../../base/assert.ts';
import type { LabelTest } from '../../graph/label-test.ts';

/** A label test as GQL writes it. */
export function printLabels(test: LabelTest): string {
  switch (test.kind) {
    case 'label':
      return test.name;
    case 'any':
      return '%';
    case 'not':
      return `!${inner(test.operand)}`;
    case 'and':
      return `${inner(test.left)}&${inner(test.right)}`;
    case 'or':
      return `${printLabels(test.left)}|${printLabels(test.right)}`;
    default:
      return unreachable(test);
  }
}

function inner(test: LabelTest): string {
  return test.kind === 'or' ? `(${printLabels(test)})` : printLabels(test);
}
