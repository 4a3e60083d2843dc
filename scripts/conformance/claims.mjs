// Reads docs/conformance.md: the features that we claim.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../ensure.mjs';

export const pageFile = join(root, 'docs', 'conformance.md');

/** The codes of the features and subclauses that the page calls supported. */
export function readClaims(file = pageFile) {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const lines = text.matchAll(/^\| (?<code>[G\d][A-Z\d.]*) \| .+? \| supported \|/gmu);
  return new Set([...lines].map((match) => match.groups.code));
}
