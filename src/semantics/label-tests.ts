import { unreachable } from '../base/assert.ts';
import type { LabelTest } from '../graph/label-test.ts';
import type { LabelExpression } from '../syntax/ast/pattern.ts';

/** A label expression as plain data; labels of an open graph need not exist. */
export function labelTest(e: LabelExpression): LabelTest {
  switch (e.kind) {
    case 'label':
      return { kind: 'label', name: e.name };
    case 'wildcard':
      return { kind: 'any' };
    case 'not':
      return { kind: 'not', operand: labelTest(e.operand) };
    case 'and':
    case 'or':
      return { kind: e.kind, left: labelTest(e.left), right: labelTest(e.right) };
    default:
      return unreachable(e);
  }
}

/** The element must pass all of the tests; undefined of none. */
export function allTests(tests: readonly LabelTest[]): LabelTest | undefined {
  let result: LabelTest | undefined;
  for (const right of tests) {
    result = result === undefined ? right : { kind: 'and', left: result, right };
  }
  return result;
}
