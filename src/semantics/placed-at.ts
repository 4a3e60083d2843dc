import type { Span } from '../base/errors.ts';

/** A copy of a tree of another text, every part of it placed where that text is used. */
export function placedAt<T>(tree: T, span: Span): T {
  return copied(tree, span) as T;
}

function copied(part: unknown, span: Span): unknown {
  if (Array.isArray(part)) return part.map((each) => copied(each, span));
  // Values of literals are objects of classes, and shared.
  if (part === null || typeof part !== 'object') return part;
  if (Object.getPrototypeOf(part) !== Object.prototype) return part;
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) => [key, key === 'span' ? span : copied(value, span)]),
  );
}
