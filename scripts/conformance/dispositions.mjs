// Reads docs/conformance-dispositions.md: the rows that we do not follow, each with its reason.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../ensure.mjs';

export const dispositionsFile = join(root, 'docs', 'conformance-dispositions.md');

const sides = ['ours', 'extension', 'row incomplete'];
const line = /^\| `(?<id>[^`]+)` \| (?<right>[^|]+?) \| (?<why>.+) \|$/u;

/** By the id of the row: which side is right and why. */
export function readDispositions(file = dispositionsFile) {
  const entries = readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((text) => line.exec(text)?.groups ?? []);
  return new Map(
    entries.map(({ id, right, why }) => [id, { right, why: why.replaceAll('\\|', '|') }]),
  );
}

/**
 * What is wrong with the list: it must name only rows that are there and fail. `outcomes` are
 * those of this run, perhaps of a part of the rows only.
 */
export function rottenDispositions(dispositions, ids, outcomes) {
  const passed = new Set(outcomes.filter((outcome) => outcome.passed).map(({ row }) => row.id));
  return [...dispositions].flatMap(([id, { right }]) => {
    if (!sides.includes(right)) return [`${id}: "${right}" is none of ${sides.join(', ')}`];
    if (!ids.has(id)) return [`${id}: there is no such row`];
    return passed.has(id) ? [`${id}: the row passes`] : [];
  });
}
