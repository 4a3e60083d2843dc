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
    const distance = editDistance(sought, candidate.toLowerCase(), bestDistance);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

const MAX_WORD_LENGTH = 64;

/**
 * Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). Where it
 * comes to `limit` or more it says `limit` or more, and stops early: a catalog has many names.
 */
export function editDistance(left: string, right: string, limit = Infinity): number {
  const { start, leftEnd, rightEnd } = differingParts(left, right);
  const width = rightEnd - start;
  let beforeLast: number[] = [];
  let last = Array.from({ length: width + 1 }, (_, column) => column);
  let lastLeast = 0;
  for (let i = 1; i <= leftEnd - start; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= width; j++) {
      const [a, b] = [left[start + i - 1], right[start + j - 1]];
      const replaced = (last[j - 1] ?? 0) + (a === b ? 0 : 1);
      let distance = Math.min(replaced, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      const areSwapped = i > 1 && j > 1 && a === right[start + j - 2] && b === left[start + i - 2];
      if (areSwapped) distance = Math.min(distance, (beforeLast[j - 2] ?? 0) + 1);
      row.push(distance);
      least = Math.min(least, distance);
    }
    // A later row is at least one of the two before it, or a swap over the last one.
    if (least >= limit && lastLeast + 1 >= limit) return limit;
    beforeLast = last;
    last = row;
    lastLeast = least;
  }
  return last[width] ?? 0;
}

interface DifferingParts {
  readonly start: number;
  readonly leftEnd: number;
  readonly rightEnd: number;
}

/** What both begin or end with adds nothing to their distance. */
function differingParts(left: string, right: string): DifferingParts {
  let start = 0;
  let leftEnd = left.length;
  let rightEnd = right.length;
  const shorter = Math.min(leftEnd, rightEnd);
  while (start < shorter && left.charCodeAt(start) === right.charCodeAt(start)) start++;
  while (
    leftEnd > start &&
    rightEnd > start &&
    left.charCodeAt(leftEnd - 1) === right.charCodeAt(rightEnd - 1)
  ) {
    leftEnd--;
    rightEnd--;
  }
  return { start, leftEnd, rightEnd };
}
