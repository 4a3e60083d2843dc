import { syntaxError } from '../base/errors.ts';
import type { Span } from '../base/errors.ts';
import { limits } from '../base/limits.ts';

/**
 * Operators of one precedence nest to the left without end (`a OR b OR …`), although the text
 * does not nest. Whoever walks the tree by recursion, as binder and printer do, relies on this.
 */
export const MAX_TREE_HEIGHT = 8 * limits.maxNestingDepth;

/** Refuses a tree that is too high; one with few tokens cannot be. */
export function checkTreeHeight(tree: object, tokenCount: number, text: string): void {
  if (tokenCount <= MAX_TREE_HEIGHT) return;
  const objects: object[] = [tree];
  const heights: number[] = [1];
  for (;;) {
    const object = objects.pop();
    const height = heights.pop();
    if (object === undefined || height === undefined) return;
    if (height > MAX_TREE_HEIGHT) throw heightError(object, text);
    for (const child of Object.values(object) as unknown[]) {
      if (!isBranch(child)) continue;
      objects.push(child);
      heights.push(Array.isArray(child) ? height : height + 1);
    }
  }
}

/** Nodes are plain objects; a literal's value may be anything. */
function isBranch(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
}

function heightError(object: object, text: string): Error {
  const span = 'span' in object ? (object.span as Span) : { start: 0, end: text.length };
  return syntaxError(
    `the text chains more operators than 8 × maxNestingDepth (${MAX_TREE_HEIGHT})`,
    span,
    'Pass many values as one list parameter.',
  );
}
