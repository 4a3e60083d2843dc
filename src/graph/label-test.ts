/**
 * A label expression with names resolved from text, as plain data: what plans carry and stores
 * evaluate. `any` is `%` (at least one label). Labels are names, so that a plan outlives a store.
 */
export type LabelTest =
  | { readonly kind: 'label'; readonly name: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'not'; readonly operand: LabelTest }
  | { readonly kind: 'and' | 'or'; readonly left: LabelTest; readonly right: LabelTest };

export function matchesLabels(
  test: LabelTest,
  has: (name: string) => boolean,
  count: number,
): boolean {
  switch (test.kind) {
    case 'label':
      return has(test.name);
    case 'any':
      return count > 0;
    case 'not':
      return !matchesLabels(test.operand, has, count);
    case 'and':
      return matchesLabels(test.left, has, count) && matchesLabels(test.right, has, count);
    case 'or':
      return matchesLabels(test.left, has, count) || matchesLabels(test.right, has, count);
  }
}
