// The built package, with the modules whose numbers the page of conformance tells.

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** `dist` is the folder of the built package. */
export async function loadProduct(dist) {
  const load = (file) => import(pathToFileURL(join(dist, file)).href);
  const [index, base, decimals, temporal] = await Promise.all(
    ['index.js', 'base/limits.js', 'values/decimal.js', 'values/temporal/limits.js'].map(load),
  );
  return productOf({ ...index, ...base, ...decimals, ...temporal });
}

/** From the exports of those modules, built or not. */
export function productOf(exported) {
  const { GraphLite, GqlError, limits, ExactDecimal, QUOTIENT_DIGITS } = exported;
  const numbers = {
    ...limits,
    quotientDigits: QUOTIENT_DIGITS,
    decimalDigits: ExactDecimal.precision,
    minDecimalExponent: ExactDecimal.minE,
    maxDecimalExponent: ExactDecimal.maxE,
    minYear: exported.MIN_YEAR,
    maxYear: exported.MAX_YEAR,
  };
  return { GraphLite, GqlError, limits, numbers };
}
