import { CONCATENATION } from './concatenation.ts';
import { CONVERSION_FUNCTIONS } from './conversion.ts';
import { ELEMENT_FUNCTIONS } from './elements.ts';
import { LIST_FUNCTIONS } from './lists.ts';
import { NUMERIC_FUNCTIONS } from './numeric.ts';
import { PATH_FUNCTIONS } from './paths.ts';
import type { ScalarFunction } from './scalar.ts';
import { SESSION_FUNCTIONS } from './session.ts';
import { STRING_FUNCTIONS } from './strings.ts';
import { EXTRACTION_FUNCTIONS } from './temporal-extraction.ts';
import { TEMPORAL_FUNCTIONS } from './temporal.ts';
import { TEXT_SEARCH_FUNCTIONS } from './text-search.ts';
import { TIME_ZONE_FUNCTIONS } from './time-zones.ts';
import { TRIGONOMETRIC_FUNCTIONS } from './trigonometric.ts';
import { TRIM_FUNCTIONS } from './trim.ts';

/** Every scalar function and operator; aggregates are in `aggregates.ts`. */
export const scalarFunctions: readonly ScalarFunction[] = [
  ...NUMERIC_FUNCTIONS,
  ...TRIGONOMETRIC_FUNCTIONS,
  ...STRING_FUNCTIONS,
  ...TRIM_FUNCTIONS,
  ...TEXT_SEARCH_FUNCTIONS,
  ...LIST_FUNCTIONS,
  ...CONCATENATION,
  ...PATH_FUNCTIONS,
  ...ELEMENT_FUNCTIONS,
  ...TEMPORAL_FUNCTIONS,
  ...SESSION_FUNCTIONS,
  ...EXTRACTION_FUNCTIONS,
  ...TIME_ZONE_FUNCTIONS,
  ...CONVERSION_FUNCTIONS,
];

const byName: ReadonlyMap<string, ScalarFunction> = new Map(
  scalarFunctions.map((entry) => [entry.name, entry] as const),
);

/** By the canonical name of its signature. */
export function findImplementation(canonicalName: string): ScalarFunction | undefined {
  return byName.get(canonicalName);
}
