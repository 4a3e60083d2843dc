import { productOf } from '../../scripts/conformance/product.mjs';
import { limits } from '../../src/base/limits.ts';
import * as index from '../../src/index.ts';
import * as decimals from '../../src/values/decimal.ts';
import * as temporal from '../../src/values/temporal/limits.ts';

/** What the scripts of conformance take, from the source instead of the built package. */
export const product = productOf({ ...index, limits, ...decimals, ...temporal });
