import type { LabelTest } from '../graph/label-test.ts';

/** Both tests; either may be absent. */
export function bothLabels(
  left: LabelTest | undefined,
  right: LabelTest | undefined,
): LabelTest | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  return sameLabels(left, right) ? left : { kind: 'and', left, right };
}

/** Whether everything that passes the test carries the label. */
export function impliesLabel(test: LabelTest | undefined, label: string): boolean {
  switch (test?.kind) {
    case 'label':
      return test.name === label;
    case 'and':
      return impliesLabel(test.left, label) || impliesLabel(test.right, label);
    case 'or':
      return impliesLabel(test.left, label) && impliesLabel(test.right, label);
    default:
      return false;
  }
}

/** The test without what `label` already says; undefined where nothing is left to test. */
export function withoutLabel(test: LabelTest | undefined, label: string): LabelTest | undefined {
  switch (test?.kind) {
    case undefined:
    case 'any':
      return undefined;
    case 'label':
      return test.name === label ? undefined : test;
    case 'and':
      return bothLabels(withoutLabel(test.left, label), withoutLabel(test.right, label));
    case 'or':
      return impliedBy(test.left, label) || impliedBy(test.right, label) ? undefined : test;
    case 'not':
      return test;
  }
}

function impliedBy(test: LabelTest, label: string): boolean {
  return withoutLabel(test, label) === undefined;
}

function sameLabels(left: LabelTest, right: LabelTest): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
