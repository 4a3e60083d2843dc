/**
 * A copy of a tree without what depends on how it was written: the spans, the `text` that names a
 * column, the order of keys. Two texts mean the same to later layers when these copies are equal.
 */
export function withoutSpans(tree: unknown): unknown {
  if (Array.isArray(tree)) return tree.map(withoutSpans);
  if (typeof tree !== 'object' || tree === null || !isPlain(tree)) return tree;
  const copy: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(tree).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (key === 'span' || (key === 'text' && typeof value === 'string')) continue;
    copy[key] = withoutSpans(value);
  }
  return copy;
}

function isPlain(value: object): boolean {
  return Object.getPrototypeOf(value) === Object.prototype;
}
