import type { PhysicalOperator } from './operator.ts';

/** The operators directly below. */
export function operandsOf(op: PhysicalOperator): readonly PhysicalOperator[] {
  switch (op.kind) {
    case 'unit':
    case 'argument':
    case 'table':
      return [];
    case 'setOperation':
      return [op.left, op.right];
    case 'apply':
    case 'materialize':
      return [op.input, op.inner];
    default:
      return [op.input];
  }
}
