import { EXTENSION_WORDS, NON_RESERVED_WORDS, RESERVED_WORDS } from '../keywords.ts';

const CANDIDATES: readonly string[] = [
  ...RESERVED_WORDS,
  ...NON_RESERVED_WORDS,
  ...EXTENSION_WORDS,
];

/**
 * The keyword that a word was probably meant to be: one slip away, or two in a long word. Words
 * that begin alike win, since few people misspell the first letter.
 */
export function nearestKeyword(word: string): string | undefined {
  const upper = word.toUpperCase();
  if (upper.length < 3 || upper.length > 30) return undefined;
  const allowed = upper.length < 6 ? 1 : 2;
  let best: string | undefined;
  let bestScore = allowed + 1;
  for (const candidate of CANDIDATES) {
    if (Math.abs(candidate.length - upper.length) > allowed) continue;
    // In a short word the first letter is half of what there is.
    if (upper.length < 5 && candidate[0] !== upper[0]) continue;
    const distance = editDistance(upper, candidate);
    if (distance > allowed) continue;
    const alike = candidate.startsWith(upper) ? -0.5 : candidate[0] === upper[0] ? 0 : 0.5;
    const score = distance + alike;
    if (score < bestScore) {
      best = candidate;
      bestScore = score;
    }
  }
  return best;
}

/** Insertions, deletions, replacements, and swaps of neighbours (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let twoBack: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(
        (previous[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (previous[j - 1] ?? 0) + (same ? 0 : 1),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (twoBack[j - 2] ?? 0) + 1);
      }
      row.push(cost);
    }
    twoBack = previous;
    previous = row;
  }
  return previous[b.length] ?? 0;
}
