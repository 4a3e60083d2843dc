/**
 * The candidate that a misspelt word most likely meant, or undefined when none is near: at most one
 * edit in three letters. Case does not count. The first of equally near ones wins.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const sought = word.toLowerCase();
  // Nothing sensible is near a name of thousands of letters, and the distance costs a product.
  if (sought.length > MAX_WORD_LENGTH) return undefined;
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(sought.length / 3)) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - sought.length) >= bestDistance) continue;
    const distance = editDistance(sought, candidate.toLowerCase());
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

const MAX_WORD_LENGTH = 64;

/** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
export function editDistance(left: string, right: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let i = 1; i <= left.length; i++) {
    const row = [i];
    for (let j = 1; j <= right.length; j++) {
      const replaced = (last[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
      let distance = Math.min(replaced, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      if (i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1]) {
        distance = Math.min(distance, (beforeLast[j - 2] ?? 0) + 1);
      }
      row.push(distance);
    }
    beforeLast = last;
    last = row;
  }
  return last[right.length] ?? 0;
}
