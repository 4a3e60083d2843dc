// Cases about a declared limit write `<<scale>>` for a list that is one longer than the limit.

const namesOfLimit = {
  IL001: { node: 'maxNodeLabels', edge: 'maxEdgeLabels' },
  IL002: { node: 'maxProperties', edge: 'maxProperties' },
  IL003: { node: 'maxKeyLabels', edge: 'maxKeyLabels' },
};

/** The text with its list, or undefined where the product declares no such limit. */
export function scaledText(row, limits) {
  if (row.scale === undefined) return row.query;
  const { kind, each, between } = row.scale;
  const limit = limits[namesOfLimit[row.limit]?.[kind]];
  if (typeof limit !== 'number') return undefined;
  const items = Array.from({ length: limit + 1 }, (_, i) =>
    each.replaceAll('<<n>>', String(i + 1)),
  );
  return row.query.replaceAll('<<scale>>', items.join(between));
}
