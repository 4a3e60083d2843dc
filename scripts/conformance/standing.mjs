// Whether a row counts, and for which group.

import { isDoubtful } from './cases.mjs';
import { readDispositions } from './dispositions.mjs';

const catalogFeature = /^G[CGST]\d\d$/u;

/** Statements about the catalog, the session or a transaction, wherever in a text they stand. */
const catalogStatement = new RegExp(
  [
    String.raw`\b(?:CREATE|DROP)\s+(?:OR\s+REPLACE\s+)?(?:PROPERTY\s+)?(?:GRAPH|SCHEMA)\b`,
    String.raw`\bSESSION\s+(?:SET|RESET|CLOSE)\b`,
    String.raw`^\s*(?:START\s+TRANSACTION|COMMIT|ROLLBACK)\b`,
    String.raw`(?:^|\{)\s*AT\s+[/.$A-Z]`,
  ].join('|'),
  'iu',
);

/** True for a row that needs a schema, a further graph, a graph type, a session or transactions. */
export function needsCatalog(row) {
  const features = [...(row.features ?? []), ...(row.requires ?? [])];
  if (features.some((feature) => catalogFeature.test(feature))) return true;
  const setup = row.setup.map((step) => (typeof step === 'string' ? step : step.query));
  return [...setup, row.query].some((text) => catalogStatement.test(text));
}

/**
 * Says of a row how it stands: 'counted'; 'doubtful', its expectation is in question; or 'disposed',
 * it contradicts the standard, a choice that is ours, or one of the features in `claims`.
 */
export function standings(claims) {
  const dispositions = readDispositions();
  return (row) => {
    if (isDoubtful(row)) return 'doubtful';
    const { id, unless } = row;
    return dispositions.has(id) || claims.has(unless) ? 'disposed' : 'counted';
  };
}
